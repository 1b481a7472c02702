"""How far the lines of text are from level."""

from typing import TYPE_CHECKING

import numpy
from numpy.typing import NDArray

if TYPE_CHECKING:
    from familytales.imaging.ink import Ink

MOST = 15.0
"""Largest skew looked for, in degrees; more than that is a page laid down on its side."""

_STEP = 0.5
_FINE = 0.05
_ENOUGH = 40
_SURE = 1.15
"""How much sharper than level the lines must be before the page is turned."""


def skew(ink: "Ink") -> float:
    """Degrees by which the lines fall to the right (clockwise), 0.0 when it cannot be told.

    The feet of the marks of a line of text fall together on one level when looked at along the line: the angle at
    which they do so best, coarsely first, then finely.
    """
    chosen, x_height = ink.letters, ink.x_height
    if x_height <= 0 or len(chosen) < _ENOUGH:
        return 0.0
    x, y = (chosen[:, 0] + chosen[:, 2]) / 2, chosen[:, 3]
    coarse = numpy.arange(-MOST, MOST + _STEP / 2, _STEP)
    near = coarse[int(numpy.argmax([_sharpness(x, y, angle, x_height / 2) for angle in coarse]))]
    fine = numpy.arange(near - _STEP, near + _STEP + _FINE / 2, _FINE)
    scores = numpy.array([_sharpness(x, y, angle, x_height / 4) for angle in fine])
    scores = numpy.convolve(numpy.pad(scores, 2, mode="edge"), numpy.ones(5) / 5, mode="valid")
    best = int(numpy.argmax(scores))
    if scores[best] < _SURE * _sharpness(x, y, 0.0, x_height / 4):
        return 0.0
    return float(round(fine[best], 2))


def sharpness(ink: "Ink") -> float:
    """How clearly the marks stand on lines that are nearly level, for comparing; 0.0 where they are too few."""
    chosen = ink.letters
    if ink.x_height <= 0 or len(chosen) < _ENOUGH:
        return 0.0
    x, y = (chosen[:, 0] + chosen[:, 2]) / 2, chosen[:, 3]
    return max(_sharpness(x, y, angle, ink.x_height / 2) for angle in numpy.arange(-6.0, 6.1, _STEP))


def _sharpness(x: NDArray[numpy.float64], y: NDArray[numpy.float64], degrees: float, bin_size: float) -> float:
    level = y - x * numpy.tan(numpy.radians(degrees))
    counts = numpy.bincount(((level - level.min()) / bin_size).astype(numpy.int64))
    return float((counts.astype(numpy.float64) ** 2).sum())
