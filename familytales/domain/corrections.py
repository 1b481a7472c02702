"""A layer over the transcript that no re-run overwrites.

A correction is anchored to ink, not to a word's number: when another engine reads the page again, it finds its word by
box. Corrections are applied one after the other, each to what the page said when it was made: a word that a correction
split or inserted can itself be corrected. One correction is about one word; two words that should be one are a
replacement and a deletion. Besides, a person can type lines onto a page on which no engine found a word, and can say of
a line that it is right as it was read; that changes no text.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count as count_from

from familytales.domain.transcripts import HYPHENS, Block, Box, Line, Transcript, Word

SAME_INK = 0.3
"""Least overlap (intersection over union) at which two boxes count as the same word; engines crop words differently."""
SAME_PART = 0.7
"""The same for a part of a word: half of a word must not be taken for the whole, which it overlaps by 0.5."""
LONGEST_MARK = 12
"""Words a bracketed mark may hold; a bracket that stays open longer is just a bracket."""


class Place(StrEnum):
    """Where a correction's text goes.

    A typed line is a LINE, or a PARAGRAPH where it begins one. ACCEPT is about a whole line: it stays as it is.
    """

    REPLACE = "replace"
    BEFORE = "before"
    AFTER = "after"
    LINE = "line"
    PARAGRAPH = "paragraph"
    ACCEPT = "accept"


TYPED = frozenset({Place.LINE, Place.PARAGRAPH})


@dataclass(frozen=True, slots=True)
class Correction:
    """What a human says a word should be.

    Attributes:
        word: id of the word in the transcript that was corrected; of an accepted line its first, "" for a typed one.
        read: what that word (an accepted line) said then, "" for a typed line.
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
    """The transcript as corrected, one correction after the other; the same word's later replacement wins.

    Raises nothing: a correction whose word is gone is returned in `homeless`.
    """
    changes = [correction for correction in corrections if correction.place is not Place.ACCEPT]
    if not changes:
        return Corrected(transcript)
    page = _Page(transcript)
    homeless = [correction for correction in changes if not page.change(correction)]
    return Corrected(page.transcript(), tuple(homeless))


def split_text(text: str) -> list[str]:
    """Words of a correction's text; a bracketed mark such as `[unclear: Mabel?]` stays one word."""
    parts = text.split()
    found: list[str] = []
    at = 0
    while at < len(parts):
        count = _mark_length(parts[at : at + LONGEST_MARK])
        found.append(" ".join(parts[at : at + count]))
        at += count
    return found


def _mark_length(parts: Sequence[str]) -> int:
    depth = 0
    for count, part in enumerate(parts, 1):
        depth += part.count("[") - part.count("]")
        if depth <= 0:
            return count
    return 1


def word_at(transcript: Transcript, word_id: str, box: Box) -> str:
    """The id of the word that stands where `word_id` once stood, "" when there is none.

    Args:
        transcript: the page as it is read now.
        word_id: what the word was called when its box was noted.
        box: where its ink is, in page-image pixels.
    """
    best, most = "", SAME_INK
    for word in transcript.words():
        overlap = word.box.overlap(box)
        if word.id == word_id and (overlap >= SAME_INK or word.box == box):
            return word.id
        if overlap > most:
            best, most = word.id, overlap
    return best


