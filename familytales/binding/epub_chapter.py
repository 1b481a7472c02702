"""One document as a chapter of an e-book: its facts, its scans and its text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup
from PIL import Image

from familytales.binding import credits, html, names
from familytales.binding.passages import Passage
from familytales.domain.books import Book
from familytales.domain.editions import EditionDocument


@dataclass(frozen=True, slots=True)
class Chapter:
    """What the book's navigation and manifest need to know of a chapter, kept when its document is let go.

    Attributes:
        name: file name without folder and suffix, unique in the book.
        title: never empty.
        pages: labels of its pages: numbers that run through the book.
        duration: milliseconds of its media overlay; 0 where there is none.
    """

    name: str
    title: str
    pages: tuple[int, ...]
    duration: int = 0


@dataclass(frozen=True, slots=True)
class _Text:
    text: Markup


@dataclass(frozen=True, slots=True)
class _Scan:
    label: int
    marked: bool
    image: str
    width: int
    height: int
    alt: str


def chapter_xhtml(
    book: Book, thread: str, content: EditionDocument, found: Sequence[Passage], labels: Sequence[int]
) -> str:
    """The chapter as an XHTML file of `EPUB/text/`; `labels` has one number for each page of the document."""
    tag = names.language(book, content.document)
    return html.render(
        "epub/chapter.xhtml",
        language=tag,
        direction=names.direction(tag),
        title=names.title(content.document),
        thread=names.clean(thread),
        facts=(*names.facts(content.document), *credits.facts(content)),
        parts=_parts(content, found, labels),
    )


def _parts(content: EditionDocument, found: Sequence[Passage], labels: Sequence[int]) -> Iterator[_Text | _Scan]:
    def marker(number: int) -> Markup:
        label = labels[number - 1]
        return Markup('<span epub:type="pagebreak" role="doc-pagebreak" id="page-{0}" aria-label="{0}"></span>').format(
            label
        )

    for part in html.sequence(found, len(content.pages)):
        if isinstance(part, html.PageStart):
            yield _scan(content, part, labels[part.number - 1])
        else:
            yield _Text(html.paragraph(part, marker, every_word=False))


def _scan(content: EditionDocument, start: html.PageStart, label: int) -> _Scan:
    page = content.pages[start.number - 1]
    width, height = jpeg_size(page.view)
    text = "its text is in this chapter" if page.transcript.blocks else "no text was found on it"
    alt = f"Scan of page {start.number} of {names.title(content.document)}; {text}."
    return _Scan(label, start.marked, f"../images/{label}.jpg", width, height, alt)


def jpeg_size(path: Path) -> tuple[int, int]:
    """Width and height in pixels from the file's header."""
    with Image.open(path) as image:
        return image.size
