import wave
from collections.abc import Callable
from pathlib import Path

import pytest

from familytales.domain.transcripts import Block, Box, Line, Transcript, Word
from familytales.library.store import Library
from tests.cli.conftest import Ran

Ft = Callable[..., Ran]
TEXT = "Zbyszek saw Wm. and Zbyszek's Wojciech. I have read it to Zbyszek and Mother."


@pytest.fixture(autouse=True)
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book with one page that was read; every command looks there."""
    folder = tmp_path / "library"
    monkeypatch.setenv("FAMILYTALES_LIBRARY", str(folder))
    monkeypatch.chdir(tmp_path)
    scan = tmp_path / "scan.png"
    scan.write_text("scan")
    words = tuple(Word(f"w{at}", text, Box(50 * at, 0, 50 * at + 40, 20), 1.0) for at, text in enumerate(TEXT.split()))
    with Library.open(folder, create=True) as opened:
        book = opened.books.create("Letters")
        document = opened.documents.create(opened.threads.of_book(book.id)[0].id, "To Ida", author="Tom")
        page = opened.pages.create(document.id, opened.originals.add(scan).sha256, 0, 1000, 1000)
        opened.transcripts.put(page.id, "key", Transcript(1000, 1000, (Block((Line(words),)),)))
    return folder


def listed(ft: Ft, *more: str) -> list[str]:
    return [one["word"] for one in ft("lexicon", "list", *more, "--json").json["entries"]]


def test_words_are_said_in_the_library_a_book_by_an_author_or_in_a_place(ft: Ft) -> None:
    assert ft("lexicon", "add", "Wojciech", "--say", "VOY-chekh").code == 0
    assert ft("lexicon", "add", "Ida", "--ipa", "ˈiːda", "--book", "b1", "--language", "de").code == 0
    assert ft("lexicon", "add", "Tom", "--say", "tomm", "--author", "Aunt Ida").code == 0
    assert ft("lexicon", "add", "Zbyszek", "--say", "sehlig", "--at", "p1-w4").code == 0
    assert listed(ft) == ["Wojciech", "Ida", "Tom", "Zbyszek"]
    assert "p1-w4" in ft("lexicon", "list", "--book", "Letters").out
    assert ft("lexicon", "remove", "Zbyszek").code == 2
    assert ft("lexicon", "remove", "Zbyszek", "--at", "p1-w4").code == 0
    assert ft("lexicon", "remove", "Tom", "--author", "Aunt Ida").code == 0
    assert ft("lexicon", "remove", "Ida", "--book", "b1", "--language", "deu").code == 0
    assert ft("lexicon", "remove", "Wojciech").code == 0
    assert ft("lexicon", "list").out.strip() == "The lexicon is empty."


def test_a_place_must_be_one(ft: Ft) -> None:
    assert ft("lexicon", "add", "Wojciech", "--say", "x", "--at", "p1").code == 0
    assert "p1-w0, p1-w4, p1-w11" in ft("lexicon", "add", "Zbyszek", "--say", "x", "--at", "p1").err
    for place in ("p1-w1", "p9", "here"):
        assert ft("lexicon", "add", "Zbyszek", "--say", "x", "--at", place).code == 2
    assert ft("lexicon", "add", "Zbyszek", "--say", "x", "--at", "p1-w0", "--book", "b1").code == 2


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (["Ida"], "how it is said"),
        (["Ida", "--ipa", "☃!"], "No voice can say"),
        (["Ida", "--say", "..."], "No voice can say"),
        (["house", "--say", "x", "--part", "noun"], "no reading"),
        (["read", "--say", "x", "--part", "street"], "read has verb and past"),
    ],
)
def test_what_no_voice_can_use_is_refused(ft: Ft, entry: list[str], reason: str) -> None:
    ran = ft("lexicon", "add", *entry)
    assert ran.code == 2
    assert reason in ran.err
    assert listed(ft) == []


def test_what_is_no_sound_is_named(ft: Ft) -> None:
    ran = ft("lexicon", "add", "Ida", "--ipa", "ˈiːd☃a")
    assert ran.code == 0
    assert "left out: ☃" in ran.err


def test_words_no_dictionary_knows_are_suggested(ft: Ft) -> None:
    words = ft("lexicon", "suggest", "Letters", "--json").json["words"]
    assert [(one["word"], one["count"]) for one in words] == [("Zbyszek", 3), ("Wojciech", 1)]
    assert "ɪ" in words[0]["ipa"]
    assert words[0]["place"] == {"page_id": 1, "word_id": "w0"}
    ft("lexicon", "add", "Zbyszek", "--say", "TSEH-lik")
    assert [one["word"] for one in ft("lexicon", "suggest", "--json").json["words"]] == ["Wojciech"]
    ft("voice", "use", "espeak-en-US", "--book", "Letters")
    assert [one["word"] for one in ft("lexicon", "suggest", "--json").json["words"]] == ["Wojciech"]


def test_a_word_is_heard_as_it_would_be_said_now(ft: Ft, tmp_path: Path) -> None:
    assert ft("lexicon", "say", "Zbyszek").code == 0
    before = (tmp_path / "Zbyszek.wav").read_bytes()
    ft("lexicon", "add", "Zbyszek", "--ipa", "ˈtsɛlɪk", "--book", "Letters")
    assert ft("lexicon", "say", "Zbyszek", "--json").json["ipa"] != "ˈtsɛlɪk"
    assert (tmp_path / "Zbyszek.wav").read_bytes() == before
    assert ft("lexicon", "say", "Zbyszek", "--book", "Letters", "--json").json["ipa"] == "ˈtsɛlɪk"
    assert (tmp_path / "Zbyszek.wav").read_bytes() != before
    assert ft("lexicon", "say", "Zbyszek", "--say", "zelligg", "--voice", "espeak-en-US", "--out", "x.wav").code == 0
    with wave.open(str(tmp_path / "x.wav")) as file:
        assert file.getnframes() > file.getframerate() // 5
    assert ft("lexicon", "say", "...").code == 2


@pytest.mark.parametrize("name", ["names.csv", "names.pls"])
def test_entries_are_passed_on(ft: Ft, name: str) -> None:
    ft("lexicon", "add", "Ida", "--ipa", "ˈiːda", "--language", "de")
    ft("lexicon", "add", "Sean", "--say", "shawn", "--language", "de", "--book", "Letters")
    assert ft("lexicon", "export", name).code == 0
    for word, book in (("Ida", ""), ("Sean", "Letters")):
        ft("lexicon", "remove", word, "--language", "de", *(["--book", book] if book else []))
    brought = ft("lexicon", "import", name, "--book", "b1", "--json").json
    assert (brought["changed"], brought["same"]) == (2, 0)
    assert listed(ft, "--book", "b1") == ["Ida", "Sean"]
    assert ft("lexicon", "import", name, "--book", "b1", "--json").json["same"] == 2


def test_a_file_comes_in_whole_or_not_at_all(ft: Ft, tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text("word,say,book\nIda,EYE-da,\nTom,tomm,Diary\n")
    ran = ft("lexicon", "import", "names.csv")
    assert ran.code == 8
    assert "line 3" in ran.err
    assert "no book 'Diary'" in ran.err
    assert listed(ft) == []
    (tmp_path / "names.txt").write_text("Ida")
    assert ft("lexicon", "import", "names.txt").code == 2
    assert ft("lexicon", "import", "gone.csv").code == 8
    assert ft("lexicon", "export", "names.txt").code == 2
    (tmp_path / "bad.csv").write_bytes(b"word,say\n\xff,x\n")
    assert ft("lexicon", "import", "bad.csv").code == 8


def test_a_pls_file_holds_no_authors_own_way(ft: Ft, tmp_path: Path) -> None:
    ft("lexicon", "add", "Ida", "--say", "eeda")
    ft("lexicon", "add", "Ida", "--say", "eyeda", "--author", "Tom")
    assert ft("lexicon", "export", "names.pls", "--json").json["entries"] == 1
    assert "<alias>eeda</alias>" in (tmp_path / "names.pls").read_text("utf-8")


def test_sounds_that_no_voice_has_are_named(ft: Ft) -> None:
    ran = ft("lexicon", "add", "Xhosa", "--ipa", "ˈǃɔsa")
    assert ran.code == 0
    assert "left out: ǃ" in ran.err


def test_a_pls_file_holds_one_language(ft: Ft) -> None:
    ft("lexicon", "add", "Ida", "--say", "x", "--language", "de")
    ft("lexicon", "add", "Ida", "--say", "y", "--language", "fr")
    assert ft("lexicon", "export", "names.pls").code == 2
    assert ft("lexicon", "export", "names.pls", "--language", "fr", "--json").json["entries"] == 1
