"""Pages on which nothing is written, of many kinds, each from a seed: what engines like to see words in."""

from collections.abc import Callable

import cv2
import numpy
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Pixels = NDArray[numpy.uint8]
Chance = numpy.random.Generator
WIDTH, HEIGHT = 1000, 1300

_LINES = """My dear Margaret, the orchard was white with
blossom when we came home on Sunday, and your
father walked with me down to the mill. We spoke
of nothing but you, and how the garden had been
when you were small. The roof wants mending still."""


def field(chance: Chance, size: float, *, height: int = HEIGHT, width: int = WIDTH) -> NDArray[numpy.float64]:
    """Smooth noise, -1 to 1, with blobs of about `size` pixels."""
    small = chance.normal(0, 1, (max(2, round(height / size) + 2), max(2, round(width / size) + 2)))
    grown = cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)
    return grown / numpy.abs(grown).max()


def made(values: NDArray[numpy.float64]) -> Pixels:
    return numpy.clip(values, 0, 255).astype(numpy.uint8)


def paper_of(chance: Chance, shade: float = 232) -> NDArray[numpy.float64]:
    """Paper with grain and uneven light."""
    return shade + 9 * field(chance, 400) + 4 * field(chance, 30) + chance.normal(0, 3, (HEIGHT, WIDTH))


def drawn(chance: Chance, draw: Callable[[ImageDraw.ImageDraw], None], *, soft: float = 0.6) -> Pixels:
    page = Image.fromarray(made(paper_of(chance)))
    draw(ImageDraw.Draw(page))
    return cv2.GaussianBlur(numpy.asarray(page), (0, 0), soft)


def white(chance: Chance) -> Pixels:
    return numpy.full((HEIGHT, WIDTH), 255, numpy.uint8)


def black(chance: Chance) -> Pixels:
    return made(12 + chance.normal(0, 4, (HEIGHT, WIDTH)))


def paper(chance: Chance) -> Pixels:
    return made(paper_of(chance))


def yellowed(chance: Chance) -> Pixels:
    flat = paper_of(chance, 205) + 12 * field(chance, 150)
    return numpy.stack([made(flat), made(flat * 0.9), made(flat * 0.68)], axis=2)


def divider(chance: Chance) -> Pixels:
    """A sheet of coloured card with a tab."""
    page = numpy.stack([made(paper_of(chance, shade)) for shade in (90, 130, 180)], axis=2)
    page[:90, :700] = 250
    return page


def stains(chance: Chance) -> Pixels:
    page = paper_of(chance)
    for _ in range(7):
        blot = field(chance, 120) + 0.4 * field(chance, 25)
        edge = numpy.abs(blot - 0.45) < 0.03
        page -= 40 * (blot > 0.45) + 30 * edge
    return made(page)


def foxing(chance: Chance) -> Pixels:
    spots = (field(chance, 9) > 0.62) | (field(chance, 22) > 0.7)
    return made(paper_of(chance, 222) - 75 * cv2.GaussianBlur(spots.astype(float), (0, 0), 1.5))


