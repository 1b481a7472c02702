"""A person's recording made ready: any format decoded, cut where it is quietest into stretches that are kept as clips.

Nothing is taken away or moved: the stretches laid end to end are the recording, at 24 kHz in mono. Where it is cut
depends on the sound alone, so that another text changes no stretch.
"""

from collections.abc import Iterator, Sequence
from math import isinf
from pathlib import Path

import av
import numpy

from familytales.domain.errors import BadInput
from familytales.domain.narration import TimingSource
from familytales.narration import aac
from familytales.narration.clips import HOP, RATE, Clip
from familytales.narration.loudness import energies, integrated, peaks
from familytales.narration.sound import Pcm, floating
from familytales.narration.timeline import Segment, Timeline

REVISION = 1
"""Counts up whenever the same recording would be cut or decoded otherwise."""
_LONGEST = 60
"""Seconds of a stretch: what the aligner takes in at once."""
_SHORTEST = 30  # seconds before which no cut is looked for
_QUIET = 0.25  # seconds over which quiet is judged: the breath between two sentences
_LEAST = 0.5  # seconds a recording lasts at least
_DAMAGED = 0.02  # share of packets that may be unreadable: a scratch, not a broken file


def stretches(path: Path, name: str) -> Iterator[Pcm]:
    """The recording in pieces of 30 to 60 seconds, whole AAC frames each, the last one filled up with silence.

    Args:
        path: a file of any format that FFmpeg's libraries read.
        name: what to call it in messages.

    Raises:
        BadInput: it is empty, holds no sound, is damaged, or is no sound file.
    """
    held: list[Pcm] = []
    length = 0
    for piece in _decoded(path, name):
        held.append(piece)
        length += len(piece)
        if length >= _LONGEST * RATE:
            sound = numpy.concatenate(held)
            cut = _quietest(sound[: _LONGEST * RATE])
            yield sound[:cut]
            held, length = [sound[cut:]], length - cut
    if length:
        sound = numpy.concatenate(held)
        yield numpy.pad(sound, (0, -length % aac.FRAME))


def _quietest(sound: Pcm) -> int:
    """The middle of the quietest quarter of a second behind the first half, on the grid of AAC frames."""
    power = numpy.square(floating(sound[_SHORTEST * RATE :])).reshape(-1, RATE // 100).mean(axis=1)
    window = int(_QUIET * 100)
    sums = numpy.convolve(power, numpy.ones(window), "valid")
    middle = _SHORTEST * RATE + (int(sums.argmin()) + window // 2) * (RATE // 100)
    return middle // aac.FRAME * aac.FRAME


def _decoded(path: Path, name: str) -> Iterator[Pcm]:
    """The sound as it is read, 24 kHz mono."""
    if not path.stat().st_size:
        raise _unusable(name, "it is empty (0 bytes)")
    try:
        with av.open(str(path)) as container:
            if not container.streams.audio:
                raise _unusable(name, "it holds no sound")
            heard = 0
            for piece in _resampled(container, name):
                heard += len(piece)
                yield piece
    except av.FFmpegError as error:
        raise _unusable(name, f"it is damaged or no sound file ({error.strerror})") from error
    if heard < _LEAST * RATE:
        raise _unusable(name, "it holds no sound")


def _resampled(container: av.container.InputContainer, name: str) -> Iterator[Pcm]:
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    read = bad = 0
    for packet in container.demux(container.streams.audio[0]):
        read += 1
        try:
            frames = packet.decode()
        except av.InvalidDataError:
            bad += 1
            continue
        for frame in frames:
            for made in resampler.resample(frame):
                yield made.to_ndarray().reshape(-1).astype(numpy.int16, copy=False)
    if bad > _DAMAGED * read:
        raise _unusable(name, f"it is damaged: {bad} of its {read} packets cannot be decoded")
    for made in resampler.resample(None):
        yield made.to_ndarray().reshape(-1).astype(numpy.int16, copy=False)


def _unusable(name: str, reason: str) -> BadInput:
    return BadInput(
        f"The recording {name} cannot be used: {reason}.",
        kept="Nothing was changed.",
        remedy="Play it in any player; if it sounds there, save it as WAV, FLAC, MP3 or M4A and import that.",
    )


def clip_of(stretch: Pcm) -> Clip:
    """What is known of a stretch. What is left of its last tenth of a second counts as silence."""
    sound = floating(stretch)
    whole = len(stretch) // HOP
    return Clip(
        samples=len(stretch),
        times=(),
        source=TimingSource.ALIGNED,
        energies=tuple(energies(sound)[:whole].round(9).tolist()),
        peaks=tuple(peaks(sound)[:whole].round(4).tolist()),
    )


def laid_out(clips: Sequence[Clip]) -> Timeline:
    """The stretches end to end, a segment each."""
    segments: list[Segment] = []
    start = 0
    for index, clip in enumerate(clips):
        segments.append(Segment(start, clip.samples, (index,), (0,)))
        start += clip.samples
    return Timeline(tuple(segments))


def check_audible(clips: Sequence[Clip], name: str) -> None:
    """Raise BadInput where there is nothing but silence."""
    if isinf(integrated([energy for clip in clips for energy in clip.energies])):
        raise _unusable(name, "it holds nothing but silence")
