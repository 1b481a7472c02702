"""Long strips cut into pieces of a page's shape.

A detector that scales its input by the longer side sees nothing on a receipt three metres long, and one that scales
by the shorter side needs gigabytes for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy

from familytales.domain.transcripts import Box, ReadLine

if TYPE_CHECKING:
    from familytales.ports import Raster

LONG = 3
"""Longer side against the shorter one from which an image is cut."""
LENGTH = 2
"""Length of a piece against its width."""
LEAST_SIDE = 256
"""Pixels to which a thinner image is widened, by repeating its edge."""


class Part(NamedTuple):
    """A piece of a grey image and where its top left corner stands in it."""

    pixels: Raster
    left: int
    top: int


def parts(image: Raster) -> Iterator[Part]:
    """The grey image whole, or its pieces from the start, cut where they show least."""
    pixels = _widened(image)
    if pixels.shape[0] >= pixels.shape[1]:
        for start, end in _cuts(pixels, 1):
            yield Part(pixels[start:end], 0, start)
    else:
        for start, end in _cuts(pixels, 0):
            yield Part(pixels[:, start:end], start, 0)


def within(lines: Iterable[ReadLine], width: int, height: int) -> Iterator[ReadLine]:
    """The lines of an image of that size without words in what it was widened by; one that reaches into it is cut."""
    for line in lines:
        cut = ((word, _cut(word.box, width, height)) for word in line.words)
        words = tuple(replace(word, box=box) for word, box in cut if 2 * box.area >= word.box.area)
        if words:
            yield replace(line, words=words)


def _cut(box: Box, width: int, height: int) -> Box:
    return Box(box.left, box.top, min(box.right, width), min(box.bottom, height))


def _cuts(pixels: Raster, across: int) -> Iterator[tuple[int, int]]:
    """Start and end of each piece, along the longer side."""
    # A row between lines of writing is one shade; `reduce` counts its axes the other way round.
    darkest, lightest = (cv2.reduce(pixels, across, kind).ravel() for kind in (cv2.REDUCE_MIN, cv2.REDUCE_MAX))
    busy = lightest - darkest
    width, start = pixels.shape[across], 0
    while len(busy) - start > LONG * width:
        window = start + LENGTH * width - width // 2
        cut = window + int(busy[window : start + LENGTH * width].argmin())
        yield start, cut
        start = cut
    yield start, len(busy)


def _widened(image: Raster) -> Raster:
    bottom, right = (max(0, LEAST_SIDE - side) for side in image.shape)
    if not bottom and not right:
        return image
    return numpy.asarray(cv2.copyMakeBorder(image, 0, bottom, 0, right, cv2.BORDER_REPLICATE), dtype=numpy.uint8)
