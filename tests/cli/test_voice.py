import wave
from collections.abc import Callable
from pathlib import Path

from familytales.library.store import Library
from tests.cli.conftest import Ran

Ft = Callable[..., Ran]


def test_voices_are_listed_and_filtered(ft: Ft) -> None:
    found = ft("voice", "list", "--language", "en", "--json").json["voices"]
    assert {voice["language"] for voice in found} == {"eng"}
    assert "hibari" in ft("voice").out
    assert "no such voice" in ft("voice", "list", "--language", "xyz").out


def test_a_voice_is_chosen_for_its_language_or_for_a_book(ft: Ft, tmp_path: Path) -> None:
    name = ft("voice", "list", "--language", "eng", "--json").json["voices"][0]["name"]
    assert ft("voice", "use", name).code == 0
    assert ft("voice", "list", "--json").json["chosen"] == [name]
    with Library.open(tmp_path / "library", create=True) as library:
        library.books.create("Letters")
    here = ("--library", tmp_path / "library")
    assert ft("voice", "use", name, "--book", "Letters", *here).code == 0
    assert ft("voice", "use", name, "--thread", "t1", *here).code == 0
    assert ft("voice", "use", name, "--author", "Ida", *here).code == 0
    with Library.open(tmp_path / "library") as library:
        assert library.author_voices.get("Ida") == name
    assert ft("book", "show", "b1", "--json", *here).json["book"]["voice"] == name
    assert ft("voice", "use", name, "--book", "b1", "--thread", "t1", *here).code == 2


def test_a_voice_says_a_sample(ft: Ft, tmp_path: Path) -> None:
    target = tmp_path / "hello.wav"
    assert ft("voice", "sample", "hibari-heart", "--text", "Hello there.", "--out", target).code == 0
    with wave.open(str(target)) as file:
        assert file.getnchannels() == 1
        assert file.getnframes() > file.getframerate() // 2


def test_what_is_no_voice_is_told(ft: Ft, tmp_path: Path) -> None:
    assert ft("voice", "use", "nobody").code == 5
    assert ft("voice", "sample", "nobody").code == 5
    assert ft("voice", "remove", "nobody").code == 2
    assert ft("voice", "remove", "nobody", "--yes").code == 5
    (tmp_path / "a.onnx").write_bytes(b"not a model")
    assert ft("voice", "add", tmp_path / "a.onnx").code == 8


def test_offline_fetches_nothing(ft: Ft) -> None:
    for command in (("voice", "add", "en_GB-alba-medium"), ("voice", "list", "--available")):
        ran = ft(*command, "--offline")
        assert ran.code == 2
        assert "ffline" in ran.err
