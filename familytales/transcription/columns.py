"""Columns and their reading order: a recursive cut, after Nagy's XY-cut, at gutters that whole lines keep clear of.

A gutter is an upright strip with several lines on either side of it, side by side. Lines that cross it (a heading
over two columns, a full-width foot) cut the page into runs from top to bottom; within a run the left column is read
before the right one, and each is cut again. Short pieces side by side are a table, and stay rows.
"""

from collections.abc import Sequence
from itertools import groupby
from statistics import median

from familytales.transcription.rows import Piece

LEAST_LINES = 4
"""Lines on each side of a gutter; fewer side by side are an address beside a date, read as rows."""
COLUMN_WIDTH = 6.0
"""Least typical width of a column's lines, in line heights (some 15 letters): narrower ones are a table's cells."""
SIDE_BY_SIDE = 0.5
"""Share of the shorter column's height that must stand beside the other column."""
LOPSIDED = 1 / 3
"""Least height of the shorter column against the taller: a shorter one is a note beside its rows."""
_TOLERANCE = 0.5
"""How far, in line heights, a line may reach into a gutter without crossing it."""


def regions(pieces: Sequence[Piece], unit: float) -> list[list[Piece]]:
    """Pieces by column, in reading order; a page without columns is one region. `unit` is the line height."""
    gutter = _gutter(pieces, unit)
    if gutter is None:
        return [list(pieces)] if pieces else []
    found: list[list[Piece]] = []
    for across, run in _runs(pieces, gutter, unit):
        if across:
            found += regions(run, unit)
        else:
            left, right = _sides(run, gutter, unit)
            found += regions(left, unit) + regions(right, unit)
    return found


def _gutter(pieces: Sequence[Piece], unit: float) -> float | None:
    """Where the clearest gutter is: the one with most lines beside it, at its right-hand end.

    There a title that begins in the gutter counts to the left, so that it is read before either column.
    """
    best, most = None, 0
    for x in sorted({round(piece.left / unit) * unit for piece in pieces}):
        lines = sum(len(run) for across, run in _runs(pieces, x, unit) if not across)
        if lines and lines >= most:
            best, most = x, lines
    return best


def _runs(pieces: Sequence[Piece], gutter: float, unit: float) -> list[tuple[bool, list[Piece]]]:
    """Runs from top to bottom: (True, lines to be read across) or (False, lines in two columns)."""
    ordered = sorted(pieces, key=lambda piece: piece.middle)
    marked: list[tuple[bool, list[Piece]]] = []
    for crosses, group in groupby(ordered, key=lambda piece: _crosses(piece, gutter, unit)):
        run = list(group)
        across = crosses or not _two_columns(*_sides(run, gutter, unit), unit)
        if marked and across and marked[-1][0]:
            marked[-1][1].extend(run)
        else:
            marked.append((across, run))
    return marked


def _crosses(piece: Piece, gutter: float, unit: float) -> bool:
    return piece.left < gutter - _TOLERANCE * unit and piece.right > gutter + _TOLERANCE * unit


def _sides(run: Sequence[Piece], gutter: float, unit: float) -> tuple[list[Piece], list[Piece]]:
    left = [piece for piece in run if piece.right <= gutter + _TOLERANCE * unit]
    return left, [piece for piece in run if piece.right > gutter + _TOLERANCE * unit]


def _two_columns(left: Sequence[Piece], right: Sequence[Piece], unit: float) -> bool:
    if min(len(left), len(right)) < LEAST_LINES:
        return False
    if min(median(piece.width for piece in side) for side in (left, right)) < COLUMN_WIDTH * unit:
        return False
    (top, bottom), (other_top, other_bottom) = _reach(left), _reach(right)
    heights = bottom - top, other_bottom - other_top
    beside = min(bottom, other_bottom) - max(top, other_top)
    return beside >= SIDE_BY_SIDE * min(heights) and min(heights) >= LOPSIDED * max(heights)


def _reach(side: Sequence[Piece]) -> tuple[float, float]:
    return min(piece.top for piece in side), max(piece.bottom for piece in side)
