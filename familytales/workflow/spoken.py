"""What is stored of a narrated document between speaking it and hearing it."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from familytales.domain.narration import Narration
from familytales.library.store import Library
from familytales.narration.timeline import Timeline
from familytales.workflow.events import Step
from familytales.workflow.keys import key

MASTERING = 1
"""Counts up whenever the same clips and gain would give other audio."""


@cache
def adapter(kind: type[Any]) -> TypeAdapter[Any]:
    """Reads and writes a dataclass as JSON."""
    return TypeAdapter(kind)


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is stored of a narrated document.

    Attributes:
        narration: when each word is heard.
        timeline: how the sentences lie in segments.
        clips: cache keys of the sentences' FLAC files, in order.
        gain: what mastering adds, in dB.
    """

    narration: Narration
    timeline: Timeline
    clips: tuple[str, ...]
    gain: float


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
