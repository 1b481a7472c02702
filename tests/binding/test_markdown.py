from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from familytales.binding.markdown import MarkdownFormat, escaped
from familytales.binding.names import clean
from familytales.domain.editions import Edition
from tests.binding.editions import HOSTILE

awkward = st.text(st.sampled_from("ab 1.)-+=#*_`~<>[]()!&;\\|:/\"'$"), min_size=1)


def rendered(text: str) -> tuple[list[str], list[str]]:
    """The kinds of blocks a parser sees, and what its inline parts say."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    said = ["".join(_said(child) for child in token.children or []) for token in tokens if token.type == "inline"]
    return [token.type for token in tokens if token.nesting == 1], said


def _said(token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    return token.content if token.type in ("text", "html_inline", "text_special") else f"({token.type})"


@pytest.fixture(scope="module")
def book(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> str:
    target = tmp_path_factory.mktemp("markdown") / "book.md"
    MarkdownFormat().bind(edition, target, lambda done, total: None)
    return target.read_text("utf-8")


@given((st.text() | awkward).map(clean).filter(bool))
def test_any_text_is_shown_exactly(text: str) -> None:
    assert rendered(escaped(text)) == (["paragraph_open"], [text])
    assert rendered(f"## {escaped(text)}") == (["heading_open"], [text])
    assert rendered(f"first\\\n{escaped(text)}") == (["paragraph_open"], [f"first\n{text}"])


def test_threads_documents_and_headings_are_levels(book: str) -> None:
    assert [line for line in book.splitlines() if line.startswith("#")] == [
        "# The Kowalski Letters \\& \\<other\\> papers",
        "## A Letter from the Farm",
        "### A Letter from the Farm",
        "## Oma's \\<box\\>",
        "### Grüße aus Lübeck",
        "### Aunt \"Mae\" \\& \\<script\\>alert('x')\\</script\\>",
    ]


def test_facts_are_listed(book: str) -> None:
    assert "- **Date:** about August 1943\n" in book
    assert "- **Kept in:** Box 3, folder 2, item 14\n" in book


def test_pages_are_marked_where_they_start(book: str) -> None:
    assert "\n<!-- page 1 -->\n\n### A Letter" in book
    assert "It was the <!-- page 2 --> warmest spring" in book


def test_kept_lines_break_and_nothing_hostile_is_markup(book: str) -> None:
    _, said = rendered(book)
    assert "Your loving son,\nEdward" in said
    assert HOSTILE in said
    assert "</script><script>alert(1)</script> ]]> 1920" in said


def test_bound_twice_it_is_the_same_and_progress_is_told(edition: Edition, book: str, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    MarkdownFormat().bind(edition, tmp_path / "a.md", lambda done, total: told.append((done, total)))
    assert (tmp_path / "a.md").read_bytes() == book.encode()
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_narration_makes_no_difference(edition: Edition, book: str, tmp_path: Path) -> None:
    silent = replace(edition, content=lambda number: replace(edition.content(number), narration=None, audio=None))
    MarkdownFormat().bind(silent, tmp_path / "silent.md", lambda done, total: None)
    assert (tmp_path / "silent.md").read_text("utf-8") == book
