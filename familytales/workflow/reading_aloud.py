"""Brings a person's recording into the library, in the place of a computer voice, and gives it back."""

from dataclasses import dataclass
from pathlib import Path

from familytales.domain.books import Document
from familytales.domain.narration import Reader, Recording
from familytales.domain.proofreading import Flag
from familytales.library import blobs
from familytales.library.store import Library
from familytales.workflow.events import Step
from familytales.workflow.narrating import Narrating
from familytales.workflow.session import Session
from familytales.workflow.spoken import Spoken


@dataclass(frozen=True, slots=True)
class Brought:
    """A document that a person reads now.

    Attributes:
        document: which.
        recording: the file and who reads.
        seconds: how long it is.
        loudness: integrated LUFS after mastering.
        words: how many written words have a time.
        departures: where the reader leaves the text.
    """

    document: Document
    recording: Recording
    seconds: float
    loudness: float
    words: int
    departures: tuple[Flag, ...]


async def bring_recording(session: Session, document: Document, path: Path, reader: Reader) -> Brought:
    """Follow a recording in a document's text, then keep it among the originals and have it heard from now on.

    Nothing is kept of one that cannot be used.

    Raises:
        BadInput: it cannot be read, holds no sound, or says something else.
    """
    library = session.library
    found = await session.workers.run(blobs.digest_file, path)
    recording = Recording(found.sha256, path.name, reader)
    narrating = Narrating(session, library.books.get(library.threads.get(document.thread_id).book_id))
    spoken = await narrating.recorded.take(document, recording, await narrating.script(document), path)
    written = await session.workers.run(blobs.store_original, library.folder, path)
    with library.atomic():
        library.originals.record(written, path.name)
        library.recordings.set(document.id, recording)
        narrating.recorded.record(document, recording, spoken)
    return brought(document, recording, spoken)


def brought(document: Document, recording: Recording, spoken: Spoken) -> Brought:
    """What there is to tell of a document that a person reads."""
    narration = spoken.narration
    words = sum(len(utterance.words) for utterance in narration.utterances)
    seconds, loudness = round(narration.duration, 2), round(narration.loudness, 2)
    return Brought(document, recording, seconds, loudness, words, spoken.departures)


def forget_recording(library: Library, document: Document) -> Recording | None:
    """Give a document back to its computer voice; the recording stays among the originals.

    Until that voice has spoken, nothing is heard: no binding is made with the person's voice any more.
    """
    with library.atomic():
        found = library.recordings.remove(document.id)
        if found:
            library.outcomes.forget(Step.NARRATE, f"d{document.id}")
    return found
