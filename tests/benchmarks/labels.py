"""Which words of a reading are right: what stands in the true text in place of each."""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein


class Piece(NamedTuple):
    """A part of a reading, in reading order; `joined` goes on with the next one (a word broken at a line's end)."""

    text: str
    joined: bool = False


def true_texts(pieces: Sequence[Piece], truth: str, score: ModuleType) -> list[str]:
    """For each piece the words of the true text that stand in its place, "" for none; a broken word's own part."""
    found, spans = "", []
    for number, piece in enumerate(pieces):
        start = len(found)
        found += plain(piece, score)
        spans.append((start, len(found)))
        if not piece.joined and number + 1 < len(pieces):
            found += " "
    true = score.normalise(truth)
    places = _places(found, true)
    made = []
    for number, (start, end) in enumerate(spans):
        before = number > 0 and pieces[number - 1].joined
        made.append(_words(true, places, start, end, before=before, after=pieces[number].joined))
    return made


def plain(piece: Piece, score: ModuleType) -> str:
    """The piece as the scorer compares it."""
    text: str = score.normalise(piece.text)
    return text.rstrip("-=") if piece.joined else text


def _places(found: str, true: str) -> list[int]:
    """For each character of the reading, and its end, where it stands in the true text."""
    places = [0] * (len(found) + 1)
    for step in Levenshtein.opcodes(found, true):
        for at in range(step.src_start, step.src_end):
            places[at] = min(step.dest_start + at - step.src_start, step.dest_end)
    places[len(found)] = len(true)
    return places


def _words(true: str, places: Sequence[int], start: int, end: int, *, before: bool, after: bool) -> str:
    """The true text from `start` to `end`, grown to whole words where the piece is not joined to the next."""
    if start == end:
        return ""
    first, last = places[start], places[end - 1] + 1
    if before:
        first = max(first, places[start])
    else:
        while first > 0 and true[first - 1] != " ":
            first -= 1
    if after:
        last = places[end]
    else:
        while last < len(true) and true[last] != " ":
            last += 1
    return true[first:last].strip()
