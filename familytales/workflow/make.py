"""Everything from scans to a finished book in one run: import, OCR and speech overlap, then the book is bound."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from familytales import registry
from familytales.domain.books import Book, Document, Page
from familytales.workflow.binding import bind, make_folder
from familytales.workflow.events import Step, StepPlanned
from familytales.workflow.importing import Importing
from familytales.workflow.materials import Gathering
from familytales.workflow.narrating import Narrating
from familytales.workflow.plan import ImportPlan
from familytales.workflow.session import Session
from familytales.workflow.spoken import narrated
from familytales.workflow.transcribing import Transcribing
from familytales.workflow.workers import each

if TYPE_CHECKING:
    from familytales.workflow.proofreading import Report


async def make(session: Session, plan: ImportPlan, book: Book, formats: Sequence[str], folder: Path) -> list[Path]:
    """Import the plan into the book, read it, speak it where a format wants sound, and bind it.

    Returns:
        The bindings, those that were fresh already among them. What failed alone is in `session.failures`.

    Raises:
        BadInput: nothing can be written to `folder`; told before any work is done.
    """
    make_folder(folder)  # better told now than after hours of work
    documents = _read(session, plan, book)
    if any(registry.load(registry.Kind.BINDING, name).coding for name in formats):
        documents = Narrating(session, book).narrate(_and_the_rest(session, book, documents))
    async for _ in documents:
        pass
    return await bind_book(session, book, formats, folder)


async def bring_and_read(session: Session, plan: ImportPlan, book: Book) -> None:
    """Import the plan into the book and read its pages."""
    async for _ in _read(session, plan, book):
        pass


async def bring(session: Session, plan: ImportPlan, book: Book) -> list[Page]:
    """Import the plan into the book; its pages, old and new."""
    return [page async for page in Importing(session, book, lambda _: None).bring_in(plan)]


async def read_book(session: Session, book: Book) -> None:
    """Read the pages of a book that have no transcript as the settings want it."""
    async for _ in Transcribing(session, book).read(each(session.library.pages.of_book(book.id))):
        pass


async def improve_book(session: Session, book: Book) -> None:
    """Read again, as the settings want it, the pages that most errors are expected on: the worst first."""
    transcribing = Transcribing(session, book)
    pages = transcribing.worth_improving()
    session.emit(StepPlanned(Step.TRANSCRIBE, len(pages)))
    async for _ in transcribing.read(each(pages)):
        pass


async def narrate_book(session: Session, book: Book) -> None:
    """Speak the documents of a book whose narration is missing or stale."""
    async for _ in Narrating(session, book).narrate(each(session.library.documents.of_book(book.id))):
        pass


async def proofread_book(session: Session, book: Book) -> "Report":
    """Speak what is missing or stale, then listen to all of it."""
    from familytales.workflow.proofreading import Proofreading

    await narrate_book(session, book)
    return await Proofreading(session, book).proofread()


async def bind_book(session: Session, book: Book, formats: Sequence[str], folder: Path) -> list[Path]:
    """Bind a book as it is read and narrated now."""
    book = session.library.books.get(book.id)
    materials = await Gathering(session, book).gather(formats, narrated(session.library, book.id))
    return await bind(session, book, formats, folder, materials)


async def _read(session: Session, plan: ImportPlan, book: Book) -> AsyncIterator[Document]:
    """Documents of the plan, each once all its pages are recorded and read."""
    assembly = _Assembly()

    async def pages() -> AsyncIterator[Page]:
        async for page in Importing(session, book, assembly.closed.add).bring_in(plan):
            assembly.arrived(page)
            yield page

    async for page in Transcribing(session, book).read(pages()):
        assembly.finished(page)
        for document_id in assembly.ready():
            yield session.library.documents.get(document_id)
    for document_id in assembly.ready():
        yield session.library.documents.get(document_id)


async def _and_the_rest(session: Session, book: Book, first: AsyncIterator[Document]) -> AsyncIterator[Document]:
    """The documents of the plan, then those the book had before."""
    seen = set()
    async for document in first:
        seen.add(document.id)
        yield document
    for document in session.library.documents.of_book(book.id):
        if document.id not in seen:
            yield document


@dataclass
class _Assembly:
    """Knows when a document is complete: no more pages will come, and all that came are read."""

    closed: set[int] = field(default_factory=set)
    _open_pages: dict[int, int] = field(default_factory=dict)

    def arrived(self, page: Page) -> None:
        self._open_pages[page.document_id] = self._open_pages.get(page.document_id, 0) + 1

    def finished(self, page: Page) -> None:
        self._open_pages[page.document_id] -= 1

    def ready(self) -> list[int]:
        """Ids of documents that became complete since it was last asked, lowest first."""
        done = sorted(d for d in self.closed if self._open_pages.get(d) == 0)
        for document_id in done:
            del self._open_pages[document_id]
        return done
