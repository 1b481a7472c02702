"""What is stored of a narrated document between speaking it and hearing it."""

from dataclasses import asdict, dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from familytales.domain.narration import Narration, Reader
from familytales.domain.proofreading import Flag
from familytales.library.store import Library
from familytales.narration.timeline import Timeline
from familytales.workflow.events import Step
from familytales.workflow.keys import key

if TYPE_CHECKING:
    from pydantic import TypeAdapter

MASTERING = 2
"""Counts up whenever the same clips and gain would give other audio."""

SCRIPT = 2
"""Counts up whenever script preparation or pauses would give another narration of the same text."""

SILENCE = -70.0
"""LUFS below which BS.1770 hears nothing: written for a document without sound, since JSON has no infinity."""


@cache
def adapter(kind: type[Any]) -> "TypeAdapter[Any]":
    """Reads and writes a dataclass as JSON."""
    from pydantic import TypeAdapter  # slow to import, and a book without sound needs none

    return TypeAdapter(kind)


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is stored of a narrated document.

    Attributes:
        narration: when each word is heard.
        timeline: how the sentences lie in segments.
        clips: cache keys of the FLAC files of the sentences (of a recording's stretches), in order.
        gain: what mastering adds, in dB.
        departures: where a person who reads leaves the text.
    """

    narration: Narration
    timeline: Timeline
    clips: tuple[str, ...]
    gain: float
    departures: tuple[Flag, ...] = ()


def facts(spoken: Spoken) -> dict[str, object]:
    """What is told about a narrated document without reading all of it."""
    narration = spoken.narration
    return {
        "sentences": len(narration.utterances),
        "seconds": round(narration.duration, 3),
        "loudness": narration.loudness,
        "voice": narration.voice,
        "timing": narration.timing,
        "reader": asdict(narration.reader) if narration.reader else None,
    }


def reader_of(library: Library, wanted: str) -> Reader | None:
    """The person who reads the narration stored under that key, None for a computer voice."""
    entry = library.derived.get(wanted, ".json")
    found = entry.meta.get("reader") if entry else None
    return Reader(**found) if found else None


def load_spoken(library: Library, wanted: str) -> Spoken:
    """The narration stored under that key."""
    found: Spoken = adapter(Spoken).validate_json(library.derived.path(wanted, ".json").read_bytes())
    return found


def narrated(library: Library, book_id: int) -> dict[int, str]:
    """Document id -> narration key, for each document of a book that has something to be heard."""
    return {
        int(subject[1:]): outcome.key
        for subject, outcome in library.outcomes.all(Step.NARRATE, book_id).items()
        if not outcome.error and outcome.meta["sentences"] and library.derived.get(outcome.key, ".json")
    }


def audio_key(narration: str) -> str:
    """Cache key of the .m4a of the narration stored under that key."""
    return key(Step.MASTER, MASTERING, narration)


def complete(library: Library, wanted: str) -> bool:
    """Whether a stored narration can still be heard: its audio is there, or every sentence that it is made of."""
    if library.derived.get(wanted, ".json") is None:
        return False
    if library.derived.get(audio_key(wanted), ".m4a") is not None:
        return True
    return all(library.derived.get(clip, ".flac") for clip in load_spoken(library, wanted).clips)
