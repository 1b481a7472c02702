"""A library in a temporary folder, and small transcripts to put into it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from familytales.domain.books import Document, Page
from familytales.domain.transcripts import Block, Box, Line, Transcript, Word
from familytales.library.store import Library

MakePages = Callable[..., list[Page]]


def transcript(text: str, *, engine: str = "tesseract", first: int = 1) -> Transcript:
    """One block; a line of ink for each line of text, every word 40 pixels wide; a final hyphen is a broken word."""
    lines, number = [], first
    for row, line in enumerate(text.splitlines()):
        words = []
        for column, word in enumerate(line.split()):
            box = Box(50 * column, 30 * row, 50 * column + 40, 30 * row + 20)
            words.append(Word(f"w{number}", word, box, 0.9, hyphenated=word.endswith("-")))
            number += 1
        lines.append(Line(tuple(words)))
    return Transcript(1000, 1400, (Block(tuple(lines)),) if lines else (), engine=engine)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", create=True) as opened:
        yield opened


@pytest.fixture
def document(library: Library) -> Document:
    book = library.books.create("Letters from Vienna")
    return library.documents.create(library.threads.of_book(book.id)[0].id, "To Mabel")


@pytest.fixture
def make_pages(library: Library, tmp_path: Path) -> MakePages:
    def make(document_id: int, *texts: str) -> list[Page]:
        pages = []
        for number, text in enumerate(texts):
            scan = tmp_path / f"scan{document_id}-{number}.png"
            scan.write_text(f"{document_id} {number} {text}")
            sha256 = library.originals.add(scan).sha256
            page = library.pages.create(document_id, sha256, 0, 1000, 1400, name=scan.name)
            library.transcripts.put(page.id, f"key{page.id}", transcript(text))
            pages.append(page)
        return pages

    return make
