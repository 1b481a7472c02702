"""Sound as Audible's ACX asks for: even, never silent, and in files of two hours at most.

Its audio submission requirements want an RMS between -23 and -18 dB, peaks below -3 dB, a noise floor below -60 dB,
half a second to a second of room tone at the head and one to five seconds at the tail, and no file over 120 minutes.
"""

from collections.abc import Iterator, Sequence
from math import log10
from pathlib import Path

import numpy

from familytales.narration.clips import RATE
from familytales.narration.codings import mastered
from familytales.narration.mastering import limited
from familytales.narration.sound import Samples
from familytales.narration.timeline import Segment, Timeline

_LONGEST = 119 * 60 * RATE  # samples, a minute for head and tail
_RMS = -20.5  # dB, the middle of what is allowed
_CEILING = 10 ** (-4.5 / 20)  # MP3 moves peaks: by 0.5 dB at most in our measurements
_ROOM = 10 ** (-72 / 20)
"""RMS of the room tone, linear: a quiet room, well below the floor that is allowed and never digital silence."""
_HEAD, _TAIL = RATE // 2, RATE * 3 // 2  # samples of room tone, beside the silence that the narration brings
_ROUNDS = 3  # the limiter takes a part of what is added
_SEED = 20


def parts(timeline: Timeline) -> tuple[tuple[Segment, ...], ...]:
    """The segments in runs that are short enough for one file; a segment longer than that stands alone."""
    found: list[list[Segment]] = []
    length = 0
    for segment in timeline.segments:
        if not found or length + segment.samples > _LONGEST:
            found.append([])
            length = 0
        found[-1].append(segment)
        length += segment.samples
    return tuple(map(tuple, found))


def prepared(segments: Sequence[Segment], clips: Sequence[Path], gain: float) -> Iterator[Samples]:
    """The segments' sound at the level asked for, with room tone under all of it and at both ends.

    Args:
        segments: one of `parts`.
        clips: FLAC files of all their clips, in order.
        gain: decibels, near to what is needed.

    Raises:
        BadInput: a clip is damaged.
    """
    for _ in range(_ROUNDS):
        gain += _RMS - _level(_quieter(segments, clips, gain))
    room = _room_tone()
    yield next(room)[:_HEAD]
    for sound in _quieter(segments, clips, gain):
        yield sound + _enough(room, len(sound))
    yield _enough(room, _TAIL)


def _quieter(segments: Sequence[Segment], clips: Sequence[Path], gain: float) -> Iterator[Samples]:
    return (limited(sound, _CEILING) for sound in mastered(segments, clips, gain))


def _level(sounds: Iterator[Samples]) -> float:
    """RMS in dB over the whole file."""
    energy, samples = 0.0, _HEAD + _TAIL
    for sound in sounds:
        energy += float(numpy.square(sound, dtype=numpy.float64).sum())
        samples += len(sound)
    return 10 * log10(max(energy / samples, 1e-12))


def _room_tone() -> Iterator[Samples]:
    """Seconds of noise, darker than white as rooms are; always the same."""
    chance = numpy.random.default_rng(_SEED)
    while True:
        noise = chance.standard_normal(RATE + 3, dtype=numpy.float32)
        yield numpy.convolve(noise, numpy.full(4, _ROOM / 2, numpy.float32), "valid")


def _enough(room: Iterator[Samples], samples: int) -> Samples:
    seconds = [next(room) for _ in range(-(-samples // RATE))]
    return numpy.concatenate(seconds)[:samples]
