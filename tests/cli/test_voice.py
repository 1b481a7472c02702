import wave
from collections.abc import Callable
from pathlib import Path

from familytales.domain.transcripts import Block, Box, Line, Transcript, Word
from familytales.library.store import Library
from tests.cli.conftest import Ran

Ft = Callable[..., Ran]


def test_voices_are_listed_and_filtered(ft: Ft) -> None:
    found = ft("voice", "list", "--language", "en", "--json").json["voices"]
    assert {voice["language"] for voice in found} == {"eng"}
    assert "hibari" in ft("voice").out
    assert "no such voice" in ft("voice", "list", "--language", "xyz").out
    assert "espeak-de" in ft("voice", "list", "--language", "deu").out
    short = ft("voice", "list").out
    assert "espeak-de" not in short
    assert "more, for nearly every language" in short


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
        assert library.casting.of_author("Ida") == name
    assert ft("book", "show", "b1", "--json", *here).json["book"]["voice"] == name
    assert ft("voice", "use", name, "--book", "b1", "--thread", "t1", *here).code == 2
    assert ft("voice", "use", "best", "--author", "Ida", *here).code == 0
    assert ft("voice", "use", "best", "--book", "Letters", *here).code == 0
    assert ft("voice", "use", "best", *here).code == 2
    with Library.open(tmp_path / "library") as library:
        assert library.casting.of_author("Ida") == library.books.get(1).voice == ""


def test_another_voice_may_read_what_is_quoted(ft: Ft, tmp_path: Path) -> None:
    with Library.open(tmp_path / "library", create=True) as library:
        library.books.create("Letters")
    here = ("--library", tmp_path / "library")
    assert ft("voice", "use", "hibari-heart", "--quotations", *here).code == 0
    assert ft("voice", "use", "espeak-en-US", "--quotations", "--book", "Letters", *here).code == 0
    assert ft("voice", "use", "hibari-heart", "--quotations", "--author", "Ida", *here).code == 2
    with Library.open(tmp_path / "library") as library:
        assert [library.casting.of_quotations(book) for book in (1, 2)] == ["espeak-en-US", "hibari-heart"]


def test_a_voice_has_its_pace_and_pauses(ft: Ft, tmp_path: Path) -> None:
    here = ("--library", tmp_path / "library", "--json")
    assert ft("voice", "set", "hibari-heart", "--speed", "0.9", *here).json["manner"] == {"speed": 0.9, "pauses": 1.0}
    ft("voice", "set", "hibari-heart", "--pauses", "1.5", *here)
    assert ft("voice", "set", "hibari-heart", *here).json["manner"] == {"speed": 0.9, "pauses": 1.5}
    assert ft("voice", "set", "hibari-heart", "--speed", "9", *here).code == 2


def test_a_voice_says_a_sample(ft: Ft, tmp_path: Path) -> None:
    target = tmp_path / "hello.wav"
    assert ft("voice", "sample", "hibari-heart", "--text", "Hello there.", "--out", target).code == 0
    with wave.open(str(target)) as file:
        assert file.getnchannels() == 1
        assert file.getnframes() > file.getframerate() // 2


def test_a_voice_says_the_first_sentences_of_a_book(ft: Ft, tmp_path: Path) -> None:
    text = "Dear Ida, we came on Aug. 3d. It rained all the way and the road was very bad, so that we were late."
    words = tuple(Word(f"w{at}", word, Box(at, 0, at + 1, 9), 1.0) for at, word in enumerate(text.split()))
    (tmp_path / "scan.png").write_text("scan")
    with Library.open(tmp_path / "library", create=True) as library:
        book = library.books.create("Letters")
        document = library.documents.create(library.threads.of_book(book.id)[0].id, "To Ida")
        page = library.pages.create(document.id, library.originals.add(tmp_path / "scan.png").sha256, 0, 100, 100)
        ask = ("voice", "sample", "hibari-heart", "--book", "Letters", "--library", tmp_path / "library")
        assert ft(*ask, "--out", tmp_path / "a.wav").code == 2
        library.transcripts.put(page.id, "key", Transcript(100, 100, (Block((Line(words),)),)))
    assert ft(*ask, "--out", tmp_path / "a.wav").code == 0
    with wave.open(str(tmp_path / "a.wav")) as file:
        assert 5 < file.getnframes() / file.getframerate() < 12
    assert ft(*ask, "--text", "x").code == 2


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
