"""The first page of the web site: the cover, and every document as a card under its thread."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from familytales.binding import names
from familytales.binding.html import render
from familytales.binding.making import Making
from familytales.binding.site_document import length
from familytales.domain.books import Book, Document

_THUMB = (520, 520)
"""Twice the size cards show them at, for screens with fine pixels."""


@dataclass(frozen=True, slots=True)
class Card:
    """What the first page shows of a document; `thumb` and `length` are "" where there is none."""

    title: str
    url: str
    language: str
    note: str
    thumb: str = ""
    width: int = 0
    height: int = 0
    length: str = ""


@dataclass
class Shelf:
    """A thread's title and its cards, in order."""

    title: str
    cards: list[Card] = field(default_factory=list)


def card(book: Book, document: Document, url: str, *, thumb: str, size: tuple[int, int], heard: int) -> Card:
    """The card of a document that is heard for `heard` milliseconds (0: not narrated)."""
    note = " · ".join(filter(None, (names.date(document), names.clean(document.place))))
    tag = names.language(book, document)
    return Card(names.title(document), url, tag, note, thumb, *size, length(heard) if heard else "")


def thumbnail(view: Path) -> tuple[bytes, tuple[int, int]]:
    """A small JPEG of a page and its size in pixels; the same page gives the same bytes."""
    with Image.open(view) as image:
        image.draft("RGB", _THUMB)
        small = image.convert("RGB")
    small.thumbnail(_THUMB, Image.Resampling.LANCZOS)
    written = io.BytesIO()
    small.save(written, "JPEG", quality=82, optimize=True)
    return written.getvalue(), small.size


def index_html(book: Book, shelves: Sequence[Shelf], making: Making) -> str:
    """The first page."""
    tag = names.language(book)
    cards = [card for shelf in shelves for card in shelf.cards]
    return render(
        "site/index.html",
        root="",
        book=names.book_title(book),
        book_language=tag,
        book_direction=names.direction(tag),
        subtitle=names.clean(book.subtitle),
        author=names.clean(book.author),
        counts=making.counts,
        first=cards[0] if cards else None,
        threads=[{"title": names.clean(shelf.title), "cards": shelf.cards} for shelf in shelves],
        colophon=making.colophon(),
    )
