"""Markdown: the whole book in one file, for editors, wikis and programs; pages are marked by comments."""

import re
from collections.abc import Iterator
from pathlib import Path

from familytales.binding import html, names
from familytales.binding.passages import Passage, passages
from familytales.domain.books import Book
from familytales.domain.editions import Edition, EditionDocument
from familytales.domain.transcripts import BlockKind
from familytales.ports import Progress

_SPECIAL = re.compile(r"([\\`*_\[\]<>&~|$#])")
# What would start a list, a rule or an underline where it begins a line.
_LEADING = re.compile(r"^(\d{1,9}(?=[.)])|(?=[-+=]))")


class MarkdownFormat:
    """CommonMark: headings by thread and document, facts as a list, every letter of the text kept as it is."""

    name = "markdown"
    suffix = ".md"
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
                title = names.clean(thread.title)
                if thread.documents and title:
                    file.write(f"\n## {escaped(title)}\n")
                for document in thread.documents:
                    file.writelines(_document(edition.content(document.id), 3 if title else 2))
                    done += 1
                    progress(done, total)


def escaped(text: str) -> str:
    """The text as Markdown that shows exactly it, also at the start of a line."""
    return _LEADING.sub(r"\1\\", _inline(text))


def _inline(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _opening(book: Book) -> Iterator[str]:
    yield f"# {escaped(names.book_title(book))}\n"
    for line in filter(None, map(names.clean, (book.subtitle, book.author))):
        yield f"\n{escaped(line)}\n"


def _document(content: EditionDocument, level: int) -> Iterator[str]:
    yield f"\n{'#' * level} {escaped(names.title(content.document))}\n"
    facts = names.facts(content.document)
    if facts:
        yield "\n" + "".join(f"- **{label}:** {escaped(value)}\n" for label, value in facts)
    for part in html.sequence(passages(content), len(content.pages)):
        if not isinstance(part, html.PageStart):
            yield f"\n{_passage(part, level + 1)}\n"
        elif not part.marked:
            yield f"\n{_mark(part.number)}\n"


def _mark(page: int) -> str:
    return f"<!-- page {page} -->"


def _passage(passage: Passage, level: int) -> str:
    lines = _lines(passage)
    match passage.kind:
        case BlockKind.HEADING:
            return f"{'#' * level} {' '.join(lines)}"
        case BlockKind.MARGINALIA:
            return "\\\n".join(f"> {line}" for line in lines)
        case _:
            return "\\\n".join(lines)


def _lines(passage: Passage) -> list[str]:
    """The lines that are kept, escaped; the mark of a page that starts within them follows the word before it.

    A mark that began a line would end the paragraph.
    """
    found: list[str] = [""]
    page = passage.page
    for span in passage.spans:
        marks = "".join(f" {_mark(number)}" for number in range(page + 1, span.page + 1))
        page = max(page, span.page)
        if span.new_line:
            found[-1] += marks
            found.append(escaped(span.text))
        else:
            found[-1] += f"{marks}{span.space}{_inline(span.text)}" if found[-1] else escaped(span.text)
    return found
