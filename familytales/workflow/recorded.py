"""Narrations that people read themselves: a recording cut, followed in the text, and laid out like any other."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from familytales.domain.books import Book, Document
from familytales.domain.errors import BadInput
from familytales.domain.narration import (
    Narration,
    Recording,
    TimedUtterance,
    TimedWord,
    TimingSource,
    Utterance,
)
from familytales.library.blobs import write_derived
from familytales.narration import following, forced_alignment, mastering, recordings
from familytales.narration.clips import RATE, Clip
from familytales.narration.following import Followed
from familytales.narration.spans import Span, spread
from familytales.workflow import tasks
from familytales.workflow.casting import language_of, lexicon_of
from familytales.workflow.events import ItemDone, Step
from familytales.workflow.keys import key
from familytales.workflow.session import Session
from familytales.workflow.spoken import SCRIPT, SILENCE, Spoken, adapter, facts
from familytales.workflow.workers import each, in_order

ENGINE = "recording"
"""What stands for the speech engine where a person reads."""
_FEW = 8  # words below which a share says nothing about whether it is this text at all


@dataclass(frozen=True, slots=True)
class _Stretch:
    key: str
    clip: Clip


@dataclass(frozen=True, slots=True)
class _Stretches:
    """A recording cut, as it is stored."""

    stretches: tuple[_Stretch, ...]


@dataclass(frozen=True)
class Recorded:
    """One book's documents that people read."""

    session: Session
    book: Book

    def key(self, document: Document, recording: Recording) -> str:
        """What such a narration depends on: the sound, the corrected words, and who is named as the reader."""
        library, language = self.session.library, language_of(self.book, document)
        return key(
            Step.NARRATE,
            ENGINE,
            [SCRIPT, recordings.REVISION, following.REVISION, forced_alignment.possible(language)],
            language,
            recording,
            self.session.settings.illegible,
            lexicon_of(library, self.book, document),
            library.transcripts.digests(document.id),
        )

    async def take(
        self, document: Document, recording: Recording, utterances: Sequence[Utterance], source: Path
    ) -> Spoken:
        """Narrate a document with a recording, whose file is at `source`.

        Raises:
            BadInput: it cannot be used, or it is a recording of something else.
        """
        stretches = await self._stretches(recording, source)
        reading = await self._reading(utterances, stretches, language_of(self.book, document))
        _check(reading, utterances, recording, document)
        return self._store(document, recording, utterances, reading, stretches)

    async def _stretches(self, recording: Recording, source: Path) -> tuple[_Stretch, ...]:
        """The recording's stretches, from the cache where it was cut before: another text cuts it no other way."""
        library = self.session.library
        wanted = key("cut", recordings.REVISION, recording.original)
        if library.derived.get(wanted, ".json"):
            known: _Stretches = adapter(_Stretches).validate_json(library.derived.path(wanted, ".json").read_bytes())
            if all(library.derived.get(one.key, ".flac") for one in known.stretches):
                return known.stretches
        made = await self.session.workers.run(
            tasks.cut_recording, library.folder, recording.original, source, recording.name
        )
        for stretch, _, written in made:
            library.derived.record("cut", stretch, ".flac", written.sha256, written.size)
        found = _Stretches(tuple(_Stretch(stretch, clip) for stretch, clip, _ in made))
        listed = write_derived(library.folder, wanted, ".json", adapter(_Stretches).dump_json(found))
        library.derived.record("cut", wanted, ".json", listed.sha256, listed.size)
        return found.stretches

    async def _reading(self, utterances: Sequence[Utterance], stretches: Sequence[_Stretch], language: str) -> Followed:
        workers = self.session.workers
        paths = [self.session.library.derived.path(one.key, ".flac") for one in stretches]
        if not forced_alignment.possible(language):
            return await workers.run(tasks.pace, utterances, paths)
        starts = [0, *accumulate(one.clip.samples for one in stretches)]
        heard = in_order(
            each(zip(paths, starts, strict=False)),
            lambda one: workers.run(tasks.listen, utterances, one[0], one[1] / RATE),
            at_once=workers.count * 2,
        )
        parts = [part async for found in heard for part in found]
        return await workers.run(tasks.follow, utterances, parts, paths)

    def _store(
        self,
        document: Document,
        recording: Recording,
        utterances: Sequence[Utterance],
        reading: Followed,
        stretches: Sequence[_Stretch],
    ) -> Spoken:
        session, clips = self.session, [one.clip for one in stretches]
        timeline = recordings.laid_out(clips)
        aligned = forced_alignment.possible(language_of(self.book, document))
        source = TimingSource.ALIGNED if aligned else TimingSource.ESTIMATED
        narration = Narration(
            duration=timeline.duration,
            utterances=tuple(_timed(utterances, reading, source)),
            voice=recording.reader.who,
            engine=ENGINE,
            engine_version=str(recordings.REVISION),
            loudness=max(mastering.mastered_loudness(timeline, clips), SILENCE),
            reader=recording.reader,
        )
        gain = mastering.gain(timeline, clips)
        spoken = Spoken(narration, timeline, tuple(one.key for one in stretches), gain, reading.departures)
        wanted = self.key(document, recording)
        written = write_derived(session.library.folder, wanted, ".json", adapter(Spoken).dump_json(spoken))
        session.library.derived.record(Step.NARRATE, wanted, ".json", written.sha256, written.size, facts(spoken))
        return spoken

    def record(self, document: Document, recording: Recording, spoken: Spoken) -> None:
        """Note that this is what is heard of a document now."""
        subject = f"d{document.id}"
        self.session.library.outcomes.record(Step.NARRATE, subject, self.key(document, recording), meta=facts(spoken))
        detail = f"read by {recording.reader.who}, {len(spoken.departures)} departures from the text"
        self.session.emit(ItemDone(Step.NARRATE, subject, document.title, detail))


def _check(reading: Followed, utterances: Sequence[Utterance], recording: Recording, document: Document) -> None:
    if not utterances:
        raise BadInput(
            f"d{document.id} {document.title} has no text that {recording.name} could be followed in.",
            kept="Nothing was changed.",
            remedy="Read its pages first (`familytales transcribe`), or write down what they say.",
        )
    tokens = sum(len(utterance.tokens) for utterance in utterances)
    if reading.share < following.ENOUGH and tokens >= _FEW:
        raise BadInput(
            f"{recording.name} does not say what d{document.id} {document.title} says:"
            f" {reading.share:.0%} of its words are heard in it.",
            kept="The recording is where it was.",
            remedy=f"Import it for the document that it reads; `familytales narrate forget d{document.id}` brings the"
            " computer voice back.",
        )


def _timed(utterances: Sequence[Utterance], reading: Followed, source: TimingSource) -> list[TimedUtterance]:
    """The sentences that are said, at least in part, with the times of those words that are."""
    found = []
    for utterance, spans in zip(utterances, reading.spans, strict=True):
        words = tuple(_words(utterance, spans))
        if words:
            found.append(TimedUtterance(utterance.text, words[0].start, words[-1].end, words, source))
    return found


def _words(utterance: Utterance, spans: Sequence[Span | None]) -> list[TimedWord]:
    found: list[TimedWord] = []
    for token, span in zip(utterance.tokens, spans, strict=True):
        if span and token.words:
            times = spread([1.0] * len(token.words), *span)
            pairs = zip(token.words, times, strict=True)
            found += [TimedWord(utterance.words[index], start, end) for index, (start, end) in pairs]
    return sorted(found, key=lambda word: word.start)
