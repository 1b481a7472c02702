"""From edited text to corrections: what a person changed on a page, word by word, and no more than that."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from familytales.domain.corrections import Correction, Place
from familytales.domain.transcripts import Box, Transcript, Word

_GAP = 0.6
"""Cost of a word without a partner; two words that share less than 40 % of their letters are not the same word."""
_MARGIN = 20
"""A typed line leaves this part of the page's width free on either side."""
_SMALL = 40
"""Words on either side up to which changed words are paired by likeness; beyond it, in order."""


@dataclass(frozen=True, slots=True)
class _Typed:
    """A word of the edited text and the line it stands on."""

    text: str
    line: int


def corrections_from_text(transcript: Transcript, edited_text: str) -> list[Correction]:
    """The fewest corrections that turn a page's words into those of `edited_text`, in order.

    Args:
        transcript: the page as shown in the editor (`transcript.text`), earlier corrections applied.
        edited_text: what the editor gave back; line ends only tell on which line an inserted word stands.

    A page without words gives none: see `corrections_from_typing`.
    """
    edits = _Edits(list(transcript.words()))
    if not edits.shown:
        return []
    typed = [_Typed(part, number) for number, line in enumerate(edited_text.splitlines()) for part in line.split()]
    before, after = [part for _, part in edits.shown], [word.text for word in typed]
    for kind, old, old_end, new, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "insert":
            edits.insert(old, typed[new:new_end], typed[new - 1].line if new else -1)
        elif kind != "equal":
            for at, texts in _paired(before[old:old_end], after[new:new_end]):
                edits.replace(old + at, texts)
    return list(edits.corrections())


