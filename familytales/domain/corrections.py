"""A layer over the transcript that no re-run overwrites.

A correction is anchored to ink, not to a word's number: when another engine reads the page again, it finds its word by
box. One correction is about one word; two words that should be one are a replacement and a deletion.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from familytales.domain.transcripts import Block, Box, Line, Transcript, Word

SAME_INK = 0.3
"""Least overlap (intersection over union) at which two boxes count as the same word; engines crop words differently."""


class Place(StrEnum):
    """Where a correction's text goes."""

    REPLACE = "replace"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Correction:
    """What a human says a word should be.

    Attributes:
        word: id of the word in the transcript that was corrected.
        read: what that word said then.
        box: where it stands, in page-image pixels.
        text: what it should say: one or more words, or "" to delete it.
        place: instead of the word, before it or after it.
        id: number within the library, 0 before it is stored.
    """

    word: str
    read: str
    box: Box
    text: str
    place: Place = Place.REPLACE
    id: int = 0


@dataclass(frozen=True, slots=True)
class Corrected:
    """A transcript with its corrections applied, and those that found no word to hold on to (kept, shown, not lost)."""

    transcript: Transcript
    homeless: tuple[Correction, ...] = ()


def apply(transcript: Transcript, corrections: Sequence[Correction]) -> Corrected:
    """The transcript as corrected; later corrections of the same word and place win.

    Raises nothing: a correction whose word is gone is returned in `homeless`.
    """
    words = list(transcript.words())
    held: dict[tuple[str, Place], Correction] = {}
    homeless = []
    for correction in corrections:
        word = anchor(words, correction)
        if word is None:
            homeless.append(correction)
        else:
            held[word.id, correction.place] = correction
    if not held:
        return Corrected(transcript, tuple(homeless))
    blocks = (_block(block, held) for block in transcript.blocks)
    return Corrected(replace(transcript, blocks=tuple(b for b in blocks if b.lines)), tuple(homeless))


def anchor(words: Iterable[Word], correction: Correction) -> Word | None:
    """The word a correction is about: the same id and ink, else the word that shares most of its ink, else None."""
    best, most = None, SAME_INK
    for word in words:
        overlap = word.box.overlap(correction.box)
        if word.id == correction.word and overlap >= SAME_INK:
            return word
        if overlap > most:
            best, most = word, overlap
    return best


def _block(block: Block, held: dict[tuple[str, Place], Correction]) -> Block:
    lines = (Line(tuple(_line(line, held))) for line in block.lines)
    return replace(block, lines=tuple(line for line in lines if line.words))


def _line(line: Line, held: dict[tuple[str, Place], Correction]) -> Iterable[Word]:
    for word in line.words:
        if found := held.get((word.id, Place.BEFORE)):
            yield from _inserted(word, found, "b")
        found = held.get((word.id, Place.REPLACE))
        yield from [word] if found is None else _replaced(word, found)
        if found := held.get((word.id, Place.AFTER)):
            yield from _inserted(word, found, "a")


def _replaced(word: Word, correction: Correction) -> Iterable[Word]:
    texts = split_text(correction.text)
    for number, (text, box) in enumerate(zip(texts, _shares(word.box, texts), strict=True), 1):
        last = number == len(texts)
        yield Word(
            id=word.id if number == 1 else f"{word.id}.{number}",
            text=text,
            box=box,
            confidence=1.0,
            read=word.text if number == 1 else "",
            hyphenated=word.hyphenated and last and text.endswith(("-", "\u00ad", "¬", "=")),
        )


def _inserted(word: Word, correction: Correction, side: str) -> Iterable[Word]:
    edge = word.box.left if correction.place is Place.BEFORE else word.box.right
    box = Box(edge, word.box.top, edge + 1, word.box.bottom)
    for number, text in enumerate(split_text(correction.text), 1):
        yield Word(f"{word.id}{side}{number}", text, box, 1.0, read="")


def split_text(text: str) -> list[str]:
    """Words of a correction's text; a bracketed mark such as `[unclear: Mabel?]` stays one word."""
    found: list[str] = []
    for part in text.split():
        if found and found[-1].count("[") > found[-1].count("]"):
            found[-1] += " " + part
        else:
            found.append(part)
    return found


def _shares(box: Box, texts: Sequence[str]) -> Iterable[Box]:
    """The box cut across in proportion to the lengths of the texts."""
    total = sum(map(len, texts)) or 1
    done = 0
    for text in texts:
        left = box.left + box.width * done // total
        done += len(text)
        yield Box(left, box.top, box.left + box.width * done // total, box.bottom)
