"""The narrate step: documents become narrations, sentence by sentence; only sentences that changed are spoken again."""

from collections.abc import AsyncIterable, AsyncIterator, Sequence
from dataclasses import asdict, dataclass

from familytales import registry
from familytales.domain.books import Book, Document
from familytales.domain.narration import Utterance, Voice
from familytales.domain.reading import paragraphs
from familytales.library.blobs import write_derived
from familytales.narration import mastering, speaking
from familytales.narration.speaking import Clip
from familytales.narration.timeline import arrange
from familytales.narration.voices import choose
from familytales.workflow import tasks
from familytales.workflow.events import ItemDone, Step
from familytales.workflow.keys import key
from familytales.workflow.recorded import Recorded, main_language
from familytales.workflow.session import Session, chargeable
from familytales.workflow.spoken import SCRIPT, SILENCE, Spoken, adapter, complete
from familytales.workflow.workers import each, flow, in_order


@dataclass
class Narrating:
    """One pass of the step over a book's documents."""

    session: Session
    book: Book

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
        return self._key(document, self._voice(document))

    @property
    def recorded(self) -> Recorded:
        """How documents are narrated that people read themselves."""
        return Recorded(self.session, self.book)

    async def _make(self, document: Document, wanted: str) -> None:
        library = self.session.library
        recording = library.recordings.get(document.id)
        if recording is None:
            await self._speak(document, self._voice(document), wanted)
            return
        source = library.originals.path(recording.original)
        spoken = await self.recorded.take(document, recording, await self.script(document), source)
        self.recorded.record(document, recording, spoken)

    def _key(self, document: Document, voice: Voice) -> str:
        """What a document's narration depends on: its corrected words, who says them and how."""
        library, settings = self.session.library, self.session.settings
        engine = registry.load(registry.Kind.SPEECH, voice.engine)
        self.session.allow(voice.engine, remote=engine.remote)
        return key(
            Step.NARRATE,
            SCRIPT,
            self._language(document),
            [voice.name, voice.engine, engine.version(voice), settings.speed, settings.illegible],
            library.lexicon.entries(self.book.id),
            library.transcripts.digests(document.id),
        )

    def _voice(self, document: Document) -> Voice:
        """The voice asked for now, else the document's, its author's, its thread's or its book's, else the best one."""
        library, settings = self.session.library, self.session.settings
        thread = library.threads.get(document.thread_id)
        asked = settings.voice or document.voice or library.author_voices.get(document.author)
        return choose(settings.voices, self._language(document), asked or thread.voice or self.book.voice)

    def _language(self, document: Document) -> str:
        return main_language(document, self.book)

    async def _speak(self, document: Document, voice: Voice, wanted: str) -> None:
        session = self.session
        utterances = await self.script(document)
        keys: list[str] = []
        clips: list[Clip] = []
        speaking = in_order(each(utterances), lambda one: self._clip(voice, one), at_once=session.workers.count * 2)
        async for clip_key, clip in speaking:
            keys.append(clip_key)
            clips.append(clip)
        meta = self._store(wanted, utterances, clips, keys, voice)
        subject = f"d{document.id}"
        session.library.outcomes.record(Step.NARRATE, subject, wanted, meta=meta)
        session.emit(ItemDone(Step.NARRATE, subject, document.title, f"{len(clips)} sentences"))

    def _store(
        self, wanted: str, utterances: Sequence[Utterance], clips: Sequence[Clip], keys: Sequence[str], voice: Voice
    ) -> dict[str, object]:
        library = self.session.library
        timeline = arrange(utterances, clips)
        loudness = max(mastering.mastered_loudness(timeline, clips), SILENCE)
        version = registry.load(registry.Kind.SPEECH, voice.engine).version(voice)
        narration = timeline.narration(
            utterances, clips, voice=voice.name, engine=voice.engine, engine_version=version, loudness=loudness
        )
        data = adapter(Spoken).dump_json(Spoken(narration, timeline, tuple(keys), mastering.gain(timeline, clips)))
        written = write_derived(library.folder, wanted, ".json", data)
        meta = {
            "sentences": len(clips),
            "seconds": round(timeline.duration, 3),
            "loudness": loudness,
            "voice": voice.name,
        }
        library.derived.record(Step.NARRATE, wanted, ".json", written.sha256, written.size, meta)
        return meta

    async def script(self, document: Document) -> tuple[Utterance, ...]:
        """What is to be said of a document, sentence by sentence."""
        library, settings = self.session.library, self.session.settings
        found = ((page.id, library.transcripts.corrected(page.id)) for page in library.pages.of_document(document.id))
        text = paragraphs([(page_id, corrected.transcript) for page_id, corrected in found if corrected])
        lexicon = library.lexicon.entries(self.book.id)
        language = self._language(document)
        return await self.session.workers.run(tasks.prepare_script, text, language, lexicon, settings.illegible)

    async def _clip(self, voice: Voice, utterance: Utterance) -> tuple[str, Clip]:
        """The sentence as sound: from the cache where it was said before, by the same voice in the same way."""
        library, speed = self.session.library, self.session.settings.speed
        engine = registry.load(registry.Kind.SPEECH, voice.engine)
        said = [[token.text, token.ipa] for token in utterance.tokens]
        wanted = key("speak", speaking.REVISION, voice.name, engine.version(voice), speed, said)
        if entry := library.derived.get(wanted, ".flac"):
            return wanted, adapter(Clip).validate_python(entry.meta)
        clip, written = await self.session.workers.run(tasks.speak, library.folder, wanted, voice, utterance, speed)
        library.derived.record("speak", wanted, ".flac", written.sha256, written.size, asdict(clip))
        return wanted, clip
