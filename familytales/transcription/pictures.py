"""Where on a page photographs are: large rectangles of middle tones, which writing never makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy

from familytales.domain.transcripts import Box
from familytales.transcription.pixels import grey, shrunk

if TYPE_CHECKING:
    from familytales.ports import Raster

_SIDE = 400
"""Longest side of the copy that is looked at."""
_LETTERS = 15
"""Size of the median that makes writing vanish there, in pixels: strokes are one or two."""
TONE = 0.85
"""A photograph is darker than this share of its paper, over most of its area."""
LEAST = 0.12
"""Least width and height of a photograph, against the page's."""
MOST = 0.95
"""A photograph that fills the page has no paper around it to hold a caption."""
RECTANGULAR = 0.8
"""Share of its box that a photograph fills; stains and shadows fill less."""
VARIED = 12.0
"""Least standard deviation of its grey levels: a coloured card, a dark desk, have less."""


def find(image: Raster) -> tuple[Box, ...]:
    """The photographs on a page, from the top down, in pixels of `image`."""
    small = shrunk(grey(image), _SIDE)
    scale = image.shape[0] / small.shape[0]
    smooth = cv2.medianBlur(small, _LETTERS)
    tones = (smooth < TONE * float(numpy.quantile(smooth, 0.9))).astype(numpy.uint8)
    whole = cv2.morphologyEx(tones, cv2.MORPH_CLOSE, numpy.ones((9, 9), numpy.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(whole)
    found = []
    for number, (x, y, w, h, area) in enumerate(stats[1:].tolist(), 1):
        height, width = small.shape
        sized = LEAST * width <= w <= MOST * width and LEAST * height <= h <= MOST * height
        if sized and area >= RECTANGULAR * w * h and float(small[labels == number].std()) >= VARIED:
            found.append(Box(*(round(edge * scale) for edge in (x, y, x + w, y + h))))
    return tuple(sorted(found, key=lambda box: box.top))
