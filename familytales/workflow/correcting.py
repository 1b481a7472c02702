"""Corrections: a layer over what engines read, made by a person, which no re-run touches."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from familytales.domain.books import Page
from familytales.domain.corrections import Correction, apply
from familytales.domain.edits import corrections_from_text, replace_in
from familytales.domain.errors import BadInput
from familytales.domain.transcripts import Block, Transcript
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
    """The corrections that turn a page into the edited text.

    Raises:
        BadInput: the page has no words, so there is no ink that the text could be about.
    """
    transcript = current(library, page_id)
    if text.strip() and not any(transcript.words()):
        raise BadInput(
            f"No word was found on page p{page_id}, so there is no place for what you wrote.",
            remedy="Read it with another engine first: `familytales transcribe --engine rapidocr`.",
            kept="Nothing was changed.",
        )
    return corrections_from_text(transcript, text)


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
    touched = {correction.word for correction in corrections}
    return [
        Change(page_id, line.text, apply(replace(transcript, blocks=(Block((line,)),)), corrections).transcript.text)
        for line in transcript.lines()
        if any(word.id in touched for word in line.words)
    ]
