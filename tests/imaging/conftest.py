"""Pages drawn in code: what is on them, and where, is known exactly."""

from dataclasses import dataclass
from pathlib import Path

import numpy
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from familytales.domain.transcripts import Box

Raster = NDArray[numpy.uint8]

MAX_PIXELS = 200_000_000

_TEXT = """Dear Mother the train was late and we stood in the rain until the lamps were lit along the platform
Your letter came on Tuesday with the parcel from Aunt Mabel and the good woollen stockings
Tell Father the harvest here is nearly done and that the grey mare has had her foal at last"""
WORDS = _TEXT.split()


@dataclass(frozen=True)
class DrawnPage:
    image: Raster
    boxes: tuple[Box, ...]


def draw_page(
    *, width: int = 1240, height: int = 1754, size: int = 36, margin: int = 140, ink: int = 30, paper: int = 235
) -> DrawnPage:
    """A grey page of words in Pillow's own font, with the rectangle of each word's ink."""
    image = Image.new("L", (width, height), paper)
    pen = ImageDraw.Draw(image)
    font = ImageFont.load_default(size)
    boxes, x, y = [], margin, margin
    for number in range(400):
        word = WORDS[number % len(WORDS)]
        left, top, right, bottom = pen.textbbox((x, y), word, font=font)
        if right > width - margin:
            x, y = margin, y + round(size * 1.7)
            left, top, right, bottom = pen.textbbox((x, y), word, font=font)
        if bottom > height - margin:
            break
        pen.text((x, y), word, font=font, fill=ink)
        boxes.append(Box(int(left), int(top), int(right), int(bottom)))
        x = round(right + size * 0.35)
    return DrawnPage(numpy.asarray(image).copy(), tuple(boxes))


@pytest.fixture(scope="session")
def page() -> DrawnPage:
    return draw_page()


@pytest.fixture
def picture() -> Image.Image:
    """A small colour picture whose corners differ: red, green, blue, white from the top left clockwise."""
    image = Image.new("RGB", (60, 40), "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 29, 19), fill=(220, 0, 0))
    pen.rectangle((30, 0, 59, 19), fill=(0, 200, 0))
    pen.rectangle((30, 20, 59, 39), fill=(0, 0, 220))
    return image


@pytest.fixture
def jpeg(tmp_path: Path, picture: Image.Image) -> Path:
    path = tmp_path / "scan.jpg"
    picture.save(path, quality=95, dpi=(300, 300))
    return path
