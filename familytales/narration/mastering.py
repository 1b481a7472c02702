"""From clips to the finished sound of a document: even loudness, no peak too high, no click at a join."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from math import isinf
from pathlib import Path
from typing import Any

import numpy
from numpy.typing import NDArray

from familytales.narration import aac, flac
from familytales.narration.clips import HOP, RATE, Clip
from familytales.narration.loudness import envelope, integrated
from familytales.narration.sound import Samples
from familytales.narration.timeline import Segment, Timeline

join = aac.join
TARGET = -18.0
"""LUFS, EBU R128: what audiobooks and podcasts in mono are commonly mastered to. True peaks stay below -1.5 dBTP."""
_LIMIT = -2.0  # dBTP before encoding, which moves peaks: by 0.1 dB mostly, by 1 dB in one segment of fifty
_HIGHEST = 10 ** (-1.6 / 20)  # true peak after encoding, 0.1 dB below what is promised, for meters differ by that
_TRIES = 4  # each takes away what the one before was too high
_CEILING_BEFORE = 10 ** (_LIMIT / 20)
_HELD = 0.6  # share of 100 ms for which the limiter stays down: fits within 0.1 LU for the voices of three engines
_STEP = 0.25  # dB
_MOST = 30.0  # dB: something is wrong with a voice that needs more
_ROUNDS = 8  # the limiter takes less than half of what is added, so each round leaves less than half of the error
_ATTACK = RATE // 200  # samples the limiter takes to turn down and up again: 5 ms, too slow to distort a voice
_FADE = 4  # ms at both ends of a clip, within its silence


@dataclass(frozen=True, slots=True)
class _Stretches:
    """The document cut at every hop of every clip: where each stretch begins, its energy and its highest sample."""

    edges: NDArray[numpy.float64]
    energies: NDArray[numpy.float64]
    peaks: NDArray[numpy.float64]
    samples: int

    def loudness(self, gain: float) -> float:
        """Integrated LUFS after `gain` (dB) and the limiter."""
        factor = 10 ** (gain / 20)
        over = numpy.maximum(self.peaks * factor / _CEILING_BEFORE, 1.0)
        energies = self.energies * factor**2 * (1 - _HELD * (1 - over**-2.0))
        totals = numpy.concatenate(([0.0], numpy.cumsum(energies * numpy.diff(self.edges))))
        grid = numpy.arange(0, self.samples + HOP, HOP)
        return integrated(numpy.diff(numpy.interp(grid, self.edges, totals)) / HOP)


def _stretches(timeline: Timeline, clips: Sequence[Clip]) -> _Stretches:
    edges, energies, peaks = [numpy.zeros(1)], [], []
    for start, clip in zip(timeline.starts(), clips, strict=True):
        edges.append(start + HOP * numpy.arange(len(clip.energies) + 1.0))
        energies.append(numpy.asarray((0.0, *clip.energies)))  # first the silence before the clip
        peaks.append(numpy.asarray((0.0, *clip.peaks)))
    empty = [numpy.zeros(0)]
    return _Stretches(
        numpy.concatenate(edges),
        numpy.concatenate(energies or empty),
        numpy.concatenate(peaks or empty),
        timeline.samples,
    )


def gain(timeline: Timeline, clips: Sequence[Clip]) -> float:
    """Decibels that bring the document to -18 LUFS, what the limiter takes away included; 0 for silence.

    In steps of a quarter decibel, so that a sentence spoken anew seldom moves the whole document.

    Args:
        timeline: where the clips stand.
        clips: of the document, in order.
    """
    document = _stretches(timeline, clips)
    found, reached = 0.0, document.loudness(0.0)
    if isinf(reached):
        return 0.0
    for _ in range(_ROUNDS):
        found = max(-_MOST, min(_MOST, found + TARGET - reached))
        reached = document.loudness(found)
    return round(found / _STEP) * _STEP


def mastered_loudness(timeline: Timeline, clips: Sequence[Clip]) -> float:
    """Integrated LUFS of the document with its gain and the limiter; -inf for silence."""
    return _stretches(timeline, clips).loudness(gain(timeline, clips))


def encode_segment(segment: Segment, clip_paths: Sequence[Path], gain: float) -> bytes:
    """The segment as AAC-LC (ADTS, mono, 24 kHz); the same clips and gain give the same bytes.

    Args:
        segment: of the timeline.
        clip_paths: FLAC files of `segment.clips`, in that order.
        gain: decibels.

    Raises:
        BadInput: a clip is damaged.
        OSError: a clip is gone.
    """
    sound, ceiling = master(segment, clip_paths, gain), _CEILING_BEFORE
    for _ in range(_TRIES):
        data = aac.encode(sound)
        _, peaks = envelope(aac.decode(data), _HIGHEST / 2)
        highest = float(peaks.max(initial=0.0))
        if highest <= _HIGHEST:
            break
        ceiling *= _HIGHEST / highest
        sound = limited(sound, ceiling)
    return data


def master(segment: Segment, clip_paths: Sequence[Path], gain: float) -> Samples:
    """The segment's sound before encoding: its clips in their places, amplified and limited."""
    sound = numpy.zeros(segment.samples, numpy.float32)
    for offset, path in zip(segment.offsets, clip_paths, strict=True):
        samples = _faded(path)[: segment.samples - offset]
        sound[offset : offset + len(samples)] = samples
    return limited(sound * numpy.float32(10 ** (gain / 20) / 32768), _CEILING_BEFORE)


def _faded(path: Path) -> NDArray[numpy.int16]:
    """A clip that starts and ends at nothing, so that no join clicks."""
    sound = _audio_segment()(
        flac.decode(path.read_bytes(), str(path)).tobytes(), frame_rate=RATE, sample_width=2, channels=1
    )
    if len(sound) > 2 * _FADE:
        sound = sound.fade_in(_FADE).fade_out(_FADE)
    # pydub fades in whole milliseconds and may add a few samples
    return numpy.frombuffer(sound.raw_data, numpy.int16)


def _audio_segment() -> Any:
    with warnings.catch_warnings():
        # pydub looks for programs that reading raw samples does not need, and uses a module Python is about to drop
        warnings.simplefilter("ignore")
        from pydub import AudioSegment
    return AudioSegment


def limited(sound: Samples, ceiling: float) -> Samples:
    """The sound with every true peak at or below `ceiling` (linear), turned down smoothly around each peak."""
    at, peaks = envelope(sound, 0.7 * ceiling)
    if not len(at) or float(peaks.max()) <= ceiling:
        return sound
    from scipy.ndimage import minimum_filter1d, uniform_filter1d  # slow to import, and seldom needed

    factor = numpy.ones(len(sound), numpy.float32)
    factor[at] = numpy.minimum(1.0, ceiling / numpy.maximum(peaks, ceiling))
    # the lowest factor in reach, then the mean over the same reach: never above what any peak in it needs
    reach = 2 * _ATTACK + 1

    factor = uniform_filter1d(minimum_filter1d(factor, reach), reach)
    found: Samples = sound * factor
    return found
