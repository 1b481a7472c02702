"""The nouns a family arranges: memory book, thread, document, page."""

from dataclasses import dataclass, field

from familytales.domain.provenance import Provenance


@dataclass(frozen=True, slots=True)
class Book:
    """A memory book: title, cover, threads.

    Attributes:
        id: number within its library, written `b1` on the command line.
        uid: stable identity for exports (a UUID), the same for the same title and first scan.
        languages: ISO 639-2/3 codes as Tesseract names them, main language first.
        voice: name of the voice that reads it, or "" for the best installed one of its language.
        cover_page: id of the page whose scan is the cover, or None for a made one.
    """

    id: int
    uid: str
    title: str
    subtitle: str = ""
    author: str = ""
    languages: tuple[str, ...] = ("eng",)
    voice: str = ""
    cover_page: int | None = None


@dataclass(frozen=True, slots=True)
class Thread:
    """A story line inside a book: documents in an order. Written `t1`. A book's first thread has the title ""."""

    id: int
    book_id: int
    title: str = ""
    voice: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A letter, a diary entry, a recipe, a photograph: pages in order. Written `d1`.

    `date` is EDTF as given (see `domain.dates`), "" when unknown. `languages` empty means the book's.
    """

    id: int
    thread_id: int
    title: str
    kind: str = "letter"
    date: str = ""
    author: str = ""
    people: tuple[str, ...] = ()
    place: str = ""
    provenance: Provenance = field(default_factory=Provenance)
    languages: tuple[str, ...] = ()
    voice: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One image to read. Written `p1`.

    Attributes:
        original: SHA-256 of the original it comes from.
        frame: which image of the original, from 0.
        width: pixels across, EXIF orientation applied.
        height: pixels down.
        dpi: dots per inch as the file claims, 0.0 when it does not say.
        name: the scan's file name as it came, for messages.
        taken: EXIF date and time (`2024-05-01T10:11:12`) or "".
        fingerprint: 64-bit perceptual hash as 16 hex digits, "" when there is none.
    """

    id: int
    document_id: int
    original: str
    frame: int
    width: int
    height: int
    dpi: float = 0.0
    name: str = ""
    taken: str = ""
    fingerprint: str = ""
