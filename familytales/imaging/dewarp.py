"""How the lines of a curled page bend: found from its text alone, believed only when lines left out confirm it.

The feet of the letters of a line lie on a smooth curve, and neighbouring lines bend alike. One low polynomial surface
says for every point of the page how far the writing has sunk there; taking it away makes all lines straight. Upright
strokes stay upright, as they are on a page that is seen from the front.
"""

from itertools import pairwise

import numpy
from numpy.polynomial import legendre
from numpy.typing import NDArray

from familytales.imaging.bend import Bend
from familytales.imaging.textlines import TextLines

Values = NDArray[numpy.float64]

_DEGREES = ((2, 1), (3, 1), (5, 2))
"""Degrees across and down that are tried: a leaf lying hollow, one rising to the spine, one seen at a slant besides."""

_LEAST_LINES, _LEAST_MARKS = 6, 100
_CURVED, _APART = 0.09, 0.25
"""How far lines must leave a straight line, or the page's common direction, along their length, in x-heights. Lines
of flat scans stay below 0.08 and 0.17; recognisers follow straight lines whichever way they fall, bent ones less."""

_LIKELY = 0.75
"""Share of the lines that must be well described; the rest may be headings, signatures and marks that are no text."""

_BETTER, _STRAIGHT = 0.6, 0.12
"""Lines that the surface was not fitted to must come out straighter by that factor, and within so many x-heights."""

_STEEPEST, _SQUEEZED = 0.5, 0.4
"""Most by which the surface may fall from pixel to pixel across, and stretch or squeeze the page down."""

_RIDGE = 1e-3
_ROUNDS = 8
_TOLERANCE = 0.06
"""Feet of the letters of a straight line differ by so many x-heights; descenders, by far more, are passed over."""


def find(lines: TextLines, unit: float) -> Bend | None:
    """How a roughly level page bends, in pixels of the page; None where it is flat or its lines do not agree.

    Args:
        lines: where its letters stand.
        unit: height of its small letters.
    """
    if lines.count < _LEAST_LINES or len(lines.x) < _LEAST_MARKS:
        return None
    crooked = _crookedness(lines, lines.y)
    if crooked < _TOLERANCE / 2 * unit:
        return None
    trial = {degrees: _left_out(lines, unit, degrees) for degrees in _DEGREES}
    degrees = min(trial, key=lambda tried: trial[tried])
    if trial[degrees] > min(_BETTER * crooked, _STRAIGHT * unit):
        return None
    found = _fitted(lines, unit, degrees, numpy.ones(len(lines.x), bool))
    return found if _bent(lines, found, unit) and _sound(found) else None


def _fitted(lines: TextLines, unit: float, degrees: tuple[int, int], used: NDArray[numpy.bool_]) -> Bend:
    """The surface that makes the lines straightest: least squares in which marks far from their line count nothing."""
    reach = (lines.x.min(), lines.y.min(), lines.x.max(), lines.y.max())
    found = Bend(tuple(map(float, reach)), ((0.0,) * (degrees[1] + 1),) * degrees[0])
    weights = used.astype(numpy.float64)
    level = lines.means(lines.y, weights)
    for _ in range(_ROUNDS):
        terms = _terms(found, lines.x, level)
        # Where each line stands is of no interest, so it is taken out beforehand.
        about, sunk = terms - lines.means(terms, weights), lines.y - lines.means(lines.y, weights)
        square = about.T @ (about * weights[:, None]) + _RIDGE * weights.sum() * numpy.eye(about.shape[1])
        solved = numpy.linalg.solve(square, about.T @ (weights * sunk))
        away = sunk - about @ solved
        usual = max(_TOLERANCE * unit, 1.5 * float(numpy.median(numpy.abs(away[used]))))
        weights = used * (1 - numpy.clip(away / (2.5 * usual), -1, 1) ** 2) ** 2
        level = lines.means(lines.y - terms @ solved, weights)
        found = Bend(found.reach, tuple(map(tuple, solved.reshape(degrees[0], degrees[1] + 1).tolist())))
    return found


def _terms(bend: Bend, x: Values, y: Values) -> Values:
    """A column for each of the surface's coefficients."""
    u, v = bend.inside(x, y)
    across = legendre.legvander(u, len(bend.terms))[:, 1:, None]
    return numpy.asarray((across * legendre.legvander(v, len(bend.terms[0]) - 1)[:, None, :]).reshape(len(u), -1))


def _left_out(lines: TextLines, unit: float, degrees: tuple[int, int]) -> float:
    """How crooked every other line stays under a surface fitted to the ones between."""
    odd = lines.line % 2 == 1
    level = lines.means(lines.y, numpy.ones(len(lines.y)))
    straight = lines.y.copy()
    for used in (odd, ~odd):
        surface = _fitted(lines, unit, degrees, used)
        straight[~used] -= surface.sinks(lines.x[~used], level[~used])
    return _crookedness(lines, straight)


def _crookedness(lines: TextLines, feet: Values) -> float:
    """How far the feet of most lines lie from one level, in pixels."""
    order = numpy.lexsort((feet, lines.line))
    bounds = numpy.searchsorted(lines.line[order], numpy.arange(lines.count + 1))
    spans = [feet[order[start:end]] for start, end in pairwise(bounds)]
    return float(numpy.quantile([numpy.median(numpy.abs(span - numpy.median(span))) for span in spans], _LIKELY))


def _bent(lines: TextLines, found: Bend, unit: float) -> bool:
    """Whether most lines bend or run apart by more than those of a flat page."""
    even = numpy.ones(len(lines.x))
    sunk = found.sinks(lines.x, lines.means(lines.y, even))
    x, fall = lines.x - lines.means(lines.x, even), sunk - lines.means(sunk, even)
    own = lines.means(x * fall, even) / lines.means(x * x, even)
    common = float(x @ fall / (x @ x))
    return bool(_span(lines, fall - own * x) >= _CURVED * unit or _span(lines, fall - common * x) >= _APART * unit)


def _span(lines: TextLines, values: Values) -> float:
    """Between the lowest and the highest value along a line: most lines keep within."""
    low, high = numpy.full(lines.count, numpy.inf), numpy.full(lines.count, -numpy.inf)
    numpy.minimum.at(low, lines.line, values)
    numpy.maximum.at(high, lines.line, values)
    return float(numpy.quantile(high - low, _LIKELY))


def _sound(found: Bend) -> bool:
    """Whether the page can have that shape: nothing torn, folded over or squeezed flat."""
    left, top, right, bottom = found.reach
    x, y = numpy.meshgrid(numpy.linspace(left, right, 33), numpy.linspace(top, bottom, 33))
    sunk = found.sinks(x, y)
    across = numpy.abs(numpy.diff(sunk, axis=1)).max() / ((right - left) / 32)
    down = numpy.abs(numpy.diff(sunk, axis=0)).max() / ((bottom - top) / 32)
    return bool(across <= _STEEPEST and down <= _SQUEEZED)
