import random
from pathlib import Path

import fontpkg_eb_garamond
import numpy
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from familytales.domain.transcripts import Box, ReadLine, ReadWord
from familytales.transcription.rapid import RapidOcrEngine
from familytales.transcription.tesseract import TesseractEngine

FONT = Path(fontpkg_eb_garamond.ROOT) / "files" / "EBGaramond[wght].ttf"
LETTER = """My dear Margaret,
The orchard was white with blossom when we came
home on Sunday, and your father walked with me
down to the mill. We spoke of nothing but you."""


@pytest.fixture(scope="session")
def write():
    """Draws lines of text; returns the page and each word's box of ink."""

    def draw(text, *, size=40, width=900, height=740, ink=(20, 20, 30), paper=(250, 248, 240), left=60, top=60):
        lines = text.split("\n")
        page = Image.new("RGB", (width, height), paper)
        pen, font, boxes = ImageDraw.Draw(page), ImageFont.truetype(FONT, size), []
        for number, line in enumerate(lines):
            x, y = left, top + number * size * 2
            for word in line.split():
                pen.text((x, y), word, fill=ink, font=font)
                boxes.append((word, Box(*map(int, pen.textbbox((x, y), word, font=font)))))
                x += pen.textlength(word + " ", font=font)
        return numpy.asarray(page), boxes

    return draw


@pytest.fixture(scope="session")
def letter(write):
    return write(LETTER)


def blank(value=250):
    return numpy.full((760, 600), value, numpy.uint8)


def specks():
    """White paper with a few hundred specks of dirt."""
    page, chance = Image.new("L", (700, 900), 245), random.Random(4)
    pen = ImageDraw.Draw(page)
    for _ in range(120):
        x, y, r = chance.randrange(700), chance.randrange(900), chance.choice((1, 1, 2, 3))
        pen.ellipse((x, y, x + r, y + r), fill=chance.randrange(30, 160))
    return numpy.asarray(page)


def photograph():
    """Nothing written: sky, hills, trees and a house, with grain."""
    page, chance = Image.new("L", (1200, 900), 190), random.Random(7)
    pen = ImageDraw.Draw(page)
    for y in range(450):
        pen.line((0, y, 1200, y), fill=225 - y // 8)
    pen.polygon([(0, 520), (300, 330), (620, 500), (900, 300), (1200, 480), (1200, 900), (0, 900)], fill=110)
    for _ in range(220):
        x, y, r = chance.randrange(1200), chance.randrange(520, 900), chance.randrange(6, 40)
        pen.ellipse((x - r, y - r, x + r, y + r), fill=chance.randrange(40, 130))
    pen.rectangle((480, 420, 760, 640), fill=205)
    pen.polygon([(450, 430), (620, 300), (790, 430)], fill=60)
    for x in (510, 590, 690):
        pen.rectangle((x, 470, x + 40, 530), fill=50)
    grain = numpy.random.default_rng(3).normal(0, 9, (900, 1200))
    soft = numpy.asarray(page.filter(ImageFilter.GaussianBlur(1.5)), dtype=float)
    return numpy.clip(soft + grain, 0, 255).astype(numpy.uint8)[::2, ::2].copy()


NOTHING_WRITTEN = {
    "white": blank(255),
    "paper": blank(232),
    "black": blank(0),
    "specks": specks(),
    "photograph": photograph(),
}


@pytest.fixture(params=NOTHING_WRITTEN)
def nothing_written(request):
    return NOTHING_WRITTEN[request.param]


@pytest.fixture(scope="session")
def tesseract():
    return TesseractEngine()


@pytest.fixture(scope="session")
def rapid():
    return RapidOcrEngine()


@pytest.fixture(scope="session")
def line():
    """A line as an engine reads it: words of 10 pixels a letter, 20 high, with 10 between them."""

    def make(text, left=0, top=0, *, confidence=0.95, high=20, slope=0.0, gap=10, block=-1):
        words, x = [], float(left)
        for word in text.split():
            wide = len(word) * high / 2
            y = round(top + slope * x)
            words.append(ReadWord(word, Box(round(x), y, round(x + wide), y + high), confidence))
            x += wide + gap
        return ReadLine(tuple(words), block)

    return make
