"""The writing of the paper's other side: found as a second kind of ink, fainter and softer, and taken away.

What shines through has gone through the paper, which spreads it: on drawn pages its edges are half as steep as those
of this side's letters, against how dark they are, and between the two kinds hardly a mark is to be found. Faint pencil
has steep edges, carbon copies have letters of every darkness, and the paper's grain is smaller than letters: on none
of 60 real pages is anything taken away.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import cv2
import numpy
from numpy.typing import NDArray

from familytales.imaging import ink
from familytales.imaging.background import paper

if TYPE_CHECKING:
    from familytales.ports import Raster

Values = NDArray[numpy.float64]

_FAINTEST = 0.14
"""Share of the paper's brightness by which the faintest ink is darker: what is seen of the back disturbs above it."""
_FLOORS = (_FAINTEST, 0.3)
"""Where there is too much grain among the marks of the first darkness, only those of the second are looked at."""
_BLACK = 40
"""Paper that seems darker is none."""
_LEAST = 60
"""Fewest marks of a side's writing from which one can tell what it looks like."""
_FAINT = 0.62
"""Most darkness of the other side's writing, against this one's."""
_BETWEEN, _MIDDLE = 0.03, 0.35
"""Most marks, as a share of all, that are neither kind: further than so much of the way from both."""
_SOFT = 0.75
"""Most steepness of the other side's edges, against this one's."""
_SMALL, _TALL = 0.45, 2.5
"""Least and most height of letters, against the middle one's: grain and dust are smaller, stains larger."""
_MOSTLY = 0.45
"""Least share of the faint marks that have the height of letters, ..."""
_MANY = 0.1
"""... and how many of these there are at least, against this side's marks."""
_SPREAD = 0.3
"""Least height of the page over which they are found, against this side's: a rubber stamp is low."""
_AMONG, _LEVEL = 0.12, 0.4
"""Least share of them whose feet are as high as those of this side's letters, within so much of these' height: what
somebody wrote more faintly has lines of its own."""
_REACH = 0.25
"""Width of what is left untouched around this side's strokes, against the height of its letters: their soft edges."""


@dataclass(frozen=True)
class Backside:
    """How the other side's writing is told from this one's.

    Attributes:
        depth: darkness, as a share of the paper's brightness, that only this side's ink has.
        reach: pixels around such ink that belong to it.
    """

    depth: float
    reach: float


@dataclass(frozen=True)
class _Marks:
    """Of each mark of the size of letters its darkness, how steep its edges are against that, and its rectangle."""

    depth: Values
    steepness: Values
    boxes: Values

    def __len__(self) -> int:
        return len(self.depth)

    @property
    def height(self) -> Values:
        return self.boxes[:, 3] - self.boxes[:, 1]

    def where(self, chosen: NDArray[numpy.bool_]) -> "_Marks":
        return _Marks(self.depth[chosen], self.steepness[chosen], self.boxes[chosen])


def find(grey: "Raster") -> Backside | None:
    """How to tell the other side's writing on a grey page image; None where there is none, or a doubt."""
    small, scale = ink.shrunk(grey)
    marks = _marks(small)
    if len(marks) < _LEAST:
        return None
    levels = (255 * numpy.minimum(marks.depth, 1)).astype(numpy.uint8)
    limit, _ = cv2.threshold(levels, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    own, faint = marks.where(levels > limit), marks.where(levels <= limit)
    for least in _FLOORS:
        darker = faint.where(faint.depth > least)
        if min(len(own), len(darker)) >= _LEAST and _two_kinds(own, darker) and _writing(own, darker):
            depth = float(numpy.quantile(darker.depth, 0.9) + numpy.quantile(own.depth, 0.1)) / 2
            return Backside(depth, _REACH * scale * float(numpy.median(own.height)))
    return None


def removed(grey: "Raster", found: Backside) -> "Raster":
    """The page with bare paper in the place of all that is not within reach of this side's ink.

    Within reach what is fainter than such ink is made fainter still: soft edges are, and what shines through as well.
    """
    around = paper(grey)
    lift = cv2.subtract(around, grey)
    shares = cv2.divide(lift, numpy.maximum(around, _BLACK), scale=255)
    _, own = cv2.threshold(shares, 255 * found.depth, 255, cv2.THRESH_BINARY)
    size = 2 * max(1, round(found.reach)) + 1
    near = cv2.dilate(own, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)))
    near = cv2.GaussianBlur(near, (0, 0), max(0.5, found.reach / 3))
    curve = 255 * numpy.minimum(1, numpy.arange(256) / (255 * found.depth)) ** 2
    kept = cv2.multiply(near, cv2.LUT(shares, curve.astype(numpy.uint8)), scale=1 / 255)
    return cast("Raster", cv2.add(grey, cv2.multiply(lift, cv2.bitwise_not(kept), scale=1 / 255)))


