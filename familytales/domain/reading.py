"""The running text of a document: paragraphs across lines and pages, each word still pointing at its ink."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from familytales.domain.transcripts import FURNITURE, HYPHENS, Block, BlockKind, Transcript, Word

_STOPS = tuple('.!?:…"”’»')
_NOTES = frozenset({BlockKind.MARGINALIA, BlockKind.CAPTION, BlockKind.LETTERHEAD})
_FILLED = 0.75
"""Part of the longest line that the last one of a broken-off page has at least; hands are ragged."""


@dataclass(frozen=True, slots=True, order=True)
class WordRef:
    """The identity of a written word: its page and its id within the page's transcript."""

    page_id: int
    word_id: str

    def __str__(self) -> str:
        return f"p{self.page_id}-{self.word_id}"


@dataclass(frozen=True, slots=True)
class RunningWord:
    """A word of the running text: usually one written word, two where it was broken at a line's end."""

    text: str
    refs: tuple[WordRef, ...]
    cell: bool = False
    """Whether it begins a cell of a table's row, other than the first."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words that belong together, whatever lines and pages they stand on."""

    words: tuple[RunningWord, ...]
    kind: BlockKind = BlockKind.TEXT
    lines: tuple[int, ...] = ()
    """Indices into `words` where a new written line starts (a verse's, an address's); 0 is left out."""

    @property
    def text(self) -> str:
        """The paragraph as read, words joined by single spaces."""
        return " ".join(word.text for word in self.words)


def paragraphs(pages: Sequence[tuple[int, Transcript]], *, furniture: bool = False) -> tuple[Paragraph, ...]:
    """Paragraphs of (page id, corrected transcript) pairs in order, joined where a page breaks a sentence.

    Running heads, feet and page numbers are left out unless `furniture` is true. Notes beside a text that goes on
    overleaf come before it, so that they do not break its sentence.
    """
    found: list[Paragraph] = []
    for page_id, transcript in pages:
        first, headed = True, False
        for block in transcript.blocks:
            if block.kind in FURNITURE and not furniture:
                continue
            made = _paragraph(page_id, block)
            if first and (at := _unfinished(found)) >= 0 and _continues(found[at], made, headed):
                made = _joined(found.pop(at), made)
            found.append(made)
            first = first and block.kind is not BlockKind.TEXT
            headed = headed or block.kind is BlockKind.LETTERHEAD
    return tuple(found)


def _paragraph(page_id: int, block: Block) -> Paragraph:
    words: list[RunningWord] = []
    starts: list[int] = []
    before: Word | None = None
    for line in block.lines:
        rest: Iterable[Word] = line.words
        if before and before.hyphenated:
            rest = iter(line.words)
            words[-1] = _broken(words[-1], before, page_id, next(rest))
        starts.append(len(words))
        words.extend(RunningWord(word.text, (WordRef(page_id, word.id),), word.cell) for word in rest)
        before = line.words[-1]
    return Paragraph(tuple(words), block.kind, _line_starts(starts, len(words)))


def _line_starts(starts: Iterable[int], count: int) -> tuple[int, ...]:
    """Each once, inside the paragraph: a line that only ends a broken word starts none of its own."""
    return tuple(dict.fromkeys(start for start in starts if 0 < start < count))


def _broken(start: RunningWord, last: Word, page_id: int, end: Word) -> RunningWord:
    """The word with its next part; `last` is the written word it ended with so far."""
    text = start.text.removesuffix(last.text) + last.opening + end.text
    return RunningWord(text, (*start.refs, WordRef(page_id, end.id)))


def _unfinished(found: Sequence[Paragraph]) -> int:
    """The index of the last paragraph of the text, whatever notes stand after it; -1 when there is none."""
    at = len(found) - 1
    while at >= 0 and found[at].kind in _NOTES:
        at -= 1
    return at


def _continues(before: Paragraph, after: Paragraph, headed: bool) -> bool:
    """Whether a page breaks a sentence.

    It does where no stop stands before it and a small letter (or the rest of a word) after it; and before a capital
    (a name) where the last line of prose is filled, or ends in a comma, unless the new page is headed as a letter's
    first one is.
    """
    if before.kind is not BlockKind.TEXT or after.kind is not BlockKind.TEXT or not before.words or not after.words:
        return False
    last, first = before.words[-1].text, after.words[0].text
    if last.endswith(_STOPS):
        return False
    if headed or not first[:1].isupper():
        return first[:1].islower()
    return _filled(before) and (last.endswith(",") or last.islower())


def _filled(paragraph: Paragraph) -> bool:
    """Whether the last line of several is about as long as the longest: a line that was ended on purpose is not."""
    edges = [0, *paragraph.lines, len(paragraph.words)]
    lengths = [
        sum(len(word.text) + 1 for word in paragraph.words[start:end]) for start, end in pairwise(edges) if end > start
    ]
    return len(lengths) > 1 and lengths[-1] >= _FILLED * max(lengths)


def _joined(before: Paragraph, after: Paragraph) -> Paragraph:
    last, first = before.words[-1], after.words[0]
    starts = [0, *after.lines]
    if _ends_broken(last.text):
        whole = RunningWord(last.text.rstrip(HYPHENS) + first.text, last.refs + first.refs)
        words = (*before.words[:-1], whole, *after.words[1:])
        shift, starts = len(before.words) - 1, [max(1, start) for start in starts]
    else:
        words = before.words + after.words
        shift = len(before.words)
    lines = (*before.lines, *(start + shift for start in starts))
    return Paragraph(words, before.kind, _line_starts(lines, len(words)))


def _ends_broken(text: str) -> bool:
    """A hyphen after a letter; a dash that stands alone breaks no word."""
    return text.endswith(tuple(HYPHENS)) and text.rstrip(HYPHENS)[-1:].isalpha()


def refs(found: Iterable[Paragraph]) -> Iterator[WordRef]:
    """Every written word of the paragraphs, in reading order."""
    for paragraph in found:
        for word in paragraph.words:
            yield from word.refs
