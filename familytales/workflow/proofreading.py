"""A machine ear over a book's narration: each sentence is heard once, and what is odd is told, the worst first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from familytales.domain import languages
from familytales.domain.books import Book, Document
from familytales.domain.errors import FamilyTalesError
from familytales.domain.narration import Utterance
from familytales.domain.proofreading import Fault, Flag
from familytales.narration import evidence, forced_alignment, recogniser
from familytales.narration.clips import RATE, Clip
from familytales.narration.evidence import Evidence
from familytales.narration.finished import clip_level
from familytales.narration.proofreading import Sentence, judged
from familytales.workflow import tasks
from familytales.workflow.casting import cast, language_of
from familytales.workflow.events import ItemDone, Step, StepPlanned
from familytales.workflow.keys import key
from familytales.workflow.narrating import Narrating
from familytales.workflow.session import Session, chargeable
from familytales.workflow.spoken import Spoken, adapter, audio_key, load_spoken, narrated
from familytales.workflow.workers import each, in_order

_FOREIGN = 5.0
"""How bad it is that all of a document is read in the manner of another language: rather bad."""
_DIFFERENCE = 6.0
"""Decibels between a sentence as it was spoken and as it is in the finished audio: the limiter takes two at most."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A place in a document that is worth listening to."""

    document: Document
    flag: Flag


@dataclass(frozen=True, slots=True)
class Report:
    """What was listened to, and what of it needs a person's ear.

    Attributes:
        sentences: how many were listened to.
        seconds: how long they are.
        followed: how many of them by their words; the others by length, silence and loudness alone.
        marked: the worst first.
    """

    sentences: int
    seconds: float
    followed: int
    marked: tuple[Marked, ...]


@dataclass
class Proofreading:
    """One pass over a book."""

    session: Session
    book: Book

    async def proofread(self) -> Report:
        """Listen to every narrated document. What was listened to before, and is the same, is not heard again."""
        library = self.session.library
        heard = narrated(library, self.book.id)
        documents = [one for one in library.documents.of_book(self.book.id) if one.id in heard]
        self.session.emit(StepPlanned(Step.CHECK, len(documents)))
        spoken: list[_Spoken] = []
        marked: list[Marked] = []
        for document in documents:
            try:
                found = load_spoken(library, heard[document.id])
                marked += [Marked(document, flag) for flag in found.departures]
                marked += [Marked(document, flag) for flag in await self._finished(heard[document.id], found)]
                if found.narration.reader is None:
                    marked += [Marked(document, flag) for flag in self._strangers(document, found)]
                    spoken += await self._sentences(document, heard[document.id], found)
            except Exception as error:
                if (mine := chargeable(error)) is None:
                    raise
                self.session.fail(Step.CHECK, f"d{document.id}", document.title, "", mine)
                continue
            self.session.emit(ItemDone(Step.CHECK, f"d{document.id}", document.title))
        marked += _judged(spoken)
        noticed = [one.sentence.evidence for one in spoken]
        return Report(
            sentences=len(noticed),
            seconds=round(sum(one.seconds for one in noticed), 1),
            followed=sum(bool(one.sought) for one in noticed),
            marked=tuple(sorted(marked, key=lambda one: (-one.flag.weight, one.document.id, one.flag.start))),
        )

    def _strangers(self, document: Document, spoken: Spoken) -> Iterator[Flag]:
        """Where a voice of another language reads, which no recogniser tells: it listens for the words as written."""
        voice, language = cast(self.session, self.book, document).reader.voice, language_of(self.book, document)
        if voice.language != language and spoken.narration.utterances:
            told = f"{voice.name} speaks {languages.name(voice.language)}, this is {languages.name(language)}"
            first = spoken.narration.utterances[0].text
            yield Flag(Fault.LANGUAGE, 0.0, spoken.narration.duration, first, told, _FOREIGN)

    async def _sentences(self, document: Document, narration: str, spoken: Spoken) -> list["_Spoken"]:
        narrating = Narrating(self.session, self.book)
        if narrating.wanted(document) != narration:
            raise FamilyTalesError(
                f"{document.title} has changed since it was spoken.", remedy="Run `familytales narrate` first."
            )
        utterances = await narrating.script(document)
        language = language_of(self.book, document)
        noticing = in_order(
            each(zip(utterances, spoken.clips, strict=True)),
            lambda pair: self._evidence(*pair, language, spoken.narration.engine),
            at_once=self.session.workers.count * 4,
        )
        noticed = [one async for one in noticing]
        starts = [start / RATE for start in spoken.timeline.starts()]
        return [
            _Spoken(spoken.narration.voice, document, Sentence(*parts))
            for parts in zip(starts, utterances, noticed, strict=True)
        ]

    async def _evidence(self, utterance: Utterance, clip: str, language: str, engine: str) -> Evidence:
        """What there is to notice about a clip, kept under the digest of its sound and its words."""
        library = self.session.library
        entry = library.derived.get(clip, ".flac")
        if entry is None:
            raise FamilyTalesError("A spoken sentence is missing.", remedy="Run `familytales narrate` first.")
        known = forced_alignment.possible(language) and engine not in evidence.UNHEARD
        model = "" if known else self.session.settings.whisper_model
        said = [[token.text, token.ipa] for token in utterance.tokens]
        wanted = key(Step.CHECK, evidence.REVISION, recogniser.REVISION, known, model, language, entry.sha256, said)
        if library.derived.get(wanted, ".json"):
            found: Evidence = adapter(Evidence).validate_json(library.derived.path(wanted, ".json").read_bytes())
            return found
        path = library.derived.path(clip, ".flac")
        found, written = await self.session.workers.run(
            tasks.notice, library.folder, wanted, utterance, path, language if known or model else "", model
        )
        library.derived.record(Step.CHECK, wanted, ".json", written.sha256, written.size)
        return found

    async def _finished(self, narration: str, spoken: Spoken) -> list[Flag]:
        """Sentences that are not in the finished audio as they were spoken, where that is made already."""
        library = self.session.library
        audio = audio_key(narration)
        clips = [library.derived.get(clip, ".flac") for clip in spoken.clips]
        if spoken.narration.reader or library.derived.get(audio, ".m4a") is None or None in clips:
            return []
        known: list[Clip] = [adapter(Clip).validate_python(clip.meta) for clip in clips if clip]
        spans = [(start, start + clip.samples) for start, clip in zip(spoken.timeline.starts(), known, strict=True)]
        found = await self.session.workers.run(tasks.measure, library.derived.path(audio, ".m4a"), spans)
        wanted = [clip_level(clip) + spoken.gain for clip in known]
        return [
            Flag(Fault.MISPLACED, said.start, said.end, said.text, f"{level - due:+.1f} dB", abs(level - due))
            for said, level, due in zip(spoken.narration.utterances, found, wanted, strict=True)
            if abs(level - due) > _DIFFERENCE
        ]


@dataclass(frozen=True, slots=True)
class _Spoken:
    voice: str
    document: Document
    sentence: Sentence


def _judged(spoken: Sequence[_Spoken]) -> list[Marked]:
    """Each sentence beside the others of its voice."""
    found: list[Marked] = []
    for voice in dict.fromkeys(one.voice for one in spoken):
        own = [one for one in spoken if one.voice == voice]
        for one, flags in zip(own, judged([each_.sentence for each_ in own]), strict=True):
            found += [Marked(one.document, flag) for flag in flags]
    return found
