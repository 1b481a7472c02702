"""What preparation did to a page, on one picture: the stages side by side, a row for each page of a spread."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy
from PIL import Image, ImageDraw, ImageFont

from familytales.domain.errors import UsageError
from familytales.imaging.enhancement import stages
from familytales.imaging.spread import parts

if TYPE_CHECKING:
    from familytales.ports import Raster

_WIDTH, _HEIGHT = 520, 720
"""Largest size of one stage: text of a letter can just be told from a line."""

_GAP, _LABEL, _LETTERS = 16, 30, 18
_GROUND, _INK = 250, 40

_KINDS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}
_START = "as it came"
_WORDS = {
    "back": "what shines through taken away",
    "perspective": "seen straight on",
    "crop": "the sheet alone",
    "rotate": "turned by {}°",
    "deskew": "made level: {}°",
    "dewarp": "lines straightened",
    "scale": "size x {}",
    "background": "paper evened",
}


class _Tile(NamedTuple):
    label: str
    image: "Raster"


@dataclass(frozen=True)
class ContactSheet:
    """A grey picture of the stages, and the steps in words, for each page of the image."""

    picture: Image.Image
    steps: tuple[tuple[str, ...], ...]


def contact_sheet(image: "Raster") -> ContactSheet:
    """The page image and what each step of its preparation made of it, with labels."""
    found = parts(image)
    rows = [_row(part.image, f"page {number}" if len(found) > 1 else _START) for number, part in enumerate(found, 1)]
    steps = tuple(tuple(tile.label for tile in row[1:]) for row in rows)
    if len(found) > 1:
        rows.insert(0, [_Tile(_START, image)])
    return ContactSheet(_picture(rows), steps)


def write(picture: Image.Image, file: Path) -> None:
    """Write the picture as the file's suffix says.

    Raises:
        UsageError: it has another suffix than PNG's or JPEG's.
        OSError: it cannot be written there.
    """
    kind = _KINDS.get(file.suffix.lower())
    if kind is None:
        raise UsageError(f"A picture is written as PNG or JPEG, not as {file.name}.", remedy="Name it stages.png.")
    picture.save(file, kind)


def described(step: str) -> str:
    """A step of preparation in words."""
    name, _, value = step.partition("=")
    return _WORDS[name].format(value)


def _row(image: "Raster", start: str) -> list[_Tile]:
    first, *rest = stages(image)
    return [_Tile(start, first.image), *(_Tile(described(stage.applied[-1]), stage.image) for stage in rest)]


def _picture(rows: list[list[_Tile]]) -> Image.Image:
    across = max(len(row) for row in rows)
    size = (across * (_WIDTH + _GAP) + _GAP, len(rows) * (_HEIGHT + _LABEL + _GAP) + _GAP)
    picture = Image.new("L", size, _GROUND)
    for down, row in enumerate(rows):
        for place, tile in enumerate(row):
            _put(picture, tile, _GAP + place * (_WIDTH + _GAP), _GAP + down * (_HEIGHT + _LABEL + _GAP))
    return picture


def _put(picture: Image.Image, tile: _Tile, left: int, top: int) -> None:
    height, width = tile.image.shape[:2]
    scale = min(1.0, _WIDTH / width, _HEIGHT / height)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = numpy.asarray(cv2.resize(tile.image, size, interpolation=cv2.INTER_AREA), dtype=numpy.uint8)
    pen = ImageDraw.Draw(picture)
    pen.text((left, top), f"{tile.label}  ({width} x {height})", fill=_INK, font=ImageFont.load_default(_LETTERS))
    top += _LABEL
    picture.paste(Image.fromarray(small).convert("L"), (left, top))
    pen.rectangle((left - 1, top - 1, left + size[0], top + size[1]), outline=_INK)
