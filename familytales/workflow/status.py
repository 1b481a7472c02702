"""What is done, stale or failing, and why."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from familytales import registry
from familytales.domain.books import Book, Document
from familytales.library.outcomes import Outcome
from familytales.library.overviews import Overview
from familytales.library.store import Library
from familytales.settings import Settings
from familytales.workflow.binding import binding_key, stamp
from familytales.workflow.events import Step
from familytales.workflow.narrating import Narrating
from familytales.workflow.session import Session
from familytales.workflow.spoken import narrated
from familytales.workflow.suggesting import suggestion
from familytales.workflow.transcribing import Transcribing, reading_engine
from familytales.workflow.workers import Workers, cores


@dataclass(frozen=True, slots=True)
class Binding:
    """A binding that was made.

    `state` is "as made", "stale" (what it is made of has changed), "changed since" (by somebody else) or "missing".
    """

    name: str
    path: Path
    state: str


@dataclass(frozen=True, slots=True)
class Details:
    """A book looked at closely.

    Attributes:
        stale_pages: read, but by another engine or with other settings than now.
        seconds_left: what reading the missing and stale pages will take; None before any was read like that here.
        narrated: documents that have something to be heard.
        stale_narrations: narrated before their words, voice or lexicon changed.
        seconds: length of all narration.
        timings: where the words' times come from -> how many documents.
        failures: what failed, and why.
        languages: what to tell of documents that seem to be in another language than is set.
    """

    overview: Overview
    stale_pages: int
    seconds_left: float | None
    narrated: int
    stale_narrations: int
    seconds: float
    timings: Mapping[str, int]
    bindings: tuple[Binding, ...]
    failures: tuple[Outcome, ...]
    languages: tuple[str, ...]


def look(library: Library, settings: Settings, books: Sequence[Overview]) -> list[Details]:
    """Books looked at closely; nothing is run.

    Raises:
        MissingDependency: an engine, a language or a voice that a book needs is not installed.
    """
    session = Session(library, settings, Workers(1), lambda _: None)  # the workers are never started
    return [_details(session, book) for book in books]


def _details(session: Session, overview: Overview) -> Details:
    """What the next `make` would do again, and what failed."""
    library, book = session.library, overview.book
    outcomes = library.outcomes.all(Step.NARRATE, book.id)
    heard = narrated(library, book.id)
    narrating = Narrating(session, book)
    documents = library.documents.of_book(book.id)
    due = {d.id: narrating.wanted(d) for d in documents if d.id in heard}
    return Details(
        overview=overview,
        stale_pages=(stale := _stale_pages(session, book, documents)),
        seconds_left=_seconds_left(session, overview.pages - overview.read + stale),
        narrated=len(heard),
        stale_narrations=sum(due[document_id] != heard[document_id] for document_id in due),
        seconds=sum(float(outcomes[f"d{document_id}"].meta["seconds"]) for document_id in heard),
        timings=Counter(str(outcomes[f"d{document_id}"].meta["timing"]) for document_id in heard),
        bindings=tuple(_bindings(library, book, due)),
        failures=library.outcomes.failures(book.id),
        languages=tuple(told for document in documents if (told := suggestion(library, book, document))),
    )


def _stale_pages(session: Session, book: Book, documents: Sequence[Document]) -> int:
    library = session.library
    have = library.transcripts.keys(book.id)
    transcribing = Transcribing(session, book)
    by_id = {document.id: document for document in documents}
    pages = (page for page in library.pages.of_book(book.id) if page.id in have)
    return sum(not transcribing.fresh(have[page.id][0], by_id[page.document_id]) for page in pages)


def _seconds_left(session: Session, pages: int) -> float | None:
    """By what this library's pages took in the same way, spread over the workers."""
    each = session.library.outcomes.seconds(Step.TRANSCRIBE, reading_engine(session.settings))
    return None if each is None else round(each * pages / (session.settings.workers or cores()), 1)


def _bindings(library: Library, book: Book, due: Mapping[int, str]) -> Iterator[Binding]:
    """The bindings that were made; `due` holds the keys that the documents' narrations would have if made now."""
    for subject, outcome in library.outcomes.all(Step.BIND, book.id).items():
        if not outcome.error:
            name, path = subject.partition(":")[2], Path(str(outcome.meta["path"]))
            yield Binding(name, path, _state(outcome, stamp(path), _key_now(library, book, name, due)))


def _state(made: Outcome, stamp_now: str, key_now: str | None) -> str:
    if not stamp_now:
        return "missing"
    if stamp_now != made.meta["stamp"]:
        return "changed since"
    return "as made" if key_now in (None, made.key) else "stale"


def _key_now(library: Library, book: Book, name: str, due: Mapping[int, str]) -> str | None:
    """None where nobody can tell, for the plugin that made it is gone."""
    known = name in registry.names(registry.Kind.BINDING)
    return binding_key(library, book, name, due) if known else None


@dataclass(frozen=True, slots=True)
class Sound:
    """A document's narration: length in seconds, integrated loudness in LUFS, who speaks, where word times are from."""

    document: Document
    seconds: float
    loudness: float
    voice: str
    timing: str


def sounds(library: Library, book: Book) -> list[Sound]:
    """The narrated documents of a book, in order."""
    heard, outcomes = narrated(library, book.id), library.outcomes.all(Step.NARRATE, book.id)
    found = []
    for document in library.documents.of_book(book.id):
        if document.id in heard:
            meta = outcomes[f"d{document.id}"].meta
            found.append(Sound(document, meta["seconds"], round(meta["loudness"], 2), meta["voice"], meta["timing"]))
    return found
