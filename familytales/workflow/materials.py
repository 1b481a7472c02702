"""What a book's bindings are made of, beside its words: pages to look at and documents to hear, made once and kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from familytales import registry
from familytales.domain.books import Book, Page
from familytales.domain.narration import Coding
from familytales.workflow import tasks
from familytales.workflow.editions import Materials
from familytales.workflow.events import ItemDone, Step, StepPlanned
from familytales.workflow.keys import key
from familytales.workflow.mastering import sound_of
from familytales.workflow.session import Session, chargeable
from familytales.workflow.workers import each, flow

if TYPE_CHECKING:
    from familytales.library.blobs import Written

VIEW = 2
"""Counts up whenever views or scans would be made otherwise."""


@dataclass
class Gathering:
    """Makes what is missing of one book's materials."""

    session: Session
    book: Book
    _turns: dict[int, int] = field(default_factory=dict)

    async def gather(self, wanted: Sequence[str], narrations: dict[int, str]) -> Materials:
        """Views, scans and sound of what was read, where one of the wanted formats uses them; the cover's view always.

        Args:
            wanted: names of binding formats.
            narrations: document id -> narration key, for documents that are narrated.
        """
        formats = [registry.load(registry.Kind.BINDING, name) for name in wanted]
        outcomes = self.session.library.outcomes.all(Step.TRANSCRIBE, self.book.id)
        self._turns = {int(s[1:]): int(o.meta.get("rotation", 0)) for s, o in outcomes.items() if not o.error}
        pages = [page for page in self.session.library.pages.of_book(self.book.id) if page.id in self._turns]
        codings = dict.fromkeys(made.coding for made in formats if made.coding)
        views = await (self._views if any(made.uses_views for made in formats) else self._cover_only)(pages)
        scans = await self._images(pages, tasks.scan_page) if any(made.uses_scans for made in formats) else {}
        sound = {coding: await self._audio(narrations, coding) for coding in codings}
        return Materials(views, scans, narrations, sound)

    async def _views(self, pages: Sequence[Page]) -> dict[int, Path]:
        return await self._images(pages, tasks.view_page)

    async def _cover_only(self, pages: Sequence[Page]) -> dict[int, Path]:
        """The cover's view, and the untouched originals of pages that nobody is shown."""
        originals = {page.id: self.session.library.originals.path(page.original) for page in pages}
        return originals | await self._views([page for page in pages if page.id == self.book.cover_page])

    async def _images(self, pages: Sequence[Page], make: Callable[..., "Written"]) -> dict[int, Path]:
        """Page id -> picture, for each page of which one could be made."""
        made: dict[int, Path] = {}
        self.session.emit(StepPlanned(Step.VIEW, len(pages)))

        async def one(page: Page) -> None:
            try:
                made[page.id] = await self._image(page, make)
            except Exception as error:
                if (mine := chargeable(error)) is None:
                    raise
                self.session.fail(Step.VIEW, f"p{page.id}", page.name, "", mine)

        async for _ in flow(each(pages), one, at_once=self.session.workers.count * 2):
            pass
        return made

    async def _image(self, page: Page, make: Callable[..., "Written"]) -> Path:
        library, turn = self.session.library, self._turns[page.id]
        wanted = key(Step.VIEW, VIEW, make.__name__, page.original, page.frame, turn)
        if library.derived.get(wanted, ".jpg") is None:
            original, most = library.originals.path(page.original), self.session.settings.max_pixels
            written = await self.session.workers.run(make, library.folder, wanted, original, page.frame, turn, most)
            library.derived.record(Step.VIEW, wanted, ".jpg", written.sha256, written.size, {})
        self.session.emit(ItemDone(Step.VIEW, f"p{page.id}", page.name))
        return library.derived.path(wanted, ".jpg")

    async def _audio(self, narrations: dict[int, str], coding: Coding) -> dict[int, tuple[Path, ...]]:
        """Document id -> the files with its sound, for each narrated document."""
        made: dict[int, tuple[Path, ...]] = {}
        documents = self.session.library.documents
        self.session.emit(StepPlanned(Step.MASTER, len(narrations)))

        async def one(document_id: int) -> None:
            made[document_id] = await sound_of(self.session, narrations[document_id], coding)
            self.session.emit(ItemDone(Step.MASTER, f"d{document_id}", documents.get(document_id).title))

        async for _ in flow(each(narrations), one, at_once=self.session.workers.count):
            pass
        return made
