"""Marks that were set a little apart from their word: `strings ;` in old books is one word to a reader and to us."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from familytales.domain.transcripts import ReadLine, ReadWord, bounding

APART = frozenset({"fra"})
"""Languages whose printers part `;`, `:`, `!` and `?` from the word before them on purpose."""
NEAR = 1.0
"""Widest gap before such a mark, against the height of its word."""
CLOSING = ",.;:!?)]"
"""Marks before which no space stands."""
_HIGH = frozenset(";:!?")
_AFTER = frozenset("\"'”’“»)")


def closing(languages: Sequence[str]) -> str:
    """The marks before which no space stands in print of these languages (ISO 639-3)."""
    return ",.)]" if APART.intersection(languages) else CLOSING


def joined(lines: Sequence[ReadLine], languages: Sequence[str]) -> tuple[ReadLine, ...]:
    """The lines with each mark that stands alone right behind a word made part of it."""
    if APART.intersection(languages):
        return tuple(lines)
    return tuple(replace(line, words=_joined(line.words)) for line in lines)


def _joined(words: Sequence[ReadWord]) -> tuple[ReadWord, ...]:
    found: list[ReadWord] = []
    for word in words:
        if found and _belongs(found[-1], word):
            before = found.pop()
            box, sure = bounding([before.box, word.box]), min(before.confidence, word.confidence)
            word = replace(before, text=before.text + word.text, box=box, confidence=sure)
        found.append(word)
    return tuple(found)


def _belongs(before: ReadWord, mark: ReadWord) -> bool:
    high = mark.text[:1] in _HIGH and set(mark.text) <= _HIGH | _AFTER
    near = before.box.left <= mark.box.left <= before.box.right + NEAR * before.box.height
    return high and near and before.text[-1:].isalnum()
