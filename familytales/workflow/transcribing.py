"""The transcribe step: pages become transcripts, read in parallel, each recorded as it comes."""

from collections.abc import AsyncIterable, AsyncIterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from familytales.domain.books import Book, Document, Page
from familytales.settings import Settings
from familytales.transcription.revision import REVISION
from familytales.workflow import tasks
from familytales.workflow.events import ItemDone, Step
from familytales.workflow.keys import key
from familytales.workflow.session import Session, chargeable
from familytales.workflow.suggesting import suggest_languages
from familytales.workflow.workers import flow

WORTH_IT = 0.5
"""Errors to expect on a page from which reading it again at a better quality is worth its time."""


@dataclass
class Transcribing:
    """One pass of the step over a book's pages."""

    session: Session
    book: Book
    _keys: dict[tasks.Reading, str] = field(default_factory=dict)
    _documents: dict[int, Document] = field(default_factory=dict)
    _models: dict[str, Path] = field(default_factory=dict)
    _families: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    _fresh: set[int] = field(default_factory=set)
    """Documents of which this pass has read a page."""

    async def read(self, pages: AsyncIterable[Page]) -> AsyncIterator[Page]:
        """The pages, each once it has its transcript or has failed; in the order they finish."""
        have = self.session.library.transcripts.keys(self.book.id)

        async def one(page: Page) -> Page:
            wanted = ""
            try:
                document = self._document(page.document_id)
                wanted = self.wanted(document)
                if page.id not in have or not self.fresh(have[page.id][0], document):
                    await self._read(page, self._reading(document), wanted)
            except Exception as error:
                if (mine := chargeable(error)) is None:
                    raise
                self.session.fail(Step.TRANSCRIBE, f"p{page.id}", page.name, wanted, mine)
            return page

        async for page in flow(pages, one, at_once=self.session.workers.count * 2):
            yield page
        self.session.aside(suggest_languages(self.session, self.book, self._documents.values(), self._fresh))

    def worth_improving(self) -> list[Page]:
        """Read pages with errors to expect that a better quality has not read yet, the worst first."""
        library = self.session.library
        have = library.transcripts.keys(self.book.id)
        outcomes = library.outcomes.all(Step.TRANSCRIBE, self.book.id)
        doubts = {subject: float(outcome.meta.get("doubt", 0.0)) for subject, outcome in outcomes.items()}
        pages = (page for page in library.pages.of_book(self.book.id) if page.id in have)
        worth = [page for page in pages if doubts.get(f"p{page.id}", 0.0) >= WORTH_IT]
        stale = [page for page in worth if not self.fresh(have[page.id][0], self._document(page.document_id))]
        return sorted(stale, key=lambda page: -doubts[f"p{page.id}"])

    async def _read(self, page: Page, how: tasks.Reading, wanted: str) -> None:
        session, library, subject = self.session, self.session.library, f"p{page.id}"
        original = library.originals.path(page.original)
        limit, model = session.settings.max_pixels, self._models.get(how.model)
        family = self._family(self._document(page.document_id))
        read = await session.workers.run(tasks.read_page, original, page.frame, how, limit, family, model)
        made = read.transcript
        with library.atomic():
            library.transcripts.put(page.id, wanted, made)
            library.outcomes.record(Step.TRANSCRIBE, subject, wanted, meta=_summary(read, how))
        self._fresh.add(page.document_id)
        session.emit(ItemDone(Step.TRANSCRIBE, subject, page.name, f"{sum(1 for _ in made.words())} words"))

    def wanted(self, document: Document) -> str:
        """The key that transcripts of a document's pages would have if they were made now.

        The page itself is no part of it: a page's original never changes.

        Raises:
            UsageError: no such engine, or a remote one while offline.
            MissingDependency: the engine or its language data is not installed.
        """
        return self._key(self._reading(document))

    def fresh(self, key: str, document: Document) -> bool:
        """Whether a transcript of that key is as the settings want it, or of a better quality.

        Raises:
            UsageError, MissingDependency: as `wanted`.
        """
        how, settings = self._reading(document), self.session.settings
        names = [how.engine] if settings.ocr_engine else settings.quality.and_better()
        return any(self._key(replace(how, engine=str(name))) == key for name in names)

    def _key(self, how: tasks.Reading) -> str:
        if how not in self._keys:
            engine = tasks.engine_of(how.engine, self._models.get(how.model))
            self.session.allow(engine.name, remote=engine.remote)
            self._keys[how] = key(Step.TRANSCRIBE, engine.name, engine.version(how.languages), how, REVISION)
        return self._keys[how]

    def _reading(self, document: Document) -> tasks.Reading:
        settings = self.session.settings
        languages = document.languages or self.book.languages
        engine, model = reading_engine(settings), self._model(document.author, languages)
        return tasks.Reading(engine, languages, settings.enhance, model)

    def _model(self, author: str, languages: tuple[str, ...]) -> str:
        """The digest of the author's model where it reads these languages, "" for none."""
        model = self.session.library.author_models.get(author)
        if model is None or languages != (model.language,):
            return ""
        if model.digest not in self._models:
            self._models[model.digest] = self.session.library.author_models.file(model)
        return model.digest

    def _family(self, document: Document) -> frozenset[str]:
        """What the family has taught so far. No part of the key: a word learnt later makes no page stale."""
        same = (document.author, document.provenance.box)
        if same not in self._families:
            library = self.session.library
            taught = frozenset(entry.word for entry in library.lexicon.of_book(self.book.id))
            self._families[same] = taught | library.corrections.words(self.book.id, *same)
        return self._families[same]

    def _document(self, document_id: int) -> Document:
        if document_id not in self._documents:
            self._documents[document_id] = self.session.library.documents.get(document_id)
        return self._documents[document_id]


def reading_engine(settings: Settings) -> str:
    """The name of the engine that reads: the one that was asked for, else that of the quality."""
    return settings.ocr_engine or settings.quality.value


def _summary(read: tasks.ReadPage, how: tasks.Reading) -> dict[str, object]:
    """What later steps and `status` want to know of a transcript without reading it."""
    made = read.transcript
    return {
        "rotation": made.rotation,
        "confidence": round(made.confidence, 4),
        "engine": made.engine,
        "doubt": round(made.expected_errors, 2),
        "mode": how.engine,
        "seconds": round(read.seconds, 2),
    }
