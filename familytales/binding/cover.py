"""The cover: the family's own scan where they chose one, else their title set in type."""

import io
from functools import cache
from pathlib import Path
from typing import TypeAlias

import fontpkg_eb_garamond
from PIL import Image, ImageDraw, ImageFont

from familytales.binding.names import clean
from familytales.domain.editions import Edition

LONGEST = 1600
"""Pixels on a cover's longer side: what e-book shops and players ask for, and a few hundred kilobytes."""

_SIZE = (1200, 1600)
_PAPER, _INK, _ACCENT = (38, 52, 61), (244, 234, 213), (200, 162, 94)
_MARGIN = 150
_QUALITY = 88
_MOST_LETTERS = 240

_Font: TypeAlias = ImageFont.FreeTypeFont


def cover_jpeg(edition: Edition) -> bytes:
    """The cover as a JPEG file, at most 1600 pixels on its longer side; the same edition gives the same bytes.

    Raises:
        OSError: the cover scan cannot be read.
    """
    image = _shrunk(edition.cover) if edition.cover else _made(edition)
    written = io.BytesIO()
    image.save(written, "JPEG", quality=_QUALITY, optimize=True)
    return written.getvalue()


def _shrunk(scan: Path) -> Image.Image:
    with Image.open(scan) as image:
        image.draft("RGB", (LONGEST, LONGEST))
        small = image.convert("RGB")
    small.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    return small


def _made(edition: Edition) -> Image.Image:
    image = Image.new("RGB", _SIZE, _PAPER)
    draw = ImageDraw.Draw(image)
    _frame(draw)
    book = edition.book
    lines, font = _fitted(_drawable(book.title), largest=132, smallest=48, rows=7)
    bottom = _centred(draw, lines, font, top=330)
    draw.line((_SIZE[0] / 2 - 90, bottom + 46, _SIZE[0] / 2 + 90, bottom + 46), _ACCENT, 3)
    if subtitle := _drawable(book.subtitle):
        lines, font = _fitted(subtitle, largest=58, smallest=34, rows=3)
        _centred(draw, lines, font, top=bottom + 92)
    if author := _drawable(book.author):
        lines, font = _fitted(author, largest=50, smallest=30, rows=2)
        _centred(draw, lines, font, top=1360)
    return image


def _frame(draw: ImageDraw.ImageDraw) -> None:
    width, height = _SIZE
    draw.rectangle((60, 60, width - 61, height - 61), outline=_ACCENT, width=5)
    draw.rectangle((78, 78, width - 79, height - 79), outline=_ACCENT, width=2)
    for x in (78, width - 79):
        for y in (78, height - 79):
            draw.polygon([(x, y - 26), (x + 26, y), (x, y + 26), (x - 26, y)], fill=_PAPER, outline=_ACCENT, width=3)


def _type() -> Path:
    return Path(fontpkg_eb_garamond.ROOT) / "files" / "EBGaramond[wght].ttf"


@cache
def _font(size: int) -> _Font:
    # The basic layout engine is always there; the other needs a system library and may break lines of type otherwise.
    return ImageFont.truetype(_type(), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _letters() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(_type(), lazy=True) as font:
        return frozenset(font.getBestCmap())


def _drawable(text: str) -> str:
    """The text without letters the type lacks: a plain cover is better than rows of empty boxes."""
    return clean("".join(letter for letter in text[:_MOST_LETTERS] if ord(letter) in _letters()))


def _fitted(text: str, *, largest: int, smallest: int, rows: int) -> tuple[list[str], _Font]:
    """The text broken into lines at the largest size that fits; cut short with an ellipsis where none does."""
    for size in range(largest, smallest - 1, -6):
        lines = _broken(text, _font(size))
        if len(lines) <= rows:
            return lines, _font(size)
    font = _font(smallest)
    lines = _broken(text, font)[:rows]
    return [*lines[:-1], lines[-1].rstrip(" .,;:-")[:-1] + "…"], font


def _broken(text: str, font: _Font) -> list[str]:
    room = _SIZE[0] - 2 * _MARGIN
    lines = [""]
    for word in text.split():
        grown = f"{lines[-1]} {word}".strip()
        if font.getlength(grown) <= room:
            lines[-1] = grown
            continue
        pieces = _pieces(word, font, room)
        lines = [*(line for line in lines if line), *pieces]
    return lines


def _pieces(word: str, font: _Font, room: float) -> list[str]:
    """A word too wide for the page, cut where it must be."""
    pieces = [""]
    for letter in word:
        if font.getlength(pieces[-1] + letter) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _centred(draw: ImageDraw.ImageDraw, lines: list[str], font: _Font, *, top: float) -> float:
    """Draw the lines in the middle of the page and return where they end."""
    for line in lines:
        draw.text((_SIZE[0] / 2, top), line, _INK, font, anchor="ma")
        top += font.size * 1.18
    return top
