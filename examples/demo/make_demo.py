"""Draws the demo's scans: text we wrote, as worn typed, printed and handwritten sheets on a family scanner.

The scans are in the repository; this is how they were made. It needs fonts that are not ours to give away, from Debian:

    apt-get install fonts-gnutypewriter fonts-oldstandard fonts-dancingscript fonts-klee
    python examples/demo/make_demo.py

The same fonts and libraries give the same files.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Plane = NDArray[np.float32]
"""Values for each pixel, 0.0 to 1.0."""

HERE = Path(__file__).parent
FONTS = Path("/usr/share/fonts")
TYPED = FONTS / "truetype/gnutypewriter/GNUTypewriter.ttf"
PRINTED = FONTS / "truetype/fonts-oldstandard/OldStandard-Regular.ttf"
PRINTED_BOLD = FONTS / "truetype/fonts-oldstandard/OldStandard-Bold.ttf"
CURSIVE = FONTS / "opentype/dancingscript/DancingScript-Bold.otf"
UPRIGHT = FONTS / "truetype/klee/KleeOne-SemiBold.ttf"
DPI = 200
INK = {"black": (32, 28, 30), "blue": (36, 44, 88), "brown": (70, 46, 30)}
PAPER = {"cream": (247, 238, 214), "white": (246, 243, 236), "card": (243, 226, 190), "rose": (246, 226, 212)}


@dataclass(frozen=True)
class Sheet:
    """One scan to draw: where it goes, what it is written with, and what time did to it.

    `size` is in inches, `skew` in degrees; `hand` moves letters about as a typist's or a writer's hand does (pixels).
    """

    text: str
    target: str
    seed: int
    font: Path
    points: float
    leading: float
    size: tuple[float, float] = (7.6, 9.6)
    margin: float = 0.9
    ink: str = "black"
    paper: str = "cream"
    skew: float = 0.0
    hand: float = 0.0
    folds: int = 0
    stain: tuple[float, float, float] | None = None
    centred: bool = False
    ruled: bool = False
    photograph: bool = False


SHEETS = (
    Sheet("letter-1943-1", "1943 Letter from Thomas/page 1.jpg", 14, TYPED, 12.0, 1.78, skew=1.3, hand=1.1, folds=2,
          stain=(0.80, 0.16, 0.13)),
    Sheet("letter-1943-2", "1943 Letter from Thomas/page 2.jpg", 12, TYPED, 12.0, 1.78, skew=-0.9, hand=1.1, folds=2),
    Sheet("diary-1944-1", "1944 Clara's diary/september.jpg", 21, UPRIGHT, 14.5, 1.75, (6.2, 8.6), 0.7, "blue", "white",
          skew=0.8, hand=1.6, ruled=True, stain=(0.30, 0.93, 0.09)),
    Sheet("notice-1946-1", "1946 Harvest supper/notice.jpg", 31, PRINTED, 15.0, 1.5, (6.4, 8.8), 0.8, paper="rose",
          skew=-1.6, folds=1, centred=True),
    Sheet("photograph-1947-1", "1947 The barn/photograph.jpg", 41, CURSIVE, 18.0, 1.4, (6.4, 5.2), 0.7, "blue", "white",
          skew=0.6, photograph=True),
    Sheet("letter-1951-1", "1951 Letter from Mother/page 1.jpg", 51, CURSIVE, 20.5, 1.55, (7.2, 9.4), 0.8, "blue",
          "cream", skew=-1.1, hand=0.9, folds=1),
    Sheet("letter-1951-2", "1951 Letter from Mother/page 2.jpg", 52, CURSIVE, 20.5, 1.55, (7.2, 9.4), 0.8, "blue",
          "cream", skew=0.7, hand=0.9, folds=1, stain=(0.72, 0.74, 0.12)),
    Sheet("recipe-1", "Apple cake/card.jpg", 61, UPRIGHT, 13.5, 1.6, (6.0, 6.6), 0.6, "brown", "card", skew=2.1,
          hand=1.3, stain=(0.83, 0.22, 0.14)),
)  # fmt: skip


def main() -> None:
    """Draw every sheet under `scans/`."""
    for font in {sheet.font for sheet in SHEETS} | {PRINTED_BOLD}:
        if not font.is_file():
            sys.exit(f"{font} is missing: apt-get install the fonts named at the top of {Path(__file__).name}")
    for sheet in SHEETS:
        target = HERE / "scans" / sheet.target
        target.parent.mkdir(parents=True, exist_ok=True)
        image = scanned(sheet)
        image.save(target, quality=62, dpi=(DPI, DPI), optimize=True, progressive=True)
        print(f"{target.relative_to(HERE)}: {image.width} x {image.height}, {target.stat().st_size // 1024} KB")


def scanned(sheet: Sheet) -> Image.Image:
    """The sheet as it comes out of the scanner: paper, ink, wear, skew, shadow, sensor noise."""
    rng = np.random.default_rng(sheet.seed)
    width, height = (round(side * DPI) for side in sheet.size)
    colour = paper(rng, width, height, PAPER[sheet.paper])
    if sheet.ruled:
        rule(colour, sheet)
    if sheet.photograph:
        picture(rng, colour)
    cover = written(rng, sheet, width, height)
    cover *= 1.0 - 0.45 * cloud(rng, width, height, 3) - 0.25 * cloud(rng, width, height, 90)
    colour += (np.array(INK[sheet.ink], np.float32) / 255 - colour) * cover[..., None]
    wear(rng, colour, sheet)
    return Image.fromarray(np.uint8(np.clip(on_glass(rng, colour, sheet.skew), 0, 1) * 255))


def cloud(rng: np.random.Generator, width: int, height: int, grain: int) -> Plane:
    """Smooth noise, 0.0 to 1.0, with features of about `grain` pixels."""
    small = rng.random((max(2, height // grain), max(2, width // grain)), np.float32)
    return np.clip(cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC), 0, 1)


def paper(rng: np.random.Generator, width: int, height: int, colour: tuple[int, int, int]) -> Plane:
    """A sheet with tone, fibres and darker edges; (height, width, 3)."""
    tone = 1.0 - 0.05 * cloud(rng, width, height, 160) - 0.03 * cloud(rng, width, height, 6)
    x, y = np.linspace(-1, 1, width, dtype=np.float32), np.linspace(-1, 1, height, dtype=np.float32)
    edge = np.maximum(np.abs(x)[None, :], np.abs(y)[:, None]) ** 14
    tone -= edge * (0.08 + 0.1 * cloud(rng, width, height, 60))
    return tone[..., None] * (np.array(colour, np.float32) / 255)


def rule(colour: Plane, sheet: Sheet) -> None:
    """The pale blue lines of a notebook and its red margin."""
    step = sheet.points * sheet.leading * DPI / 72
    top = sheet.margin * DPI
    for n in range(1, 40):
        y = round(top + n * step - step * 0.22)
        if y < colour.shape[0] - 40:
            colour[y : y + 2] *= (0.86, 0.91, 0.97)
    x = round(sheet.margin * DPI * 0.75)
    colour[:, x : x + 2] *= (0.95, 0.82, 0.82)


def written(rng: np.random.Generator, sheet: Sheet, width: int, height: int) -> Plane:
    """How much ink covers each pixel, drawn at twice the size for soft edges."""
    scale = 2
    image = Image.new("L", (width * scale, height * scale), 0)
    draw = ImageDraw.Draw(image)
    unit = DPI / 72 * scale
    top = sheet.margin * DPI * scale
    if sheet.photograph:
        top = (height - 0.62 * DPI) * scale
    for number, line in enumerate((HERE / "text" / f"{sheet.text}.txt").read_text(encoding="utf-8").splitlines()):
        font = ImageFont.truetype(font_of(sheet, line), round(size_of(sheet, line) * unit))
        length = font.getlength(line)
        x = (width * scale - length) / 2 if sheet.centred or sheet.photograph else sheet.margin * DPI * scale
        x += 0 if sheet.centred else rng.normal(0, sheet.hand * 2)
        y = top + number * sheet.points * sheet.leading * unit
        write(rng, draw, line, (x, y), font, sheet)
    return np.asarray(image.resize((width, height), Image.Resampling.LANCZOS), np.float32) / 255


def font_of(sheet: Sheet, line: str) -> str:
    """A printer sets lines in capitals in bold."""
    return str(PRINTED_BOLD if sheet.font == PRINTED and line.isupper() else sheet.font)


def size_of(sheet: Sheet, line: str) -> float:
    """A printer sets lines in capitals larger."""
    return sheet.points * 1.5 if sheet.font == PRINTED and line.isupper() else sheet.points


def write(
    rng: np.random.Generator,
    draw: ImageDraw.ImageDraw,
    line: str,
    at: tuple[float, float],
    font: ImageFont.FreeTypeFont,
    sheet: Sheet,
) -> None:
    """One line: a typewriter strikes letter by letter, a pen word by word with a drifting baseline, a press at once."""
    x, y = at
    if sheet.font == TYPED:
        for n, letter in enumerate(line):
            place = (x + font.getlength(line[:n]) + rng.normal(0, sheet.hand / 2), y + rng.normal(0, sheet.hand))
            draw.text(place, letter, font=font, fill=int(rng.uniform(190, 255)))
        return
    if not sheet.hand:
        draw.text((x, y), line, font=font, fill=245)
        return
    drift = 0.0
    for word in line.split(" "):
        drift += rng.normal(0, sheet.hand)
        draw.text((x, y + drift), word, font=font, fill=int(rng.uniform(205, 250)))
        x += font.getlength(word + " ") + rng.normal(0, sheet.hand)


def wear(rng: np.random.Generator, colour: Plane, sheet: Sheet) -> None:
    """Folds across the sheet, a stain, and specks."""
    height, width = colour.shape[:2]
    for n in range(sheet.folds):
        y = round(height * (n + 1) / (sheet.folds + 1) + rng.normal(0, 8))
        rows = np.arange(height, dtype=np.float32)[:, None, None]
        colour *= 1.0 - 0.10 * np.exp(-(((rows - y - 3) / 5) ** 2)) - 0.05 * np.exp(-(((rows - y - 30) / 40) ** 2))
        colour += 0.05 * np.exp(-(((rows - y + 3) / 4) ** 2))
    if sheet.stain:
        colour *= stain(rng, width, height, sheet.stain)
    for _ in range(60):
        x, y, r = rng.integers(width), rng.integers(height), float(rng.uniform(0.8, 2.2))
        cv2.circle(colour, (int(x), int(y)), round(r), (0.5, 0.42, 0.34), -1, cv2.LINE_AA)


def stain(rng: np.random.Generator, width: int, height: int, where: tuple[float, float, float]) -> Plane:
    """What a cup left behind: a faint disc with a darker rim; (height, width, 3), multiplied with the paper."""
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    radius = where[2] * width * (1 + 0.1 * (cloud(rng, width, height, 120) - 0.5))
    far = np.hypot(x - where[0] * width, y - where[1] * height) / radius
    rim = np.exp(-(((far - 1) / 0.045) ** 2)) * (0.35 + 0.65 * cloud(rng, width, height, 50))
    disc = 1 / (1 + np.exp(np.clip((far - 1) * 60, -40, 40)))
    depth = (0.30 * rim + 0.10 * disc)[..., None]
    return 1.0 - depth * np.array((0.45, 0.75, 1.0), np.float32)


def on_glass(rng: np.random.Generator, colour: Plane, skew: float) -> Plane:
    """The sheet laid a little askew on the scanner, the lid not quite shut: shadows and a dark surround."""
    height, width = colour.shape[:2]
    border = round(0.22 * DPI)
    size = (width + 2 * border, height + 2 * border)
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    turn[:, 2] += border
    inside = cv2.warpAffine(np.ones((height, width), np.float32), turn, size, flags=cv2.INTER_LINEAR)
    sheet = cv2.warpAffine(colour, turn, size, flags=cv2.INTER_CUBIC)
    cast = cv2.GaussianBlur(np.roll(inside, (10, 8), (0, 1)), (0, 0), 9)
    glass = (0.34 + 0.05 * cloud(rng, *size, 200) - 0.16 * cast)[..., None] * np.array((1.0, 0.99, 0.97), np.float32)
    image = glass + (sheet - glass) * inside[..., None]
    across = np.linspace(0, 1, size[0], dtype=np.float32)[None, :, None]
    down = np.linspace(0, 1, size[1], dtype=np.float32)[:, None, None]
    image *= 1.0 - 0.17 * np.exp(-across / 0.10) - 0.05 * down
    image = cv2.GaussianBlur(image, (0, 0), 0.6)
    return image + rng.normal(0, 0.006, (*image.shape[:2], 1)).astype(np.float32)


def picture(rng: np.random.Generator, colour: Plane) -> None:
    """A faded photograph pasted on the sheet: a barn with a dark door, a tree, hills and a high sky."""
    height, width = colour.shape[:2]
    left, top, right, bottom = round(0.08 * width), round(0.07 * height), round(0.92 * width), round(0.84 * height)
    w, h = right - left, bottom - top
    scene = Image.new("L", (w, h), 205)
    draw = ImageDraw.Draw(scene)
    for n, tone in enumerate((172, 150, 118)):
        hill(rng, draw, (w, h), 0.50 + 0.12 * n, tone)
    draw.polygon([(0.50 * w, 0.44 * h), (0.64 * w, 0.26 * h), (0.80 * w, 0.44 * h)], fill=70)
    draw.rectangle([0.52 * w, 0.44 * h, 0.78 * w, 0.72 * h], fill=135)
    draw.rectangle([0.61 * w, 0.52 * h, 0.69 * w, 0.72 * h], fill=52)
    for x in np.linspace(0.53, 0.77, 14):
        draw.line([x * w, 0.44 * h, x * w, 0.72 * h], fill=118, width=2)
    draw.rectangle([0.225 * w, 0.45 * h, 0.245 * w, 0.75 * h], fill=60)
    for x, y, r in zip(
        rng.normal(0.235, 0.05, 90), rng.normal(0.36, 0.07, 90), rng.uniform(0.01, 0.03, 90), strict=True
    ):
        draw.ellipse([x * w - r * w, y * h - r * w, x * w + r * w, y * h + r * w], fill=int(rng.uniform(55, 95)))
    tones = cv2.GaussianBlur(np.asarray(scene, np.float32) / 255, (0, 0), 2.2)
    tones += 0.05 * (cloud(rng, w, h, 3) - 0.5) + 0.10 * (cloud(rng, w, h, 200) - 0.5)
    faded = 0.18 + 0.68 * np.clip(tones, 0, 1)
    colour[top:bottom, left:right] = faded[..., None] * np.array((1.0, 0.93, 0.80), np.float32)


def hill(rng: np.random.Generator, draw: ImageDraw.ImageDraw, size: tuple[int, int], level: float, tone: int) -> None:
    """One rolling line of hills, filled to the ground."""
    w, h = size
    x = np.arange(0, w + 8, 8)
    y = level + 0.05 * np.sin(x / w * rng.uniform(4, 7) + rng.uniform(0, 6)) + 0.015 * np.sin(x / w * 23)
    draw.polygon([(0, h), *zip(x.tolist(), (y * h).tolist(), strict=True), (w, h)], fill=tone)


if __name__ == "__main__":
    main()
