"""The import step: scans become originals and pages, in the order of the plan, each recorded as soon as it is safe."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path

from familytales.domain.books import Book, Document, Page
from familytales.domain.errors import FamilyTalesError
from familytales.imaging.sources import Source
from familytales.library.outcomes import Outcome
from familytales.library.texts import spelled, unspelled, valid
from familytales.workflow import tasks
from familytales.workflow.events import ItemDone, Step, StepPlanned
from familytales.workflow.keys import key
from familytales.workflow.plan import ImportPlan, PlannedDocument
from familytales.workflow.session import Session, chargeable
from familytales.workflow.workers import each, in_order

NEAR = 6
"""Bits of 64 by which two fingerprints may differ and still be called a near-duplicate."""


@dataclass(frozen=True, slots=True)
class _Scan:
    """A scan before it is recorded: known from an earlier run, examined and stored, or unusable."""

    document: PlannedDocument
    source: Source
    stamp: str
    known: tuple[Page, ...] = ()
    examined: tasks.Examined | None = None
    error: FamilyTalesError | None = None

    @property
    def name(self) -> str:
        """What its file is called."""
        return valid(self.source.path.name)


@dataclass
class Importing:
    """One pass of the step: a plan into a book.

    `closed` is told the id of each document of which no more pages will come.
    """

    session: Session
    book: Book
    closed: Callable[[int], None]
    _outcomes: dict[str, Outcome] = field(default_factory=dict)
    _pages: dict[str, tuple[Page, ...]] = field(default_factory=dict)
    _new: set[str] = field(default_factory=set)

    async def bring_in(self, plan: ImportPlan) -> AsyncIterator[Page]:
        """Every page of the plan as it is recorded (or found recorded already), in the plan's order."""
        library = self.session.library
        self._outcomes = library.outcomes.all(Step.IMPORT, self.book.id)
        self._forget_gone()
        for page in library.pages.of_book(self.book.id):
            self._pages[page.original] = (*self._pages.get(page.original, ()), page)
        wanted = [(document, source) for document in plan.documents for source in document.sources]
        self.session.emit(StepPlanned(Step.IMPORT, len(wanted) + len(plan.unusable)))
        for source, error in plan.unusable:
            self.session.fail(Step.IMPORT, self._subject(source), str(source.relative), "", error)
        planned: PlannedDocument | None = None
        target: Document | None = None
        async for scan in in_order(each(wanted), self._scan, at_once=self.session.workers.count * 2):
            if scan.document is not planned:
                if target:
                    self.closed(target.id)
                planned, target = scan.document, None
            for page in scan.known or self._record(scan, target):
                if target is None:
                    target = self._described(scan.document, page.document_id)
                yield page
        if target:
            self.closed(target.id)

    def _forget_gone(self) -> None:
        """Failures of files that the family has taken away since."""
        for subject, outcome in self._outcomes.items():
            if outcome.error and not _stands(Path(unspelled(subject.partition(":")[2]))):
                self.session.library.outcomes.forget(Step.IMPORT, subject)

    async def _scan(self, item: tuple[PlannedDocument, Source]) -> _Scan:
        document, source = item
        stamp = ""
        try:
            stamp = _stamp(source.file)
            if known := self._known(source, stamp):
                return _Scan(document, source, stamp, known=known)
            library, most = self.session.library.folder, self.session.settings.max_pixels
            examined = await self.session.workers.run(tasks.examine, library, source.path, most)
            return _Scan(document, source, stamp, examined=examined)
        except FileNotFoundError:
            error = FamilyTalesError(f"{source.path} is gone since the run began.", remedy="Put it back and run again.")
            return _Scan(document, source, stamp, error=error)
        except Exception as error:
            if (mine := chargeable(error)) is None:
                raise
            return _Scan(document, source, stamp, error=mine)

    def _known(self, source: Source, stamp: str) -> tuple[Page, ...]:
        """The pages of a file that an earlier run imported, that has not changed since and is still kept."""
        outcome = self._outcomes.get(self._subject(source))
        if outcome is None or outcome.error or outcome.key != stamp:
            return ()
        original = str(outcome.meta["sha256"])
        return self._pages.get(original, ()) if self.session.library.originals.has(original) else ()

    def _subject(self, source: Source) -> str:
        return f"b{self.book.id}:{spelled(source.place)}"

    def _record(self, scan: _Scan, target: Document | None) -> tuple[Page, ...]:
        """Note the original and its pages in one transaction; what is unusable fails alone."""
        library, subject, name = self.session.library, self._subject(scan.source), str(scan.source.relative)
        if scan.error is not None:
            self.session.fail(Step.IMPORT, subject, name, scan.stamp, scan.error)
        if scan.examined is None:
            return ()
        found = scan.examined
        with library.atomic():
            library.outcomes.record(Step.IMPORT, subject, scan.stamp, meta={"sha256": found.written.sha256})
            library.originals.record(found.written, scan.name)
            if already := self._pages.get(found.written.sha256):
                if already[0].name != scan.name or found.written.sha256 in self._new:
                    told = f"{name} has the same bytes as p{already[0].id} ({already[0].name}) and is kept once."
                    self.session.note(Step.IMPORT, f"p{already[0].id}", told)
                return already
            document = target or self._create_document(scan.document)
            pages = tuple(self._create_page(document.id, scan, found, n) for n in range(len(found.info.frames)))
        self._pages[found.written.sha256] = pages
        self._new.add(found.written.sha256)
        self.session.emit(ItemDone(Step.IMPORT, f"p{pages[0].id}", name))
        return pages

    def _create_document(self, planned: PlannedDocument) -> Document:
        library, book_id = self.session.library, self.book.id
        thread = library.threads.find(book_id, planned.thread) or library.threads.create(book_id, planned.thread)
        document = library.documents.create(thread.id, planned.title, **planned.fields())
        library.outcomes.record("describe", f"d{document.id}", _description_key(planned))
        return document

    def _described(self, planned: PlannedDocument, document_id: int) -> Document:
        """The document, brought up to date where its description beside the scans changed since it was last read.

        What a person changed in the library stays as long as the description is the same.
        """
        library, subject, now = self.session.library, f"d{document_id}", _description_key(planned)
        outcome = library.outcomes.get("describe", subject)
        if planned.described and (outcome is None or outcome.key != now):
            with library.atomic():
                library.documents.update(document_id, title=planned.title, **planned.fields())
                library.outcomes.record("describe", subject, now)
        return library.documents.get(document_id)

    def _create_page(self, document_id: int, scan: _Scan, found: tasks.Examined, number: int) -> Page:
        frame, fingerprint = found.info.frames[number], found.fingerprints[number]
        library = self.session.library
        near = library.pages.similar(fingerprint, NEAR) if fingerprint else []
        page = library.pages.create(
            document_id,
            original=found.written.sha256,
            frame=number,
            width=frame.width,
            height=frame.height,
            dpi=frame.dpi,
            name=scan.name,
            taken=frame.taken,
            fingerprint=fingerprint,
        )
        for other in near[:1]:
            told = (
                f"{page.name} (p{page.id}) looks like {other.name} (p{other.id}): perhaps the same sheet scanned twice."
            )
            self.session.note(Step.IMPORT, f"p{page.id}", told)
        return page


def _stands(place: Path) -> bool:
    """Whether a scan's place is there: its file, or the ZIP file that it is in."""
    return place.exists() or any(map(Path.is_file, place.parents))


def _stamp(path: Path) -> str:
    """What tells that a file has not changed since it was read: size, modification time, inode."""
    found = path.stat()
    return f"{found.st_size}-{found.st_mtime_ns}-{found.st_ino}"


def _description_key(planned: PlannedDocument) -> str:
    return key("describe", planned.title, planned.thread, planned.fields())
