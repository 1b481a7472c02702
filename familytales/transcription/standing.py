"""How a text stands on its page: whether it has the width of its letters, and what stands beside it.

An engine that reads a word a letter short, or joins or parts words, is mostly as sure of it as of any other. But the
ink is then wider or narrower than that text would be elsewhere on the page, or a gap beside it is not the usual one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import sqrt
from statistics import median
from typing import NamedTuple

import numpy

from familytales.domain.transcripts import Box

LEAST_SPOTS = 5
"""Words of a page from which its letters' widths can be told."""
ALIKE = 1.0
"""How many times a page must have a letter for its own width to count as much as the usual one."""
ROUNDS = 3
"""How often widths are told anew, each time more by words that they fit: what was misread shall not teach."""
OUTLYING = 2.0
"""Spreads from which a word counts less and less in that."""
NORMAL = 1.48
"""Standard deviations of a normal distribution in its median deviation."""
MOST_WIDE, MOST_NARROW, MOST_CLOSE = 1.5, 4.0, 1.0
"""What is wider, narrower or closer than that says no more: calibration has seen few of its like."""


class Spot(NamedTuple):
    """A text and the box of the ink that it is read from."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Widths:
    """How wide letters are on a page.

    Attributes:
        usual: pixels of a usual letter.
        more: usual letters by which a character is wider than that.
        spread: usual letters by which the width of a text of one character varies; of n characters, by root n times as
            much.
    """

    usual: float
    more: Mapping[str, float]
    spread: float

    def over(self, text: str, box: Box) -> float:
        """Usual letters by which the ink is wider than the text would be."""
        return box.width / self.usual - sum(1.0 + self.more.get(char, 0.0) for char in text)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a text stands.

    Attributes:
        box: its ink.
        widths: of the page's letters, None where they are not known.
        close: line heights by which a gap beside it is narrower than is usual on the page.
        beside_marks: a neighbour in its line has neither letters nor figures.
    """

    box: Box = field(default_factory=lambda: Box(0, 0, 0, 0))
    widths: Widths | None = None
    close: float = 0.0
    beside_marks: bool = False

    def evidence(self, text: str) -> dict[str, float]:
        """What speaks against a text here, each 0.0 for nothing."""
        over, spread = 0.0, 1.0
        if self.widths is not None and text:
            over, spread = self.widths.over(text, self.box), self.widths.spread * sqrt(len(text))
        return {
            "wide": min(MOST_WIDE, max(0.0, over)),
            "narrow": min(MOST_NARROW, max(0.0, -over / spread)),
            "close": min(MOST_CLOSE, self.close),
            "beside marks": float(self.beside_marks),
        }


def standings(lines: Sequence[Sequence[Spot]]) -> list[list[Standing]]:
    """How each text of a page stands, by lines, each from left to right."""
    widths = _widths([spot for line in lines for spot in line])
    gaps = [gap for line in lines for gap in _gaps(line)]
    usual = median(gaps) if gaps else 0.0
    return [_of_line(line, widths, usual) for line in lines]


def _of_line(line: Sequence[Spot], widths: Widths | None, usual: float) -> list[Standing]:
    close = [0.0, *(max(0.0, usual - gap) for gap in _gaps(line)), 0.0]
    marks = [False, *(not any(map(str.isalnum, spot.text)) for spot in line), False]
    return [
        Standing(
            spot.box,
            widths,
            close=max(close[at], close[at + 1]),
            beside_marks=marks[at] or marks[at + 2],
        )
        for at, spot in enumerate(line)
    ]


def _gaps(line: Sequence[Spot]) -> list[float]:
    """Widths of the gaps in a line, against the height of the taller neighbour."""
    return [(b.box.left - a.box.right) / max(1, a.box.height, b.box.height) for a, b in pairwise(line)]


def _widths(spots: Sequence[Spot]) -> Widths | None:
    """What the widths of a page's words tell of its letters', by least squares; None for too few words."""
    spots = [spot for spot in spots if spot.text and " " not in spot.text]
    if len(spots) < LEAST_SPOTS:
        return None
    usual = max(1.0, median(spot.box.width / len(spot.text) for spot in spots))
    chars = sorted({char for spot in spots for char in spot.text})
    # Divided by the root of its length, every word's width is equally uncertain.
    roots = numpy.sqrt([len(spot.text) for spot in spots])
    counts = numpy.array([[spot.text.count(char) for char in chars] for spot in spots]) / roots[:, None]
    over = numpy.array([spot.box.width / usual - len(spot.text) for spot in spots]) / roots
    trust = numpy.ones(len(spots))
    for _ in range(ROUNDS):
        weighed = (counts * trust[:, None]).T
        more = numpy.linalg.solve(weighed @ counts + ALIKE * numpy.eye(len(chars)), weighed @ over)
        left = numpy.abs(over - counts @ more)
        spread = max(1e-3, NORMAL * float(numpy.median(left)))
        trust = OUTLYING * spread / numpy.maximum(left, OUTLYING * spread)
    return Widths(usual, dict(zip(chars, more.tolist(), strict=True)), spread)
