"""Loudness and peaks by ITU-R BS.1770-4 and EBU R128, at the 24 kHz all narration has."""

from collections.abc import Sequence
from functools import cache
from math import inf, log10, pi, tan

import numpy
from numpy.typing import NDArray

from familytales.narration.clips import HOP, RATE
from familytales.narration.sound import Samples

_ABSOLUTE_GATE = -70.0  # LUFS, BS.1770-4 section 5.6
_RELATIVE_GATE = -10.0  # LU below the mean of what passes the absolute gate
_OFFSET = -0.691  # dB: a 997 Hz full-scale sine reads -3.01 LKFS

# The analogue prototypes behind BS.1770's 48 kHz coefficients (as libebur128 and De Man, "Evaluation of implementations
# of the EBU R128 loudness measurement", AES 2018, recover them): a shelf for the head and a high-pass.
_SHELF = (1681.974450955533, 3.999843853973347, 0.7071752369554196)  # Hz, dB, Q
_HIGH_PASS = (38.13547087602444, 0.5003270373238773)  # Hz, Q

# BS.1770-4 annex 2 asks for four times and 12 taps at least; its example reads up to 0.9 dB too low where speech has
# sibilants up to half the sample rate, which ffmpeg's meter hears
_OVERSAMPLING = 8
_TAPS = 24  # per phase
_BLOCK = 64


@cache
def _k_weighting() -> NDArray[numpy.float64]:
    frequency, gain, quality = _SHELF
    k = tan(pi * frequency / RATE)
    high = 10 ** (gain / 20)
    band = high**0.4996667741545416
    a0 = 1 + k / quality + k * k
    shelf = [
        (high + band * k / quality + k * k) / a0,
        2 * (k * k - high) / a0,
        (high - band * k / quality + k * k) / a0,
        1.0,
        2 * (k * k - 1) / a0,
        (1 - k / quality + k * k) / a0,
    ]
    frequency, quality = _HIGH_PASS
    k = tan(pi * frequency / RATE)
    a0 = 1 + k / quality + k * k
    high_pass = [1.0, -2.0, 1.0, 1.0, 2 * (k * k - 1) / a0, (1 - k / quality + k * k) / a0]
    return numpy.asarray([shelf, high_pass])


@cache
def _weights() -> NDArray[numpy.float32]:
    """What K-weighting does to the power at each frequency of a hop's spectrum, scaled to give a mean square."""
    delay = numpy.exp(-2j * pi * numpy.fft.rfftfreq(HOP))
    powers = numpy.stack((delay**0, delay, delay**2))
    power = numpy.full(HOP // 2 + 1, 2 / HOP**2)
    for section in _k_weighting():
        power *= numpy.abs(section[:3] @ powers / (section[3:] @ powers)) ** 2
    power[[0, -1]] /= 2  # these two stand once in the full spectrum, the others twice
    found: NDArray[numpy.float32] = power.astype(numpy.float32)
    return found


def energies(sound: Samples) -> NDArray[numpy.float32]:
    """K-weighted mean square of each 100 ms; the last, partial one counts as if silence followed.

    Weighted in the spectrum (Parseval): an eighth of the time of running the filter, and within 0.06 LU of it.
    """
    from scipy.fft import rfft  # scipy is slow to import, and most runs measure nothing

    spectrum = rfft(_hops(sound), axis=1)
    power = spectrum.real**2 + spectrum.imag**2
    found: NDArray[numpy.float32] = power @ _weights()
    return found


def peaks(sound: Samples) -> NDArray[numpy.float32]:
    """Highest sample of each 100 ms, linear."""
    hops = _hops(sound)
    found: NDArray[numpy.float32] = numpy.maximum(hops.max(axis=1), -hops.min(axis=1))
    return found


def _hops(sound: Samples) -> Samples:
    padded = numpy.zeros(-(-len(sound) // HOP) * HOP, numpy.float32)
    padded[: len(sound)] = sound
    return padded.reshape(-1, HOP)


def integrated(hops: Sequence[float] | NDArray[numpy.floating]) -> float:
    """Integrated loudness in LUFS of sound whose 100 ms energies are `hops`; -inf when nothing passes the gates."""
    energy = numpy.asarray(hops, numpy.float64)
    if len(energy) < 4:
        energy = numpy.concatenate((energy, numpy.zeros(4 - len(energy))))
    blocks = numpy.convolve(energy, numpy.full(4, 0.25), "valid")
    blocks = blocks[blocks > _power(_ABSOLUTE_GATE)]
    if not len(blocks):
        return -inf
    gate = _lufs(float(blocks.mean())) + _RELATIVE_GATE
    return _lufs(float(blocks[blocks > _power(gate)].mean()))


def _lufs(power: float) -> float:
    return _OFFSET + 10 * log10(power)


def _power(lufs: float) -> float:
    return float(10 ** ((lufs - _OFFSET) / 10))


def envelope(sound: Samples, above: float) -> tuple[NDArray[numpy.intp], NDArray[numpy.float32]]:
    """Peaks between the samples wherever the sound goes beyond `above`.

    Returns:
        Indices of samples (in blocks of 64 around those places), and for each the highest absolute value of the
        oversampled sound from that sample to the next.
    """
    hot = numpy.unique(numpy.flatnonzero(numpy.abs(sound) >= above) // _BLOCK)
    if not len(hot):
        return numpy.zeros(0, numpy.intp), numpy.zeros(0, numpy.float32)
    padded = numpy.pad(sound, (_TAPS // 2, _TAPS // 2 + _BLOCK))
    windows = numpy.lib.stride_tricks.sliding_window_view(padded, _TAPS)
    at = (hot[:, None] * _BLOCK + numpy.arange(_BLOCK)).ravel()
    at = at[at < len(sound)]
    # window n holds samples n - 12 to n + 11 of `sound`; one further holds n - 11 to n + 12, centred on n + 1/2
    between = numpy.abs(windows[at + 1] @ _phases()).max(axis=1)
    return at, numpy.maximum(between, numpy.abs(sound[at]))


@cache
def _phases() -> NDArray[numpy.float32]:
    """Interpolators for each eighth of the way to the next sample, one a column."""
    from scipy.signal import firwin

    taps = firwin(_TAPS * _OVERSAMPLING + 1, 1 / _OVERSAMPLING, window=("kaiser", 6.0)) * _OVERSAMPLING
    middle = _TAPS * _OVERSAMPLING // 2
    columns = []
    for phase in range(1, _OVERSAMPLING):
        offsets = (phase - _OVERSAMPLING * numpy.arange(1 - _TAPS // 2, _TAPS // 2 + 1)) + middle
        columns.append(taps[offsets])
    return numpy.asarray(columns, numpy.float32).T
