"""Moving a page's pixels, once, to where its geometry says."""

from typing import TYPE_CHECKING, cast

import cv2
import numpy
from numpy.typing import NDArray

from familytales.imaging.geometry import Geometry, Matrix, shift

if TYPE_CHECKING:
    from familytales.ports import Raster

_SMOOTH = 0.45
"""Standard deviation of the smoothing before shrinking, in new pixels: about what averaging over areas does."""

_MESH = 16
"""Pixels between the points at which a bent page is worked out; between them it is as good as flat."""

_BAND = 512
"""Rows of a bent page moved at a time: their map takes eight bytes a pixel."""


def warped(grey: "Raster", to_page: Geometry, size: tuple[int, int], factor: float) -> "Raster":
    """A grey page image moved to `size` (width, height), enlarged by about `factor` where `to_page` says from where."""
    if factor < 0.9:
        # A warp looks at neighbouring pixels only; detail finer than the new pixels is smoothed away first.
        grey = cast("Raster", cv2.GaussianBlur(grey, (0, 0), _SMOOTH * float(numpy.sqrt(factor**-2 - 1))))
    paper = _shade(grey)
    if to_page.bend is None:
        # OpenCV counts from pixel centres, the geometry from pixel edges.
        centred = shift(-0.5, -0.5) @ to_page.matrix @ shift(0.5, 0.5)
        flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
        moved = cv2.warpPerspective(grey, centred, size, flags=flags, borderMode=cv2.BORDER_CONSTANT, borderValue=paper)
        return cast("Raster", moved)
    bands = [_band(grey, to_page, size, top, paper) for top in range(0, size[1], _BAND)]
    return cast("Raster", numpy.concatenate(bands))


def alone(grey: "Raster", sheet: Matrix) -> "Raster":
    """A sheet with all around it painted in the shade of paper: what it lies on must not come back at its edges."""
    around = numpy.ones(grey.shape, numpy.uint8)
    cv2.fillPoly(around, [sheet.round().astype(numpy.int32)], 0)
    painted = grey.copy()
    painted[around > 0] = _shade(grey)
    return painted


def _shade(grey: "Raster") -> int:
    """The shade of most of a page."""
    return int(numpy.median(grey[:: max(1, grey.shape[0] // 64), :: max(1, grey.shape[1] // 64)]))


def _band(grey: "Raster", to_page: Geometry, size: tuple[int, int], top: int, paper: int) -> "Raster":
    width, height = size[0], min(_BAND, size[1] - top)
    # One mesh point more on every side: the map of a border pixel lies between two as well.
    across, down = -(-width // _MESH) + 2, -(-height // _MESH) + 2
    x, y = numpy.meshgrid((numpy.arange(across) - 0.5) * _MESH, top + (numpy.arange(down) - 0.5) * _MESH)
    there = to_page.points(numpy.column_stack([x.ravel(), y.ravel()])) - 0.5
    left, above = (_fine(axis.reshape(down, across), width, height) for axis in there.T)
    moved = cv2.remap(grey, left, above, cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=paper)
    return cast("Raster", moved)


def _fine(mesh: Matrix, width: int, height: int) -> NDArray[numpy.float32]:
    """The value at every pixel centre from those at the points of the mesh."""
    down, across = mesh.shape
    size = (across * _MESH, down * _MESH)
    fine = cv2.resize(mesh.astype(numpy.float32), size, interpolation=cv2.INTER_LINEAR)
    return numpy.ascontiguousarray(fine[_MESH : _MESH + height, _MESH : _MESH + width], numpy.float32)
