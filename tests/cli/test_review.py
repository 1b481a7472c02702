from collections.abc import Callable
from pathlib import Path

import pytest

from familytales.cli.pictures import encoded
from familytales.cli.run import Run
from familytales.domain.transcripts import Transcript
from familytales.library.store import Library
from tests.cli.conftest import Ran
from tests.scans import draw
from tests.workflow.test_reviewing import FIRST, SECOND, doubtful

Ft = Callable[..., Ran]


@pytest.fixture
def family(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library with one book of three pages: doubtful, sure, and without a word."""
    folder = tmp_path / "library"
    monkeypatch.setenv("FAMILYTALES_LIBRARY", str(folder))
    with Library.open(folder, create=True) as library:
        book = library.books.create("Letters")
        document = library.documents.create(library.threads.of_book(book.id)[0].id, "To Mabel")
        original = library.originals.add(draw(tmp_path / "scan.png", FIRST))
        blank = Transcript(760, 420, ())
        for made in (doubtful(FIRST, w2=0.4, w4=0.5, w7=0.85), doubtful(SECOND), blank):
            page = library.pages.create(document.id, original.sha256, 0, 760, 420)
            library.transcripts.put(page.id, "key", made)
    return folder


def text(ft: Ft, page: str) -> str:
    return str(ft("page", "show", page, "--json").json["text"])


@pytest.mark.usefixtures("family")
@pytest.mark.parametrize("command", [("review",), ("review", "Letters"), ("review", "queue", "b1", "--list")])
def test_the_queue_is_listed_where_nobody_can_be_asked(ft: Ft, command: tuple[str, ...]) -> None:
    ran = ft(*command, "--no-input", "--limit", "2")
    assert ran.code == 0
    assert ran.out.index("Dear Mabcl,") < ran.out.index("modem: low confidence (50%)")
    assert "3 lines worth a look, about 1 error to expect in Letters." in ran.out
    found = ft(*command, "--limit", "2", "--json").json
    assert [(item["page"], item["line"], item["errors"]) for item in found["queue"]] == [(1, 1, 0.6), (1, 2, 0.5)]
    assert found["queue"][1]["words"][0] | {"id": "w4", "probability": 0.5} == found["queue"][1]["words"][0]


@pytest.mark.usefixtures("family")
def test_a_line_is_shown_accepted_corrected_and_taken_back(ft: Ft, tmp_path: Path) -> None:
    assert "  > the modem barn" in ft("review", "show", "p1", "--line", "2", "--crop", tmp_path / "a.png").out
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert ft("review", "accept", "p1", "--line", "2").code == 0
    assert ft("correct", "p1", "--line", "1", "--to", "Dear Mabel,").code == 0
    queue = ft("review", "--json").json["queue"]
    assert [(item["page"], item["line"]) for item in queue] == [(2, 1), (2, 2), (1, 3)]
    assert ft("review", "take", "p2", "--line", "1").code == 0
    assert ft("review", "refuse", "p2", "--word", "w5").code == 0
    assert text(ft, "p2") == "I saw Mabel, and\nMabcl saw me"
    assert [item["line"] for item in ft("review", "--json").json["queue"]] == [3]
    history = ft("correct", "--history").out
    assert "Mabcl, → Mabel," in history
    assert "Mabcl: right as it is" in history
    for _ in range(4):
        assert ft("correct", "--undo").code == 0
    assert len(ft("review", "--json").json["queue"]) == 3


@pytest.mark.usefixtures("family")
def test_what_cannot_be_reviewed_is_a_usage_error(ft: Ft) -> None:
    assert ft("review", "accept", "p1", "--line", "9").code == 2
    assert ft("review", "take", "p1", "--line", "1").code == 2
    assert ft("review", "refuse", "p1", "--word", "w99").code == 8
    assert ft("review", "No such book").code == 2
    assert ft("correct", "p1", "--line", "1").code == 2
    assert ft("correct", "p1", "--line", "1", "--word", "w1", "--to", "x").code == 2


@pytest.mark.usefixtures("family")
def test_several_books_must_be_told_apart(ft: Ft, family: Path) -> None:
    with Library.open(family) as library:
        library.books.create("Diaries")
    assert "Letters (b1), Diaries (b2)" in ft("review").err
    assert ft("review", "b1", "--json").code == 0


@pytest.mark.usefixtures("family")
def test_a_page_without_words_is_typed_and_edited_like_any_other(
    ft: Ft, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def editor(script: str) -> None:
        path = tmp_path / "editor.sh"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        monkeypatch.setenv("EDITOR", str(path))

    editor('printf "The barn,\\nsummer 1947\\n\\nIda and Tom\\n" > "$1"')
    ran = ft("correct", "p3")
    assert ran.code == 0, ran.err
    assert text(ft, "p3") == "The barn,\nsummer 1947\n\nIda and Tom"
    words = ft("page", "show", "p3", "--words").out
    assert "h1" in words
    assert ft("search", "summer 1947", "--json").json["hits"][0]["subject"] == "p3"
    editor('sed -i.old s/1947/1948/ "$1"')
    assert ft("correct", "p3").code == 0
    assert "summer 1948" in text(ft, "p3")
    assert "typed: The barn," in ft("correct", "--history").out
    ft("correct", "--undo")
    ft("correct", "--undo")
    assert text(ft, "p3") == ""
    assert ft("library", "check", "--json").json["findings"] == []


@pytest.fixture
def desk(ft: Ft, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """`review` with a person at the terminal who gives these answers."""
    monkeypatch.setattr(Run, "attended", True)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    return lambda *answers: ft("review", "--yes", stdin="".join(f"{answer}\n" for answer in answers))


@pytest.mark.usefixtures("family")
def test_a_person_goes_through_the_queue(ft: Ft, desk: Callable[..., Ran]) -> None:
    ran = desk("e Dear Mabel,", "t", "", "q")
    assert ran.code == 0
    assert "The same stands on 1 page:" in ran.err
    assert "= Mabcl, → Mabel," in ran.err
    assert "1 accepted, 2 corrections." in ran.out
    assert text(ft, "p1").startswith("Dear Mabel,")
    assert text(ft, "p2") == "I saw Mabel, and\nMabcl saw me"


@pytest.mark.usefixtures("family")
def test_words_are_marked_refused_and_mended_everywhere(ft: Ft, desk: Callable[..., Ran]) -> None:
    desk("u Mabcl", "i modem", "q")
    assert text(ft, "p1").startswith("Dear [unclear: Mabcl?]\nthe [illegible] barn")
    ft("correct", "--undo")
    ft("correct", "--undo")
    assert "Mabcl" not in desk("e Dear Mabel,", "l", "q").out + text(ft, "p2")
    assert "0 accepted, 0 corrections, 1 step taken back." in desk("z", "q").out
    desk("r Mabcl", "q")
    assert [(item["page"], item["line"]) for item in ft("review", "--list", "--json").json["queue"]] == [(1, 2), (1, 3)]


@pytest.mark.usefixtures("family")
def test_what_makes_no_sense_is_told_and_asked_again(ft: Ft, desk: Callable[..., Ran]) -> None:
    ran = desk("i nowhere", "t", "l", "p", "x", "s", "s", "z")
    assert ran.code == 0
    for word in ("no word 'nowhere'", "Nothing is proposed", "no word that stands elsewhere", "no pictures", "Enter"):
        assert word in ran.err
    assert text(ft, "p1") == FIRST


@pytest.mark.parametrize(
    ("environment", "start"),
    [
        ({"TERM": "xterm-kitty"}, "\x1b_Ga=T,f=100,m=1;"),
        ({"TERM_PROGRAM": "iTerm.app"}, "\x1b]1337;File=inline=1;size=9000:"),
        ({"TERM": "xterm-256color"}, ""),
    ],
    ids=str,
)
def test_terminals_that_can_are_given_the_picture(environment: dict[str, str], start: str) -> None:
    made = encoded(bytes(9000), environment)
    assert made.startswith(start)
    assert bool(made) == bool(start)
    if "kitty" in environment.get("TERM", ""):
        assert made.count("\x1b_G") == 3
        assert "\x1b_Gm=0;" in made
