"""The finished audio of a document looked at again: is every sentence in its place, and as loud as it was made?"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import av
import numpy

from familytales.domain.errors import BadInput
from familytales.narration.clips import Clip
from familytales.narration.loudness import energies
from familytales.narration.sound import Samples


def levels(audio: Path, spans: Sequence[tuple[int, int]]) -> list[float]:
    """K-weighted decibels between each pair of samples, which rise and do not overlap; read once, piece by piece.

    Raises:
        BadInput: the file is damaged.
    """
    found: list[float] = []
    held: Samples = numpy.zeros(0, numpy.float32)
    at = 0  # sample that `held` begins with
    for piece in _decoded(audio):
        held = numpy.concatenate((held, piece))
        while len(found) < len(spans) and spans[len(found)][1] <= at + len(held):
            start, end = spans[len(found)]
            found.append(decibels(held[max(0, start - at) : end - at]))
        keep = spans[len(found)][0] if len(found) < len(spans) else at + len(held)
        dropped = min(len(held), max(0, keep - at))
        held, at = held[dropped:], at + dropped
    return found + [decibels(held[:0])] * (len(spans) - len(found))


def decibels(sound: Samples) -> float:
    """Of a sound; -120 where there is nothing."""
    mean = float(energies(sound).mean()) if len(sound) else 0.0
    return float(10 * numpy.log10(max(mean, 1e-12)))


def clip_level(clip: Clip) -> float:
    """The same of a sentence as it was spoken."""
    return float(10 * numpy.log10(max(float(numpy.mean(clip.energies or (0.0,))), 1e-12)))


def _decoded(audio: Path) -> Iterator[Samples]:
    try:
        with av.open(str(audio)) as container:
            for frame in container.decode(container.streams.audio[0]):
                yield frame.to_ndarray().reshape(-1).astype(numpy.float32, copy=False)
    except (av.FFmpegError, IndexError) as error:
        raise BadInput(
            f"The finished narration {audio} is damaged.", remedy="Delete it and bind the book again."
        ) from error
