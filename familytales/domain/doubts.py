"""Where a page is probably wrong: how many errors to expect on each line that nobody has looked at."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from familytales.domain.corrections import Correction, Place, split_text
from familytales.domain.transcripts import Line, Transcript, Word

LEAST = 0.05
"""Expected errors from which a line is worth a look: below, twenty lines must be read to find one error."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A line that is worth a look.

    Attributes:
        line: its number on the page, from 1 in reading order.
        errors: how many of its words to expect wrong.
    """

    line: int
    errors: float


class Accepted:
    """What people said is right as it was read; a word read otherwise since then is not."""

    def __init__(self, corrections: Iterable[Correction]) -> None:
        found = [correction for correction in corrections if correction.place is Place.ACCEPT]
        self._lines = [(correction.box, frozenset(split_text(correction.text))) for correction in found]

    def __contains__(self, word: Word) -> bool:
        x, y = (word.box.left + word.box.right) / 2, (word.box.top + word.box.bottom) / 2
        return any(
            word.text in texts and box.left <= x <= box.right and box.top <= y <= box.bottom
            for box, texts in self._lines
        )


def doubts(transcript: Transcript, corrections: Sequence[Correction]) -> Iterator[Doubt]:
    """The lines of a page, as corrected, that are worth a look.

    Args:
        transcript: the page with its corrections applied: a corrected word is sure.
        corrections: the page's, for what was accepted.
    """
    accepted = Accepted(corrections)
    for number, line in enumerate(transcript.lines(), 1):
        errors = expected_errors(line, accepted)
        if errors >= LEAST:
            yield Doubt(number, errors)


def expected_errors(line: Line, accepted: Accepted) -> float:
    """How many words of a line to expect wrong, to four decimals."""
    return round(sum(1.0 - word.probability for word in line.words if word not in accepted), 4)