def specks(chance: Chance) -> Pixels:
    def draw(pen: ImageDraw.ImageDraw) -> None:
        for x, y, size, shade in zip(*(chance.integers(0, most, 400) for most in (WIDTH, HEIGHT, 7, 150)), strict=True):
            pen.ellipse((x, y, x + size, y + size // 2 + 1), fill=int(shade))

    return drawn(chance, draw)


def hairs(chance: Chance) -> Pixels:
    def draw(pen: ImageDraw.ImageDraw) -> None:
        for _ in range(40):
            start = chance.uniform(0, 1, 2) * (WIDTH, HEIGHT)
            steps = numpy.cumsum(chance.normal(0, 6, (25, 2)), axis=0).cumsum(axis=0) / 6
            pen.line([tuple(point) for point in start + steps], fill=70, width=2)

    return drawn(chance, draw)


def creases(chance: Chance) -> Pixels:
    def draw(pen: ImageDraw.ImageDraw) -> None:
        for _ in range(5):
            y, lean = chance.integers(80, HEIGHT - 80), chance.integers(-40, 40)
            pen.line((0, int(y), WIDTH, int(y + lean)), fill=150, width=3)
            x = chance.integers(80, WIDTH - 80)
            pen.line((int(x), 0, int(x + lean), HEIGHT), fill=170, width=4)

    return drawn(chance, draw, soft=1.5)


def _back(chance: Chance, depth: float, soft: float) -> NDArray[numpy.float64]:
    sheet = Image.new("L", (WIDTH, HEIGHT), 0)
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(34)
    for number in range(4):
        pen.multiline_text((90, 120 + 290 * number), _LINES, fill=255, font=font, spacing=22)
    return depth * cv2.GaussianBlur(numpy.asarray(sheet)[:, ::-1].astype(float), (0, 0), soft) / 255


def show_through(chance: Chance) -> Pixels:
    """The writing of the sheet's other side, mirrored, faint and soft."""
    return made(paper_of(chance) - _back(chance, 28, 2.0))


def strong_show_through(chance: Chance) -> Pixels:
    return made(paper_of(chance, 220) - _back(chance, 60, 1.6))


def ruled(chance: Chance) -> Pixels:
    def draw(pen: ImageDraw.ImageDraw) -> None:
        for y in range(120, HEIGHT - 40, 52):
            pen.line((0, y, WIDTH, y), fill=150, width=2)
        pen.line((110, 0, 110, HEIGHT), fill=120, width=3)

    return drawn(chance, draw)


def squared(chance: Chance) -> Pixels:
    def draw(pen: ImageDraw.ImageDraw) -> None:
        for at in range(20, HEIGHT, 30):
            pen.line((0, at, WIDTH, at), fill=165, width=2)
            pen.line((at, 0, at, HEIGHT), fill=165, width=2)

    return drawn(chance, draw)


def dotted(chance: Chance) -> Pixels:
    """A form's dotted lines and an empty frame."""

    def draw(pen: ImageDraw.ImageDraw) -> None:
        for y in range(200, HEIGHT - 100, 90):
            for x in range(100, WIDTH - 100, 12):
                pen.ellipse((x, y, x + 3, y + 3), fill=60)
        pen.rectangle((60, 120, WIDTH - 60, HEIGHT - 60), outline=50, width=5)

    return drawn(chance, draw)


def staves(chance: Chance) -> Pixels:
    """Music paper without notes."""

    def draw(pen: ImageDraw.ImageDraw) -> None:
        for top in range(120, HEIGHT - 120, 140):
            for y in range(top, top + 61, 15):
                pen.line((70, y, WIDTH - 70, y), fill=60, width=2)

    return drawn(chance, draw)


def shadows(chance: Chance) -> Pixels:
    x = numpy.linspace(0, 1, WIDTH)
    light = 1 - 0.55 * numpy.exp(-(((x - 0.03) / 0.09) ** 2)) - 0.2 * x
    return made(paper_of(chance) * light)


def binding(chance: Chance) -> Pixels:
    """An open book's inner edge, thread, and the dark of the scanner around it."""
    page = made(paper_of(chance) * (1 - 0.7 * numpy.exp(-((numpy.arange(WIDTH) / 60.0) ** 2))))
    page[:, WIDTH - 45 :] = 15
    page[HEIGHT - 60 :] = 20
    for top in range(150, HEIGHT - 150, 240):
        cv2.line(page, (38, top), (44, top + 120), 235, 5)
    return page


def punched(chance: Chance) -> Pixels:
    def draw(pen: ImageDraw.ImageDraw) -> None:
        for y in (260, 620, 980):
            pen.ellipse((32, y, 82, y + 50), fill=20)
        pen.rectangle((880, 30, 960, 44), fill=90)
        pen.rectangle((884, 26, 890, 60), fill=60)

    return drawn(chance, draw)


def jpeg(chance: Chance) -> Pixels:
    page = paper_of(chance, 210) + 10 * field(chance, 8)
    _, packed = cv2.imencode(".jpg", made(page), [cv2.IMWRITE_JPEG_QUALITY, 8])
    return numpy.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), dtype=numpy.uint8)


def album(chance: Chance) -> Pixels:
    """An album's page from which the pictures were taken: four mounting corners each."""

    def draw(pen: ImageDraw.ImageDraw) -> None:
        for left, top in ((120, 150), (540, 260), (200, 760)):
            for x, y, dx, dy in ((0, 0, 1, 1), (320, 0, -1, 1), (0, 400, 1, -1), (320, 400, -1, -1)):
                x, y = left + x, top + y
                pen.polygon([(x, y), (x + 40 * dx, y), (x, y + 40 * dy)], fill=45)

    return drawn(chance, draw)