class _Page:
    """A transcript being corrected; deleted words stay findable by id, so that a later correction brings them back."""

    def __init__(self, transcript: Transcript) -> None:
        self._was = transcript
        self._lines = [list(line.words) for line in transcript.lines()]
        self._deleted: set[str] = set()
        self._ids = {word.id for word in transcript.words()}
        self._aliases: dict[str, str] = {}
        """What a word made by a correction was called on the page the correction was made on -> what it is here."""
        self._typed: list[Place] = []
        """How each typed line begins; they stand in `_lines` after those that were read."""
        self._numbers = count_from(1)

    def change(self, correction: Correction) -> bool:
        """Apply one correction; whether its word was found."""
        if correction.place in TYPED:
            self._type(correction)
            return True
        found = self._find(correction)
        if found is None:
            return False
        line, at = found
        word = self._lines[line][at]
        match correction.place:
            case Place.REPLACE:
                self._replace(line, at, correction)
            case Place.BEFORE:
                self._lines[line][at:at] = self._inserted(word, correction, word.box.left, "b")
            case Place.AFTER:
                self._lines[line][at + 1 : at + 1] = self._inserted(word, correction, word.box.right, "a")
        return True

    def transcript(self) -> Transcript:
        """The page as it now is, without what is empty."""
        lines = iter(self._lines)
        blocks = []
        for block in self._was.blocks:
            kept = (tuple(word for word in next(lines) if word.id not in self._deleted) for _ in block.lines)
            made = tuple(Line(words) for words in kept if words)
            if made:
                blocks.append(replace(block, lines=made))
        return replace(self._was, blocks=(*blocks, *self._typed_blocks(lines)))

    def _typed_blocks(self, lines: Iterable[list[Word]]) -> Iterator[Block]:
        paragraphs: list[list[Line]] = []
        for place, line in zip(self._typed, lines, strict=True):
            if place is Place.PARAGRAPH or not paragraphs:
                paragraphs.append([])
            if words := tuple(word for word in line if word.id not in self._deleted):
                paragraphs[-1].append(Line(words))
        return (Block(tuple(paragraph)) for paragraph in paragraphs if paragraph)

    def _type(self, correction: Correction) -> None:
        """Add a line that a person typed; nothing an engine reads beside it counts, for there was no text to read."""
        self._deleted.update(word.id for _, _, word in self._places() if _is_read(word.id) and word.read is None)
        turn, texts = self._was.rotation, split_text(correction.text)
        width, height = self._was.width, self._was.height
        upright = correction.box.rotated(turn, width, height)
        size = (width, height) if turn % 180 == 0 else (height, width)
        line = []
        for text, share in zip(texts, _shares(upright, texts), strict=True):
            name = f"h{next(self._numbers)}"
            line.append(Word(name, text, share.rotated((360 - turn) % 360, *size), 1.0, read=""))
        self._lines.append(line)
        self._typed.append(correction.place)

    def _find(self, correction: Correction) -> tuple[int, int] | None:
        """Line and position of the word a correction is about: by id and ink, by its name then, by ink alone."""
        wanted = self._aliases.get(correction.word)
        best, most = None, SAME_INK if _is_read(correction.word) else SAME_PART
        renamed = None
        for line, at, word in self._places():
            overlap = word.box.overlap(correction.box)
            if word.id == correction.word and (overlap >= SAME_INK or word.box == correction.box):
                return line, at
            if word.id == wanted:
                renamed = (line, at)
            if overlap > most and word.id not in self._deleted:
                best, most = (line, at), overlap
        return renamed or best

    def _places(self) -> Iterator[tuple[int, int, Word]]:
        for number, line in enumerate(self._lines):
            for at, word in enumerate(line):
                yield number, at, word

    def _replace(self, line: int, at: int, correction: Correction) -> None:
        word = self._lines[line][at]
        texts = split_text(correction.text)
        if not texts:
            self._deleted.add(word.id)
            self._close_hyphen(line, at)
            return
        self._deleted.discard(word.id)
        made = []
        for number, (text, box) in enumerate(zip(texts, _shares(word.box, texts), strict=True), 1):
            first, last = number == 1, number == len(texts)
            name = word.id if first else self._name(correction.word, f".{number}", word.id)
            read = (word.text if word.read is None else word.read) if first else ""
            hyphenated = word.hyphenated and last and text.endswith(tuple(HYPHENS))
            made.append(
                Word(name, text, box, 1.0, read, hyphenated, word.cell and first, compound=word.compound and hyphenated)
            )
        self._lines[line][at : at + 1] = made

    def _close_hyphen(self, line: int, at: int) -> None:
        """A word broken at the end of the line before does not go on with another word than its own second part."""
        if line == 0 or any(word.id not in self._deleted for word in self._lines[line][:at]):
            return
        before = self._lines[line - 1]
        if before and before[-1].hyphenated:
            before[-1] = replace(before[-1], hyphenated=False)

    def _inserted(self, word: Word, correction: Correction, edge: int, side: str) -> list[Word]:
        box = Box(edge, word.box.top, edge + 1, word.box.bottom)
        return [
            Word(self._name(correction.word, f"{side}{number}", word.id), text, box, 1.0, read="")
            for number, text in enumerate(split_text(correction.text), 1)
        ]

    def _name(self, was: str, suffix: str, now: str) -> str:
        """A new id after the word's own; remembered under the one it got on the page the correction was made on."""
        name = now + suffix
        while name in self._ids:
            name += "+"
        self._ids.add(name)
        old = was + suffix
        while old in self._aliases:
            old += "+"
        self._aliases[old] = name
        return name


def _is_read(word_id: str) -> bool:
    """Whether a word with this id was read by an engine, not made by a correction."""
    return word_id[:1] == "w" and word_id[1:].isdigit()


def _shares(box: Box, texts: Sequence[str]) -> Iterable[Box]:
    """The box cut across in proportion to the lengths of the texts."""
    total = sum(map(len, texts)) or 1
    done = 0
    for text in texts:
        left = box.left + box.width * done // total
        done += len(text)
        yield Box(left, box.top, box.left + box.width * done // total, box.bottom)
