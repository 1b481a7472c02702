"""Tables: rows of cells that leave the same upright strips free, at least three of them in a row."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import inf

from familytales.domain.transcripts import ReadWord
from familytales.transcription.rows import WIDE, Row

LEAST_ROWS = 3
"""Rows with several cells; two are an address beside a date."""
CLEAR = 1.0
"""Least width, in line heights, of a strip that all rows leave free."""
_LEADERS = frozenset("._-·…—–•,:")

Strip = tuple[float, float]


def cells(row: Row, unit: float) -> frozenset[int]:
    """Indices of the words that begin a cell, the first cell's left out."""
    return frozenset(at for at, (left, right) in _gaps(row) if right - left >= WIDE * unit)


def end(rows: Sequence[Row], start: int, unit: float) -> int:
    """Where the table that begins at `start` ends; `start` itself where none does.

    A row with one cell (a wrapped entry, a title among the rows) belongs to it where it keeps the strips free and
    another row of several cells follows.
    """
    common, last, full = _inside(rows[start], unit), start, 0
    if not common:
        return start
    for at in range(start, len(rows)):
        kept = [strip for strip in _shared(common, _free(rows[at], unit)) if strip[1] - strip[0] >= CLEAR * unit]
        if not kept:
            break
        common = kept
        if _inside(rows[at], unit):
            full += 1
            last = at + 1
    return last if full >= max(LEAST_ROWS, (last - start) / 2) else start


def _inside(row: Row, unit: float) -> list[Strip]:
    """The wide gaps between a row's words."""
    return [strip for _, strip in _gaps(row) if strip[1] - strip[0] >= WIDE * unit]


def _free(row: Row, unit: float) -> list[Strip]:
    return [(-inf, row.left), *_inside(row, unit), (row.right, inf)]


def _gaps(row: Row) -> Iterator[tuple[int, Strip]]:
    """The gap before each word but the first, by the word's index; leaders (`.....`) are gaps themselves."""
    told = [at for at, word in enumerate(row.words) if not _leads(word)]
    for before, at in pairwise(told):
        yield at, (row.edges[before][1], row.edges[at][0])


def _leads(word: ReadWord) -> bool:
    return len(word.text) >= 3 and set(word.text) <= _LEADERS


def _shared(strips: Sequence[Strip], others: Sequence[Strip]) -> list[Strip]:
    """What both leave free."""
    return [(max(a[0], b[0]), min(a[1], b[1])) for a in strips for b in others if min(a[1], b[1]) > max(a[0], b[0])]
