"""Where every sentence stands in its document's audio: pauses, segments, and the time of each written word."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from familytales.domain.narration import Narration, Pause, Pauses, SpokenToken, TimedUtterance, TimedWord, Utterance
from familytales.narration.clips import RATE, Clip
from familytales.narration.spans import spread

AAC_FRAME = 1024
"""Samples per AAC-LC frame (ISO/IEC 14496-3): segments are cut on this grid, so that encoded ones can be joined."""
_USUAL = Pauses()
_LEAD = 0.06  # seconds of silence at a segment's start: more than the 43 ms of a frame, which the join needs
_TAIL = 0.06
_BEGINNING = 0.25  # seconds before the first word, so that no player swallows it
_ENOUGH = 6  # utterances after which a segment ends with its paragraph
_SECONDS = 60  # a segment is not longer unless a single utterance is


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of audio encoded on its own: silence at both ends, a whole number of AAC frames.

    Attributes:
        start: samples from the document's start, a multiple of 1024.
        samples: length, a multiple of 1024.
        clips: indices of its utterances in the document.
        offsets: where each of them starts, in samples from the segment's start.
    """

    start: int
    samples: int
    clips: tuple[int, ...]
    offsets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The segments of a document, one behind the other."""

    segments: tuple[Segment, ...]

    @property
    def samples(self) -> int:
        """Length at 24 kHz."""
        return sum(segment.samples for segment in self.segments)

    @property
    def duration(self) -> float:
        """Seconds."""
        return self.samples / RATE

    def starts(self) -> tuple[int, ...]:
        """First sample of each utterance's clip, from the document's start."""
        return tuple(segment.start + offset for segment in self.segments for offset in segment.offsets)

    def narration(
        self,
        utterances: Sequence[Utterance],
        clips: Sequence[Clip],
        *,
        voice: str,
        engine: str,
        engine_version: str,
        loudness: float,
    ) -> Narration:
        """Every utterance and word with its time in the document, in seconds; see `Narration` for the rest."""
        timed = tuple(
            _timed(utterance, clip, start / RATE)
            for utterance, clip, start in zip(utterances, clips, self.starts(), strict=True)
        )
        return Narration(self.duration, timed, voice, engine, engine_version, loudness)


def arrange(utterances: Sequence[Utterance], clips: Sequence[Clip], *, pauses: Pauses = _USUAL) -> Timeline:
    """Lay the clips out with pauses, in segments that hold a few paragraphs each; at a segment's end 0.12 s at least.

    Where segments end depends on counts of sentences, not on their lengths, so that a sentence spoken anew changes its
    own segment and leaves the grouping of the others alone.
    """
    segments: list[Segment] = []
    start = 0
    for group in _groups(utterances, clips, pauses):
        lead = _BEGINNING if not segments else _LEAD
        made = _segment(start, group, utterances, clips, lead, pauses)
        segments.append(made)
        start += made.samples
    return Timeline(tuple(segments))


def _groups(utterances: Sequence[Utterance], clips: Sequence[Clip], pauses: Pauses) -> Iterable[Sequence[int]]:
    group: list[int] = []
    seconds = 0.0
    for index, (utterance, clip) in enumerate(zip(utterances, clips, strict=True)):
        length = clip.duration + pauses.after(utterance.pause)
        if group and seconds + length > _SECONDS:
            yield group
            group, seconds = [], 0.0
        group.append(index)
        seconds += length
        if utterance.pause in (Pause.PARAGRAPH, Pause.DOCUMENT) and len(group) >= _ENOUGH:
            yield group
            group, seconds = [], 0.0
    if group:
        yield group


def _segment(
    start: int,
    group: Sequence[int],
    utterances: Sequence[Utterance],
    clips: Sequence[Clip],
    lead: float,
    pauses: Pauses,
) -> Segment:
    offsets: list[int] = []
    at = round(lead * RATE)
    for index in group:
        offsets.append(at)
        at += clips[index].samples + round(pauses.after(utterances[index].pause) * RATE)
    # the next segment's lead is part of this pause
    tail = max(pauses.after(utterances[group[-1]].pause) - _LEAD, _TAIL)
    end = offsets[-1] + clips[group[-1]].samples + round(tail * RATE)
    return Segment(start, -(-end // AAC_FRAME) * AAC_FRAME, tuple(group), tuple(offsets))


def _timed(utterance: Utterance, clip: Clip, start: float) -> TimedUtterance:
    spans: list[tuple[float, float, int]] = []
    for token, (first, last) in zip(utterance.tokens, clip.times, strict=True):
        spans.extend(_shared(token, start + first, start + last))
    spans.sort()
    words = tuple(TimedWord(utterance.words[index], first, last) for first, last, index in spans)
    return TimedUtterance(utterance.text, start, start + clip.duration, words, clip.source)


def _shared(token: SpokenToken, start: float, end: float) -> list[tuple[float, float, int]]:
    """The time of each written word of a token: equal parts, for nothing tells which of its sounds is whose."""
    parts = spread([1.0] * len(token.words), start, end) if token.words else []
    return [(first, last, index) for index, (first, last) in zip(token.words, parts, strict=True)]
