"""Which letter-like marks stand on one line of text, however the line bends."""

from dataclasses import dataclass
from functools import cached_property

import numpy
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from familytales.imaging.ink import Marks

Values = NDArray[numpy.float64]
Numbers = NDArray[numpy.int64]

_NEAR, _FAR = 1.3, 3.5
"""Widest gaps bridged, in x-heights: first between letters only, then between words too."""

_STEP = 0.45
"""How far the feet of neighbours may differ, in x-heights: a descender hangs about so much lower."""

_CANDIDATES = 12
_LEAST_MARKS = 8
_LEAST_WIDTH = 10.0
"""Shortest line that tells a shape, in x-heights: two words."""

_STEEPEST = 0.6


@dataclass(frozen=True)
class TextLines:
    """Feet of marks that stand on lines of text.

    Attributes:
        x: middle of each mark.
        y: its foot.
        line: number of the line it stands on, from 0.
    """

    x: Values
    y: Values
    line: Numbers

    @cached_property
    def count(self) -> int:
        """How many lines there are."""
        return int(self.line.max()) + 1 if len(self.line) else 0

    def means(self, values: Values, weights: Values) -> Values:
        """Weighted mean of `values` (one row per mark) over the line of each mark, one row per mark."""
        total = numpy.maximum(numpy.bincount(self.line, weights, self.count), 1e-9)
        columns = values.reshape(len(values), -1)
        sums = [numpy.bincount(self.line, weights * column, self.count) / total for column in columns.T]
        return numpy.asarray(numpy.stack(sums, axis=1)[self.line].reshape(values.shape))


def find(letters: Marks, x_height: float) -> TextLines:
    """Lines of at least two words among marks of the size of letters, for lines that run roughly level.

    Each mark is tied to its nearest neighbour on the right that stands as high, where that one's nearest on the left
    is it. Words are tied first; how their lines fall across the page then tells where the next word is to be sought.
    """
    if x_height <= 0 or len(letters) < _LEAST_MARKS:
        return _none()
    words = _chains(letters, x_height, numpy.zeros(len(letters)), _NEAR)
    lines = _chains(letters, x_height, _slopes(letters, words, x_height), _FAR)
    return _long(letters, lines, x_height)


def _none() -> TextLines:
    return TextLines(numpy.empty(0), numpy.empty(0), numpy.empty(0, numpy.int64))


def _chains(letters: Marks, x_height: float, slope: Values, reach: float) -> Numbers:
    """A number for each mark, the same for marks that were tied together."""
    left, top, right, foot = letters.T
    middle = (left + right) / 2
    # Looking along the slope: distances up and down count three times.
    tree = cKDTree(numpy.column_stack([left, 3 * foot]))
    ahead = right + reach * x_height / 2
    wanted = numpy.column_stack([right, 3 * (foot + slope * (ahead - middle) / 2)])
    _, found = tree.query(wanted, k=min(_CANDIDATES, len(letters)), distance_upper_bound=reach * x_height * 1.2)
    found = found.reshape(len(letters), -1)
    one = numpy.repeat(numpy.arange(len(letters)), found.shape[1])
    other = found.ravel()
    one, other = one[other < len(letters)], other[other < len(letters)]
    gap = left[other] - right[one]
    fall = slope[one] * (middle[other] - middle[one])
    lower, higher = foot[other] - foot[one] - fall, top[other] - top[one] - fall
    near = (middle[other] > middle[one]) & (gap > -0.5 * x_height) & (gap < reach * x_height)
    near &= (numpy.abs(lower) < _STEP * x_height) | (numpy.abs(higher) < _STEP / 2 * x_height)
    one, other = one[near], other[near]
    cost = gap[near] + 2 * numpy.minimum(numpy.abs(lower[near]), numpy.abs(higher[near]))
    return _tied(len(letters), one, other, cost)


def _tied(count: int, one: Numbers, other: Numbers, cost: Values) -> Numbers:
    """Pairs that are each other's cheapest, followed to chains; the chain of each of `count` marks."""
    order = numpy.argsort(-cost, kind="stable")
    after, before = numpy.full(count, -1), numpy.full(count, -1)
    # The cheapest is written last.
    after[one[order]], before[other[order]] = other[order], one[order]
    chain = numpy.full(count, -1, numpy.int64)
    starts = [n for n in range(count) if before[n] < 0 or after[before[n]] != n]
    for number, start in enumerate(starts):
        here = start
        while chain[here] < 0:
            chain[here] = number
            following = int(after[here])
            if following >= 0 and before[following] == here:
                here = following
    return chain


def _slopes(letters: Marks, chain: Numbers, x_height: float) -> Values:
    """How steeply lines fall at each mark: a smooth surface through the slopes of the words."""
    x, y = (letters[:, 0] + letters[:, 2]) / 2, letters[:, 3]
    count = int(chain.max()) + 1
    size = numpy.bincount(chain, minlength=count).astype(numpy.float64)
    mean_x, mean_y = (numpy.bincount(chain, values, count) / size for values in (x, y))
    dx, dy = x - mean_x[chain], y - mean_y[chain]
    spread = numpy.bincount(chain, dx * dx, count)
    known = (size >= 4) & (spread > 4 * x_height**2)
    if known.sum() < 12:
        return numpy.zeros(len(letters))
    slope = numpy.bincount(chain, dx * dy, count)[known] / spread[known]
    middle, half = numpy.array([x.mean(), y.mean()]), numpy.maximum([numpy.ptp(x) / 2, numpy.ptp(y) / 2], 1.0)

    def terms(x: Values, y: Values) -> Values:
        u, v = (x - middle[0]) / half[0], (y - middle[1]) / half[1]
        return numpy.column_stack([numpy.ones_like(u), u, v, u * u, u * v])

    known_terms = terms(mean_x[known], mean_y[known])
    weights = numpy.sqrt(spread[known])
    for _ in range(4):
        surface, *_rest = numpy.linalg.lstsq(known_terms * weights[:, None], slope * weights, rcond=None)
        away = numpy.abs(slope - known_terms @ surface)
        weights = numpy.sqrt(spread[known]) / numpy.maximum(1.0, away / 0.03)
    return numpy.clip(terms(x, y) @ surface, -_STEEPEST, _STEEPEST)


def _long(letters: Marks, chain: Numbers, x_height: float) -> TextLines:
    """The chains long enough to show a shape, numbered anew from the top."""
    x, y = (letters[:, 0] + letters[:, 2]) / 2, letters[:, 3]
    count = int(chain.max()) + 1
    size = numpy.bincount(chain, minlength=count)
    first, last = numpy.full(count, numpy.inf), numpy.full(count, -numpy.inf)
    numpy.minimum.at(first, chain, x)
    numpy.maximum.at(last, chain, x)
    kept = (size >= _LEAST_MARKS) & (last - first >= _LEAST_WIDTH * x_height)
    level = numpy.bincount(chain, y, count) / numpy.maximum(size, 1)
    number = numpy.full(count, -1, numpy.int64)
    order = [n for n in numpy.argsort(level, kind="stable") if kept[n]]
    number[order] = numpy.arange(len(order))
    on_line = number[chain] >= 0
    return TextLines(x[on_line], y[on_line], number[chain][on_line])
