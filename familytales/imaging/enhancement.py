"""A page image made easy to read: only what cheap measurements say this page needs, all in one resampling."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy

from familytales.imaging import background, deskew, dewarp, geometry, ink, orientation, sheet, textlines, warping
from familytales.imaging.bend import Bend
from familytales.imaging.geometry import Geometry, Matrix
from familytales.imaging.grey import grey

if TYPE_CHECKING:
    from familytales.ports import Raster

SMALLEST, LARGEST = 16.0, 29.0
"""Heights of small letters, in pixels, between which a page is left at its size."""

ENLARGED, REDUCED = 24.0, 22.0
"""Heights that smaller and larger letters are brought to: measured on typescript, see the benchmark."""

_SCALES = (0.3, 3.0)
_LEAST_LINES = 3
"""Lines of text without which small marks are not small print but specks, and pieces of handwriting."""

_LEVEL = 0.3
"""Degrees of skew that recognisers do not mind."""


@dataclass(frozen=True)
class Enhanced:
    """What an OCR engine is given, and the way back.

    Attributes:
        image: grey, upright.
        rotation: degrees clockwise (0, 90, 180, 270) that turn the page image upright.
        applied: what was done, in order, as name=value strings or plain names; empty for an untouched page.
        to_page: maps pixels of `image` to page-image pixels.
    """

    image: "Raster"
    rotation: int
    applied: tuple[str, ...]
    to_page: Geometry


@dataclass(frozen=True)
class _Plan:
    """The whole geometry of a page before a pixel is moved."""

    matrix: Matrix
    """Page image to enhanced image, as far as it is flat."""
    bend: Bend | None
    size: tuple[int, int]
    rotation: int
    factor: float
    """By how much it is enlarged."""
    applied: tuple[str, ...]


def enhance(image: "Raster") -> Enhanced:
    """The page image prepared for an OCR engine.

    A clean, level page of the right size comes back as its own grey pixels.
    """
    flat = grey(image)
    plan = _plan(flat)
    height, width = flat.shape
    applied = plan.applied
    if not background.is_even(flat):
        flat = background.flatten(flat)
        applied = (*applied, "background")
    to_page = Geometry.of(plan.matrix, width, height, plan.bend)
    moved = flat if _still(plan, flat) else warping.warped(flat, to_page, plan.size, plan.factor)
    return Enhanced(moved, plan.rotation, applied, to_page)


def _plan(flat: "Raster") -> _Plan:
    height, width = flat.shape
    found = whole = ink.find(flat)
    matrix, size, applied = numpy.eye(3), (float(width), float(height)), []
    if (page := sheet.find(flat, found)) is not None:
        matrix, size = page.matrix, page.size
        applied.append("perspective" if page.oblique else "crop")
        found = found.moved(matrix, size)
    rotation = orientation.rotation(flat, found, whole)
    if rotation:
        turned = geometry.turn(rotation, *size)
        size = size if rotation == 180 else size[::-1]
        matrix, found = turned @ matrix, found.moved(turned, size)
        applied.append(f"rotate={rotation}")
    degrees = deskew.skew(found)
    if abs(degrees) > _LEVEL:
        levelled, size = geometry.level(degrees, *size)
        matrix, found = levelled @ matrix, found.moved(levelled, size)
        applied.append(f"deskew={degrees:g}")
    lines = textlines.find(found.letters, found.x_height)
    if (bend := dewarp.find(lines, found.x_height)) is not None:
        applied.append("dewarp")
    factor = _scale(found.x_height, lines.count)
    if factor != 1.0:
        matrix = geometry.scaled(factor) @ matrix
        size = (size[0] * factor, size[1] * factor)
        bend = bend and bend.scaled(factor)
        applied.append(f"scale={factor:g}")
    return _Plan(matrix, bend, (max(1, round(size[0])), max(1, round(size[1]))), rotation, factor, tuple(applied))


def _scale(x_height: float, lines: int) -> float:
    if x_height <= 0 or SMALLEST <= x_height <= LARGEST:
        return 1.0
    if x_height < SMALLEST and lines < _LEAST_LINES:
        return 1.0
    factor = (ENLARGED if x_height < SMALLEST else REDUCED) / x_height
    return float(round(min(max(factor, _SCALES[0]), _SCALES[1]), 3))


def _still(plan: _Plan, flat: "Raster") -> bool:
    flat_page = plan.bend is None and numpy.array_equal(plan.matrix, numpy.eye(3))
    return bool(flat_page and plan.size == flat.shape[::-1])
