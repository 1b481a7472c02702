"""How a book was made, gathered while its documents pass by, and told on its title page."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from familytales.binding import credits, names
from familytales.domain.editions import EditionDocument
from familytales.domain.narration import Narration, Reader


@dataclass
class Making:
    """Counts, and the engines and voices that took part, in order of appearance."""

    documents: int = 0
    pages: int = 0
    heard: int = 0
    """Milliseconds read aloud."""
    readers: dict[str, None] = field(default_factory=dict)
    voices: dict[str, None] = field(default_factory=dict)
    people: dict[Reader, None] = field(default_factory=dict)
    """Those whose own voices are heard."""
    computers: bool = False
    """Whether a computer voice is heard."""

    def note(self, content: EditionDocument, heard: int) -> None:
        """Count a document of which `heard` milliseconds are read aloud."""
        self.documents += 1
        self.pages += len(content.pages)
        self.heard += heard
        for page in content.pages:
            if page.transcript.engine:
                self.readers[names.clean(f"{page.transcript.engine} {page.transcript.engine_version}")] = None
        if content.narration and heard:
            self.voices[names.clean(_voice(content.narration))] = None
            if content.narration.reader:
                self.people[content.narration.reader] = None
            self.computers |= content.narration.reader is None

    @property
    def counts(self) -> str:
        """`12 documents on 40 pages, 1 hour 5 minutes read aloud`."""
        found = f"{_count(self.documents, 'document')} on {_count(self.pages, 'page')}"
        return f"{found}, {_duration(self.heard)} read aloud" if self.heard else found

    @property
    def kind(self) -> str:
        """What kind of voice reads: `a computer voice`."""
        kinds = (["people"] if self.people else []) + (["a computer voice"] if self.computers else [])
        return _list(kinds) if kinds else ""

    def colophon(self) -> list[str]:
        """What did the reading and the speaking, as sentences."""
        found = [f"{self.counts}."]
        if self.readers:
            found.append(
                f"The text was read from the scans by {_list(self.readers)} and may have been corrected by hand."
            )
        if self.voices:
            found.append(f"Read aloud by {_list(self.voices)}.")
        return found + self.consents

    @property
    def consents(self) -> list[str]:
        """What people agreed to about their voices."""
        return [told for told in map(credits.consent, self.people) if told]


def _voice(narration: Narration) -> str:
    """`Aunt Ida (in person, recorded 1998)`, `joe (piper, a computer voice)`."""
    if narration.reader is None:
        return f"{narration.voice} ({narration.engine}, a computer voice)"
    return credits.name(narration.reader)


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _duration(milliseconds: int) -> str:
    hours, minutes = divmod(round(milliseconds / 60_000), 60)
    if not hours:
        return _count(minutes, "minute") if minutes else _count(round(milliseconds / 1000), "second")
    return f"{_count(hours, 'hour')} {_count(minutes, 'minute')}" if minutes else _count(hours, "hour")


def _list(items: Iterable[str]) -> str:
    *first, last = items
    return f"{', '.join(first)} and {last}" if first else last
