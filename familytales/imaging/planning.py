"""What a page needs before it is read, decided from cheap measurements: its whole geometry before a pixel is moved."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy

from familytales.imaging import deskew, dewarp, geometry, ink, orientation, sheet, textlines
from familytales.imaging.bend import Bend
from familytales.imaging.geometry import Matrix

if TYPE_CHECKING:
    from familytales.imaging.ink import Ink
    from familytales.imaging.textlines import TextLines
    from familytales.ports import Raster

SMALLEST, LARGEST = 16.0, 29.0
"""Heights of small letters, in pixels, between which a page is left at its size."""

ENLARGED, REDUCED = 24.0, 22.0
"""Heights that smaller and larger letters are brought to: measured on typescript, see the benchmark."""

_SCALES = (0.3, 3.0)
_LEAST_LINES = 3
"""Lines of text without which small marks are not small print but specks, and pieces of handwriting."""

_FREELY = 32_000
"""Longest side, in pixels, of pages that are straightened: OpenCV moves larger images only along straight lines."""

_LEVEL = 0.3
"""Degrees of skew that recognisers do not mind."""


@dataclass(frozen=True)
class Plan:
    """What is to be done to a page.

    Attributes:
        size: width and height of the result, in pixels.
        matrix: page image to result, 3 x 3, as far as the page is flat.
        sheet: corners of the sheet on the page image, where it was found; what is around it is not to be seen.
        bend: how it is curled, in pixels of the result; None where it is flat.
        rotation: degrees clockwise that turn it upright.
        factor: by how much it is enlarged.
        applied: the steps so far.
    """

    size: tuple[int, int]
    matrix: Matrix
    sheet: Matrix | None = None
    bend: Bend | None = None
    rotation: int = 0
    factor: float = 1.0
    applied: tuple[str, ...] = ()

    def moves_nothing(self, flat: "Raster") -> bool:
        """Whether the result is the page image itself."""
        unmoved = self.bend is None and numpy.array_equal(self.matrix, numpy.eye(3))
        return bool(unmoved and self.size == flat.shape[::-1])

    def then(self, step: str, matrix: Matrix, size: tuple[float, float]) -> "Plan":
        """The plan with one more projective step."""
        whole = (max(1, round(size[0])), max(1, round(size[1])))
        return replace(self, matrix=matrix @ self.matrix, size=whole, applied=(*self.applied, step))

    def after(self, steps: tuple[str, ...]) -> "Plan":
        """The plan for a page with which these steps were taken before."""
        return replace(self, applied=(*steps, *self.applied))


def plans(flat: "Raster") -> Iterator[Plan]:
    """The plan for a grey page image as it grows: first nothing, last all that it needs."""
    height, width = flat.shape
    found = whole = ink.find(flat)
    size = (float(width), float(height))
    plan = Plan((width, height), numpy.eye(3))
    yield plan
    if (page := sheet.find(flat, found)) is not None:
        size, found = page.size, found.moved(page.matrix, page.size)
        plan = replace(plan.then("perspective" if page.oblique else "crop", page.matrix, size), sheet=page.corners)
        yield plan
    if rotation := orientation.rotation(flat, found, whole):
        turned = geometry.turn(rotation, *size)
        size = size if rotation == 180 else size[::-1]
        found = found.moved(turned, size)
        plan = replace(plan.then(f"rotate={rotation}", turned, size), rotation=rotation)
        yield plan
    degrees = deskew.skew(found)
    if abs(degrees) > _LEVEL:
        levelled, size = geometry.level(degrees, *size)
        found = found.moved(levelled, size)
        plan = plan.then(f"deskew={degrees:g}", levelled, size)
        yield plan
    yield from _straightened(plan, found, size, max(flat.shape))


def _straightened(plan: Plan, found: "Ink", size: tuple[float, float], longest: int) -> Iterator[Plan]:
    """The plan for a level page as it goes on: what needs its lines of text."""
    lines = textlines.find(found.letters, found.x_height)
    factor = _scale(found.x_height, lines)
    may_bend = max(longest, *size) * max(1.0, factor) < _FREELY
    bend = dewarp.find(lines, found.x_height) if may_bend else None
    if bend is not None:
        plan = replace(plan, bend=bend, applied=(*plan.applied, "dewarp"))
        yield plan
    if factor != 1.0:
        larger = (size[0] * factor, size[1] * factor)
        plan = plan.then(f"scale={factor:g}", geometry.scaled(factor), larger)
        yield replace(plan, factor=factor, bend=bend and bend.scaled(factor))


def _scale(x_height: float, lines: "TextLines") -> float:
    if x_height <= 0 or SMALLEST <= x_height <= LARGEST:
        return 1.0
    if x_height < SMALLEST and lines.count < _LEAST_LINES:
        return 1.0
    factor = (ENLARGED if x_height < SMALLEST else REDUCED) / x_height
    return float(round(min(max(factor, _SCALES[0]), _SCALES[1]), 3))
