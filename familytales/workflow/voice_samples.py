"""A sentence or two in a voice, as a WAV file, to hear what it is like."""

import io
import re
import wave
from collections.abc import Sequence
from pathlib import Path

from familytales import registry
from familytales.domain.books import Book
from familytales.domain.narration import SpokenToken, Voice
from familytales.domain.reading import paragraphs
from familytales.library.store import Library
from familytales.narration.sample_texts import sample_text
from familytales.narration.script import prepare
from familytales.workflow.casting import language_of, lexicon_of
from familytales.workflow.narrating import placed
from familytales.workflow.pronouncing import first_tokens, tokens_of


def sample(voice: Voice, text: str = "", *, speed: float = 1.0) -> bytes:
    """The text (a sentence of ours when it is empty) as a mono 16-bit WAV file.

    Raises:
        MissingDependency: the voice's files are gone or damaged.
    """
    said = text.strip() or sample_text(voice)
    tokens = tokens_of(said, voice.language, ()) or (SpokenToken(said, (0,)),)
    return wave_of(voice, tokens, speed=speed)


def opening(library: Library, book: Book) -> tuple[SpokenToken, ...]:
    """The first sentences of a book as they are spoken, about forty words; () when nothing in it was read."""
    for document in library.documents.of_book(book.id):
        found = ((page.id, library.transcripts.corrected(page.id)) for page in library.pages.of_document(document.id))
        pages = {page_id: corrected.transcript for page_id, corrected in found if corrected}
        lexicon = tuple(placed(library.lexicon, pages, lexicon_of(library, book, document)))
        text = paragraphs(list(pages.items()))
        if spoken := prepare(text, language=language_of(book, document), lexicon=lexicon):
            return first_tokens(spoken)
    return ()


def wave_of(voice: Voice, tokens: Sequence[SpokenToken], *, speed: float = 1.0) -> bytes:
    """The tokens as a mono 16-bit WAV file."""
    speech = registry.load(registry.Kind.SPEECH, voice.engine).speak(voice, tokens, speed=speed)
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(speech.sample_rate)
        file.writeframes(speech.samples)
    return target.getvalue()


def target_for(what: str, wanted: Path | None) -> Path:
    """Where the sample goes: as asked, or named after what is heard, in the current folder."""
    name = re.sub(r"[^\w-]+", "-", what).strip("-") or "sample"
    return wanted.expanduser() if wanted else Path(f"{name}.wav")
