"""What every engine promises, with the real ones."""

import hashlib
import shutil
from itertools import pairwise
from pathlib import Path

import numpy
import pytest

from familytales.domain.errors import MissingDependency
from familytales.domain.narration import SpokenToken, TimingSource, Voice
from familytales.narration.hibari import HibariEngine
from familytales.narration.piper import PiperEngine
from familytales.ports import SpeechEngine

from .conftest import Speaker, sentence

ODD = [
    "😀",
    "...",
    "***",
    "— —",
    "\x00",
    "[[x]](/y/)",
    "[a](/b/)",
    "1234567890123",
    "Привет",
    "<b>&amp;",
    "ha" * 31,
]


def spoken(text: str) -> tuple[SpokenToken, ...]:
    return sentence(text).tokens


def check_times(times: tuple[tuple[float, float], ...], count: int, duration: float) -> None:
    assert len(times) == count
    assert all(0 <= start < end <= duration + 1e-6 for start, end in times)
    assert all(before[1] <= after[0] + 1e-9 for before, after in pairwise(times))


def test_is_a_speech_engine(speaker: Speaker) -> None:
    engine, voice = speaker

    assert isinstance(engine, SpeechEngine)
    assert not engine.remote
    assert voice.engine == engine.name
    assert engine.version(voice) == engine.version(voice) != ""


def test_the_same_words_give_the_same_bytes_whatever_was_said_before(speaker: Speaker) -> None:
    engine, voice = speaker
    first = engine.speak(voice, spoken("Dear Anna, the snow is deep."))
    engine.speak(voice, spoken("Something else!"))

    assert engine.speak(voice, spoken("Dear Anna, the snow is deep.")) == first


def test_every_token_has_its_time(speaker: Speaker) -> None:
    engine, voice = speaker
    tokens = spoken("We went out of the house with the dog, and in 1943 we came back.")
    speech = engine.speak(voice, tokens)

    check_times(speech.times, len(tokens), speech.duration)
    assert speech.source in (TimingSource.MODEL, TimingSource.EVENTS)
    assert 2 < speech.duration < 9
    # the year takes five times a small word's time
    assert speech.times[11][1] - speech.times[11][0] > 0.5
    assert speech.times[10][1] - speech.times[10][0] < 0.4


def check_odd(speaker: Speaker, odd: str) -> None:
    engine, voice = speaker
    for tokens in ([SpokenToken(odd, (0,))], [*spoken("We saw"), SpokenToken(odd, (2,)), *spoken("today.")]):
        speech = engine.speak(voice, tokens)

        check_times(speech.times, len(tokens), speech.duration)


@pytest.mark.parametrize("odd", ODD)
def test_odd_tokens_harm_nothing(hibari: Speaker, espeak: Speaker, odd: str) -> None:
    check_odd(hibari, odd)
    check_odd(espeak, odd)


@pytest.mark.slow
@pytest.mark.parametrize("odd", ODD)
def test_odd_tokens_harm_no_piper_voice(piper: Speaker, odd: str) -> None:
    check_odd(piper, odd)


def test_a_token_without_text_is_a_rest(speaker: Speaker) -> None:
    engine, voice = speaker
    with_rest = engine.speak(voice, [*spoken("We saw"), SpokenToken("", (2,)), *spoken("today.")])
    start, end = with_rest.times[2]
    rest = numpy.frombuffer(with_rest.samples, "<i2")[
        int((start + 0.1) * with_rest.sample_rate) : int((end - 0.1) * with_rest.sample_rate)
    ]

    assert 0.3 < end - start < 0.6
    assert numpy.abs(rest.astype(int)).max() < 200


def test_speed_makes_it_shorter(speaker: Speaker) -> None:
    engine, voice = speaker
    tokens = spoken("The train was late leaving the city.")

    slow, quick = (engine.speak(voice, tokens, speed=speed).duration for speed in (0.8, 1.6))
    assert quick < 0.75 * slow


def test_ipa_changes_what_is_said_and_not_the_other_words(speaker: Speaker) -> None:
    engine, voice = speaker
    plain = engine.speak(voice, spoken("Uncle Wojciech said so."))
    given = [
        SpokenToken(t.text, t.words, "ˈvɔɪtʃɛx" if "Woj" in t.text else "") for t in spoken("Uncle Wojciech said so.")
    ]
    speech = engine.speak(voice, given)

    check_times(speech.times, 4, speech.duration)
    assert speech.samples != plain.samples


def test_ipa_that_no_voice_can_say_leaves_the_word_as_it_is(speaker: Speaker) -> None:
    engine, voice = speaker
    given = [SpokenToken("Uncle", (0,)), SpokenToken("Tom", (1,), "☃☃☃")]

    assert engine.speak(voice, given).samples == engine.speak(voice, spoken("Uncle Tom")).samples


