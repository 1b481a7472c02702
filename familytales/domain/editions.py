"""Everything a binding needs: a memory book frozen at one moment.

The outline is small and held in memory; what a document says and sounds like is read when it is bound, one document
at a time, so that a book of any length binds in the same memory.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from familytales.domain.books import Book, Document, Page
from familytales.domain.narration import Narration, Reader
from familytales.domain.transcripts import Transcript


@dataclass(frozen=True, slots=True)
class EditionPage:
    """A page ready to be shown.

    Attributes:
        page: the page as the library knows it.
        transcript: corrected; boxes in page-image pixels.
        scan: the page image upright at full resolution: a JPEG or PNG file whose pixels are the page image turned by
            `transcript.rotation`.
        view: a smaller upright JPEG for screens, the longer side at most 1600 pixels.
    """

    page: Page
    transcript: Transcript
    scan: Path
    view: Path


@dataclass(frozen=True, slots=True)
class EditionDocument:
    """What a document says and, where it was narrated, how it sounds.

    `audio` is coded as the format asks; None where there is no narration. `Coding.AAC` is an MP4 file (.m4a) with one
    mono AAC-LC track of exactly `narration.duration` (to one AAC frame), whose packets can be joined to another
    document's without encoding again. `continued` are further files where one may not be as long as the document.
    """

    document: Document
    pages: tuple[EditionPage, ...]
    narration: Narration | None = None
    audio: Path | None = None
    continued: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class EditionThread:
    """A thread's title and its documents, in order."""

    title: str
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """A memory book ready to be bound.

    Attributes:
        book: title, author, languages, identity.
        threads: the outline.
        cover: an upright JPEG of the cover scan, or None for a made cover.
        content: reads one document (by id) when it is needed.
        readers: the people whose own voices are heard, in order.
    """

    book: Book
    threads: tuple[EditionThread, ...]
    cover: Path | None
    content: Callable[[int], EditionDocument]
    readers: tuple[Reader, ...] = ()

    def documents(self) -> Iterator[EditionDocument]:
        """Every document with its content, in order, read one at a time."""
        for thread in self.threads:
            for document in thread.documents:
                yield self.content(document.id)
