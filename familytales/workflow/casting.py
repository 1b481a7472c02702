"""Who reads a document aloud, and how: the voice somebody chose for it, or the best one there is."""

from dataclasses import dataclass

from familytales import registry
from familytales.domain.books import Book, Document
from familytales.domain.narration import LexiconEntry, Manner, Utterance, Voice
from familytales.library.store import Library
from familytales.narration.lexicon import relevant
from familytales.narration.voices import choose
from familytales.workflow.session import Session

_SLOWEST, _FASTEST = 0.5, 2.0
"""Paces a voice can be understood at, whatever is asked of it twice."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A voice, its version and how it reads."""

    voice: Voice
    version: str
    manner: Manner

    @property
    def facts(self) -> list[object]:
        """All that a narration by it depends on, without what differs between machines."""
        return [self.voice.name, self.voice.engine, self.version, self.manner]


@dataclass(frozen=True, slots=True)
class Cast:
    """Who reads, and who reads what is quoted: None for the same voice.

    Attributes:
        chosen: whether somebody asked for this voice.
    """

    reader: Reader
    quotations: Reader | None = None
    chosen: bool = False

    def of(self, utterance: Utterance) -> Reader:
        """Who reads a sentence."""
        return self.quotations if self.quotations and utterance.quoted else self.reader


def cast(session: Session, book: Book, document: Document) -> Cast:
    """The voice asked for now, else the document's, its author's, its thread's or its book's, else the best one.

    Raises:
        MissingDependency: there is no such voice, or none for the language.
        UsageError: its engine sends text away and the settings say offline.
    """
    library, settings = session.library, session.settings
    thread = library.threads.get(document.thread_id)
    asked = settings.voice or document.voice or library.casting.of_author(document.author) or thread.voice or book.voice
    voice = choose(settings.voices, language_of(book, document), asked)
    quoting = library.casting.of_quotations(book.id)
    quotations = None
    if quoting and quoting != voice.name and not settings.voice:
        quotations = _reader(session, choose(settings.voices, "", quoting))
    return Cast(_reader(session, voice), quotations, bool(asked))


def language_of(book: Book, document: Document) -> str:
    """ISO 639-3 code of what a document is written in, chiefly."""
    return (document.languages or book.languages)[0]


def lexicon_of(library: Library, book: Book, document: Document) -> tuple[LexiconEntry, ...]:
    """The entries that a document may hold: no other makes its narration stale."""
    found = library.lexicon.of_document(document.id, book_id=book.id, author=document.author)
    if not found:
        return ()
    texts = library.transcripts.texts(document.id)
    # a search index that was lost tells nothing about what stands there
    return relevant(found, texts) if len(texts) == len(library.transcripts.digests(document.id)) else found


def _reader(session: Session, voice: Voice) -> Reader:
    engine = registry.load(registry.Kind.SPEECH, voice.engine)
    session.allow(voice.engine, remote=engine.remote)
    manner = session.library.casting.manner(voice.name)
    speed = min(max(manner.speed * session.settings.speed, _SLOWEST), _FASTEST)
    return Reader(voice, engine.version(voice), Manner(speed, manner.pauses))
