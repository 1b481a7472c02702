"""The narrate step: documents become narrations, sentence by sentence; only sentences that changed are spoken again."""

from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from familytales.domain import languages
from familytales.domain.books import Book, Document
from familytales.domain.corrections import word_at
from familytales.domain.narration import LexiconEntry, Pauses, SpokenToken, Utterance
from familytales.domain.reading import WordRef, paragraphs
from familytales.domain.transcripts import Transcript
from familytales.library.blobs import write_derived
from familytales.library.lexicon import Lexicon
from familytales.narration.clips import REVISION, Clip
from familytales.narration.sample_texts import sample_text
from familytales.narration.timeline import arrange
from familytales.workflow import tasks
from familytales.workflow.casting import Cast, Reader, cast, language_of, lexicon_of
from familytales.workflow.events import ItemDone, Step
from familytales.workflow.keys import key
from familytales.workflow.session import Session, chargeable
from familytales.workflow.spoken import SCRIPT, SILENCE, Spoken, adapter, complete, facts
from familytales.workflow.workers import each, flow, in_order

if TYPE_CHECKING:
    from familytales.workflow.recorded import Recorded

_STEP = 0.5
"""Decibels in which a second voice is made louder or softer: less is not heard."""


@dataclass
class Narrating:
    """One pass of the step over a book's documents."""

    session: Session
    book: Book
    _advised: set[str] = field(default_factory=set)

    async def narrate(self, documents: AsyncIterable[Document]) -> AsyncIterator[Document]:
        """The documents, each once it is narrated or has failed; in the order they finish."""
        async for document in flow(documents, self._one, at_once=2):
            yield document

    async def _one(self, document: Document) -> Document:
        library, subject = self.session.library, f"d{document.id}"
        wanted = ""
        try:
            wanted = self.wanted(document)
            outcome = library.outcomes.get(Step.NARRATE, subject)
            if not complete(library, wanted):
                await self._make(document, wanted)
            elif outcome is None or outcome.key != wanted:  # as it was at some time before
                entry = library.derived.get(wanted, ".json")
                library.outcomes.record(Step.NARRATE, subject, wanted, meta=entry.meta if entry else {})
        except Exception as error:
            if (mine := chargeable(error)) is None:
                raise
            self.session.fail(Step.NARRATE, subject, document.title, wanted, mine)
        return document

    def wanted(self, document: Document) -> str:
        """The key that a document's narration would have if it were made now.

        Raises:
            MissingDependency: no voice can speak it.
        """
        if recording := self.session.library.recordings.get(document.id):
            return self.recorded.key(document, recording)
        return self._key(document, cast(self.session, self.book, document))

    @property
    def recorded(self) -> "Recorded":
        """How documents are narrated that people read themselves."""
        from familytales.workflow.recorded import Recorded

        return Recorded(self.session, self.book)

    async def _make(self, document: Document, wanted: str) -> None:
        library = self.session.library
        recording = library.recordings.get(document.id)
        if recording is None:
            await self._speak(document, cast(self.session, self.book, document), wanted)
            return
        source = library.originals.path(recording.original)
        spoken = await self.recorded.take(document, recording, await self.script(document), source)
        self.recorded.record(document, recording, spoken)

    def _key(self, document: Document, readers: Cast) -> str:
        """What a document's narration depends on: its corrected words, who says them and how."""
        library = self.session.library
        return key(
            Step.NARRATE,
            SCRIPT,
            language_of(self.book, document),
            [reader.facts for reader in (readers.reader, readers.quotations) if reader],
            self.session.settings.illegible,
            lexicon_of(library, self.book, document),
            library.transcripts.digests(document.id),
        )

    async def _speak(self, document: Document, readers: Cast, wanted: str) -> None:
        session = self.session
        self._advise(document, readers)
        utterances = await self.script(document, quotations=readers.quotations is not None)
        louder = await self._louder(readers)
        keys: list[str] = []
        clips: list[Clip] = []
        said = in_order(
            each(utterances),
            lambda one: self._clip(readers.of(one), one, louder if one.quoted else 0.0),
            at_once=session.workers.count * 2,
        )
        async for clip_key, clip in said:
            keys.append(clip_key)
            clips.append(clip)
        meta = self._store(wanted, utterances, clips, keys, readers.reader)
        subject = f"d{document.id}"
        session.library.outcomes.record(Step.NARRATE, subject, wanted, meta=meta)
        session.emit(ItemDone(Step.NARRATE, subject, document.title, f"{len(clips)} sentences"))

    def _advise(self, document: Document, readers: Cast) -> None:
        """Tell once for each language that espeak-ng reads only because nobody chose better."""
        language = readers.reader.voice.language
        if readers.reader.voice.engine != "espeak" or readers.chosen or language in self._advised:
            return
        self._advised.add(language)
        self.session.note(
            Step.NARRATE,
            f"d{document.id}",
            f"{languages.name(language)} is read by espeak-ng, which is plain. `familytales voice list --available "
            f"--language {language}` shows better voices; `familytales voice add NAME` gets one.",
        )

    def _store(
        self, wanted: str, utterances: Sequence[Utterance], clips: Sequence[Clip], keys: Sequence[str], reader: Reader
    ) -> dict[str, object]:
        from familytales.narration import mastering

        library, voice = self.session.library, reader.voice
        timeline = arrange(utterances, clips, pauses=Pauses().scaled(reader.manner.pauses))
        loudness = max(mastering.mastered_loudness(timeline, clips), SILENCE)
        narration = timeline.narration(
            utterances, clips, voice=voice.name, engine=voice.engine, engine_version=reader.version, loudness=loudness
        )
        spoken = Spoken(narration, timeline, tuple(keys), mastering.gain(timeline, clips))
        written = write_derived(library.folder, wanted, ".json", adapter(Spoken).dump_json(spoken))
        meta = facts(spoken)
        library.derived.record(Step.NARRATE, wanted, ".json", written.sha256, written.size, meta)
        return meta

    async def script(self, document: Document, *, quotations: bool = False) -> tuple[Utterance, ...]:
        """What is to be said of a document, sentence by sentence."""
        library, settings = self.session.library, self.session.settings
        found = [(page.id, library.transcripts.corrected(page.id)) for page in library.pages.of_document(document.id)]
        pages = {page_id: corrected.transcript for page_id, corrected in found if corrected}
        lexicon = tuple(placed(library.lexicon, pages, lexicon_of(library, self.book, document)))
        language = language_of(self.book, document)
        text = paragraphs(list(pages.items()))
        return await self.session.workers.run(
            tasks.prepare_script, text, language, lexicon, settings.illegible, quotations
        )

    async def _louder(self, readers: Cast) -> float:
        """Decibels that bring the voice for quotations to the loudness of the other, measured on sentences of ours."""
        if readers.quotations is None:
            return 0.0
        levels = [await self._level(reader) for reader in (readers.reader, readers.quotations)]
        return round((levels[0] - levels[1]) / _STEP) * _STEP

    async def _level(self, reader: Reader) -> float:
        """How loud a voice is by itself, in LUFS."""
        from familytales.narration.loudness import integrated

        text = sample_text(reader.voice)
        tokens = tuple(SpokenToken(word, (number,)) for number, word in enumerate(text.split()))
        _, clip = await self._clip(reader, Utterance((), tokens))
        return max(integrated(clip.energies), SILENCE)

    async def _clip(self, reader: Reader, utterance: Utterance, louder: float = 0.0) -> tuple[str, Clip]:
        """The sentence as sound: from the cache where it was said before, by the same voice in the same way."""
        library, voice, speed = self.session.library, reader.voice, reader.manner.speed
        said = [[token.text, token.ipa] for token in utterance.tokens]
        wanted = key("speak", REVISION, voice.name, reader.version, speed, said, *([louder] if louder else []))
        if entry := library.derived.get(wanted, ".flac"):
            return wanted, adapter(Clip).validate_python(entry.meta)
        clip, written = await self.session.workers.run(
            tasks.speak, library.folder, wanted, voice, utterance, speed, louder
        )
        meta = adapter(Clip).dump_python(clip, mode="json")
        library.derived.record("speak", wanted, ".flac", written.sha256, written.size, meta)
        return wanted, clip


def placed(
    lexicon: Lexicon, pages: Mapping[int, Transcript], entries: Iterable[LexiconEntry]
) -> Iterator[LexiconEntry]:
    """The entries, those for a single word at the word that now stands there; left out where none does.

    Args:
        lexicon: knows the ink of their places.
        pages: corrected transcripts by page id.
        entries: of the pages' document.
    """
    for entry in entries:
        if entry.place is None:
            yield entry
            continue
        page = pages.get(entry.place.page_id)
        found = word_at(page, entry.place.word_id, lexicon.ink(entry.place)) if page else ""
        if found:
            yield replace(entry, place=WordRef(entry.place.page_id, found))
