"""A document as it is shown: paragraphs of sentences of words, each with its place in ink and its time in sound."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from familytales.binding.ink import Ink
from familytales.binding.names import clean
from familytales.domain.editions import EditionDocument
from familytales.domain.narration import Narration, TimingSource
from familytales.domain.reading import Paragraph, RunningWord, WordRef, paragraphs
from familytales.domain.transcripts import BlockKind

CELL_SPACE = "\u2003"
"""Parts the cells of a table's row: an em space, which no reader collapses."""


class Clip(NamedTuple):
    """A stretch of a document's audio, in whole milliseconds from its start."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Span:
    """Words that are heard, and lit up, together: nearly always one.

    Attributes:
        id: the identity of its first written word: unique in the book, fit for XML.
        text: what is read.
        refs: the written words; two for a word broken over two lines.
        clip: when it is heard; None where its sentence has no times for single words, or it is not said.
        page: number within the document (from 1) of the page that starts with it, else 0.
        new_line: whether it starts a written line that is kept.
        cell: whether it begins a cell of a table's row, other than the first.
    """

    id: str
    text: str
    refs: tuple[WordRef, ...]
    clip: Clip | None = None
    page: int = 0
    new_line: bool = False
    cell: bool = False

    @property
    def space(self) -> str:
        """What parts it from the word before on its line."""
        return CELL_SPACE if self.cell else " "


@dataclass(frozen=True, slots=True)
class Sentence:
    """Neighbouring words spoken as one utterance (its index in the narration), or not at all (None)."""

    id: str
    spans: tuple[Span, ...]
    utterance: int | None = None
    clip: Clip | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph; `page` is the number within the document (from 1) of the page it starts on."""

    kind: BlockKind
    sentences: tuple[Sentence, ...]
    page: int

    @property
    def spans(self) -> Iterator[Span]:
        """Its words, in order."""
        for sentence in self.sentences:
            yield from sentence.spans

    @property
    def lines(self) -> tuple[str, ...]:
        """What is read, one string per line that is kept; running prose is one line."""
        found: list[str] = [""]
        for span in self.spans:
            if span.new_line:
                found.append("")
            found[-1] += span.space + span.text if found[-1] else span.text
        return tuple(line for line in found if line)


class _Heard(NamedTuple):
    utterance: int
    clip: Clip | None


def passages(content: EditionDocument) -> tuple[Passage, ...]:
    """The document's running text, furniture left out, with times where it is narrated."""
    pages = {page.page.id: number for number, page in enumerate(content.pages, 1)}
    ink = Ink(content.pages)
    heard = _times(content.narration) if content.narration else {}
    found: list[Passage] = []
    page, sentences = 0, 0
    for paragraph in paragraphs([(page.page.id, page.transcript) for page in content.pages]):
        spans = [(_heard(word, heard), _span(word, heard)) for word in paragraph.words]
        page = _mark(spans, paragraph, ink, pages, page)
        made = tuple(_sentences(spans, content.narration, sentences))
        sentences += len(made)
        if made:
            found.append(Passage(paragraph.kind, made, pages[paragraph.words[0].refs[0].page_id]))
    return tuple(found)


def _times(narration: Narration) -> dict[WordRef, _Heard]:
    return {
        word.ref: _Heard(
            index, None if utterance.source is TimingSource.ESTIMATED else _clip(word.start, word.end, narration)
        )
        for index, utterance in enumerate(narration.utterances)
        for word in utterance.words
    }


def _clip(start: float, end: float, narration: Narration) -> Clip:
    last = int(narration.duration * 1000)
    return Clip(min(round(start * 1000), last), min(round(end * 1000), last))


def _heard(word: RunningWord, heard: dict[WordRef, _Heard]) -> int | None:
    return next((heard[ref].utterance for ref in word.refs if ref in heard), None)


def _span(word: RunningWord, heard: dict[WordRef, _Heard]) -> Span:
    clips = [clip for ref in word.refs if ref in heard and (clip := heard[ref].clip)]
    whole = Clip(min(clip.start for clip in clips), max(clip.end for clip in clips)) if clips else None
    return Span(str(word.refs[0]), clean(word.text), word.refs, whole, cell=word.cell)


def _mark(
    spans: list[tuple[int | None, Span]], paragraph: Paragraph, ink: Ink, pages: dict[int, int], page: int
) -> int:
    """Note in `spans` where pages and kept lines start; returns the page reached."""
    kept = ink.kept_lines(paragraph)
    for index, (utterance, span) in enumerate(spans):
        now = pages[span.refs[0].page_id]
        spans[index] = utterance, replace(span, page=now if now != page else 0, new_line=index in kept)
        page = now
    return page


def _sentences(
    spans: Sequence[tuple[int | None, Span]], narration: Narration | None, before: int
) -> Iterator[Sentence]:
    for number, (utterance, group) in enumerate(groupby(spans, key=lambda pair: pair[0]), before + 1):
        made = tuple(_gathered([span for _, span in group]))
        clip = None
        if narration and utterance is not None:
            spoken = narration.utterances[utterance]
            clip = _clip(spoken.start, spoken.end, narration)
        yield Sentence(f"s{number}", made, utterance, clip)


def _gathered(spans: Sequence[Span]) -> Iterator[Span]:
    """Words said in one breath ("New York" as one token) become one span, or each would be heard again."""
    held: Span | None = None
    for span in spans:
        if held and held.clip and span.clip == held.clip and not (span.page or span.new_line or span.cell):
            held = replace(held, text=f"{held.text} {span.text}", refs=held.refs + span.refs)
            continue
        if held:
            yield held
        held = span
    if held:
        yield held
