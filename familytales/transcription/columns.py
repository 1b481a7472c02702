"""Columns and their reading order: a recursive cut of the page at strips without writing.

The method is the XY-cut (G. Nagy and S. Seth, "Hierarchical representation of optically scanned documents", 7th
International Conference on Pattern Recognition, 1984), on boxes instead of pixels, and forgiving: lines that cross a
gutter (a heading over two columns, a full-width foot) cut the page into runs from top to bottom instead of hiding the
gutter; within a run the left column is read before the right one, and each is cut again. Short pieces side by side
are a table, and stay rows.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from statistics import median

from familytales.transcription.items import is_item
from familytales.transcription.rows import Piece, level_share, size_of

LEAST_LINES = 4
"""Lines on each side of a gutter; fewer side by side are an address beside a date, read as rows."""
COLUMN_WIDTH = 6.0
"""Least typical width of a column's lines, in line heights (some 15 letters): narrower ones are a table's cells."""
SIDE_BY_SIDE = 0.5
"""Share of the shorter column's height that must stand beside the other column."""
LOPSIDED = 1 / 3
"""Least height of the shorter column against the taller: a shorter one is a note beside its rows."""
CARD_LINES = 3
"""Lines on each side of a postcard: fewer than a column needs, but at other heights than those beside them."""
CARD_WIDTH = 4.0
"""Least typical width of such a side, in line heights: an address is narrower than a column, and amounts than that."""
CARD_LEVEL = 0.5
"""Most share of its lines that stand level with one of the other side's, as some do by chance."""
COMPACT = 4.0
"""Most distance between a card's lines, in line heights."""
FLUSH = 2.5
"""Line heights within which a column's lines begin: its paragraphs' and its verses' indents."""
MOSTLY = 0.6
"""Share of a side's lines that tells what it is."""
CENTRED = 0.05
"""Share of the width by which a title's middle may miss the page's."""
FILLED = 0.6
"""Typical width of a column's lines, against its widest: a table's entries differ more."""
CLEAR = 1.0
"""Least gap at a gutter, in line heights, between the words of a line that is two: twice that between words."""
_TOLERANCE = 0.5
"""How far, in line heights, a line may reach into a gutter without crossing it."""


def regions(pieces: Sequence[Piece], unit: float) -> list[list[Piece]]:
    """Pieces by column, in reading order; a page without columns is one region. `unit` is the line height."""
    gutter = _gutter(pieces, unit)
    if gutter is None:
        return [list(pieces)] if pieces else []
    found: list[list[Piece]] = []
    halves = [half for piece in pieces for half in _cut(piece, gutter, unit)]
    for across, run in _runs(halves, gutter, unit):
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


def _cut(piece: Piece, gutter: float, unit: float) -> list[Piece]:
    """The piece in two where its words leave the gutter free: an engine took the lines of both columns for one."""
    space = CLEAR * max(unit, size_of(piece.words))
    for at in range(1, len(piece.words)):
        (_, before), (after, _) = piece.edges[at - 1 : at + 1]
        if abs(after - gutter) <= _TOLERANCE * unit and after - before >= space:
            left = replace(piece, words=piece.words[:at], edges=piece.edges[:at], right=before)
            return [left, replace(piece, words=piece.words[at:], edges=piece.edges[at:], left=after)]
    return [piece]


def _runs(pieces: Sequence[Piece], gutter: float, unit: float) -> list[tuple[bool, list[Piece]]]:
    """Runs from top to bottom: (True, lines to be read across) or (False, lines in two columns)."""
    ordered = sorted(pieces, key=lambda piece: piece.middle)
    head = _head(ordered)
    marked: list[tuple[bool, list[Piece]]] = [(True, ordered[:head])] if head else []
    for crosses, group in groupby(ordered[head:], key=lambda piece: _crosses(piece, gutter, unit)):
        run = list(group)
        across = crosses or not _two_columns(*_sides(run, gutter, unit), unit)
        if marked and across and marked[-1][0]:
            marked[-1][1].extend(run)
        else:
            marked.append((across, run))
    return marked


