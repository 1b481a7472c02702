"""A page read at another size: what an engine misses at one, it may find at another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy

from familytales.domain.transcripts import Box, ReadLine, ReadWord, Recognition
from familytales.transcription.parts import LEAST_SIDE, LONG

if TYPE_CHECKING:
    from familytales.ports import Raster

HAND = 1100
"""Pixels of the longer side at which RapidOCR reads handwriting best: larger, its detector sees strokes, not lines."""
TYPE = 2000
"""Pixels of the longer side to which RapidOCR shrinks a larger page."""
AGAIN = 0.75
"""Scale of small type against what RapidOCR sees of the page: far enough from it to err elsewhere."""


def for_hand(image: Raster) -> float:
    """The scale that brings a page to the size for handwriting."""
    return HAND / _longest(image)


def for_type(image: Raster) -> float:
    """The scale at which RapidOCR sees type smaller than it does at its own."""
    return AGAIN * min(1.0, TYPE / _longest(image))


def _longest(image: Raster) -> float:
    """The longer side of a page; of a strip, what RapidOCR sees of it at once."""
    short, long = sorted(image.shape[:2])
    return float(min(long, LONG * max(short, LEAST_SIDE)))


def at_scale(read: Callable[[Raster], Recognition], image: Raster, scale: float) -> Recognition:
    """What `read` finds on the image at that scale, its boxes in the image's own pixels."""
    height, width = image.shape[:2]
    size = max(1, round(width * scale)), max(1, round(height * scale))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    found = read(numpy.asarray(cv2.resize(image, size, interpolation=how), dtype=numpy.uint8))
    across, down = width / size[0], height / size[1]
    return replace(found, lines=tuple(_line(line, across, down) for line in found.lines))


def _line(line: ReadLine, across: float, down: float) -> ReadLine:
    return replace(line, words=tuple(_word(word, across, down) for word in line.words))


def _word(word: ReadWord, across: float, down: float) -> ReadWord:
    box = word.box
    left, right = round(box.left * across), round(box.right * across)
    top, bottom = round(box.top * down), round(box.bottom * down)
    return replace(word, box=Box(left, top, max(left + 1, right), max(top + 1, bottom)))
