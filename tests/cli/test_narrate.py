"""`narrate` is a group and a command at once: what names no other command is a book."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from familytales.cli.app import app
from familytales.library.store import Library


@pytest.fixture
def library(tmp_path: Path) -> Path:
    with Library.open(tmp_path / "library", create=True) as opened:
        book = opened.books.create("Letters")
        opened.documents.create(opened.threads.of_book(book.id)[0].id, "To Mabel")
    return tmp_path / "library"


def ft(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(arguments))
    return result.exit_code, result.output


def test_help_shows_what_else_it_does() -> None:
    code, shown = ft("narrate", "--help")
    assert code == 0
    assert all(name in shown for name in ("book", "import", "forget"))


@pytest.mark.parametrize("words", [("Nobody",), ("book", "Nobody"), ("--quiet", "Nobody")])
def test_anything_else_is_a_book(library: Path, words: tuple[str, ...]) -> None:
    code, shown = ft("narrate", *words, "--library", str(library))
    assert code == 2
    assert "Nobody" in shown


def test_other_groups_still_know_their_commands(library: Path) -> None:
    code, shown = ft("book", "lisst", "--library", str(library))
    assert code == 2
    assert "lisst" in shown


def test_a_document_without_a_recording_has_none_to_forget(library: Path) -> None:
    code, shown = ft("narrate", "forget", "d1", "--library", str(library))
    assert code == 0
    assert "there was no recording" in shown


def test_a_recording_needs_a_name(library: Path, tmp_path: Path) -> None:
    code, _ = ft("narrate", "import", "d1", str(tmp_path / "a.wav"), "--library", str(library))
    assert code == 2
