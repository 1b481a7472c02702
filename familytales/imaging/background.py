"""The paper behind the ink: its shade at every point, and a page as if it were evenly white."""

from typing import TYPE_CHECKING, cast

import cv2
import numpy

if TYPE_CHECKING:
    from familytales.ports import Raster

WHITE = 280.0
"""What the paper would become on a scale where 255 is white: its grain and shade within a tenth of it turn white with
it. Measured on typescript, photographs and handwriting: with 245, which keeps the grain, more words are lost."""

_DARKEST = 40
"""Darker than this is no paper but a shadow or a scanner's lid; dividing by less would only amplify noise."""

_GRID = 200
"""Longest side of the map of the paper: spots of a few millimetres on a letter can still be told from ink."""

_EVEN = 14
_BRIGHT = 220


def paper(grey: "Raster") -> "Raster":
    """Brightness of the paper at every pixel, the ink filled in from around it."""
    height, width = grey.shape
    return cast("Raster", cv2.resize(_map(grey), (width, height), interpolation=cv2.INTER_LINEAR))


def is_even(grey: "Raster") -> bool:
    """Whether the paper is already bright and even, so that nothing is to be gained."""
    low, high = numpy.percentile(_map(grey), (2, 98))
    return bool(low >= _BRIGHT and high - low <= _EVEN)


def flatten(grey: "Raster") -> "Raster":
    """The page on even, white paper: shadows, stains and yellowing divided away, ink kept in its shades."""
    return cast("Raster", cv2.divide(grey, numpy.maximum(paper(grey), _DARKEST), scale=WHITE))


def _map(grey: "Raster") -> "Raster":
    scale = max(1.0, max(grey.shape) / _GRID)
    size = tuple(max(1, round(side / scale)) for side in grey.shape[::-1])
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    # The brightest of the neighbourhood is paper; the median takes single bright specks out again.
    bright = cv2.dilate(small, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (7, 7)))
    return cast("Raster", cv2.GaussianBlur(cv2.medianBlur(bright, 9), (0, 0), 3))
