"""Pages: images to read, in the order of their documents, and finding scans that are there already."""

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import combinations

from familytales.domain.books import Page
from familytales.library.catalogue import Catalogue, Codec
from familytales.library.database import Database
from familytales.library.history import History
from familytales.library.texts import one_line, valid
from familytales.library.trash import Trash, TrashItem

IN_ORDER = """FROM threads t JOIN documents d ON d.thread_id = t.id JOIN pages p ON p.document_id = d.id
WHERE t.book_id = ? AND t.trash IS NULL AND d.trash IS NULL AND p.trash IS NULL
ORDER BY t.position, t.id, d.position, d.id, p.position, p.id"""

BANDS = 4
BAND_BITS = 16
"""A 64-bit fingerprint is looked up by four indexed parts of 16 bits: fingerprints that differ in `n` bits have a part
that differs in at most `n // 4`, so looking up the few values that near finds every one of them without a scan."""

FARTHEST = 15
"""Largest distance `similar` accepts: 697 values per part are looked up for it, 2517 would be for 16."""


class Pages(Catalogue):
    """The pages of a library."""

    table = "pages"
    codecs: dict[str, Codec] = {}  # noqa: RUF012 - a page is what its scan is: nothing to edit but its place

    def __init__(self, database: Database, history: History, trash: Trash) -> None:
        super().__init__(database, history)
        self._trash = trash

    def create(
        self,
        document_id: int,
        original: str,
        frame: int,
        width: int,
        height: int,
        *,
        dpi: float = 0.0,
        name: str = "",
        taken: str = "",
        fingerprint: str = "",
    ) -> Page:
        """A new page at the end of a document; its original must be stored already.

        Raises:
            ValueError: the fingerprint is not 16 hexadecimal digits.
            UsageError: there is no such document.
        """
        if fingerprint:
            fingerprint = f"{_bits(fingerprint):016x}"
        self._row(document_id, "documents")
        with self._db.atomic():
            page_id = self._db.insert(
                "pages",
                document_id=document_id,
                original=original,
                frame=frame,
                width=width,
                height=height,
                dpi=dpi,
                name=valid(name),
                taken=one_line(taken, "date taken"),
                fingerprint=fingerprint,
                position=self._next_position(document_id),
            )
        return self.get(page_id)

    def get(self, page_id: int) -> Page:
        """One page.

        Raises:
            UsageError: there is none of that number, or it is in the trash.
        """
        return _page(self._row(page_id))

    def of_document(self, document_id: int) -> tuple[Page, ...]:
        """A document's pages, in order."""
        sql = "SELECT * FROM pages WHERE document_id = ? AND trash IS NULL ORDER BY position, id"
        return tuple(map(_page, self._db.rows(sql, (document_id,))))

    def of_book(self, book_id: int) -> tuple[Page, ...]:
        """A book's pages, thread by thread and document by document, in order."""
        return tuple(map(_page, self._db.rows(f"SELECT p.* {IN_ORDER}", (book_id,))))

    def find_original(self, sha256: str) -> list[Page]:
        """The pages made from an original."""
        sql = "SELECT * FROM pages WHERE original = ? AND trash IS NULL ORDER BY frame, id"
        return list(map(_page, self._db.rows(sql, (sha256,))))

    def similar(self, fingerprint: str, max_distance: int) -> list[Page]:
        """Pages whose fingerprint differs in at most `max_distance` of 64 bits, the nearest first.

        Raises:
            ValueError: the fingerprint is not 16 hexadecimal digits, or the distance above `FARTHEST`.
        """
        if not 0 <= max_distance <= FARTHEST:
            raise ValueError(f"distance {max_distance} is not between 0 and {FARTHEST}")
        wanted = _bits(fingerprint)
        found: set[tuple[int, int]] = set()
        for band in range(BANDS):
            for page_id, fingerprint in self._near(band, wanted, max_distance // BANDS):
                distance = (int(fingerprint, 16) ^ wanted).bit_count()
                if distance <= max_distance:
                    found.add((distance, page_id))
        return [self.get(page_id) for _, page_id in sorted(found)]

    def _near(self, band: int, wanted: int, flips: int) -> list[sqlite3.Row]:
        part = wanted >> BAND_BITS * (BANDS - 1 - band) & 0xFFFF
        values = [f"{value:04x}" for value in _flipped(part, flips)]
        sql = f"""SELECT id, fingerprint FROM pages WHERE fingerprint <> '' AND trash IS NULL
            AND substr(fingerprint, {4 * band + 1}, 4) IN ({", ".join("?" * len(values))})"""
        return self._db.rows(sql, values)

    def move(self, page_id: int, document_id: int, position: int | None = None) -> Page:
        """Put a page into a document, before what stands at `position` there (from 0; None is the end)."""
        self._move(page_id, document_id, position)
        return self.get(page_id)

    def reorder(self, document_id: int, page_ids: Sequence[int]) -> None:
        """Put a document's pages in this order; each must be named once."""
        self._reorder(document_id, page_ids)

    def read_counts(self) -> dict[int, int]:
        """How many pages of each book (by its id) have a transcript."""
        # `pages.read` follows from the transcripts by a trigger: counting these themselves takes five times as long.
        sql = """SELECT t.book_id, count(*) AS found FROM threads t CROSS JOIN documents d ON d.thread_id = t.id
            CROSS JOIN pages p ON p.document_id = d.id WHERE p.read AND p.trash IS NULL GROUP BY t.book_id"""
        return {row["book_id"]: row["found"] for row in self._db.rows(sql)}

    def delete(self, page_id: int) -> TrashItem:
        """Put a page into the trash; its original stays."""
        return self._trash.discard("pages", page_id, self._row(page_id)["name"])


def _bits(fingerprint: str) -> int:
    if len(fingerprint) != 16:
        raise ValueError(f"not a fingerprint: {fingerprint!r}")
    return int(fingerprint, 16)


def _flipped(part: int, most: int) -> Iterator[int]:
    """`part` and every value that differs from it in up to `most` bits."""
    for count in range(most + 1):
        for bits in combinations(range(BAND_BITS), count):
            yield part ^ sum(1 << bit for bit in bits)


def _page(row: sqlite3.Row) -> Page:
    return Page(
        id=row["id"],
        document_id=row["document_id"],
        original=row["original"],
        frame=row["frame"],
        width=row["width"],
        height=row["height"],
        dpi=row["dpi"],
        name=row["name"],
        taken=row["taken"],
        fingerprint=row["fingerprint"],
    )
