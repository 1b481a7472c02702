from math import inf

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.signal import firwin, resample_poly, sosfreqz

from familytales.narration.clips import HOP, RATE
from familytales.narration.loudness import energies, envelope, integrated, peaks
from familytales.narration.sound import Samples


def sine(frequency: float, seconds: float, level: float) -> Samples:
    times = numpy.arange(int(seconds * RATE)) / RATE
    return (10 ** (level / 20) * numpy.sin(2 * numpy.pi * frequency * times)).astype(numpy.float32)


@pytest.mark.parametrize("level", [-40.0, -23.0, -3.0])
def test_a_sine_of_one_kilohertz_reads_three_below_its_level(level: float) -> None:
    # EBU Tech 3341, case 1, for one channel
    assert integrated(energies(sine(1000, 20, level))) == pytest.approx(level - 3.01, abs=0.1)


@pytest.mark.parametrize("frequency", [30, 50, 100, 500, 1000, 2000, 4000, 8000])
def test_frequencies_are_weighted_as_the_standard_says(frequency: float) -> None:
    # the coefficients BS.1770-4 prints, which hold at 48 kHz
    shelf = [1.53512485958697, -2.69169618940638, 1.19839281085285, 1.0, -1.69065929318241, 0.73248077421585]
    high_pass = [1.0, -2.0, 1.0, 1.0, -1.99004745483398, 0.99007225036621]
    _, response = sosfreqz([shelf, high_pass], [frequency], fs=48000)
    weight = 20 * numpy.log10(numpy.abs(response[0])) - 0.691

    assert integrated(energies(sine(frequency, 5, -20))) == pytest.approx(-23.01 + weight, abs=0.3)


def test_silence_counts_only_until_the_gate() -> None:
    # EBU Tech 3341, case 3: quiet parts 10 LU below do not lower the whole
    loud, quiet = sine(1000, 20, -23), sine(1000, 10, -36)

    assert integrated(energies(numpy.concatenate((quiet, loud, quiet)))) == pytest.approx(-26.0, abs=0.1)
    assert integrated(energies(numpy.zeros(RATE * 3, numpy.float32))) == -inf
    assert integrated([]) == -inf


@given(st.integers(1, 5 * HOP))
def test_there_is_one_energy_and_one_peak_for_each_tenth_of_a_second(samples: int) -> None:
    sound = numpy.full(samples, -0.5, numpy.float32)

    assert len(energies(sound)) == len(peaks(sound)) == -(-samples // HOP)
    assert float(peaks(sound).min()) == 0.5


def test_peaks_between_samples_are_seen() -> None:
    # a quarter of the sample rate, sampled 45 degrees off its peaks
    times = numpy.arange(2400)
    sound = numpy.sin(2 * numpy.pi * times / 4 + numpy.pi / 4).astype(numpy.float32)
    at, found = envelope(sound, 0.5)

    assert numpy.abs(sound).max() == pytest.approx(0.7071, abs=1e-3)
    assert float(numpy.quantile(found, 0.7)) == pytest.approx(1.0, abs=0.03)  # between every second pair
    assert len(at) == len(sound)


@pytest.mark.parametrize("seed", range(4))
def test_no_peak_between_the_samples_of_a_sibilant_is_missed(seed: int) -> None:
    noise = numpy.random.default_rng(seed).standard_normal(24_000)
    sibilant = numpy.convolve(noise, firwin(201, [8_000, 11_500], fs=24_000, pass_zero=False), "same")
    sound = (sibilant / numpy.abs(sibilant).max() / 2).astype(numpy.float32)
    _, found = envelope(sound, 0.25)
    assert found.max() >= 0.995 * numpy.abs(resample_poly(sound, 16, 1, window=("kaiser", 12.0))).max()


def test_the_envelope_agrees_with_resampling() -> None:
    noise = numpy.random.default_rng(3).standard_normal(4800).astype(numpy.float32)
    sound = resample_poly(noise, 3, 4)[:4800].astype(numpy.float32) / 5  # nothing near half the sample rate
    _, found = envelope(sound, 0.0)
    reference = float(numpy.abs(resample_poly(sound, 4, 1, window=("kaiser", 8.0))).max())

    assert float(found.max()) == pytest.approx(reference, rel=0.04)
