"""Small rules about samples that engines and the speaking step share."""

from typing import TypeAlias

import numpy
from numpy.typing import NDArray

Samples: TypeAlias = NDArray[numpy.float32]
"""Mono sound, -1 to 1."""
Pcm: TypeAlias = NDArray[numpy.int16]
"""Mono sound, 16-bit."""

_FRAME = 0.005
"""Seconds over which loudness is judged when looking for the ends of speech."""
_AUDIBLE = 10 ** (-48 / 20)
"""A frame this far below the loudest one is silence: above every voice's noise floor, below its softest consonant."""


def pcm(sound: Samples) -> Pcm:
    """16-bit samples; what would not fit is clipped."""
    scaled: Samples = sound * numpy.float32(32767)
    return numpy.clip(scaled, -32767, 32767, out=scaled).astype(numpy.int16)


def floating(samples: Pcm) -> Samples:
    """-1 to 1."""
    return samples.astype(numpy.float32) * numpy.float32(1 / 32768)


def audible(sound: Samples | Pcm, rate: int) -> tuple[int, int]:
    """First sample and one past the last of what can be heard, to 5 ms; (0, 0) for silence."""
    size = max(1, int(rate * _FRAME))
    whole = len(sound) // size * size
    if not whole:
        return 0, len(sound)
    peaks = numpy.abs(sound[:whole].reshape(-1, size)).max(axis=1)
    loudest = float(peaks.max())
    if loudest <= 0:
        return 0, 0
    heard = numpy.flatnonzero(peaks > loudest * _AUDIBLE)
    return int(heard[0]) * size, (int(heard[-1]) + 1) * size
