"""The sheet of paper on a photograph or in a scan with a border: found only where its edges are beyond doubt.

A wrong crop destroys a page, a missing one costs little; so every test here can only say no.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import cv2
import numpy
from numpy.typing import NDArray

from familytales.imaging import background
from familytales.imaging.geometry import Matrix, shift, transform

if TYPE_CHECKING:
    from familytales.imaging.ink import Ink
    from familytales.ports import Raster

Points = NDArray[numpy.float64]

_SIDE = 600
_THRESHOLDS = (1.0, 0.85, 0.72, 0.6)
"""Shares of Otsu's threshold that are tried in turn: a hand's shadow on the sheet lies below it, the table lower."""

_LEAST, _MOST = 0.2, 0.97
"""Share of the image a sheet may cover: less is a label on it, more leaves nothing to crop."""

_FILLED = 0.95
"""Least share of the four-cornered shape that the bright region fills."""

_STEP_EDGE = 18
"""Least grey levels between the sheet and what it lies on."""

_EDGE_SEEN = 0.8
"""Least share of each edge along which that step is there."""

_TEXT_INSIDE = 0.93
"""Least share of the letter-like marks that must lie on the sheet."""

_SQUARE = 20.0
"""Most degrees by which a corner may differ from a right angle."""

_INSET = 0.004
"""What is cut off inside each edge, as a share of the side, lest the edge itself be read as a letter."""


@dataclass(frozen=True)
class Sheet:
    """A sheet: page image to the sheet seen straight on, its size in pixels, and whether it was seen at a slant."""

    matrix: Matrix
    size: tuple[float, float]
    oblique: bool

    @property
    def corners(self) -> Points:
        """Its corners on the page image, from the top left clockwise."""
        width, height = self.size
        upright: Points = numpy.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=numpy.float64)
        return transform(numpy.asarray(numpy.linalg.inv(self.matrix), dtype=numpy.float64), upright)


def find(grey: "Raster", ink: "Ink") -> Sheet | None:
    """The sheet on a grey page image, None unless its edges are real and nearly all text lies inside."""
    if background.is_even(grey):
        return None
    scale = max(1.0, max(grey.shape) / _SIDE)
    size = (max(1, round(grey.shape[1] / scale)), max(1, round(grey.shape[0] / scale)))
    small = cast("Raster", cv2.resize(grey, size, interpolation=cv2.INTER_AREA))
    # Without its writing, the sheet is one bright region.
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, numpy.ones((9, 9), numpy.uint8))
    bare = cast("Raster", cv2.medianBlur(closed, 5))
    otsu, _ = cv2.threshold(bare, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    for share in _THRESHOLDS:
        corners = _corners(bare, otsu * share)
        if corners is None or not _plausible(corners) or not _edges_seen(bare, corners):
            continue
        corners = corners * (grey.shape[1] / size[0], grey.shape[0] / size[1])
        if _holds(corners, ink):
            return _straightened(corners)
    return None


def _corners(bare: "Raster", threshold: float) -> Points | None:
    """Corners of the bright region, from the top left clockwise, where it is four-cornered; sub-pixel."""
    _, bright = cv2.threshold(bare, threshold, 255, cv2.THRESH_BINARY)
    # A frame of darkness lets the region end where the image does.
    framed = cv2.copyMakeBorder(bright, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    outlines, _ = cv2.findContours(framed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not outlines:
        return None
    outline = max(outlines, key=cv2.contourArea)
    area = cv2.contourArea(outline)
    if not _LEAST <= area / bare.size <= _MOST:
        return None
    hull = cv2.convexHull(outline)
    for tolerance in (0.01, 0.02, 0.03, 0.05):
        shape = cv2.approxPolyDP(hull, tolerance * cv2.arcLength(hull, True), True)
        if len(shape) == 4:
            break
    if len(shape) != 4 or area < _FILLED * cv2.contourArea(shape):
        return None
    fitted = _fitted(outline.reshape(-1, 2).astype(numpy.float64), _ordered(shape.reshape(4, 2).astype(numpy.float64)))
    return None if fitted is None else fitted - 0.5


def _ordered(corners: Points) -> Points:
    around = corners - corners.mean(axis=0)
    corners = corners[numpy.argsort(numpy.arctan2(around[:, 1], around[:, 0]))]
    return numpy.roll(corners, -int(numpy.argmin(corners.sum(axis=1))), axis=0)


def _fitted(outline: Points, corners: Points) -> Points | None:
    """Corners where straight lines through the outline's four sides meet: a torn corner does not matter."""
    lines = []
    for start, end in zip(corners, numpy.roll(corners, -1, axis=0), strict=True):
        along = end - start
        length = float(numpy.hypot(*along))
        position = (outline - start) @ along / length**2
        away = (outline - start) @ numpy.array([-along[1], along[0]]) / length
        near = outline[(position > 0.08) & (position < 0.92) & (numpy.abs(away) < 0.03 * length)]
        if len(near) < 20:
            return None
        vx, vy, x, y = cv2.fitLine(near.astype(numpy.float32), cv2.DIST_HUBER, 0, 0.01, 0.01).ravel()
        lines.append(numpy.array([vy, -vx, vx * y - vy * x], dtype=numpy.float64))
    crossings = [numpy.cross(lines[n - 1], lines[n]) for n in range(4)]
    if any(abs(point[2]) < 1e-9 for point in crossings):
        return None
    return numpy.array([point[:2] / point[2] for point in crossings])


