"""Transcripts as engines gave them, and as corrections leave them."""

import hashlib
import zlib
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from familytales.domain.corrections import Corrected, Correction, apply
from familytales.domain.doubts import doubts
from familytales.domain.errors import BadInput
from familytales.domain.reading import paragraphs
from familytales.domain.spelling import modern
from familytales.domain.transcripts import Transcript
from familytales.library.database import CORRUPT_REMEDY, Database
from familytales.library.doubts import Doubts
from familytales.library.pages import IN_ORDER
from familytales.library.texts import clean

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from familytales.library.corrections import Corrections

LARGEST = 64 << 20
"""Bytes of JSON a stored transcript may unpack to: a page of 100,000 words has 10 MB. More is damage or malice."""


@cache
def _adapter() -> "TypeAdapter[Transcript]":
    from pydantic import TypeAdapter  # 0.15 s that `search` and `book list` do not need

    return TypeAdapter(Transcript)


def encode(transcript: Transcript) -> bytes:
    """The transcript as compact JSON in UTF-8 without defaults, the same bytes for the same transcript."""
    return _adapter().dump_json(transcript, exclude_defaults=True)


def decode(data: bytes) -> Transcript:
    """What `pack` made.

    Raises:
        ValueError: it is damaged.
    """
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(data, LARGEST)
    except zlib.error as error:
        raise ValueError(f"it does not unpack ({error})") from error
    if not unpacker.eof:
        raise ValueError("it is cut short or too large")
    return _adapter().validate_json(text)


def digest(transcript: Transcript) -> str:
    """SHA-256 of all a transcript says and where it comes from."""
    return hashlib.sha256(encode(transcript)).hexdigest()


def plain_text(transcript: Transcript) -> str:
    """What search looks in: the page in modern spelling, running heads and all, words broken at line ends joined."""
    language = next(iter(transcript.languages), "")
    text = "\n".join(found.text for found in paragraphs([(0, transcript)], furniture=True))
    return clean(modern(text, language))


class Transcripts:
    """What each page says."""

    def __init__(self, database: Database, corrections: "Corrections") -> None:
        self._db = database
        self._corrections = corrections
        self._doubts = Doubts(database)

    def put(self, page_id: int, key: str, transcript: Transcript) -> None:
        """Store what an engine read on a page, in place of what was read before; corrections stay.

        Args:
            page_id: the page, which must exist.
            key: digest of all the transcript was made from.
            transcript: as the engine gave it, without corrections.
        """
        corrections = self._corrections.of_page(page_id)
        corrected = apply(transcript, corrections).transcript
        with self._db.atomic():
            self._db.execute(
                """INSERT INTO transcripts (page_id, key, digest, engine, words, confidence) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (page_id) DO UPDATE SET key = excluded.key, digest = excluded.digest,
                engine = excluded.engine, words = excluded.words, confidence = excluded.confidence""",
                (page_id, key, digest(corrected), transcript.engine, *_measures(corrected)),
            )
            data = zlib.compress(encode(transcript), 6)
            self._db.execute("INSERT OR REPLACE INTO transcript_data (page_id, data) VALUES (?, ?)", (page_id, data))
            self._index(page_id, corrected, corrections)

    def refresh(self, page_id: int, corrections: Sequence[Correction]) -> None:
        """Note what a page says now that its corrections changed, inside the transaction that changed them."""
        transcript = self.get(page_id)
        if transcript is None:
            return
        corrected = apply(transcript, corrections).transcript
        sql = "UPDATE transcripts SET digest = ?, words = ?, confidence = ? WHERE page_id = ?"
        self._db.execute(sql, (digest(corrected), *_measures(corrected), page_id))
        self._index(page_id, corrected, corrections)

    def _index(self, page_id: int, corrected: Transcript, corrections: Sequence[Correction]) -> None:
        self._db.execute("DELETE FROM words WHERE rowid = ?", (page_id,))
        self._db.execute("INSERT INTO words (rowid, body) VALUES (?, ?)", (page_id, plain_text(corrected)))
        self._doubts.put(page_id, doubts(corrected, corrections))

    def get(self, page_id: int) -> Transcript | None:
        """What the engine read, or None when no engine has yet.

        Raises:
            BadInput: what is stored is damaged.
        """
        data = self._db.value("SELECT data FROM transcript_data WHERE page_id = ?", (page_id,))
        if data is None:
            return None
        try:
            return decode(data)
        except ValueError as error:
            raise BadInput(
                f"The transcript of page p{page_id} in {self._db.path} is damaged: {str(error).splitlines()[0]}.",
                remedy=CORRUPT_REMEDY,
            ) from error

    def corrected(self, page_id: int) -> Corrected | None:
        """What the page says now: the transcript with its corrections, or None when there is no transcript.

        Raises:
            BadInput: what is stored is damaged.
        """
        transcript = self.get(page_id)
        return None if transcript is None else apply(transcript, self._corrections.of_page(page_id))

    def keys(self, book_id: int) -> dict[int, tuple[str, str]]:
        """(key, digest of the corrected transcript) by page id, in reading order; pages without one left out."""
        order = IN_ORDER.replace("WHERE", "JOIN transcripts r ON r.page_id = p.id WHERE", 1)
        rows = self._db.rows(f"SELECT r.page_id, r.key, r.digest {order}", (book_id,))
        return {row["page_id"]: (row["key"], row["digest"]) for row in rows}

    def digests(self, document_id: int) -> tuple[str, ...]:
        """Digests of the corrected transcripts of a document's pages, in order; pages without one are left out."""
        sql = """SELECT r.digest FROM pages p JOIN transcripts r ON r.page_id = p.id
            WHERE p.document_id = ? AND p.trash IS NULL ORDER BY p.position, p.id"""
        return tuple(row["digest"] for row in self._db.rows(sql, (document_id,)))

    def texts(self, document_id: int) -> tuple[str, ...]:
        """What search looks in for a document's pages, in order: quicker to come by than their transcripts."""
        sql = """SELECT w.body FROM pages p JOIN words w ON w.rowid = p.id
            WHERE p.document_id = ? AND p.trash IS NULL ORDER BY p.position, p.id"""
        return tuple(row["body"] for row in self._db.rows(sql, (document_id,)))


def _measures(transcript: Transcript) -> tuple[int, float]:
    return sum(1 for _ in transcript.words()), transcript.confidence
