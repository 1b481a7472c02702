"""When the sentences of a reading are probably said, where no recogniser knows the language: by pauses and lengths."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from familytales.domain.narration import Utterance
from familytales.narration.clips import RATE
from familytales.narration.sound import Pcm, floating
from familytales.narration.spans import Span, spread

STEP = 0.01
"""Seconds for which one level is kept."""
_BELOW = 30.0  # dB under the loud parts: no speech
_ABOVE = 6.0  # dB over the quietest parts: no silence; nor is anything as near to the loud ones
_PAUSE = 0.25  # seconds: a shorter silence is part of a word
_NEAR = 0.35  # of a sentence's length: how far off its end may be expected and still be put into a pause


@dataclass(frozen=True, slots=True)
class Pause:
    """A silence, in seconds from the start."""

    start: float
    end: float


def levels(sound: Pcm) -> NDArray[numpy.float64]:
    """Decibels below full scale of each hundredth of a second."""
    size = int(RATE * STEP)
    frames = floating(sound[: len(sound) // size * size]).reshape(-1, size)
    found: NDArray[numpy.float64] = 10 * numpy.log10(numpy.square(frames).mean(axis=1, dtype=numpy.float64) + 1e-10)
    return found


def pauses(level: NDArray[numpy.float64]) -> list[Pause]:
    """Silences between and around speech, in order."""
    floor, loud = numpy.percentile(level, (5, 95))
    limit = min(max(loud - _BELOW, floor + _ABOVE), loud - _ABOVE)
    silent = numpy.concatenate(([False], level < limit, [False]))
    edges = numpy.flatnonzero(numpy.diff(silent)).reshape(-1, 2) * STEP
    return [Pause(float(start), float(end)) for start, end in edges if end - start >= _PAUSE]


def paced(utterances: Sequence[Utterance], level: NDArray[numpy.float64]) -> tuple[tuple[Span, ...], ...]:
    """The probable time of each token, as if the text were read as it stands and at an even pace.

    A sentence ends in a pause where one is near the place that its length makes likely; what follows is judged anew
    from there, so that errors do not add up.
    """
    silences = pauses(level)
    duration = len(level) * STEP
    start = silences[0].end if silences and silences[0].start == 0 else 0.0
    end = silences[-1].start if silences and silences[-1].end >= duration - STEP else duration
    end = max(start, end)
    inner = [pause for pause in silences if start < pause.start and pause.end < end]
    sizes = [max(1, len(utterance.text)) for utterance in utterances]
    found = []
    for index, (utterance, size) in enumerate(zip(utterances, sizes, strict=True)):
        inner = [pause for pause in inner if pause.start > start]
        speech = end - start - sum(pause.end - pause.start for pause in inner)
        expected = _after(start, speech * size / sum(sizes[index:]), inner)
        last, following = expected, expected
        if index + 1 < len(sizes) and (near := _nearest(expected, (expected - start) * _NEAR, inner)):
            last, following = near.start, near.end
        weights = [float(max(1, len(token.text))) for token in utterance.tokens]
        found.append(tuple(spread(weights, start, max(start, last))))
        start = min(end, following)
    return tuple(found)


def _after(start: float, speech: float, inner: Sequence[Pause]) -> float:
    """The time when so many seconds of speech have passed, pauses not counted."""
    at = start
    for pause in inner:
        if pause.start - at >= speech:
            break
        speech -= pause.start - at
        at = pause.end
    return at + speech


def _nearest(expected: float, reach: float, inner: Sequence[Pause]) -> Pause | None:
    """The pause that is most likely the end of a sentence: near, and rather long than short."""
    within = [pause for pause in inner if pause.start - reach <= expected <= pause.end + reach]
    return max(within, key=lambda pause: (pause.end - pause.start) - abs(pause.start - expected) / 4, default=None)
