"""Lines as engines find them, straightened and joined to rows of the page.

Engines break one written line where a gap is wide, and pages lie askew. Everything here is in *level* coordinates:
the engine's pixels turned by the page's own skew, so that rows are horizontal and columns upright.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from familytales.domain.transcripts import ReadLine, ReadWord

SAME_ROW = 0.5
"""Share of the lower one's height by which two pieces must overlap to stand on one row."""
SAME_HEIGHT = 0.3
"""Line heights by which two lines side by side may differ and still have been written as one row."""
DOWN = 3.0
"""Line heights above which what stands upright and narrow runs down the page."""
_LONG = 5
"""Least length of a line, in line heights, for its slope to tell the page's skew."""
WIDE = 2.0
"""Gap between two words, in line heights, that parts a line: two typewritten spaces after a stop are below it."""
_STEEPEST = 0.2
"""Slopes beyond this (11 degrees) are not skew but slanted additions."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A line or part of one, with its edges in level coordinates."""

    words: tuple[ReadWord, ...]
    left: float
    top: float
    right: float
    bottom: float
    middle: float
    """Median height of its words' centres: steadier than an edge, which letters with long strokes move."""
    edges: tuple[tuple[float, float], ...]
    """Left and right of each word."""

    @property
    def text(self) -> str:
        """Its words, joined by single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def width(self) -> float:
        """Level pixels across."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Level pixels down."""
        return self.bottom - self.top

    def runs_down(self, unit: float) -> bool:
        """Whether it is written up or down the page: much taller than wide and than a line, and no single letter."""
        tall = self.height > max(DOWN * unit, 2 * self.width)
        return tall and sum(len(word.text) for word in self.words) >= 3


@dataclass(frozen=True, slots=True)
class Row:
    """What stands side by side in one column: the words of one written line, left to right."""

    words: tuple[ReadWord, ...]
    left: float
    top: float
    right: float
    bottom: float
    middle: float
    """Where its writing runs: the median height of its words' centres."""
    size: float
    """Typical height of its words: their writing's size."""
    edges: tuple[tuple[float, float], ...]
    """Left and right of each word, in level coordinates."""

    @property
    def text(self) -> str:
        """Its words, joined by single spaces."""
        return " ".join(word.text for word in self.words)


def level(lines: Iterable[ReadLine]) -> list[Piece]:
    """The lines as pieces, turned by minus the page's skew."""
    kept = [line for line in lines if line.words]
    slope = skew(kept)
    return [_piece(line.words, slope) for line in kept]


def parted(lines: Iterable[ReadLine]) -> Iterator[ReadLine]:
    """The lines cut at wide gaps, as there are between columns, between cells, and before specks in the margin.

    What belongs on one row after all is joined again by `rows`.
    """
    kept = [line for line in lines if line.words]
    if not kept:
        return
    widest = WIDE * median(size_of(line.words) for line in kept)
    for line in kept:
        start = 0
        for at, (before, after) in enumerate(pairwise(line.words), 1):
            if after.box.left - before.box.right >= widest:
                yield replace(line, words=line.words[start:at])
                start = at
        yield replace(line, words=line.words[start:])


def skew(lines: Sequence[ReadLine]) -> float:
    """Pixels that text falls per pixel to the right: the median slope of the long lines, 0.0 without any."""
    slopes = [slope for line in lines if (slope := _slope(line.words)) is not None]
    return median(slopes) if slopes else 0.0


def rows(pieces: Sequence[Piece]) -> list[Row]:
    """Pieces of one column joined to rows, from the top down."""
    groups: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.middle):
        if groups and _beside(groups[-1], piece):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [_row(group) for group in groups]


def runs(rows: Sequence[Row], end: Callable[[int], int]) -> Iterator[tuple[bool, list[Row]]]:
    """Rows in order, cut into those that `end` claims, from a place to what it gives for it, and those between."""
    start = at = 0
    while at < len(rows):
        if (last := end(at)) == at:
            at += 1
            continue
        if start < at:
            yield False, list(rows[start:at])
        yield True, list(rows[at:last])
        start = at = last
    if start < len(rows):
        yield False, list(rows[start:])


def level_share(few: Sequence[Piece], many: Sequence[Piece], unit: float) -> float:
    """Share of `few` lines that stand level with one of `many`."""
    level = (any(abs(piece.middle - other.middle) <= SAME_HEIGHT * unit for other in many) for piece in few)
    return sum(level) / len(few)


def unit(pieces: Sequence[Piece]) -> float:
    """The page's typical line height in pixels: the measure for every gap and indent."""
    return max(1.0, median(size_of(piece.words) for piece in pieces))


def _slope(words: Sequence[ReadWord]) -> float | None:
    first, last = words[0].box, words[-1].box
    across = (last.left + last.right - first.left - first.right) / 2
    if across < _LONG * max(first.height, last.height):
        return None
    slope = (last.top + last.bottom - first.top - first.bottom) / 2 / across
    return slope if abs(slope) <= _STEEPEST else None


def _piece(words: tuple[ReadWord, ...], slope: float) -> Piece:
    placed = [_levelled(word, slope) for word in words]
    edges = tuple((x - word.box.width / 2, x + word.box.width / 2) for word, (x, _) in zip(words, placed, strict=True))
    return Piece(
        words,
        min(left for left, _ in edges),
        min(y - word.box.height / 2 for word, (_, y) in zip(words, placed, strict=True)),
        max(right for _, right in edges),
        max(y + word.box.height / 2 for word, (_, y) in zip(words, placed, strict=True)),
        median(y for _, y in placed),
        edges,
    )


def _levelled(word: ReadWord, slope: float) -> tuple[float, float]:
    """The word's centre in level coordinates."""
    x, y = (word.box.left + word.box.right) / 2, (word.box.top + word.box.bottom) / 2
    return x + slope * y, y - slope * x


def _beside(group: Sequence[Piece], piece: Piece) -> bool:
    """Whether `piece` stands on the row of `group`: as high as each of its pieces, and over none of them."""
    return all(_overlap(other, piece) >= SAME_ROW and not _covers(other, piece) for other in group)


def _overlap(one: Piece, other: Piece) -> float:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared / max(1.0, min(one.height, other.height))


def _covers(one: Piece, other: Piece) -> bool:
    shared = min(one.right, other.right) - max(one.left, other.left)
    return shared > 0.3 * min(one.width, other.width)


def _row(group: Sequence[Piece]) -> Row:
    ordered = sorted(group, key=lambda piece: piece.left)
    words = tuple(word for piece in ordered for word in piece.words)
    return Row(
        words,
        min(piece.left for piece in ordered),
        min(piece.top for piece in ordered),
        max(piece.right for piece in ordered),
        max(piece.bottom for piece in ordered),
        median(piece.middle for piece in ordered),
        size_of(words),
        tuple(edge for piece in ordered for edge in piece.edges),
    )


def size_of(words: Sequence[ReadWord]) -> float:
    """Typical height of the words long enough to tell: dashes and full stops are lower than the writing."""
    tall = [word.box.height for word in words if len(word.text) >= 3]
    return median(tall or [word.box.height for word in words])
