"""A curled page as a surface: how far its writing has sunk at every point. Flat values, so that it travels anywhere."""

from dataclasses import dataclass

import numpy
from numpy.polynomial import legendre
from numpy.typing import NDArray

Values = NDArray[numpy.float64]


@dataclass(frozen=True, slots=True)
class Bend:
    """How many pixels below its place on the straightened page each point is seen.

    Attributes:
        reach: left, top, right and bottom of the text it was found from; beyond, the nearest point of it counts.
        terms: a row for each degree across, from 1, with a coefficient for each degree down, from 0; Legendre
            polynomials over `reach`, in pixels.
    """

    reach: tuple[float, ...]
    terms: tuple[tuple[float, ...], ...]

    def inside(self, x: Values, y: Values) -> tuple[Values, Values]:
        """Pixels to places within `reach`, -1 to 1."""
        left, top, right, bottom = self.reach
        across, down = max(right - left, 1.0), max(bottom - top, 1.0)
        return numpy.clip(2 * (x - left) / across - 1, -1, 1), numpy.clip(2 * (y - top) / down - 1, -1, 1)

    def sinks(self, x: Values, y: Values) -> Values:
        """How many pixels below its place each point of the straightened page is seen."""
        surface = numpy.array([(0.0,) * len(self.terms[0]), *self.terms])
        return numpy.asarray(legendre.legval2d(*self.inside(x, y), surface))

    def scaled(self, factor: float) -> "Bend":
        """The same page enlarged by `factor`."""
        reach = tuple(factor * edge for edge in self.reach)
        return Bend(reach, tuple(tuple(factor * term for term in row) for row in self.terms))