def test_a_very_long_sentence_is_said_in_parts(hibari: Speaker, espeak: Speaker) -> None:
    tokens = spoken(" ".join(["the old brown horse stood by the gate and"] * 40))
    for engine, voice in (hibari, espeak):
        speech = engine.speak(voice, tokens)

        check_times(speech.times, len(tokens), speech.duration)
        assert 60 < speech.duration < 200


@pytest.mark.slow
def test_a_very_long_sentence_is_said_in_parts_by_piper(piper: Speaker) -> None:
    engine, voice = piper
    tokens = spoken(" ".join(["the old brown horse stood by the gate and"] * 20))
    speech = engine.speak(voice, tokens)

    check_times(speech.times, len(tokens), speech.duration)
    assert 30 < speech.duration < 100


def test_hibari_is_not_fooled_by_its_own_notation(hibari: Speaker) -> None:
    engine, voice = hibari

    assert engine.speak(voice, spoken("[a](/b/)")).duration > 0.6  # reads it out


def test_a_damaged_hibari_voice_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import hibari.tts

    shutil.copytree(hibari.tts.ASSETS, tmp_path / "assets")
    model = tmp_path / "assets" / "hibari.onnx"
    model.write_bytes(model.read_bytes()[:-100])
    monkeypatch.setattr(hibari.tts, "ASSETS", str(tmp_path / "assets"))
    engine = HibariEngine()
    with pytest.raises(MissingDependency, match="damaged"):
        engine.speak(engine.voices(tmp_path)[0], spoken("Hello."))


def test_a_damaged_or_vanished_piper_voice_is_missing(joe: Path, tmp_path: Path) -> None:
    config = joe / "en_US-joe-medium.onnx.json"
    shutil.copy(config, tmp_path / config.name)
    cut = tmp_path / "en_US-joe-medium.onnx"
    cut.write_bytes((joe / cut.name).read_bytes()[:100_000])
    voice = PiperEngine().voices(tmp_path)[0]
    with pytest.raises(MissingDependency, match="joe"):
        PiperEngine().speak(voice, spoken("Hello."))

    cut.unlink()
    with pytest.raises(MissingDependency, match="joe"):
        PiperEngine().version(voice)


def test_the_last_sound_of_espeak_dies_away(espeak: Speaker) -> None:
    engine, voice = espeak
    speech = engine.speak(voice, spoken("It is still blue."))
    samples = numpy.abs(numpy.frombuffer(speech.samples, "<i2").astype(int))

    assert samples[-speech.sample_rate // 20 :].max() < samples.max() / 300
    assert speech.times[-1][1] < speech.duration - 0.1


def test_an_unknown_espeak_voice_is_missing(espeak: Speaker) -> None:
    engine, _ = espeak
    with pytest.raises(MissingDependency, match="espeak-nowhere"):
        engine.speak(Voice("espeak-nowhere", "espeak", "xxx"), spoken("Hello."))


def test_espeak_reads_more_than_a_hundred_languages(espeak: Speaker) -> None:
    engine, _ = espeak
    languages = {voice.language for voice in engine.voices(Path())}

    assert len(languages) > 100
    assert {"deu", "fra", "spa", "pol", "nor", "swa"} <= languages


def test_piper_keeps_the_sentence_as_loud_as_the_voice_made_it(piper: Speaker) -> None:
    engine, voice = piper
    peaks = [
        numpy.abs(numpy.frombuffer(engine.speak(voice, spoken(text)).samples, "<i2").astype(int)).max()
        for text in ("Hm.", "The barn leans toward the east!")
    ]

    assert max(peaks) < 32767
    assert peaks[0] != peaks[1]


def test_hibari_sounds_as_it_did(hibari: Speaker) -> None:
    # the engine's own noise apart, the words must be the bare engine's: same length, nearly the same sound
    from hibari import Hibari

    engine, voice = hibari
    text = "The train was late leaving Columbus, and we sat for two hours."
    ours = numpy.frombuffer(engine.speak(voice, spoken(text)).samples, "<i2") / 32768
    bare = Hibari()(text, seed=1)

    assert len(ours) == len(bare)
    assert numpy.corrcoef(ours, bare)[0, 1] > 0.9


def test_versions_tell_voices_apart(joe: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.onnx").write_bytes(hashlib.sha256(name.encode()).digest())
        shutil.copy(joe / "en_US-joe-medium.onnx.json", tmp_path / f"{name}.onnx.json")
    engine = PiperEngine()

    assert len({engine.version(voice) for voice in engine.voices(tmp_path)}) == 2
