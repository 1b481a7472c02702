"""A document's sound as a finished file: mastered and encoded segment by segment, any length in the same memory."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import av

from familytales.domain.narration import Coding
from familytales.narration.clips import RATE
from familytales.narration.mastering import master
from familytales.narration.sound import Samples, pcm
from familytales.narration.timeline import Segment


@dataclass(frozen=True, slots=True)
class _Encoder:
    """How FFmpeg's libraries make a kind of file; bits a second are 0 where nothing is lost."""

    codec: str
    container: str
    suffix: str
    bit_rate: int = 0
    rate: int = RATE
    options: Mapping[str, str] = field(default_factory=dict)


_ENCODERS = {
    # 64 kbit/s are ample for one voice at 24 kHz; every player of the last thirty years knows the format
    Coding.MP3: _Encoder("libmp3lame", "mp3", ".mp3", 64_000),
    Coding.OPUS: _Encoder("libopus", "ogg", ".opus", 32_000),
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
    options = {**how.options, "flags": "+bitexact"}
    with av.open(str(target), "w", format=how.container, options={"fflags": "+bitexact"}) as container:
        stream: Any = container.add_stream(how.codec, rate=how.rate, layout="mono", options=options)
        if how.bit_rate:
            stream.bit_rate = how.bit_rate
        for frame in _frames(sounds):
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def _frames(sounds: Iterable[Samples]) -> Iterator[av.AudioFrame]:
    at = 0
    for sound in sounds:
        frame = av.AudioFrame.from_ndarray(pcm(sound)[None], format="s16", layout="mono")
        frame.sample_rate, frame.time_base, frame.pts = RATE, Fraction(1, RATE), at
        yield frame
        at += len(sound)