def _head(ordered: Sequence[Piece]) -> int:
    """How many pieces at the top stand alone in the middle, above whatever columns there are: a title, its date."""
    left, right = min(piece.left for piece in ordered), max(piece.right for piece in ordered)
    for at, (piece, after) in enumerate(pairwise(ordered)):
        if abs(piece.left + piece.right - left - right) > 2 * CENTRED * (right - left) or after.top < piece.bottom:
            return at
    return 0


def _crosses(piece: Piece, gutter: float, unit: float) -> bool:
    return piece.left < gutter - _TOLERANCE * unit and piece.right > gutter + _TOLERANCE * unit


def _sides(run: Sequence[Piece], gutter: float, unit: float) -> tuple[list[Piece], list[Piece]]:
    left = [piece for piece in run if piece.right <= gutter + _TOLERANCE * unit]
    return left, [piece for piece in run if piece.right > gutter + _TOLERANCE * unit]


def _two_columns(left: Sequence[Piece], right: Sequence[Piece], unit: float) -> bool:
    if min(len(left), len(right)) < 2:
        return False
    sides = (left, right)
    if all(_share(side, lambda piece: is_item(piece.text)) >= MOSTLY for side in sides):
        return True  # two lists side by side
    narrowest = min(median(piece.width for piece in side) for side in sides)
    if narrowest < CARD_WIDTH * unit or not _beside(left, right):
        return False
    if not all(_flush(side, unit) or _runs_on(side, unit) for side in sides):
        return False
    few, many = sorted(sides, key=len)
    together = level_share(few, many, unit)
    if together <= CARD_LEVEL and len(few) >= CARD_LINES and all(_compact(side, unit) for side in sides):
        return True
    wide = narrowest >= COLUMN_WIDTH * unit and len(few) >= LEAST_LINES and together >= 1 - MOSTLY
    return wide and (together < MOSTLY or all(map(_filled, sides)))


def _share(side: Sequence[Piece], test: Callable[[Piece], bool]) -> float:
    return sum(map(test, side)) / len(side)


def _flush(side: Sequence[Piece], unit: float) -> bool:
    """Whether most lines begin below one another, as a column's do and a letterhead's do not."""
    usual = median(piece.left for piece in side)
    return _share(side, lambda piece: abs(piece.left - usual) <= FLUSH * unit) >= MOSTLY


def _runs_on(side: Sequence[Piece], unit: float) -> bool:
    """Whether it is prose in several columns: most lines begin where many others do, and in the midst of a sentence."""
    column = [piece for piece in side if sum(abs(piece.left - one.left) <= unit for one in side) >= LEAST_LINES]
    return len(column) >= MOSTLY * len(side) and _share(side, lambda piece: piece.text[:1].islower()) >= MOSTLY


def _compact(side: Sequence[Piece], unit: float) -> bool:
    """Whether its lines stand close below one another, as an address does; a letterhead's are strewn about."""
    ordered = sorted(side, key=lambda piece: piece.middle)
    return all(after.middle - before.middle <= COMPACT * unit for before, after in pairwise(ordered))


def _filled(side: Sequence[Piece]) -> bool:
    widths = [piece.width for piece in side]
    return median(widths) >= FILLED * max(widths)


def _beside(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    (top, bottom), (other_top, other_bottom) = _reach(left), _reach(right)
    heights = bottom - top, other_bottom - other_top
    beside = min(bottom, other_bottom) - max(top, other_top)
    return beside >= SIDE_BY_SIDE * min(heights) and min(heights) >= LOPSIDED * max(heights)


def _reach(side: Sequence[Piece]) -> tuple[float, float]:
    return min(piece.top for piece in side), max(piece.bottom for piece in side)
