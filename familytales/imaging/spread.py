"""Two facing pages on one image: found by a gutter that no writing crosses, cut there, each to be read for itself.

Reading order would often come out right without it, but each leaf has its own skew and curl, its own running head and
page number. A page cut in two by mistake loses words, so a blank strip alone is not enough: either full lines of prose
stand on both sides of it, or the paper falls into shade along it.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy
from numpy.typing import NDArray

from familytales.domain.transcripts import Box
from familytales.imaging import background, ink, orientation, textlines
from familytales.imaging.geometry import turn
from familytales.imaging.grey import grey

if TYPE_CHECKING:
    from familytales.imaging.ink import Ink
    from familytales.ports import Raster

Values = NDArray[numpy.float64]

_LONG = 1.15
"""Least width of a spread against its height: two small books' leaves are not much wider than high."""

_SLANTS = numpy.arange(-0.06, 0.061, 0.01)
"""How a gutter may lean, in pixels across for each pixel down."""

_MIDDLE = (0.35, 0.65)
"""Where it must lie between the outer ends of the writing."""

_WIDTH = 0.025
"""Least width of the strip without writing, as a share of the writing's whole width."""

_LETTERS, _LINES = 40, 8
"""Least letters on each side where there is a shadow, and least lines of prose where there is none."""

_PROSE = 0.6
"""Typical width of a line of prose against the width of its page's writing; the cells of a table are narrower."""

_SHADE, _SHADED, _BESIDE = 0.93, 0.75, 0.08
"""Brightness of the gutter against the paper so far beside it (a share of the width), and along how much of it."""

_INK, _SPECKS = 30, 0.002
"""Grey levels by which ink is darker than what is above and below it, and the share of such pixels that dirt makes."""

_BLANK = 0.02
"""Least height of a strip across a tall image that could be a gutter seen sideways, as a share of the height."""


@dataclass(frozen=True)
class Part:
    """One page to be read: the image of it, and where its top left corner stands on the page image."""

    image: "Raster"
    left: int = 0
    top: int = 0

    def on_page(self, box: Box) -> Box:
        """A box on the part as one on the page image."""
        return Box(box.left + self.left, box.top + self.top, box.right + self.left, box.bottom + self.top)


@dataclass(frozen=True)
class _Gutter:
    """The line x = foot + slant * y, and how wide the strip without writing around it is."""

    foot: float
    slant: float
    width: float


