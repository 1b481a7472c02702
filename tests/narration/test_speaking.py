from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from familytales.domain.errors import BadInput
from familytales.domain.narration import Pause, Speech, SpokenToken, TimingSource, Utterance, Voice
from familytales.narration import flac
from familytales.narration.clips import RATE, Clip
from familytales.narration.loudness import energies
from familytales.narration.sound import floating
from familytales.narration.spans import spread
from familytales.narration.speaking import resampled, speak

from .conftest import Speaker, sentence


def test_a_clip_starts_and_ends_with_hardly_any_silence(speaker: Speaker) -> None:
    engine, voice = speaker
    clip, data = speak(engine, voice, sentence("Dear Anna, we are all well."))
    samples = flac.decode(data)
    loud = numpy.flatnonzero(numpy.abs(samples.astype(int)) > 0.02 * numpy.abs(samples.astype(int)).max())

    assert clip.samples == len(samples)
    assert 0.0 < loud[0] / RATE < 0.08
    assert 0.0 < (len(samples) - loud[-1]) / RATE < 0.25
    assert clip.times[0][0] < 0.08
    assert all(0 <= start < end <= clip.duration + 1e-6 for start, end in clip.times)
    assert all(before[1] <= after[0] + 1e-9 for before, after in pairwise(clip.times))


def test_energies_and_peaks_are_the_sound_s(hibari: Speaker) -> None:
    engine, voice = hibari
    clip, data = speak(engine, voice, sentence("The snow is deep."))
    sound = floating(flac.decode(data))

    assert clip.energies == pytest.approx(energies(sound).tolist(), abs=1e-8)
    assert max(clip.peaks) == pytest.approx(float(numpy.abs(sound).max()), abs=1e-4)


def test_speaking_twice_gives_the_same_clip(speaker: Speaker) -> None:
    engine, voice = speaker
    utterance = sentence("And so we came home.")

    assert speak(engine, voice, utterance, speed=1.1) == speak(engine, voice, utterance, speed=1.1)


@pytest.mark.parametrize("text", ["", "...", "😀"])
def test_what_makes_no_sound_is_a_short_rest_or_a_word(speaker: Speaker, text: str) -> None:
    engine, voice = speaker
    clip, data = speak(engine, voice, Utterance((), (SpokenToken(text, ()),), Pause.SENTENCE))

    assert 0 < clip.samples == len(flac.decode(data)) < 3 * RATE


def test_a_clip_survives_json(hibari: Speaker) -> None:
    engine, voice = hibari
    clip, _ = speak(engine, voice, sentence("Yes."))
    adapter = TypeAdapter(Clip)

    assert adapter.validate_json(adapter.dump_json(clip)) == clip


@pytest.mark.parametrize("rate", [16000, 22050])
def test_resampling_keeps_pitch_place_and_level(rate: int) -> None:
    times = numpy.arange(rate) / rate
    sound = resampled((0.5 * numpy.sin(2 * numpy.pi * 440 * times)).astype(numpy.float32), rate)
    wanted = 0.5 * numpy.sin(2 * numpy.pi * 440 * numpy.arange(RATE) / RATE)

    assert len(sound) == RATE
    assert numpy.abs(sound - wanted)[500:-500].max() < 0.003


def test_flac_is_exact_and_always_the_same(tmp_path: Path) -> None:
    samples = numpy.random.default_rng(1).integers(-32768, 32767, 12345).astype(numpy.int16)
    data = flac.encode(samples)

    assert data == flac.encode(samples)
    assert (flac.decode(data) == samples).all()


@pytest.mark.parametrize("data", [b"", b"fLaC", b"RIFF" + bytes(100)])
def test_a_damaged_clip_is_named(data: bytes) -> None:
    with pytest.raises(BadInput, match=r"c1\.flac"):
        flac.decode(data, "c1.flac")


@given(kept=st.floats(0, 0.999))
def test_a_clip_that_was_cut_short_is_damaged(kept: float) -> None:
    data = flac.encode(numpy.random.default_rng(1).integers(-3000, 3000, 12345).astype(numpy.int16))

    with pytest.raises(BadInput):
        flac.decode(data[: int(len(data) * kept)])


def test_a_clip_whose_header_promises_days_takes_no_memory_for_them() -> None:
    data = bytearray(flac.encode(numpy.zeros(12345, numpy.int16)))
    data[21:26] = bytes([data[21] | 15, 255, 255, 255, 255])  # the 36 bits that count the samples

    with pytest.raises(BadInput):
        flac.decode(bytes(data))


class Untimed:
    """An engine that does not say when it says what: times are shared out evenly."""

    name = "untimed"
    remote = False

    def __init__(self, speaker: Speaker) -> None:
        self._engine, self._voice = speaker

    def voices(self, folder: Path) -> list[Voice]:
        return [self._voice]

    def version(self, voice: Voice) -> str:
        return "1"

    def speak(self, voice: Voice, tokens: Sequence[SpokenToken], *, speed: float = 1.0) -> Speech:
        speech = self._engine.speak(self._voice, tokens, speed=speed)
        even = tuple(spread([1.0] * len(tokens), 0.0, speech.duration))
        return replace(speech, times=even, source=TimingSource.ESTIMATED)


def test_words_of_an_engine_without_times_are_listened_for(hibari: Speaker) -> None:
    pytest.importorskip("pocketsphinx", reason="pocketsphinx, which listens for the words, is not installed")
    spoken = sentence("Dear Anna, the snow is deep in 1943 on every road to town.")
    tokens = (*spoken.tokens[:7], SpokenToken("", (7,)), *spoken.tokens[8:])
    utterance = Utterance(spoken.words, tokens)
    known, _ = speak(*hibari, utterance)
    heard, _ = speak(Untimed(hibari), hibari[1], utterance)
    late = [abs(one[0] - other[0]) for one, other in zip(heard.times, known.times, strict=True)]

    assert heard.source is TimingSource.ALIGNED
    assert numpy.median(late) <= 0.05
    assert all(0 <= start < end <= heard.duration + 1e-6 for start, end in heard.times)
    assert all(before[1] <= after[0] + 1e-9 for before, after in pairwise(heard.times))


def test_an_engine_without_times_keeps_its_guess_where_nobody_can_listen(hibari: Speaker) -> None:
    foreign = replace(hibari[1], language="deu")
    clip, _ = speak(Untimed(hibari), foreign, sentence("Dear Anna, we are well."))

    assert clip.source is TimingSource.ESTIMATED
