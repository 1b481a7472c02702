"""Corrections: a layer over what engines read, made by a person, which no re-run touches."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from familytales.domain.books import Page
from familytales.domain.corrections import TYPED, Correction, Place, apply
from familytales.domain.edits import corrections_from_text, corrections_from_typing, replace_in
from familytales.domain.errors import BadInput, UsageError
from familytales.domain.transcripts import Block, Line, Transcript
from familytales.library.store import Library


@dataclass(frozen=True, slots=True)
class Change:
    """What corrections would make of one line: for a preview."""

    page_id: int
    before: str
    after: str


def current(library: Library, page_id: int) -> Transcript:
    """What a page says now, corrections applied.

    Raises:
        BadInput: the page has not been read yet.
    """
    found = library.transcripts.corrected(page_id)
    if found is None:
        raise BadInput(
            f"Page p{page_id} has no transcript to correct yet.", remedy="Run `familytales transcribe` first."
        )
    return found.transcript


def from_text(library: Library, page_id: int, text: str) -> list[Correction]:
    """The corrections that turn a page into the edited text; onto a page without words it is typed line by line.

    Raises:
        BadInput: the page has not been read yet.
    """
    transcript = current(library, page_id)
    if any(transcript.words()):
        return corrections_from_text(transcript, text)
    return corrections_from_typing(transcript, text)


def line(transcript: Transcript, page_id: int, number: int) -> Line:
    """A page's line by its number, from 1 in reading order.

    Raises:
        UsageError: it has no such line.
    """
    lines = list(transcript.lines())
    if not 1 <= number <= len(lines):
        raise UsageError(
            f"Page p{page_id} has no line {number}.",
            remedy=f"It has {len(lines)}: `familytales page show p{page_id}`.",
        )
    return lines[number - 1]


def of_line(library: Library, page_id: int, number: int, text: str) -> list[Correction]:
    """The corrections that turn one line into `text`; the words that stay are accepted, for somebody looked at them.

    Raises:
        UsageError: the page has no such line.
    """
    transcript = current(library, page_id)
    found = line(transcript, page_id, number)
    alone = replace(transcript, blocks=(Block((found,)),))
    return [*corrections_from_text(alone, text.replace("\n", " ")), accepted(found)]


def accepted(found: Line) -> Correction:
    """That a line is right as it stands."""
    return Correction(found.words[0].id, found.text, found.box, found.text, Place.ACCEPT)


def changing(corrections: Iterable[Correction]) -> list[Correction]:
    """Those that change what a page says; the others only say that it is right."""
    return [correction for correction in corrections if correction.place is not Place.ACCEPT]


def of_word(library: Library, page_id: int, word_id: str, text: str) -> list[Correction]:
    """The correction of one word; "" deletes it.

    Raises:
        BadInput: the page has no such word.
    """
    for word in current(library, page_id).words():
        if word.id == word_id:
            return [Correction(word.id, word.text, word.box, text)]
    raise BadInput(
        f"Page p{page_id} has no word {word_id}.",
        remedy=f"`familytales page show p{page_id} --words` lists its words.",
    )


def replacing(library: Library, pages: Iterable[Page], old: str, new: str) -> Iterator[tuple[int, list[Correction]]]:
    """(page id, corrections) that replace a word or phrase, for each of the pages that has it."""
    for page in pages:
        found = library.transcripts.corrected(page.id)
        if found and (corrections := replace_in(found.transcript, old, new)):
            yield page.id, corrections


def preview(library: Library, page_id: int, corrections: Sequence[Correction]) -> list[Change]:
    """The lines of a page that the corrections change, before and after."""
    transcript = current(library, page_id)
    touched = {correction.word for correction in changing(corrections)}
    typed = [Change(page_id, "", one.text) for one in corrections if one.place in TYPED]
    return typed + [
        Change(page_id, line.text, apply(replace(transcript, blocks=(Block((line,)),)), corrections).transcript.text)
        for line in transcript.lines()
        if any(word.id in touched for word in line.words)
    ]