def _plausible(corners: Points) -> bool:
    """Nearly right angles, and a size worth the name."""
    ahead = numpy.roll(corners, -1, axis=0) - corners
    behind = numpy.roll(corners, 1, axis=0) - corners
    lengths = numpy.linalg.norm(ahead, axis=1)
    if lengths.min() < _SIDE * 0.2:
        return False
    cosines = (ahead * behind).sum(axis=1) / (lengths * numpy.linalg.norm(behind, axis=1))
    return bool(numpy.abs(numpy.degrees(numpy.arccos(numpy.clip(cosines, -1, 1))) - 90).max() <= _SQUARE)


def _edges_seen(bare: "Raster", corners: Points) -> bool:
    """Whether the image gets darker across each edge, save those that run along the image's own border."""
    height, width = bare.shape
    middle = corners.mean(axis=0)
    reach = 0.012 * max(height, width)
    real = 0
    for start, end in zip(corners, numpy.roll(corners, -1, axis=0), strict=True):
        along = (end - start) / numpy.hypot(*(end - start))
        outward = numpy.array([along[1], -along[0]])
        if outward @ (start - middle) < 0:
            outward = -outward
        points = start + (end - start) * numpy.linspace(0.05, 0.95, 40)[:, None]
        outside = points + reach * outward
        on_image = ((outside >= 0) & (outside <= (width - 1, height - 1))).all(axis=1)
        if on_image.mean() < 0.5:
            continue
        step = _sample(bare, points - reach * outward) - _sample(bare, outside)
        if (step[on_image] >= _STEP_EDGE).mean() < _EDGE_SEEN:
            return False
        real += 1
    return real >= 2


def _sample(image: "Raster", points: Points) -> Points:
    place = numpy.clip(points.round().astype(int), 0, (image.shape[1] - 1, image.shape[0] - 1))
    return numpy.asarray(image[place[:, 1], place[:, 0]], dtype=numpy.float64)


def _holds(corners: Points, ink: "Ink") -> bool:
    if not len(ink.letters):
        return True
    middles = (ink.letters[:, :2] + ink.letters[:, 2:]) / 2
    shape = corners.astype(numpy.float32)
    inside = [cv2.pointPolygonTest(shape, (float(x), float(y)), False) >= 0 for x, y in middles]
    return float(numpy.mean(inside)) >= _TEXT_INSIDE


def _straightened(corners: Points) -> Sheet:
    top, right, bottom, left = numpy.linalg.norm(numpy.roll(corners, -1, axis=0) - corners, axis=1)
    width, height = float(max(top, bottom)), float(max(left, right))
    upright = numpy.array([(0, 0), (width, 0), (width, height), (0, height)])
    matrix = cv2.getPerspectiveTransform(corners.astype(numpy.float32), upright.astype(numpy.float32))
    matrix = shift(-_INSET * width, -_INSET * height) @ numpy.asarray(matrix, dtype=numpy.float64)
    size = (width * (1 - 2 * _INSET), height * (1 - 2 * _INSET))
    flat = transform(shift(-corners[0, 0], -corners[0, 1]), corners)
    oblique = bool(numpy.abs(flat - upright).max() > 0.004 * max(width, height))
    return Sheet(matrix, size, oblique)
