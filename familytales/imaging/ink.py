"""Where a page's ink is: the letter-sized marks, found cheaply on a shrunken copy."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast

import cv2
import numpy
from numpy.typing import NDArray

from familytales.imaging.background import paper
from familytales.imaging.geometry import Matrix, transform

if TYPE_CHECKING:
    from familytales.ports import Raster

Marks = NDArray[numpy.float64]
"""One row per mark: left, top, right, bottom, in page-image pixels."""

_WORK_SIDE, _WORK_WIDTH = 2200, 800
"""Longest side of the copy that is measured, where its shorter side keeps so many pixels: letters of a 300-dpi A4 page
keep an x-height of some 13 pixels, and those of a receipt three metres long do not vanish."""

_STRIP = 3
"""Longer side against the shorter one beyond which more length says nothing about the size of letters."""

_DARKER = 0.78
"""Ink is darker than this share of the paper around it: faint carbon copies pass, paper grain does not."""

_STEP = 15
"""Ink is at least so many grey levels darker than what is around it: the grain of a dark desk is no text."""

_ENOUGH = 60
"""Fewest marks from which a page's text can be judged: two or three short lines."""

_SMALL_LETTERS = 0.35
"""Least marks below the commonest height, as a share of those at it, that are taken for the true small letters."""


@dataclass(frozen=True)
class Ink:
    """The letter-like marks of a page.

    Attributes:
        marks: their rectangles in page-image pixels.
    """

    marks: Marks

    @cached_property
    def heights(self) -> NDArray[numpy.float64]:
        """Height of each mark in page-image pixels."""
        return self.marks[:, 3] - self.marks[:, 1]

    @cached_property
    def letters(self) -> Marks:
        """The marks of the size of small and capital letters: neither specks nor flourishes."""
        return self.marks[(self.heights > 0.6 * self.x_height) & (self.heights < 2.5 * self.x_height)]

    @cached_property
    def x_height(self) -> float:
        """Height of small letters in page-image pixels; 0.0 where there is too little text to say.

        The commonest height of marks: more than half of the letters of a text in any alphabet we know are small ones.
        """
        if len(self.marks) < _ENOUGH:
            return 0.0
        heights = numpy.sort(self.heights)
        grid = numpy.exp(numpy.arange(numpy.log(heights[0]), numpy.log(heights[-1]) + 0.01, 0.02))
        within = numpy.searchsorted(heights, grid * 1.12) - numpy.searchsorted(heights, grid / 1.12)
        # Specks are many; a speck is no letter.
        best = int(numpy.argmax(within * numpy.sqrt(grid)))
        # Capitals and ascenders may outnumber small letters; those are a little smaller, and far more than a few.
        lower = numpy.flatnonzero((grid > grid[best] / 1.7) & (grid < grid[best] / 1.2))
        if len(lower):
            peak = int(lower[numpy.argmax(within[lower])])
            # The slope of a hill of specks is no peak.
            if peak != lower[0] and within[peak] >= _SMALL_LETTERS * within[best]:
                best = peak
        near = heights[(heights >= grid[best] / 1.12) & (heights < grid[best] * 1.12)]
        return float(numpy.median(near))

    def moved(self, matrix: Matrix, size: tuple[float, float]) -> "Ink":
        """The marks after a projective change (3 x 3) of the page; those that leave the new size are dropped."""
        corners = self.marks[:, [0, 1, 2, 1, 2, 3, 0, 3]].reshape(-1, 2)
        there = transform(matrix, corners).reshape(-1, 4, 2)
        # The middle of each side, not the furthest corner: a turned rectangle would seem larger than its letter.
        sides = (there + numpy.roll(there, -1, axis=1)) / 2
        low, high = sides.min(axis=1), sides.max(axis=1)
        middle = (low + high) / 2
        inside = ((middle > 0) & (middle < size)).all(axis=1)
        return Ink(numpy.concatenate([low, high], axis=1)[inside])


def find(grey: "Raster") -> Ink:
    """The ink of a grey page image."""
    small, scale = shrunk(grey)
    around = paper(small).astype(numpy.float32)
    mask = (small < numpy.minimum(_DARKER * around, around - _STEP)).astype(numpy.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8, ltype=cv2.CV_32S)
    left, top, across, down, _ = stats[like_letters(stats, small.shape)].T.astype(numpy.float64)
    return Ink(numpy.stack([left, top, left + across, top + down], axis=1) * scale)


def shrunk(grey: "Raster") -> tuple["Raster", float]:
    """The copy of a page image on which ink is looked for, and by how much it is smaller."""
    height, width = grey.shape
    scale = max(1.0, min(max(height, width) / _WORK_SIDE, min(height, width) / _WORK_WIDTH))
    size = (max(1, round(width / scale)), max(1, round(height / scale)))
    return cast("Raster", cv2.resize(grey, size, interpolation=cv2.INTER_AREA)), scale


def like_letters(stats: NDArray[numpy.int32], shape: tuple[int, ...]) -> NDArray[numpy.bool_]:
    """Which components (rows as OpenCV gives them, the first being the paper) of such a copy may be letters."""
    across, down, area = (stats[:, n].astype(numpy.float64) for n in (2, 3, 4))
    side = min(max(shape), _STRIP * min(shape))
    found = (
        (down >= 5)
        & (across >= 2)
        & (down <= side * 0.04)
        & (across <= side * 0.06)
        & (across <= 8 * down)
        & (down <= 6 * across)
        & (area >= 0.12 * across * down)
    )
    found[0] = False
    return numpy.asarray(found, dtype=numpy.bool_)