def corrections_from_typing(transcript: Transcript, text: str) -> list[Correction]:
    """Text typed onto a page on which no word was found: a line of words for each line, spread over the page.

    A blank line begins a paragraph. The boxes are no more than places on the page, for nobody knows where the ink is.
    """
    turn = transcript.rotation
    size = (transcript.width, transcript.height)
    width, height = size if turn % 180 == 0 else (size[1], size[0])
    lines = [line.strip() for line in text.strip().splitlines()]
    margin = width // _MARGIN
    found = []
    for number, line in enumerate(lines):
        if line:
            top = height * number // len(lines)
            band = Box(margin, top, max(margin + 1, width - margin), max(top + 1, height * (number + 1) // len(lines)))
            place = Place.LINE if number and lines[number - 1] else Place.PARAGRAPH
            found.append(Correction("", "", band.rotated((360 - turn) % 360, width, height), line, place))
    return found


def replace_in(transcript: Transcript, old: str, new: str, *, whole_words: bool = True) -> list[Correction]:
    """Corrections that put `new` in the place of `old` wherever a page says it, punctuation around it kept.

    Args:
        transcript: the page, earlier corrections applied.
        old: a word or phrase, found across line ends and in words broken there; small and capital letters differ.
        new: what to say instead; "" deletes.
        whole_words: leave words alone that only contain `old`.
    """
    wanted = " ".join(old.split())
    if not wanted:
        return []
    pattern = re.escape(wanted)
    if whole_words:
        pattern = (
            (r"(?<!\w)" if _is_letter(wanted[0]) else "") + pattern + (r"(?!\w)" if _is_letter(wanted[-1]) else "")
        )
    units = list(_units(transcript))
    found: list[Correction] = []
    for first, last, text in _replaced([unit.text for unit in units], pattern, " ".join(new.split())):
        run = units[first:last]
        parts = text.split() if any(c.isalnum() for c in text) else []
        for at, put in _paired([unit.text for unit in run], parts):
            if put != run[at].text.split():
                found.extend(run[at].corrections(put))
    return found


@dataclass(frozen=True, slots=True)
class _Unit:
    """A word as it is read: one written word, or two where it is broken at the line's end."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return "".join(word.opening for word in self.words[:-1]) + self.words[-1].text

    def corrections(self, put: Sequence[str]) -> Iterator[Correction]:
        """What makes it say `put`: broken as it was where one half stays, else whole on its first line."""
        if len(self.words) == 1:
            yield _correction(self.words[0], put)
            return
        first, last = self.words
        start, whole = first.opening, " ".join(put)
        hyphen = first.text[len(start) :]
        if whole.startswith(start) and len(whole) > len(start):
            yield _correction(last, [whole[len(start) :]])
        elif whole.endswith(last.text) and len(whole) > len(last.text):
            yield _correction(first, [whole[: -len(last.text)] + hyphen])
        else:
            yield _correction(first, put)
            yield _correction(last, [])


def _units(transcript: Transcript) -> Iterator[_Unit]:
    """The page's words in reading order, the halves of broken ones together."""
    words = list(transcript.words())
    at = 0
    while at < len(words):
        long = 2 if words[at].hyphenated and at + 1 < len(words) else 1
        yield _Unit(tuple(words[at : at + long]))
        at += long


def _is_letter(char: str) -> bool:
    return char.isalnum() or char == "_"


def _replaced(words: Sequence[str], pattern: str, new: str) -> Iterator[tuple[int, int, str]]:
    """(first word, end, their new text) for each run of words that a match touches."""
    starts, text = [], ""
    for word in words:
        starts.append(len(text))
        text += word + " "
    ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
    runs: list[tuple[int, int, list[re.Match[str]]]] = []
    at = 0
    for match in re.finditer(pattern, text):
        while ends[at] <= match.start():
            at += 1
        last = at
        while ends[last] < match.end():
            last += 1
        if runs and runs[-1][1] >= at:
            first, _, matches = runs.pop()
            runs.append((first, last, [*matches, match]))
        else:
            runs.append((at, last, [match]))
    for first, last, matches in runs:
        made, done = "", starts[first]
        for match in matches:
            made += text[done : match.start()] + new
            done = match.end()
        yield first, last + 1, made + text[done : ends[last]]


class _Edits:
    """Changes of shown parts, gathered by word: most words are one part, a bracketed mark is several."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self.shown = [(at, part) for at, word in enumerate(words) for part in word.text.split()]
        self._pieces = [[part] for _, part in self.shown]
        self._before: dict[int, list[str]] = {}
        self._after: dict[int, list[str]] = {}

    def replace(self, place: int, texts: list[str]) -> None:
        """Other text for the part at `place`."""
        self._pieces[place] = texts

    def insert(self, place: int, typed: Sequence[_Typed], line: int) -> None:
        """New words before the part at `place`; those on the line of the word before (`line`) go with it."""
        texts = [word.text for word in typed]
        if 0 < place < len(self.shown) and self.shown[place][0] == self.shown[place - 1][0]:
            self._pieces[place - 1].extend(texts)
            return
        near = sum(word.line == line for word in typed) if place else 0
        if place == len(self.shown):
            near = len(texts)
        if near:
            self._after[self.shown[place - 1][0]] = texts[:near]
        if texts[near:]:
            self._before[self.shown[place][0]] = texts[near:]

    def corrections(self) -> Iterator[Correction]:
        """What changed, in the order of the words."""
        made: dict[int, list[str]] = {}
        for (at, _), pieces in zip(self.shown, self._pieces, strict=True):
            made.setdefault(at, []).extend(pieces)
        for at, word in enumerate(self._words):
            if at in self._before:
                yield _correction(word, self._before[at], Place.BEFORE)
            # Before the word itself may become several, of which this would stand after the first.
            if at in self._after:
                yield _correction(word, self._after[at], Place.AFTER)
            if at in made and made[at] != word.text.split():
                yield _correction(word, made[at])


def _correction(word: Word, texts: Sequence[str], place: Place = Place.REPLACE) -> Correction:
    return Correction(word.id, word.text, word.box, " ".join(texts), place)


def _paired(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, list[str]]]:
    """For each old word, in order, the new words that take its place: most often one, or none where it was deleted."""
    partners = _alike(old, new) if len(old) <= _SMALL and len(new) <= _SMALL else list(range(min(len(old), len(new))))
    given: list[list[str]] = [[] for _ in old]
    partner_of = {to: at for at, to in enumerate(partners) if to is not None}
    held = next((at for at, to in enumerate(partners) if to is not None), 0)
    for number, text in enumerate(new):
        held = partner_of.get(number, held)
        given[held].append(text)
    return list(enumerate(given))


def _alike(old: Sequence[str], new: Sequence[str]) -> list[int | None]:
    """The partner of each old word among the new ones, keeping order, so that the pairs are as alike as can be."""
    rows, columns = len(old) + 1, len(new) + 1
    cost = [[0.0] * columns for _ in range(rows)]
    for i in range(rows):
        for j in range(columns):
            if i and j:
                pair = cost[i - 1][j - 1] + _unlike(old[i - 1], new[j - 1])
                cost[i][j] = min(pair, cost[i - 1][j] + _GAP, cost[i][j - 1] + _GAP)
            else:
                cost[i][j] = (i + j) * _GAP
    partners: list[int | None] = [None] * len(old)
    i, j = len(old), len(new)
    while i and j:
        if cost[i][j] == cost[i - 1][j - 1] + _unlike(old[i - 1], new[j - 1]):
            i, j = i - 1, j - 1
            partners[i] = j
        elif cost[i][j] == cost[i - 1][j] + _GAP:
            i -= 1
        else:
            j -= 1
    return partners


def _unlike(old: str, new: str) -> float:
    """0.0 for the same word, 1.0 for words without a common letter; long runs count by their beginnings."""
    return 1.0 - SequenceMatcher(None, old[:60].lower(), new[:60].lower(), autojunk=False).ratio()