def sky(chance: Chance) -> Pixels:
    fall = numpy.linspace(90, 235, HEIGHT)[:, None]
    return made(fall + 40 * field(chance, 260) + 14 * field(chance, 60) + chance.normal(0, 5, (HEIGHT, WIDTH)))


def faces(chance: Chance) -> Pixels:
    """People in a row, out of focus."""
    page = Image.fromarray(made(120 + 25 * field(chance, 200)))
    pen = ImageDraw.Draw(page)
    for x, y in zip(range(120, 900, 190), chance.integers(330, 520, 5).tolist(), strict=True):
        pen.rectangle((x - 90, y + 110, x + 90, HEIGHT), fill=int(chance.integers(25, 90)))
        pen.ellipse((x - 65, y - 85, x + 65, y + 95), fill=int(chance.integers(165, 215)))
        pen.pieslice((x - 68, y - 95, x + 68, y + 60), 180, 360, fill=int(chance.integers(20, 70)))
        for side in (-26, 26):
            pen.ellipse((x + side - 9, y - 5, x + side + 9, y + 5), fill=50)
        pen.line((x - 22, y + 52, x + 22, y + 52), fill=80, width=5)
        for button in range(y + 150, HEIGHT, 70):
            pen.ellipse((x - 5, button, x + 5, button + 10), fill=200)
    soft = cv2.GaussianBlur(numpy.asarray(page), (0, 0), 2.5).astype(float)
    return made(soft + chance.normal(0, 6, (HEIGHT, WIDTH)))


def foliage(chance: Chance) -> Pixels:
    leaves = sum(weight * field(chance, size) for size, weight in ((6, 40), (14, 55), (40, 60), (200, 40)))
    return made(110 + numpy.asarray(leaves))


def fabric(chance: Chance) -> Pixels:
    y, x = numpy.mgrid[0:HEIGHT, 0:WIDTH]
    weave = 30 * numpy.sin(x / 2.1) * numpy.sin(y / 2.6) + 25 * numpy.sign(numpy.sin((x + y) / 23))
    return made(130 + weave + 20 * field(chance, 120) + chance.normal(0, 8, (HEIGHT, WIDTH)))


def bricks(chance: Chance) -> Pixels:
    page = numpy.full((HEIGHT, WIDTH), 190, numpy.uint8)
    for row, y in enumerate(range(0, HEIGHT, 46)):
        for x in range(-60 * (row % 2), WIDTH, 120):
            cv2.rectangle(page, (x + 4, y + 4), (x + 114, y + 40), int(chance.integers(80, 140)), -1)
    return made(page + 25 * field(chance, 12) + chance.normal(0, 7, (HEIGHT, WIDTH)))


def fence(chance: Chance) -> Pixels:
    """Pickets and window bars: rows of upright strokes, like letters."""
    page = Image.fromarray(made(170 + 30 * field(chance, 150)))
    pen = ImageDraw.Draw(page)
    for top, tall, step in ((200, 60, 24), (420, 120, 34), (760, 44, 19), (980, 200, 60)):
        for x in range(60, WIDTH - 60, step):
            pen.rectangle((x, top, x + step // 3, top + tall), fill=int(chance.integers(20, 80)))
        pen.line((60, top + tall // 3, WIDTH - 60, top + tall // 3), fill=50, width=6)
    return cv2.GaussianBlur(numpy.asarray(page), (0, 0), 1.2)


def halftone(chance: Chance) -> Pixels:
    """A printed picture's screen of dots."""
    y, x = numpy.mgrid[0:HEIGHT, 0:WIDTH]
    tone = 0.5 + 0.45 * field(chance, 220)
    screen = (numpy.sin((x + y) * 0.55) * numpy.sin((x - y) * 0.55) + 1) / 2
    return made(numpy.where(screen < tone, 235.0, 40.0) + chance.normal(0, 6, (HEIGHT, WIDTH)))


BLANKS: dict[str, Callable[[Chance], Pixels]] = {
    make.__name__: make
    for make in (
        white, black, paper, yellowed, divider, stains, foxing, specks, hairs, creases, show_through,
        strong_show_through, ruled, squared, dotted, staves, shadows, binding, punched, jpeg, album, sky, faces,
        foliage, fabric, bricks, fence, halftone,
    )
}  # fmt: skip


def blank(name: str, seed: int = 1) -> Pixels:
    """A page of that kind."""
    return BLANKS[name](numpy.random.default_rng(seed))
