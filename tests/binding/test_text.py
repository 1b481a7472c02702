from dataclasses import replace
from pathlib import Path

import pytest

from familytales.binding.text import TextFormat
from familytales.domain.editions import Edition


def bind(edition: Edition, target: Path) -> str:
    TextFormat().bind(edition, target, lambda done, total: None)
    return target.read_bytes().decode("utf-8")


@pytest.fixture(scope="module")
def book(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> str:
    return bind(edition, tmp_path_factory.mktemp("text") / "book.txt")


def test_a_letter_is_title_facts_and_paragraphs(book: str) -> None:
    assert (
        "A Letter from the Farm\n"
        "----------------------\n"
        "Date: about August 1943\n"
        "Written by: Edward Kowalski\n"
        "People: Edward Kowalski, Wojciech\n"
        "Place: Łódź\n"
        "Kept in: Box 3, folder 2, item 14\n"
        "Note: Found in the attic\n"
        "\n"
        "A Letter from the Farm\n"
        "\n"
        "Dear Mother,\n"
        "\n"
        "We came home on Monday, and the whole orchard stood in bloom. Tell little\n"
        "Wojciech that his pony waits & eats <all> the apples. It was the warmest\n"
        "spring we ever saw. Write soon!\n"
        "\n"
        "Your loving son,\n"
        "Edward\n"
    ) in book


def test_threads_stand_above_their_documents(book: str) -> None:
    assert book.index("Oma's <box>\n===========") < book.index("Grüße aus Lübeck\n----------------")


def test_lines_are_short_and_furniture_is_left_out(book: str) -> None:
    lines = book.splitlines()
    assert max(map(len, lines)) <= 78
    assert "1" not in lines


def test_control_characters_reach_no_terminal(edition: Edition, tmp_path: Path) -> None:
    hostile = replace(edition, book=replace(edition.book, title="\x1b[31mred\x9b2J\x07", author="\x00"))
    assert bind(hostile, tmp_path / "book.txt").startswith("[31MRED2J\n=========\n")


def test_bound_twice_it_is_the_same(edition: Edition, book: str, tmp_path: Path) -> None:
    assert bind(edition, tmp_path / "again.txt") == book
