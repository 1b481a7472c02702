"""How much of a page's writing a reading leaves unread: marks of the size of letters that no word of it covers.

An engine that finds eight words of a faded letter may be sure of each; only the page tells that there are more.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import cv2
import numpy
from numpy.typing import NDArray

from familytales.domain.transcripts import ReadWord
from familytales.transcription.pixels import grey, shrunk

if TYPE_CHECKING:
    from familytales.ports import Raster

LEAST_MARKS = 40
"""Marks of the size of letters that make a page of writing."""
_SIDE = 1000
"""Longest side of the copy on which marks are looked for."""
_SMALL, _LARGE, _LONG = 4, 60, 8
"""Least and most height of a letter there, in pixels, and most width of letters that hang together, in heights."""
_INK = 0.8
"""Ink is darker than this share of the paper around it."""
_FAINT, _GRAIN = 0.08, 6
"""On even paper faint ink is, too: darker by this share, and by this many times what the paper itself varies."""

Points = NDArray[numpy.float64]
"""(n, 2) x and y in pixels."""


def marks(image: Raster) -> Points:
    """The middles of the marks that have the size of letters, a row each, in pixels of the image."""
    small = shrunk(grey(image), _SIDE)
    shade = small / numpy.maximum(1, cv2.blur(small, (_LARGE + 1, _LARGE + 1))).astype(numpy.float32)
    _, _, stats, middles = cv2.connectedComponentsWithStats((shade < _darkest(shade)).astype(numpy.uint8))
    across, down = stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT]
    sized = (down >= _SMALL) & (down <= _LARGE) & (across <= _LONG * down)
    return numpy.asarray(middles[1:][sized] * (image.shape[0] / small.shape[0]), dtype=numpy.float64)


def _darkest(shade: NDArray[numpy.floating]) -> float:
    """The darkest that paper is, against the paper around."""
    usual = float(numpy.median(shade))
    varies = 1.5 * float(numpy.median(numpy.abs(shade - usual)))
    return max(_INK, usual - max(_FAINT, _GRAIN * varies))


def share_read(words: Iterable[ReadWord], found: Points, image: Raster) -> float:
    """Share of the marks that stand in one of the words; there must be a mark."""
    read = numpy.zeros(image.shape[:2], numpy.bool_)
    for box in (word.box for word in words):
        read[max(0, box.top) : max(0, box.bottom), max(0, box.left) : max(0, box.right)] = True
    down, across = (numpy.minimum(found[:, axis].astype(int), read.shape[1 - axis] - 1) for axis in (1, 0))
    return float(read[down, across].mean())
