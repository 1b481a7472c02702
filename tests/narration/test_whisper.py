"""The mapping from what a Whisper model answers; the model itself is a stand-in, for a real one is hundreds of MB."""

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import numpy
import pytest

from familytales.domain.errors import MissingDependency
from familytales.narration import evidence, whisper
from familytales.narration.clips import RATE
from tests.narration.conftest import sentence

SOUND = numpy.zeros(3 * RATE, numpy.int16)


@dataclass
class FakeModel:
    """Answers as `faster_whisper.WhisperModel.transcribe` does."""

    said: str
    probability: float = 0.9
    asked: dict[str, Any] = field(default_factory=dict)

    def transcribe(self, sound: Any, **options: Any) -> tuple[list[Any], None]:
        self.asked = {"seconds": len(sound) / 16000, "kind": sound.dtype.name, **options}
        words = [
            SimpleNamespace(word=f" {word}", start=number / 2, end=number / 2 + 0.4, probability=self.probability)
            for number, word in enumerate(self.said.split())
        ]
        return [SimpleNamespace(words=words[:2]), SimpleNamespace(words=words[2:]), SimpleNamespace(words=None)], None


def test_words_are_matched_by_their_letters() -> None:
    model = FakeModel("liebe mutter das Pferd ist gesund")
    tokens = sentence("Liebe Mutter, das braune Pferd ist gesund!").tokens
    sought, words = whisper.follow(model, "de", tokens, SOUND)
    assert list(sought) == [0, 1, 2, 3, 4, 5, 6]
    assert [word.index for word in words] == [0, 1, 2, 4, 5, 6]
    assert (words[3].start, words[3].end, words[3].fit) == (1.5, 1.9, -0.11)
    assert model.asked["language"] == "de"
    assert (model.asked["seconds"], model.asked["kind"]) == (3.0, "float32")


def test_it_serves_as_an_ear() -> None:
    model = FakeModel("Guten Tag")
    found = evidence.notice(
        sentence("Guten Tag."), SOUND, lambda tokens, sound: whisper.follow(model, "de", tokens, sound)
    )
    assert [word.index for word in found.words] == [0, 1]


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
