"""One sentence from tokens to a clip: spoken, resampled, trimmed and measured. Runs in a worker process."""

from collections.abc import Sequence
from itertools import takewhile
from math import gcd

import numpy

from familytales.domain.narration import Speech, SpokenToken, TimingSource, Utterance, Voice
from familytales.narration import flac
from familytales.narration.clips import RATE, Clip
from familytales.narration.forced_alignment import possible, token_spans
from familytales.narration.loudness import energies, peaks
from familytales.narration.phrasing import REST
from familytales.narration.sound import Pcm, Samples, audible, floating, pcm
from familytales.narration.spans import Span, tidy
from familytales.ports import SpeechEngine

_BEFORE, _AFTER = 0.03, 0.06
"""Seconds kept around what can be heard; a release dies away longer than an onset rises."""


def speak(
    engine: SpeechEngine, voice: Voice, utterance: Utterance, *, speed: float = 1.0, louder: float = 0.0
) -> tuple[Clip, bytes]:
    """The utterance as a clip and its sound: FLAC, mono, 16-bit, 24 kHz, silence at both ends trimmed to a constant.

    Args:
        engine: the voice's.
        voice: who speaks.
        utterance: what is said.
        speed: 1.0 is the voice's own pace.
        louder: decibels by which its sound is raised (or, negative, lowered).

    Raises:
        MissingDependency: the voice's files are gone or damaged.
    """
    speech = engine.speak(voice, utterance.tokens, speed=speed)
    samples, times = _trimmed(_at_rate(speech), speech)
    source = speech.source
    if source is TimingSource.ESTIMATED and possible(voice.language):
        times, source = _listened(samples, utterance.tokens, times)
    if louder:
        samples = pcm(floating(samples) * numpy.float32(10 ** (louder / 20)))
    sound = floating(samples)
    clip = Clip(
        samples=len(samples),
        times=times,
        source=source,
        energies=tuple(energies(sound).round(9).tolist()),
        peaks=tuple(peaks(sound).round(4).tolist()),
    )
    return clip, flac.encode(samples)


def _listened(
    samples: Pcm, tokens: Sequence[SpokenToken], guessed: Sequence[Span]
) -> tuple[tuple[Span, ...], TimingSource]:
    """The tokens' times by listening for them; the guess where the sentence cannot be followed.

    Tokens that are not heard, such as rests, share the time between their neighbours.
    """
    heard = token_spans(samples, RATE, tokens)
    if not any(heard):
        return tuple(guessed), TimingSource.ESTIMATED
    duration = len(samples) / RATE
    found: list[Span] = []
    for index, span in enumerate(heard):
        if span is None:
            start = found[-1][1] if found else 0.0
            rest = list(takewhile(lambda one: one is None, heard[index:]))
            after = heard[index + len(rest)] if index + len(rest) < len(heard) else None
            span = (start, start + max(0.0, (after[0] if after else duration) - start) / len(rest))
        found.append(span)
    return tidy(found, duration), TimingSource.ALIGNED


def _at_rate(speech: Speech) -> Pcm:
    samples = numpy.frombuffer(speech.samples, "<i2").astype(numpy.int16, copy=False)
    if speech.sample_rate == RATE:
        return samples
    return pcm(resampled(floating(samples), speech.sample_rate))


def resampled(sound: Samples, rate: int) -> Samples:
    """The sound at 24 kHz, by a linear-phase polyphase filter: no delay."""
    from scipy.signal import resample_poly

    shared = gcd(RATE, rate)
    found: Samples = resample_poly(sound, RATE // shared, rate // shared, window=("kaiser", 8.0))
    return found.astype(numpy.float32, copy=False)


def _trimmed(samples: Pcm, speech: Speech) -> tuple[Pcm, tuple[tuple[float, float], ...]]:
    """The samples without the silence around them, and the times moved along."""
    first, last = audible(samples, RATE)
    if first == last:  # a rest on its own
        samples = samples[: int(REST * RATE)]
        return samples, tidy(speech.times, len(samples) / RATE)
    first, last = max(0, first - int(_BEFORE * RATE)), min(len(samples), last + int(_AFTER * RATE))
    shift = first / RATE
    duration = (last - first) / RATE
    return samples[first:last], tidy([(start - shift, end - shift) for start, end in speech.times], duration)