def _marks(small: "Raster") -> _Marks:
    around = paper(small)
    depths = cv2.subtract(around, small).astype(numpy.float32) / numpy.maximum(around, _BLACK)
    count, found, stats, _ = cv2.connectedComponentsWithStats((depths > _FAINTEST).astype(numpy.uint8))
    slopes = (cv2.Sobel(depths, cv2.CV_32F, 1, 0, scale=1 / 8), cv2.Sobel(depths, cv2.CV_32F, 0, 1, scale=1 / 8))
    labels = numpy.asarray(found, dtype=numpy.int32).ravel()
    inked = numpy.flatnonzero(labels)
    of, depth, steepest = labels[inked], numpy.zeros(count), numpy.zeros(count)
    numpy.maximum.at(depth, of, depths.ravel()[inked])
    numpy.maximum.at(steepest, of, cv2.magnitude(*slopes).ravel()[inked])
    letters = ink.like_letters(numpy.asarray(stats, dtype=numpy.int32), small.shape)
    left, top, across, down, _ = stats[letters].T.astype(numpy.float64)
    boxes = numpy.stack([left, top, left + across, top + down], axis=1)
    return _Marks(depth[letters], steepest[letters] / depth[letters], boxes)


def _two_kinds(own: _Marks, faint: _Marks) -> bool:
    """Whether the marks are of two kinds, one of them fainter and softer, with little between."""
    depths = numpy.concatenate([own.depth, faint.depth])
    low, high = numpy.median(faint.depth), numpy.median(own.depth)
    rim = _MIDDLE * (high - low)
    between = ((depths > low + rim) & (depths < high - rim)).mean()
    soft = numpy.median(faint.steepness) <= _SOFT * numpy.median(own.steepness)
    return bool(low <= _FAINT * high and between <= _BETWEEN and soft)


def _writing(own: _Marks, faint: _Marks) -> bool:
    """Whether the faint marks are a page's writing: many, of the height of letters, all over this side's lines."""
    height = float(numpy.median(own.height))
    letters = faint.where((faint.height > _SMALL * height) & (faint.height < _TALL * height))
    enough = len(letters) >= max(_LEAST, _MOSTLY * len(faint), _MANY * len(own))
    return enough and _spread(letters) >= _SPREAD * _spread(own) and _among(letters, own, height) >= _AMONG


def _spread(marks: _Marks) -> float:
    """Pixels from the top of the upper marks to that of the lower ones, but for a tenth of them at each end."""
    low, high = numpy.quantile(marks.boxes[:, 1], (0.1, 0.9))
    return float(high - low)


def _among(letters: _Marks, own: _Marks, height: float) -> float:
    """Share of the faint letters that stand level with one of this side's."""
    feet = numpy.sort(own.boxes[:, 3])
    low, high = (numpy.searchsorted(feet, letters.boxes[:, 3] + reach * height) for reach in (-_LEVEL, _LEVEL))
    return float((high > low).mean())