def parts(image: "Raster") -> tuple[Part, ...]:
    """The two pages of a spread in reading order, or the page image as it is."""
    whole = (Part(image),)
    height, width = image.shape[:2]
    if not (width >= _LONG * height or (height >= _LONG * width and _may_lie_sideways(image))):
        return whole
    flat = grey(image)
    found = ink.find(flat)
    rotation = 0 if width > height else orientation.rotation(flat, found, found)
    if (width > height) != (rotation == 0):
        return whole
    size = (float(width), float(height))
    upright = numpy.ascontiguousarray(numpy.rot90(flat, -rotation // 90))
    gutter = _gutter(upright, found.moved(turn(rotation, *size), size if not rotation else size[::-1]))
    return whole if gutter is None else _cut(image, gutter, rotation)


def _may_lie_sideways(image: "Raster") -> bool:
    """Whether a wide strip across the middle of a tall image is blank: cheap, to spare most pages the rest."""
    step = max(1, max(image.shape[:2]) // 800)
    small = grey(numpy.ascontiguousarray(image[::step, ::step]))
    height = small.shape[0]
    around = cv2.blur(small, (25, 25))
    busy = cv2.reduce((small < 0.8 * around).astype(numpy.float32), 1, cv2.REDUCE_AVG).ravel()
    edges = numpy.flatnonzero(numpy.diff((busy < 0.01).astype(int), prepend=0, append=0))
    start, end = edges[::2], edges[1::2]
    # What reaches to the end is the blank rest of a page.
    between = (start > 0) & (end < height)
    between &= (start + end > 2 * _MIDDLE[0] * height) & (start + end < 2 * _MIDDLE[1] * height)
    return bool((end - start)[between].max(initial=0) >= _BLANK * height)


def _gutter(flat: "Raster", found: "Ink") -> _Gutter | None:
    letters, unit = found.letters, found.x_height
    if unit <= 0 or len(letters) < 2 * _LETTERS:
        return None
    lines = textlines.find(letters, unit)
    prose = _widest(*_ends(lines, unit)) if lines.count >= 2 * _LINES else None
    if prose is not None and _holds_prose(lines, prose, unit) and not _written(flat, prose, unit):
        return prose
    middle = (letters[:, 1] + letters[:, 3]) / 2
    blank = _widest(letters[:, 0], letters[:, 2], middle, middle)
    if blank is None or not _shaded(flat, blank) or _written(flat, blank, unit):
        return None
    right = (letters[:, 0] + letters[:, 2]) / 2 > blank.foot + blank.slant * middle
    return blank if min(right.sum(), (~right).sum()) >= _LETTERS else None


def _ends(lines: textlines.TextLines, unit: float) -> tuple[Values, Values, Values, Values]:
    """Left and right end of each line, and how high each of its ends stands."""
    order = numpy.lexsort((lines.x, lines.line))
    starts = numpy.searchsorted(lines.line[order], numpy.arange(lines.count + 1))
    first, last = order[starts[:-1]], order[starts[1:] - 1]
    return lines.x[first] - unit / 2, lines.x[last] + unit / 2, lines.y[first], lines.y[last]


def _widest(left: Values, right: Values, left_y: Values, right_y: Values) -> _Gutter | None:
    """The widest strip near the middle that nothing reaches into, however it leans."""
    found = [_strip(left - slant * left_y, right - slant * right_y, float(slant)) for slant in _SLANTS]
    return max((gutter for gutter in found if gutter), key=lambda gutter: gutter.width, default=None)


def _strip(left: Values, right: Values, slant: float) -> _Gutter | None:
    order = numpy.argsort(left)
    reach = numpy.maximum.accumulate(right[order])[:-1]
    gap = left[order][1:] - reach
    start, end = left.min(), right.max()
    place = (reach + gap / 2 - start) / (end - start)
    gap = numpy.where((place >= _MIDDLE[0]) & (place <= _MIDDLE[1]), gap, 0.0)
    if not len(gap) or gap.max() < _WIDTH * (end - start):
        return None
    widest = int(numpy.argmax(gap))
    return _Gutter(float(reach[widest] + gap[widest] / 2), slant, float(gap[widest]))


def _holds_prose(lines: textlines.TextLines, gutter: _Gutter, unit: float) -> bool:
    """Whether most lines on either side are as wide as their page's writing, and both sides stand side by side."""
    left, right, left_y, _ = _ends(lines, unit)
    beyond = left > gutter.foot + gutter.slant * left_y
    spans = []
    for side in (beyond, ~beyond):
        if side.sum() < _LINES:
            return False
        across = numpy.quantile(right[side], 0.9) - numpy.quantile(left[side], 0.1)
        if numpy.median(right[side] - left[side]) < _PROSE * across:
            return False
        spans.append((left_y[side].min(), left_y[side].max()))
    shared = min(spans[0][1], spans[1][1]) - max(spans[0][0], spans[1][0])
    return bool(gutter.width >= 4 * unit and shared >= 0.5 * min(low - high for high, low in spans))


def _shaded(flat: "Raster", gutter: _Gutter) -> bool:
    """Whether the paper is darker along the gutter than on both sides of it."""
    height, width = flat.shape
    paper = background.paper(flat)
    y = numpy.linspace(0.1, 0.9, 60) * height
    x = gutter.foot + gutter.slant * y
    reach = gutter.width / 2
    inside = numpy.min([_at(paper, x + part * reach, y) for part in numpy.linspace(-1, 1, 9)], axis=0)
    beside = [_at(paper, x + side * _BESIDE * width, y) for side in (-1, 1)]
    return bool((inside < _SHADE * numpy.minimum(*beside)).mean() >= _SHADED)


def _written(flat: "Raster", gutter: _Gutter, unit: float) -> bool:
    """Whether letters stand in the middle half of the strip after all: in deep shade, marks are easily missed.

    Ink is what is dark only for the height of a letter; a crease or the edge of a leaf goes on downwards.
    """
    size = (max(1, round(gutter.width / 2)), flat.shape[0])
    strip = numpy.array([[1.0, gutter.slant, gutter.foot - size[0] / 2], [0.0, 1.0, 0.0]])
    seen = cv2.warpAffine(flat, strip, size, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    without = cv2.morphologyEx(seen, cv2.MORPH_CLOSE, numpy.ones((max(3, round(2.5 * unit)), 1), numpy.uint8))
    return bool((cv2.subtract(without, seen) > _INK).mean() > _SPECKS)


def _at(paper: "Raster", x: Values, y: Values) -> Values:
    column = numpy.clip(x.round().astype(int), 0, paper.shape[1] - 1)
    return numpy.asarray(paper[y.astype(int), column], dtype=numpy.float64)


def _cut(image: "Raster", gutter: _Gutter, rotation: int) -> tuple[Part, ...]:
    """Both halves, the left one first; where the gutter leans, what is beyond it is painted over."""
    upright = numpy.rot90(image, -rotation // 90)
    height, width = upright.shape[:2]
    ends = (gutter.foot, gutter.foot + gutter.slant * height)
    line = numpy.array([(ends[0], 0), (ends[1], height)])
    halves = ((0, int(numpy.ceil(max(ends)))), (int(min(ends)), width))
    made = []
    for (start, end), corner in zip(halves, (width, 0), strict=True):
        half = upright[:, start:end].copy()
        beyond = numpy.array([*line, (corner, height), (corner, 0)]) - (start, 0)
        shade = tuple(float(v) for v in numpy.median(half[::16, ::16].reshape(-1, half[0, 0].size), axis=0))
        cv2.fillPoly(half, [beyond.round().astype(numpy.int32)], shade)
        place = Box(start, 0, end, height).rotated(-rotation % 360, width, height)
        made.append(Part(numpy.ascontiguousarray(numpy.rot90(half, rotation // 90)), place.left, place.top))
    return tuple(made)
