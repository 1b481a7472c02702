"""Plain text: the whole book in one file that any computer, now or in fifty years, can show."""

import textwrap
from collections.abc import Iterator
from pathlib import Path

from familytales.binding import names
from familytales.binding.passages import Passage, passages
from familytales.domain.books import Book
from familytales.domain.editions import Edition, EditionDocument
from familytales.domain.transcripts import BlockKind
from familytales.ports import Progress

_WIDTH = 78


class TextFormat:
    """UTF-8 text with lines of at most 78 letters, titles underlined."""

    name = "text"
    suffix = ".txt"
    needs_audio = False
    coding = None
    uses_views = False
    uses_scans = False
    version = "1"

    def bind(self, edition: Edition, target: Path, progress: Progress) -> None:
        """Write the file, one document at a time."""
        total = sum(len(thread.documents) for thread in edition.threads)
        done = 0
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.writelines(_opening(edition.book))
            for thread in edition.threads:
                if thread.documents and (title := names.clean(thread.title)):
                    file.writelines(_title(title, "="))
                for document in thread.documents:
                    file.writelines(_document(edition.content(document.id)))
                    done += 1
                    progress(done, total)


def _title(title: str, line: str) -> Iterator[str]:
    rows = textwrap.wrap(title, _WIDTH)
    yield "\n\n" + "\n".join(rows) + "\n" + line * max(map(len, rows)) + "\n"


def _opening(book: Book) -> Iterator[str]:
    rows = textwrap.wrap(names.book_title(book).upper(), _WIDTH)
    yield "\n".join(rows) + "\n" + "=" * max(map(len, rows)) + "\n"
    for line in filter(None, map(names.clean, (book.subtitle, book.author))):
        yield _wrapped(line) + "\n"


def _document(content: EditionDocument) -> Iterator[str]:
    yield from _title(names.title(content.document), "-")
    for label, value in names.facts(content.document):
        yield _wrapped(f"{label}: {value}", hanging="    ") + "\n"
    for passage in passages(content):
        yield "\n" + _passage(passage) + "\n"


def _passage(passage: Passage) -> str:
    if passage.kind is BlockKind.MARGINALIA:
        return "\n".join(textwrap.indent(_wrapped(line, width=_WIDTH - 4), "    ") for line in passage.lines)
    return "\n".join(_wrapped(line) for line in passage.lines)


def _wrapped(line: str, *, width: int = _WIDTH, hanging: str = "") -> str:
    rows = textwrap.wrap(line, width, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False)
    return "\n".join(rows)
