"""What people call things on the command line: `b1`, `t2`, `d3`, `p4`, the number alone, or a title that is unique."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol, TypeVar

from familytales.domain.errors import UsageError

if TYPE_CHECKING:
    from familytales.domain.books import Book, Document, Page, Thread
    from familytales.library.store import Library


class _Titled(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def title(self) -> str: ...


_T = TypeVar("_T", bound=_Titled)


def book(library: "Library", text: str) -> "Book":
    """The book of that number or title.

    Raises:
        UsageError: there is none, or several have that title.
    """
    return _one(library.books.all(), "b", "book", text)


def books(library: "Library", text: str) -> list["Book"]:
    """The book of that number or title; every book when nothing is said."""
    return [book(library, text)] if text else list(library.books.all())


def thread(library: "Library", text: str) -> "Thread":
    """The thread of that number, or of that title where it is unique."""
    number = _number("t", text)
    if number is not None:
        return library.threads.get(number)
    return _one((t for b in library.books.all() for t in library.threads.of_book(b.id)), "t", "thread", text)


def document(library: "Library", text: str) -> "Document":
    """The document of that number, or of that title where it is unique."""
    number = _number("d", text)
    if number is not None:
        return library.documents.get(number)
    return _one((d for b in library.books.all() for d in library.documents.of_book(b.id)), "d", "document", text)


def page(library: "Library", text: str) -> "Page":
    """The page of that number.

    Raises:
        UsageError: it is not the number of a page.
    """
    number = _number("p", text)
    if number is None:
        raise UsageError(f"{text!r} is not a page.", remedy="Pages are written p1, p2, ...; `familytales page list`.")
    return library.pages.get(number)


def _number(letter: str, text: str) -> int | None:
    found = re.fullmatch(rf"{letter}?(\d{{1,18}})", text.strip(), re.IGNORECASE)
    return int(found[1]) if found else None


def _one(things: Iterable[_T], letter: str, noun: str, text: str) -> _T:
    found = list(things)
    same = [thing for thing in found if thing.title == text]
    same = same or [thing for thing in found if thing.title.casefold() == text.strip().casefold()]
    if not same and (number := _number(letter, text)) is not None:
        same = [thing for thing in found if thing.id == number]
    if len(same) == 1:
        return same[0]
    if same:
        numbers = ", ".join(f"{letter}{thing.id}" for thing in same)
        raise UsageError(f"Several {noun}s are called {text!r}: {numbers}.", remedy="Give the number instead.")
    raise UsageError(f"There is no {noun} {text!r}.", remedy=f"`familytales {noun} list` shows what there is.")
