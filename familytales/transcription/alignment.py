"""Which words of two readings of a page stand in the same place: first by box, then by text within each line.

One engine reads `ofthe` where another reads `of the`, so up to three words may answer one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from familytales.domain.transcripts import Box, ReadLine, ReadWord

SAME_LINE = 0.4
"""Share of the lower one's height by which a word must overlap its neighbour in a line to stand in that line."""
APART = 0.6
"""Cost of pairing words that stand beside each other, not in the same place."""
PARTED = 0.1
"""Cost of answering one word with several, each: equal texts are worth more, doubtful ones are not."""
ALONE = 0.75
"""Cost of a word that nothing answers: two of them cost more than a pair that differs in every letter."""
_SHAPES = ((1, 1), (1, 0), (0, 1), (1, 2), (2, 1), (1, 3), (3, 1))


@dataclass(frozen=True, slots=True)
class Match:
    """Neighbouring words of a line, `start` to `end`, and what another reading has in their place.

    Where `start` equals `end`, the line has no word there; where `words` is empty, the other reading has none.
    """

    start: int
    end: int
    words: tuple[ReadWord, ...]


def by_line(lines: Sequence[ReadLine], words: Sequence[ReadWord]) -> tuple[list[list[ReadWord]], list[ReadWord]]:
    """The words that stand in each of the lines, left to right, and those that stand in none."""
    found: list[list[ReadWord]] = [[] for _ in lines]
    left: list[ReadWord] = []
    bands = [_band(line) for line in lines]
    for word in words:
        near = (number for number, band in enumerate(bands) if _shared(band, _extent(word.box)) > 0)
        beside = [number for number in near if _fit(lines[number], word) >= SAME_LINE]
        if beside:
            found[min(beside, key=lambda number: (_gap(lines[number], word), -_fit(lines[number], word)))].append(word)
        else:
            left.append(word)
    return [sorted(line, key=lambda word: word.box.left) for line in found], left


def align(line: Sequence[ReadWord], others: Sequence[ReadWord]) -> Iterator[Match]:
    """The cheapest way to pair the words of a line with another reading's, from left to right."""
    costs = {(0, 0): 0.0}
    steps: dict[tuple[int, int], tuple[int, int]] = {}
    for i in range(len(line) + 1):
        for j in range(len(others) + 1):
            for mine, theirs in _SHAPES:
                before = (i - mine, j - theirs)
                if before not in costs:
                    continue
                cost = costs[before] + _cost(line[before[0] : i], others[before[1] : j])
                if cost < costs.get((i, j), float("inf")):
                    costs[i, j], steps[i, j] = cost, before
    yield from _walk(steps, others, (len(line), len(others)))


def _walk(
    steps: dict[tuple[int, int], tuple[int, int]], others: Sequence[ReadWord], end: tuple[int, int]
) -> Iterator[Match]:
    found: list[Match] = []
    while end in steps:
        start = steps[end]
        found.append(Match(start[0], end[0], tuple(others[start[1] : end[1]])))
        end = start
    yield from reversed(found)


def _cost(mine: Sequence[ReadWord], theirs: Sequence[ReadWord]) -> float:
    if not mine or not theirs:
        return ALONE
    many, few = (mine, theirs) if len(mine) > len(theirs) else (theirs, mine)
    across = few[0].box.left, few[-1].box.right
    together = all(_shared(across, (word.box.left, word.box.right)) > 0 for word in many)
    if not together and len(many) > 1:
        return float("inf")
    one, other = "".join(word.text for word in mine), "".join(word.text for word in theirs)
    cost = Levenshtein.normalized_distance(one, other) + PARTED * (len(many) - 1)
    return cost if together else cost + APART


def _fit(line: ReadLine, word: ReadWord) -> float:
    """How well a word stands beside the word of the line that is nearest to it, 0.0 to 1.0."""
    x = word.box.left + word.box.right
    near = min(line.words, key=lambda other: abs(other.box.left + other.box.right - x))
    shared = _shared(_extent(near.box), _extent(word.box))
    return shared / max(1, min(near.box.height, word.box.height))


def _gap(line: ReadLine, word: ReadWord) -> int:
    """Pixels between a word and the line's nearest one, 0 where one stands above the other.

    A row of a letterhead may be several lines: its words beside a taller one's fit that as well as their own.
    """
    return min(
        max(0, -_shared((other.box.left, other.box.right), (word.box.left, word.box.right))) for other in line.words
    )


def _extent(box: Box) -> tuple[int, int]:
    return box.top, box.bottom


def _band(line: ReadLine) -> tuple[int, int]:
    return min(word.box.top for word in line.words), max(word.box.bottom for word in line.words)


def _shared(one: tuple[int, int], other: tuple[int, int]) -> int:
    return min(one[1], other[1]) - max(one[0], other[0])
