"""Pages that are no plain letter: each ends in a sensible transcript or in none, and stops nothing."""

from collections.abc import Callable
from pathlib import Path

import numpy
import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.homes import Home

pytestmark = pytest.mark.slow

LINES = (
    "Dear Mother, the harbour is quiet now\nand all of the boats have come home.\nWe had apple cake on Sunday with Ida."
)
LETTER = LINES.split()


def letter(dpi: int) -> Image.Image:
    page = Image.new("L", (6 * dpi, 3 * dpi), 240)
    font = ImageFont.load_default(0.22 * dpi)
    ImageDraw.Draw(page).multiline_text((dpi * 0.5, dpi * 0.5), LINES, fill=20, font=font, spacing=0.15 * dpi)
    return page


def receipt() -> Image.Image:
    """Three metres at 80 dpi."""
    page = Image.new("L", (250, 9400), 245)
    pen, font = ImageDraw.Draw(page), ImageFont.load_default(20)
    for number in range(150):
        pen.text((20, 40 + 62 * number), "Bread", fill=20, font=font)
        pen.text((170, 40 + 62 * number), f"{number % 9 + 1}.50", fill=20, font=font)
    return page


def music() -> Image.Image:
    chance = numpy.random.default_rng(3)
    page = Image.new("L", (1000, 900), 245)
    pen = ImageDraw.Draw(page)
    for top in range(80, 850, 140):
        for y in range(top, top + 61, 15):
            pen.line((60, y, 940, y), fill=30, width=2)
        for x in range(110, 920, 45):
            y = top + 7 * int(chance.integers(-1, 9))
            pen.ellipse((x, y, x + 18, y + 13), fill=20)
            pen.line((x + 17, y + 6, x + 17, y - 50), fill=20, width=2)
    return page


PAGES: dict[str, Callable[[], Image.Image]] = {
    "mirrored": lambda: letter(150).transpose(Image.Transpose.FLIP_LEFT_RIGHT),
    "upside down": lambda: letter(150).rotate(180),
    "60 dpi": lambda: letter(60),
    "1200 dpi": lambda: letter(1200),
    "receipt": receipt,
    "music": music,
    "black": lambda: Image.new("L", (900, 1200), 3),
    "tiny": lambda: Image.new("L", (12, 9), 250),
    "thread": lambda: Image.new("L", (12_000, 30), 250),
}


def test_odd_pages_stop_nothing_and_say_what_they_say(home: Home, tmp_path: Path) -> None:
    (tmp_path / "odd").mkdir()
    for name, make in PAGES.items():
        make().save(tmp_path / "odd" / f"{name}.png")
    home.run("add", str(tmp_path / "odd"), "--title", "Odd")
    home.run("transcribe", "Odd")
    said = {}
    with home.opened() as library:
        for page in library.pages.of_book(1):
            corrected = library.transcripts.corrected(page.id)
            assert corrected
            said[page.name.removesuffix(".png")] = [word.text for word in corrected.transcript.words()]
    assert said["mirrored"] == said["upside down"] == said["1200 dpi"] == LETTER
    assert len(set(said["60 dpi"]) & set(LETTER)) >= len(LETTER) - 3
    assert said["receipt"].count("Bread") >= 145
    assert said["music"] == said["black"] == said["tiny"] == said["thread"] == []
