"""From clips to the finished sound of a document: even loudness, no peak too high, no click at a join."""

import warnings
from collections.abc import Sequence
from math import inf, isinf
from pathlib import Path
from typing import Any

import numpy
from numpy.typing import NDArray
from scipy.ndimage import minimum_filter1d, uniform_filter1d

from familytales.narration import aac, flac
from familytales.narration.loudness import HOP, RATE, envelope, integrated
from familytales.narration.sound import Samples
from familytales.narration.speaking import Clip
from familytales.narration.timeline import Segment, Timeline

join = aac.join
TARGET = -18.0
"""LUFS, EBU R128: what podcasts and audiobooks are commonly mastered to for one voice."""
CEILING = -1.5
"""dBTP the finished file keeps to."""
_LIMIT = -2.5  # dBTP before encoding, which moves peaks: by a quarter of a decibel in our measurements
_STEP = 0.25  # dB: coarse, so that one sentence spoken anew seldom moves the whole document
_MOST = 30.0  # dB: something is wrong with a voice that needs more
_ATTACK = RATE // 100  # samples the limiter takes to turn down and up again: 10 ms, too slow to distort a voice
_FADE = 4  # ms at both ends of a clip, within its silence


def loudness(timeline: Timeline, clips: Sequence[Clip]) -> float:
    """Integrated loudness (LUFS) of the document as the clips came, pauses included; -inf for silence.

    Args:
        timeline: where the clips stand.
        clips: of the document, in order.
    """
    edges, totals = [0.0], [0.0]
    for start, clip in zip(timeline.starts(), clips, strict=True):
        ends = start + HOP * numpy.arange(len(clip.energies) + 1)
        sums = totals[-1] + numpy.concatenate(([0.0], numpy.cumsum(clip.energies))) * HOP
        edges.extend(ends.tolist())
        totals.extend(sums.tolist())
    grid = numpy.arange(0, timeline.samples + HOP, HOP)
    return integrated(numpy.diff(numpy.interp(grid, edges, totals)) / HOP)


def gain(timeline: Timeline, clips: Sequence[Clip]) -> float:
    """Decibels that bring the document to -18 LUFS, to the nearest quarter; 0 for silence."""
    found = loudness(timeline, clips)
    if isinf(found):
        return 0.0
    return max(-_MOST, min(_MOST, round((TARGET - found) / _STEP) * _STEP))


def mastered_loudness(timeline: Timeline, clips: Sequence[Clip]) -> float:
    """Integrated LUFS of the document once its gain is applied; -inf for silence."""
    found = loudness(timeline, clips)
    return found if found == -inf else found + gain(timeline, clips)


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
    return aac.encode(master(segment, [path.read_bytes() for path in clip_paths], gain))


def master(segment: Segment, clips: Sequence[bytes], gain: float) -> Samples:
    """The segment's sound before encoding: its clips (FLAC) in their places, amplified and limited."""
    sound = numpy.zeros(segment.samples, numpy.float32)
    for offset, data in zip(segment.offsets, clips, strict=True):
        samples = _faded(data)
        sound[offset : offset + len(samples)] = samples
    return limited(sound * numpy.float32(10 ** (gain / 20) / 32768), 10 ** (_LIMIT / 20))


def _faded(data: bytes) -> NDArray[numpy.int16]:
    """A clip that starts and ends at nothing, so that no join clicks."""
    sound = _audio_segment()(flac.decode(data).tobytes(), frame_rate=RATE, sample_width=2, channels=1)
    if len(sound) > 2 * _FADE:
        sound = sound.fade_in(_FADE).fade_out(_FADE)
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
    factor = numpy.ones(len(sound), numpy.float32)
    factor[at] = numpy.minimum(1.0, ceiling / numpy.maximum(peaks, ceiling))
    # the lowest factor in reach, then the mean over the same reach: never above what any peak in it needs
    reach = 2 * _ATTACK + 1
    factor = uniform_filter1d(minimum_filter1d(factor, reach), reach)
    found: Samples = sound * factor
    return found
