"""The transcribe step: pages become transcripts, read in parallel, each recorded as it comes."""

from collections.abc import AsyncIterable, AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

from familytales.domain.books import Book, Document, Page
from familytales.domain.transcripts import Transcript
from familytales.workflow import tasks
from familytales.workflow.events import ItemDone, Step
from familytales.workflow.keys import key
from familytales.workflow.session import Session, chargeable
from familytales.workflow.workers import flow

PREPARATION = 1
"""Counts up whenever enhancement or layout would give another transcript of the same page."""


@dataclass
class Transcribing:
    """One pass of the step over a book's pages."""

    session: Session
    book: Book
    _keys: dict[tasks.Reading, str] = field(default_factory=dict)
    _documents: dict[int, Document] = field(default_factory=dict)
    _models: dict[str, Path] = field(default_factory=dict)

    async def read(self, pages: AsyncIterable[Page]) -> AsyncIterator[Page]:
        """The pages, each once it has its transcript or has failed; in the order they finish."""
        have = self.session.library.transcripts.keys(self.book.id)

        async def one(page: Page) -> Page:
            wanted = ""
            try:
                document = self._document(page.document_id)
                wanted = self.wanted(document)
                if page.id not in have or have[page.id][0] != wanted:
                    await self._read(page, self._reading(document), wanted)
            except Exception as error:
                if (mine := chargeable(error)) is None:
                    raise
                self.session.fail(Step.TRANSCRIBE, f"p{page.id}", page.name, wanted, mine)
            return page

        async for page in flow(pages, one, at_once=self.session.workers.count * 2):
            yield page

    async def _read(self, page: Page, how: tasks.Reading, wanted: str) -> None:
        session, library, subject = self.session, self.session.library, f"p{page.id}"
        original = library.originals.path(page.original)
        model = self._models.get(how.model)
        made = await session.workers.run(tasks.read_page, original, page.frame, how, session.settings.max_pixels, model)
        with library.atomic():
            library.transcripts.put(page.id, wanted, made)
            library.outcomes.record(Step.TRANSCRIBE, subject, wanted, meta=_summary(made))
        session.emit(ItemDone(Step.TRANSCRIBE, subject, page.name, f"{sum(1 for _ in made.words())} words"))

    def wanted(self, document: Document) -> str:
        """The key that transcripts of a document's pages would have if they were made now.

        The page itself is no part of it: a page's original never changes.

        Raises:
            UsageError: no such engine, or a remote one while offline.
            MissingDependency: the engine or its language data is not installed.
        """
        how = self._reading(document)
        if how not in self._keys:
            engine = tasks.reading_engine(how.engine, self._models.get(how.model))
            self.session.allow(engine.name, remote=engine.remote)
            self._keys[how] = key(Step.TRANSCRIBE, engine.name, engine.version(how.languages), how, PREPARATION)
        return self._keys[how]

    def _reading(self, document: Document) -> tasks.Reading:
        settings = self.session.settings
        languages = document.languages or self.book.languages
        return tasks.Reading(settings.ocr_engine, languages, settings.enhance, self._model(document.author, languages))

    def _model(self, author: str, languages: tuple[str, ...]) -> str:
        """The digest of the author's model where it reads these languages, "" for none."""
        model = self.session.library.author_models.get(author)
        if model is None or languages != (model.language,):
            return ""
        if model.digest not in self._models:
            self._models[model.digest] = self.session.library.author_models.file(model)
        return model.digest

    def _document(self, document_id: int) -> Document:
        if document_id not in self._documents:
            self._documents[document_id] = self.session.library.documents.get(document_id)
        return self._documents[document_id]


def _summary(made: Transcript) -> dict[str, object]:
    """What later steps and `status` want to know of a transcript without reading it."""
    return {"rotation": made.rotation, "confidence": round(made.confidence, 4), "engine": made.engine}
