"""What things are called in a bound book: titles, file names, and the facts shown above a document."""

import re
import unicodedata
from collections.abc import Iterator

from familytales.domain.books import Book, Document
from familytales.domain.dates import display
from familytales.domain.editions import Edition
from familytales.domain.languages import bcp47

# What XML 1.0 allows in a document, less the control characters that a terminal would obey; anything else would make
# a whole chapter unreadable.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "yi"})
# Letters that Unicode does not take apart into a plain letter and a mark.
_PLAIN = str.maketrans({"ß": "ss", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"})
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


def legal(text: str) -> str:
    """The text without characters that XML, and so EPUB, cannot hold (control characters, lone surrogates)."""
    return _FORBIDDEN.sub("", text)


def clean(text: str) -> str:
    """The text on one line, without characters that XML cannot hold: for titles and names."""
    return " ".join(legal(text).split())


def stem(number: int, title: str, *, longest: int = 48) -> str:
    """A file name without suffix that every file system and every web server takes: `007-grusse-aus-lubeck`."""
    plain = unicodedata.normalize("NFKD", title.lower().translate(_PLAIN)).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", plain)[:longest].strip("-")
    return f"{number:03}-{slug}" if slug else f"{number:03}"


def title(document: Document) -> str:
    """The document's title on one line, never empty."""
    return clean(document.title) or "Untitled"


def book_title(book: Book) -> str:
    """The book's title on one line, never empty."""
    return clean(book.title) or "Memory book"


def language(book: Book, document: Document | None = None) -> str:
    """BCP 47 tag of the document's (or the book's) main language; `und` where none is known."""
    codes = (document.languages if document else ()) or book.languages
    tag = bcp47(codes[0]) if codes else ""
    return tag if _TAG.fullmatch(tag) else "und"


def languages(edition: Edition) -> tuple[str, ...]:
    """BCP 47 tags of the whole book, main language first."""
    codes = [*edition.book.languages, *(c for t in edition.threads for d in t.documents for c in d.languages)]
    tags = dict.fromkeys(bcp47(code) for code in codes)
    return tuple(tag for tag in tags if _TAG.fullmatch(tag)) or ("und",)


def direction(tag: str) -> str:
    """`rtl` for languages written from right to left, else `ltr`."""
    return "rtl" if tag.split("-")[0] in _RIGHT_TO_LEFT else "ltr"


def date(document: Document) -> str:
    """When the document was written, for people (`about August 1943`); "" when that is not known."""
    return clean(display(clean(document.date)))


def facts(document: Document) -> tuple[tuple[str, str], ...]:
    """What is known about a document, as (label, value) pairs ready to be shown; unknown things are left out."""
    return tuple((label, value) for label, value in _facts(document) if value)


def _facts(document: Document) -> Iterator[tuple[str, str]]:
    yield "Date", date(document)
    yield "Written by", clean(document.author)
    yield "People", ", ".join(filter(None, map(clean, document.people)))
    yield "Place", clean(document.place)
    yield "Kept in", clean(document.provenance.label)
    yield "Note", clean(document.provenance.note)
