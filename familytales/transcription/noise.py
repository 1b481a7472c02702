"""Words that are not there: what engines see in specks, frames and photographs."""

from collections.abc import Iterable, Sequence

from familytales.domain.transcripts import ReadLine, ReadWord

SURE = 0.8
"""Confidence at which a word of one or two characters (a page number) counts as evidence of writing."""
LEAST_MARKS = 3
"""Letters and figures from which a line is kept whatever its confidence: fewer, unsure, are specks and rules."""
PLAUSIBLE = 0.4
"""Confidence at which a longer word does; on pages without writing longer inventions stay below."""


def written(lines: Iterable[ReadLine]) -> tuple[ReadLine, ...]:
    """The lines without specks and empty words; none at all where nothing on the page is evidence of writing."""
    kept = tuple(line for line in map(_filled, lines) if _marks(line) >= LEAST_MARKS or _evident(line))
    return kept if any(map(_evident, kept)) else ()


def _filled(line: ReadLine) -> ReadLine:
    words = tuple(word for word in line.words if word.text.strip() and word.box.area > 0)
    return line if len(words) == len(line.words) else ReadLine(words, line.block, line.paragraph)


def _marks(line: ReadLine) -> int:
    """Letters and figures of a line."""
    return sum(char.isalnum() for word in line.words for char in word.text)


def _evident(line: ReadLine) -> bool:
    return any(_is_evidence(word) for word in line.words)


def _is_evidence(word: ReadWord) -> bool:
    marks = sum(char.isalnum() for char in word.text)
    return (marks >= 3 and word.confidence >= PLAUSIBLE) or (marks >= 1 and word.confidence >= SURE)


def mean_confidence(lines: Sequence[ReadLine]) -> float:
    """Mean confidence over all words, 0.0 without any."""
    found = [word.confidence for line in lines for word in line.words]
    return sum(found) / len(found) if found else 0.0
