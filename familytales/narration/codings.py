"""A document's sound as a finished file: mastered and encoded segment by segment, any length in the same memory."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy

from familytales.domain.narration import Coding
from familytales.narration.clips import RATE
from familytales.narration.mastering import limited, master
from familytales.narration.sound import Samples, pcm
from familytales.narration.timeline import Segment


@dataclass(frozen=True, slots=True)
class _Encoder:
    """How FFmpeg's libraries make a kind of file.

    Attributes:
        codec: FFmpeg's name of the encoder.
        container: FFmpeg's name of the file format.
        suffix: with its dot.
        bit_rate: bits a second, 0 where nothing is lost.
        rate: samples a second.
        louder: dB that the encoder takes away and that are given before.
        peak: dBTP of what it is given at most, 0 for no limit: coding moves peaks by up to 0.7 dB.
    """

    codec: str
    container: str
    suffix: str
    bit_rate: int = 0
    rate: int = RATE
    louder: float = 0.0
    peak: float = 0.0


REVISION = 2
"""Counts up whenever the same sounds would be coded otherwise; belongs in the cache key."""
_ENCODERS = {
    # 64 kbit/s are ample for one voice at 24 kHz; every player of the last thirty years knows the format
    Coding.MP3: _Encoder("libmp3lame", "mp3", ".mp3", 64_000, louder=0.44, peak=-1.8),
    Coding.OPUS: _Encoder("libopus", "ogg", ".opus", 32_000, louder=0.17, peak=-2.2),
    Coding.FLAC: _Encoder("flac", "flac", ".flac"),
    Coding.ACX: _Encoder("libmp3lame", "mp3", ".mp3", 192_000, 44_100),
}


def suffix(coding: Coding) -> str:
    """Of the files made by `encode`, with its dot."""
    return _ENCODERS[coding].suffix


def mastered(segments: Sequence[Segment], clips: Sequence[Path], gain: float) -> Iterator[Samples]:
    """The segments' sound before encoding, one after the other.

    Args:
        segments: neighbours in a timeline.
        clips: FLAC files of all their clips, in order.
        gain: decibels.

    Raises:
        BadInput: a clip is damaged.
        OSError: a clip is gone.
    """
    at = 0
    for segment in segments:
        after = at + len(segment.clips)
        yield master(segment, clips[at:after], gain)
        at = after


def encode(sounds: Iterable[Samples], coding: Coding, target: Path) -> None:
    """Write the sounds, one behind the other, as one file without tags; the same sounds give the same bytes."""
    how = _ENCODERS[coding]
    with av.open(str(target), "w", format=how.container, options={"fflags": "+bitexact"}) as container:
        stream: Any = container.add_stream(how.codec, rate=how.rate, layout="mono", options={"flags": "+bitexact"})
        if how.bit_rate:
            stream.bit_rate = how.bit_rate
        for frame in _frames(_ready(sounds, how)):
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def _ready(sounds: Iterable[Samples], how: _Encoder) -> Iterator[Samples]:
    """The sounds as an encoder must get them, to come out as loud as they are."""
    for sound in sounds:
        louder = sound * numpy.float32(10 ** (how.louder / 20)) if how.louder else sound
        yield limited(louder, 10 ** (how.peak / 20)) if how.peak else louder


def _frames(sounds: Iterable[Samples]) -> Iterator[av.AudioFrame]:
    at = 0
    for sound in sounds:
        frame = av.AudioFrame.from_ndarray(pcm(sound)[None], format="s16", layout="mono")
        frame.sample_rate, frame.time_base, frame.pts = RATE, Fraction(1, RATE), at
        yield frame
        at += len(sound)
