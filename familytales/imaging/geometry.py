"""From the pixels of an enhanced image back to the page image's."""

from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from familytales.domain.transcripts import Box
from familytales.imaging.bend import Bend

Matrix = NDArray[numpy.float64]

_EDGE_POINTS = 9


@dataclass(frozen=True, slots=True)
class Geometry:
    """A map from enhanced pixels to page-image pixels: bent where the page is curled, then projective.

    Attributes:
        rows: the 3 x 3 matrix, row by row, for pixel edges (a pixel's left edge is its number, its centre half more).
        width: the page image's, in pixels.
        height: the page image's.
        bend: how the page is curled, in enhanced pixels; None where it is flat.
    """

    rows: tuple[float, ...]
    width: int
    height: int
    bend: Bend | None = None

    @classmethod
    def of(cls, matrix: Matrix, width: int, height: int, bend: Bend | None = None) -> "Geometry":
        """The way back from what `matrix` (3 x 3), and then straightening `bend`, made of a page image of that size."""
        return cls(tuple(float(value) for value in numpy.linalg.inv(matrix).ravel()), width, height, bend)

    @property
    def matrix(self) -> Matrix:
        """The 3 x 3 matrix."""
        return numpy.array(self.rows).reshape(3, 3)

    def points(self, found: NDArray[numpy.float64]) -> NDArray[numpy.float64]:
        """(n, 2) points mapped."""
        if self.bend is not None:
            x, y = found.T
            found = numpy.column_stack([x, y + self.bend.sinks(x, y)])
        return transform(self.matrix, found)

    def box(self, box: Box) -> Box:
        """The upright rectangle on the page image around a rectangle of the enhanced image, kept inside the page."""
        # Between its corners, a bent edge may reach further.
        along = numpy.linspace(box.left, box.right, 2 if self.bend is None else _EDGE_POINTS)
        mapped = self.points(numpy.array([(x, y) for y in (box.top, box.bottom) for x in along], dtype=float))
        # A hair is taken off so that 12.0000001 does not become 13.
        left, top = numpy.floor(mapped.min(axis=0) + 1e-6).astype(int)
        right, bottom = numpy.ceil(mapped.max(axis=0) - 1e-6).astype(int)
        left, top = min(max(0, left), self.width - 1), min(max(0, top), self.height - 1)
        return Box(
            int(left), int(top), int(max(left + 1, min(right, self.width))), int(max(top + 1, min(bottom, self.height)))
        )


def transform(matrix: Matrix, found: NDArray[numpy.float64]) -> NDArray[numpy.float64]:
    """(n, 2) points through a 3 x 3 projective matrix."""
    mapped = numpy.column_stack([found, numpy.ones(len(found))]) @ matrix.T
    return numpy.asarray(mapped[:, :2] / mapped[:, 2:], dtype=numpy.float64)


def turn(rotation: int, width: float, height: float) -> Matrix:
    """Pixel edges of a width x height image to those of the image turned clockwise by 0, 90, 180 or 270 degrees."""
    return {
        0: numpy.eye(3),
        90: numpy.array([[0.0, -1.0, height], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]),
        180: numpy.array([[-1.0, 0.0, width], [0.0, -1.0, height], [0.0, 0.0, 1.0]]),
        270: numpy.array([[0.0, 1.0, 0.0], [-1.0, 0.0, width], [0.0, 0.0, 1.0]]),
    }[rotation]


def level(degrees: float, width: float, height: float) -> tuple[Matrix, tuple[float, float]]:
    """Turning counter-clockwise by `degrees` and growing the canvas so that nothing is cut off; the new size too."""
    radians = numpy.radians(degrees)
    cos, sin = float(numpy.cos(radians)), float(numpy.sin(radians))
    rotate = numpy.array([[cos, sin, 0.0], [-sin, cos, 0.0], [0.0, 0.0, 1.0]])
    corners = transform(rotate, numpy.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=float))
    low, high = corners.min(axis=0), corners.max(axis=0)
    return shift(-low[0], -low[1]) @ rotate, (float(high[0] - low[0]), float(high[1] - low[1]))


def shift(x: float, y: float) -> Matrix:
    """Moving by x and y."""
    return numpy.array([[1.0, 0.0, x], [0.0, 1.0, y], [0.0, 0.0, 1.0]])


def scaled(factor: float) -> Matrix:
    """Enlarging by `factor`."""
    return numpy.diag([factor, factor, 1.0])
