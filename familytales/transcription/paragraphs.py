"""Rows of one column become paragraphs: a new one begins after a gap, at an indent, or where the writing changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, quantiles

from familytales.transcription.rows import Row

GAP = 1.45
"""Line distance, against the column's usual one, that parts paragraphs; curled pages vary by less than a third."""
INDENT = 1.2
"""Least first-line indent in line heights; ragged margins and curl stay below it."""
FAR_LEFT = 0.25
"""Share of the column's width by which a line must start further left to end a block set to the right (an address)."""
SHORT = 0.3
"""Share of the column's width that a paragraph's last line leaves empty when nothing else shows its end."""
OTHER_SIZE = 1.5
"""Ratio of writing sizes that parts a heading from its text."""
MOST_INDENTS = 1 / 3
"""Where more of the rows are indented than this, it is verse or a list, and indents part nothing."""
_ENDS = tuple('.!?:"”’»')


@dataclass(frozen=True, slots=True)
class _Column:
    """What is usual in a column, in level pixels."""

    pitch: float
    unit: float
    left: float
    right: float

    @property
    def width(self) -> float:
        return self.right - self.left


def paragraphs(rows: Sequence[Row], unit: float) -> list[list[Row]]:
    """Groups of rows, in order. `unit` is the page's line height."""
    if not rows:
        return []
    column = _column(rows, unit)
    indented = [_indented(rows, place, column) for place in range(len(rows))]
    if sum(indented) > max(1.0, MOST_INDENTS * len(rows)):
        indented = [False] * len(rows)
    found = [[rows[0]]]
    for place, (before, row) in enumerate(pairwise(rows), 1):
        if indented[place] or _parted(before, row, column):
            found.append([])
        found[-1].append(row)
    return found


def _column(rows: Sequence[Row], unit: float) -> _Column:
    pitches = [after.middle - before.middle for before, after in pairwise(rows)]
    # A little below the middle: paragraphs' gaps are among them.
    usual = quantiles(pitches, n=5)[1] if len(pitches) >= 3 else 1.6 * unit
    return _Column(max(unit, usual), unit, median(row.left for row in rows), max(row.right for row in rows))


def _indented(rows: Sequence[Row], place: int, column: _Column) -> bool:
    """Whether a row starts to the right of the one before, and of the one after where there is one."""
    if place == 0:
        return False
    row, before = rows[place], rows[place - 1]
    if row.left - before.left < INDENT * column.unit:
        return False
    return place + 1 == len(rows) or row.left - rows[place + 1].left >= 0.6 * INDENT * column.unit


def _parted(before: Row, row: Row, column: _Column) -> bool:
    return (
        row.middle - before.middle > GAP * column.pitch
        or before.left - row.left > FAR_LEFT * column.width
        or not 1 / OTHER_SIZE < row.size / max(1.0, before.size) < OTHER_SIZE
        or _ended(before, row, column)
    )


def _ended(before: Row, row: Row, column: _Column) -> bool:
    """A short line that ends a sentence, before one that begins a sentence."""
    short = column.right - before.right > SHORT * column.width
    return short and before.text.endswith(_ENDS) and not row.text[:1].islower()
