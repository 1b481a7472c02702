"""Every book in numbers: a few queries, whatever the size of the library."""

from dataclasses import dataclass

from familytales.domain.books import Book
from familytales.library.store import Library


@dataclass(frozen=True, slots=True)
class Overview:
    """A book in numbers; `read` is how many of its pages have a transcript."""

    book: Book
    documents: int
    pages: int
    read: int


def overviews(library: Library) -> list[Overview]:
    """Every book, in the order they were made."""
    counts, read = library.books.counts(), library.pages.read_counts()
    return [Overview(book, *counts.get(book.id, (0, 0)), read.get(book.id, 0)) for book in library.books.all()]
