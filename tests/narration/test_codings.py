import itertools
from collections.abc import Iterator
from pathlib import Path

import av
import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from familytales.domain.narration import Coding
from familytales.narration import acx, flac
from familytales.narration.clips import RATE
from familytales.narration.codings import encode, mastered, suffix
from familytales.narration.mastering import limited, master
from familytales.narration.sound import Samples, pcm
from familytales.narration.timeline import AAC_FRAME, Segment, Timeline


def speechlike(seconds: float, seed: int = 1) -> Samples:
    """Bursts of noise and rests, as even as a voice."""
    samples = round(seconds * RATE)
    chance = numpy.random.default_rng(seed)
    bursts = 0.5 + 0.5 * numpy.sin(numpy.arange(samples) * (2 * numpy.pi * 3 / RATE))
    return (chance.standard_normal(samples) * 0.05 * bursts).astype(numpy.float32)


def decoded(path: Path) -> tuple[Samples, int]:
    with av.open(str(path)) as container:
        rate = container.streams.audio[0].rate
        parts = [frame.to_ndarray().reshape(-1) for frame in container.decode(audio=0)]
    sound = numpy.concatenate(parts)
    return (sound / 32768 if sound.dtype == numpy.int16 else sound).astype(numpy.float32), rate


@pytest.mark.parametrize("coding", [Coding.MP3, Coding.OPUS, Coding.FLAC, Coding.ACX])
def test_a_recording_is_as_long_as_its_sounds_and_always_the_same(coding: Coding, tmp_path: Path) -> None:
    sounds = [speechlike(1.3), speechlike(0.01, 2), speechlike(2.1, 3)]
    for name in ("a", "b"):
        encode(iter(sounds), coding, tmp_path / f"{name}{suffix(coding)}")
    sound, rate = decoded(tmp_path / f"a{suffix(coding)}")

    assert len(sound) == pytest.approx(sum(map(len, sounds)) * rate / RATE, abs=2)
    assert (tmp_path / f"a{suffix(coding)}").read_bytes() == (tmp_path / f"b{suffix(coding)}").read_bytes()


def test_flac_loses_nothing(tmp_path: Path) -> None:
    sound = speechlike(1.0)
    encode([sound[:1000], sound[1000:]], Coding.FLAC, tmp_path / "a.flac")
    assert numpy.array_equal(decoded(tmp_path / "a.flac")[0] * 32768, pcm(sound))


@pytest.fixture
def spoken(tmp_path: Path) -> tuple[list[Segment], list[Path]]:
    paths, segments, start = [], [], 0
    for number in range(4):
        path = tmp_path / f"{number}.flac"
        sound = pcm(speechlike(3.0 + number, number))
        path.write_bytes(flac.encode(sound))
        paths.append(path)
        length = -(-(len(sound) + RATE) // AAC_FRAME) * AAC_FRAME
        segments.append(Segment(start, length, (number,), (RATE // 2,)))
        start += length
    return segments, paths


def test_segments_are_mastered_with_their_own_clips(spoken: tuple[list[Segment], list[Path]]) -> None:
    segments, paths = spoken
    for number, sound in enumerate(mastered(segments, paths, 3.0)):
        assert numpy.array_equal(sound, master(segments[number], [paths[number]], 3.0))


def test_acx_sound_has_its_level_and_room_tone(spoken: tuple[list[Segment], list[Path]], tmp_path: Path) -> None:
    segments, paths = spoken
    encode(acx.prepared(segments, paths, 0.0), Coding.ACX, tmp_path / "a.mp3")
    sound, rate = decoded(tmp_path / "a.mp3")

    assert rate == 44_100
    assert 10 * numpy.log10(numpy.mean(sound**2)) == pytest.approx(-20.5, abs=0.5)
    assert 20 * numpy.log10(numpy.abs(sound).max()) <= -3.0
    for room in (sound[: rate // 2], sound[-rate:]):
        assert 10 * numpy.log10(numpy.mean(room**2)) == pytest.approx(-72, abs=3)


@given(st.lists(st.integers(1, 4000), max_size=40))
def test_acx_parts_are_in_order_and_no_longer_than_two_hours(seconds: list[int]) -> None:
    starts: Iterator[int] = itertools.accumulate((0, *(s * RATE for s in seconds)))
    segments = tuple(Segment(start, s * RATE, (0,), (0,)) for start, s in zip(starts, seconds, strict=False))
    found = acx.parts(Timeline(segments))

    assert tuple(segment for part in found for segment in part) == segments
    assert all(sum(segment.samples for segment in part) + 2 * RATE <= 120 * 60 * RATE for part in found)
    # no more parts than needed: two neighbours would not fit into one
    for one, after in itertools.pairwise(found):
        assert sum(segment.samples for segment in one) + after[0].samples > 119 * 60 * RATE


@pytest.mark.parametrize("coding", [Coding.MP3, Coding.OPUS])
def test_coding_makes_it_no_quieter_and_no_peak_too_high(coding: Coding, tmp_path: Path) -> None:
    time = numpy.arange(4 * RATE) / RATE
    bursts = 0.5 + 0.5 * numpy.sin(2 * numpy.pi * 3 * time)
    voice = (bursts * sum(numpy.sin(2 * numpy.pi * 150 * n * time) / n for n in range(1, 16))).astype(numpy.float32)
    even, loud = (limited(voice * numpy.float32(level / voice.std()), 10 ** (-2.0 / 20)) for level in (0.05, 0.2))
    heard = []
    for name, sound in (("even", even), ("loud", loud)):
        encode([sound], coding, tmp_path / f"{name}{suffix(coding)}")
        heard.append(decoded(tmp_path / f"{name}{suffix(coding)}")[0])

    assert 10 * numpy.log10(numpy.mean(heard[0] ** 2) / numpy.mean(even**2)) == pytest.approx(0.0, abs=0.2)
    assert 20 * numpy.log10(numpy.abs(heard[1]).max()) < -1.5
