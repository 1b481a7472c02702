"""Typescript: known by the one width of its letters, and read as its typist meant it.

Typists save spaces: a word that is struck right behind a comma is a word all the same, with a box of its own. And
most old machines have no key for 1: a small l among figures is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

from familytales.domain.transcripts import Box, ReadLine, ReadWord

EVEN = 0.04
"""Half of the words' letters differ in width from the usual by at most this share: on typed pages by 0.03, also badly
read ones; on printed pages by 0.05 and more, in handwriting by 0.08."""
LEAST_LETTERS = 4
"""Letters of a word from which its width tells theirs."""
LEAST_WORDS = 12
"""Such words that a page needs for it to be known as typed."""
_BETWEEN = 0.2
"""Share of a letter's room that its ink leaves free on both sides."""
_CLOSE = re.compile(r"(?<=[^\W\d_][,;:!?])(?=[^\W_])|(?<=[^\W\d_]{2}[.])(?=[^\W\d_]{2})")
"""Behind a stop without a space: `time,as`, `Mr.Smith`, but not within `J.C.` and `1,000`."""
_ADDRESS = re.compile(r"@|://|\bwww\.", re.IGNORECASE)
_ONE = re.compile(r"(?<=\d)l+(?![^\W\d_])|(?<![^\W\d_])l+(?=[.,]?\d)|(?<=\d)l(?=st\b)|\bl(?=st\b)")


def is_typed(lines: Sequence[ReadLine]) -> bool:
    """Whether all letters are equally wide."""
    widths = [
        word.box.width / (len(word.text) - _BETWEEN)
        for line in lines
        for word in line.words
        if len(word.text) >= LEAST_LETTERS and word.text.isalpha()
    ]
    if len(widths) < LEAST_WORDS:
        return False
    usual = median(widths)
    return median(abs(width - usual) for width in widths) <= EVEN * usual


def as_meant(lines: Sequence[ReadLine]) -> tuple[ReadLine, ...]:
    """The lines of a typed page with run-together words apart, and l among figures as 1; others as they are."""
    if not is_typed(lines):
        return tuple(lines)
    return tuple(replace(line, words=tuple(part for word in line.words for part in _parts(word))) for line in lines)


def _parts(word: ReadWord) -> Iterator[ReadWord]:
    """The words within a word, each in its share of the box: all letters are equally wide."""
    text, box = _figures(word.text), word.box
    at = 0
    for part in [text] if _ADDRESS.search(text) else _CLOSE.split(text):
        left, right = (box.left + round(box.width * place / len(text)) for place in (at, at + len(part)))
        yield replace(word, text=part, box=Box(left, box.top, max(left + 1, right), box.bottom))
        at += len(part)


def _figures(text: str) -> str:
    """Each 1 that makes a figure of the l beside it makes the next one too."""
    made = _ONE.sub(lambda found: "1" * len(found[0]), text)
    return made if made == text else _figures(made)
