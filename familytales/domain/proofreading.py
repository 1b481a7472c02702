"""What a listener would mark in a narration: where, what, and how sure."""

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What is wrong, or, where a person reads, how they depart from the text."""

    LANGUAGE = "wrong language"
    OTHER_TEXT = "other text"
    SKIPPED = "skipped"
    DOUBLED = "doubled"
    CHANGED = "changed"
    ADDED = "added"
    GARBLED = "garbled"
    CLIPPED = "clipped"
    SILENCE = "silence"
    PACE = "pace"
    LOUD = "loud"
    QUIET = "quiet"
    MISPLACED = "misplaced"


@dataclass(frozen=True, slots=True)
class Flag:
    """One place to listen to.

    Attributes:
        fault: what is wrong there.
        start: seconds from the start of the document's audio.
        end: seconds from the start of the document's audio.
        sentence: what should be said there.
        words: the words it is about, or a measurement with its unit.
        weight: how bad it is; 1.0 is just worth a flag.
    """

    fault: Fault
    start: float
    end: float
    sentence: str
    words: str
    weight: float
