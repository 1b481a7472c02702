"""Marks that were set a little apart from their word: `strings ;` in old books is one word to a reader and to us.

So is the `“ Anatomy` that an engine reads where a quotation mark stands a little apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from familytales.domain.transcripts import ReadLine, ReadWord, bounding

APART = frozenset({"fra"})
"""Languages whose printers part `;`, `:`, `!` and `?` from the word before them on purpose."""
NEAR = 1.0
"""Widest gap between such a mark and its word, against the word's height."""
CLOSING = ",.;:!?)]"
"""Marks before which no space stands."""
_OPENING = frozenset("“‘„")
_HIGH = frozenset(";:!?")
_AFTER = frozenset("\"'”’“»)")


def closing(languages: Sequence[str]) -> str:
    """The marks before which no space stands in print of these languages (ISO 639-3)."""
    return ",.)]" if APART.intersection(languages) else CLOSING


def joined(lines: Sequence[ReadLine], languages: Sequence[str]) -> tuple[ReadLine, ...]:
    """The lines with each mark that stands alone right behind a word, or opens it, made part of it."""
    if APART.intersection(languages):
        return tuple(lines)
    return tuple(replace(line, words=_joined(line.words)) for line in lines)


def _joined(words: Sequence[ReadWord]) -> tuple[ReadWord, ...]:
    found: list[ReadWord] = []
    for word in words:
        if found and (_closes(found[-1], word) or _opens(found[-1], word)):
            before = found.pop()
            box, sure = bounding([before.box, word.box]), min(before.confidence, word.confidence)
            word = replace(before, text=before.text + word.text, box=box, confidence=sure)
        found.append(word)
    return tuple(found)


def _closes(before: ReadWord, mark: ReadWord) -> bool:
    high = mark.text[:1] in _HIGH and set(mark.text) <= _HIGH | _AFTER
    near = before.box.left <= mark.box.left <= before.box.right + NEAR * before.box.height
    return high and near and before.text[-1:].isalnum()


def _opens(mark: ReadWord, after: ReadWord) -> bool:
    near = mark.box.left <= after.box.left <= mark.box.right + NEAR * after.box.height
    return set(mark.text) <= _OPENING and near and after.text[:1].isalnum()
