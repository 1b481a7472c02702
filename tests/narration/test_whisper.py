"""The mapping from what a Whisper model tells; a real one is hundreds of MB and is tried where the family has one."""

import os
from types import SimpleNamespace
from typing import Any

import numpy
import pytest

from familytales.domain.errors import MissingDependency
from familytales.narration import evidence, flac, whisper
from familytales.narration.clips import RATE
from familytales.narration.speaking import speak
from tests.narration.conftest import Speaker, sentence

SOUND = numpy.zeros(3 * RATE, numpy.int16)
MODEL = SimpleNamespace(supported_languages=["de"])


def pieces(*told: tuple[str, float]) -> list[dict[str, Any]]:
    return [
        {
            "word": word,
            "start": numpy.float64(number / 2),
            "end": numpy.float64(number / 2 + 0.4),
            "probability": likely,
        }
        for number, (word, likely) in enumerate(told)
    ]


def test_unlikely_words_are_not_said(monkeypatch: pytest.MonkeyPatch) -> None:
    told = pieces(
        (" Liebe", 0.9), (" Mut", 0.8), ("ter", 0.001), (",", 1e-9), (" das", 0.9), (" braune", 1e-5), ("!", 1)
    )
    asked: list[Any] = []
    monkeypatch.setattr(whisper, "_aligned", lambda *given: asked.append(given[1:3]) or told)
    tokens = sentence("Liebe Mutter, das braune!").tokens
    sought, words = whisper.follow(MODEL, "de", tokens, SOUND)
    assert list(sought) == [0, 1, 2, 3]
    assert [(word.index, word.start, word.end) for word in words] == [(0, 0.0, 0.4), (1, 0.5, 1.4), (2, 2.0, 2.4)]
    assert asked == [("de", " Liebe Mutter, das braune!")]


@pytest.mark.parametrize(("language", "seconds"), [("tlh", 3), ("de", 31)])
def test_what_it_cannot_hear_is_not_followed(language: str, seconds: int) -> None:
    sound = numpy.zeros(seconds * RATE, numpy.int16)
    found = evidence.notice(
        sentence("Guten Tag."), sound, lambda tokens, _: whisper.follow(MODEL, language, tokens, sound)
    )
    assert (found.sought, found.words) == ((), ())


@pytest.mark.slow
def test_a_real_model_hears_a_wrong_word(hibari: Speaker) -> None:
    folder = os.environ.get("WHISPER_MODEL", "")
    pytest.importorskip("faster_whisper", reason="faster-whisper is not installed: the extra verify")
    if not folder:
        pytest.skip("WHISPER_MODEL names no folder of a Whisper model")
    written = sentence("Tell Clara that the parcel came on Thursday morning.")
    sound = flac.decode(speak(*hibari, written)[1])
    other = sentence("Tell Clara that the parcel came on Saturday morning.")
    follow = whisper.follower(folder, "eng")
    assert len(evidence.notice(written, sound, follow).words) == 9
    assert [word.index for word in evidence.notice(other, sound, follow).words] == [0, 1, 2, 3, 4, 5, 6, 8]


def test_a_model_is_never_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {}

    def made(name: str, **options: Any) -> None:
        asked.update(options)
        raise ValueError("no such folder")

    module = SimpleNamespace(WhisperModel=made, __spec__=SimpleNamespace())
    monkeypatch.setitem(__import__("sys").modules, "faster_whisper", module)
    with pytest.raises(MissingDependency, match="no Whisper model nowhere"):
        whisper.follower("nowhere", "deu")(sentence("Guten Tag.").tokens, SOUND)
    assert asked["local_files_only"] is True
