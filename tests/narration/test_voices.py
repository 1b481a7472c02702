import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from familytales.domain.errors import BadInput, MissingDependency, UsageError
from familytales.narration.voices import add_files, choose, defaults, installed, remove, use

from .conftest import tiny_config, tiny_model

Maker = Callable[[str], Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "voices"


def test_english_is_read_by_hibari_and_the_rest_by_espeak(folder: Path) -> None:
    assert choose(folder, "eng").name == "hibari-heart"
    assert choose(folder, "deu").name == "espeak-de"
    assert choose(folder, "fra+eng").name == "espeak-fr"
    assert {voice.engine for voice in installed(folder)} == {"hibari", "espeak"}


def test_a_language_without_a_voice_is_named(folder: Path) -> None:
    with pytest.raises(MissingDependency, match="Yiddish"):
        choose(folder, "yid")


def test_an_added_voice_is_preferred_and_a_chosen_one_more(folder: Path, tiny_voice: Maker) -> None:
    voice = add_files(folder, tiny_voice("de_DE-anna-low"))
    add_files(folder, tiny_voice("de_DE-bert-low"))

    assert (voice.name, voice.language, voice.region) == ("de_DE-anna-low", "deu", "DE")
    assert choose(folder, "deu") == voice
    assert choose(folder, "eng").engine == "hibari"
    use(folder, "de_DE-bert-low")
    assert choose(folder, "deu").name == "de_DE-bert-low"
    use(folder, "espeak-de")
    assert choose(folder, "deu").name == "espeak-de"
    assert choose(folder, "deu", "de_DE-anna-low") == voice
    assert defaults(folder) == {"deu": "espeak-de"}


def test_a_wanted_voice_that_is_not_there_says_how_to_get_it(folder: Path) -> None:
    with pytest.raises(MissingDependency, match="familytales voice add pl_PL-nobody-low"):
        choose(folder, "pol", "pl_PL-nobody-low")
    with pytest.raises(MissingDependency, match="nobody"):
        use(folder, "nobody")
    with pytest.raises(MissingDependency, match="did you mean hibari-heart"):
        choose(folder, "eng", "Hibari")


def test_a_removed_voice_is_gone_with_all_that_named_it(folder: Path, tiny_voice: Maker) -> None:
    add_files(folder, tiny_voice("de_DE-anna-low"))
    use(folder, "de_DE-anna-low")
    remove(folder, "de_DE-anna-low")

    assert list(folder.iterdir()) == []
    assert choose(folder, "deu").engine == "espeak"


def test_a_voice_of_a_package_cannot_be_removed(folder: Path) -> None:
    with pytest.raises(UsageError, match="hibari-heart"):
        remove(folder, "hibari-heart")


def test_the_card_beside_a_voice_tells_its_licence(folder: Path, tiny_voice: Maker) -> None:
    model = tiny_voice("de_DE-anna-low")
    model.with_name("MODEL_CARD").write_text("# Model card\n\n* Language: de\n* License: CC0\n", "utf-8")

    assert add_files(folder, model).licence == "CC0"


@pytest.mark.parametrize(
    "config",
    [
        b"",
        b"[]",
        b"{}",
        b'{"audio": 3}',
        b"\xff\xfe",
        tiny_config().replace(b"22050", b"7"),
        tiny_config().replace(b"num_speakers", b"n"),
    ],
)
def test_a_bad_configuration_is_refused(folder: Path, tiny_voice: Maker, config: bytes) -> None:
    model = tiny_voice("de_DE-anna-low")
    model.with_name(model.name + ".json").write_bytes(config)
    with pytest.raises(BadInput, match=r"anna-low\.onnx\.json"):
        add_files(folder, model)
    assert not folder.exists()


@pytest.mark.parametrize("data", [b"", b"junk", tiny_model()[:-20], tiny_model(["one", "two", "three"])])
def test_a_bad_model_is_refused(folder: Path, tiny_voice: Maker, data: bytes) -> None:
    model = tiny_voice("de_DE-anna-low")
    model.write_bytes(data)
    with pytest.raises(BadInput, match=r"anna-low\.onnx"):
        add_files(folder, model)
    assert not folder.exists()


def test_a_model_on_its_own_is_no_voice(folder: Path, tiny_voice: Maker) -> None:
    model = tiny_voice("de_DE-anna-low")
    model.with_name(model.name + ".json").unlink()
    with pytest.raises(BadInput, match="pair"):
        add_files(folder, model)


@pytest.mark.parametrize("name", [".hidden", "a b", "-x", "ä/ö"])
def test_a_name_that_could_do_harm_is_refused(folder: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput, match="name"):
        add_files(folder, tmp_path / f"{name}.onnx")


def test_files_that_are_no_voices_are_passed_over(folder: Path, tiny_voice: Maker) -> None:
    model = tiny_voice("de_DE-anna-low")
    folder.mkdir()
    shutil.copy(model, folder / "alone.onnx")
    (folder / "broken.onnx").write_bytes(b"")
    (folder / "broken.onnx.json").write_bytes(b"{")

    assert {voice.engine for voice in installed(folder)} == {"hibari", "espeak"}
