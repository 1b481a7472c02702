"""What humans changed in the text: a layer that no run touches, kept with who did it and when, and undone by batch."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from familytales.domain.corrections import Correction, Place, split_text
from familytales.domain.errors import UsageError
from familytales.domain.slips import core
from familytales.domain.transcripts import Box
from familytales.library.database import Database
from familytales.library.texts import one_line
from familytales.library.transcripts import Transcripts


@dataclass(frozen=True, slots=True)
class Batch:
    """One edit: all it changed, undone together.

    Attributes:
        id: number, in the order they were made.
        author: who made it.
        made: date and time in UTC (`2024-05-01T10:11:12+00:00`), for people only: nothing is ordered by it.
        undone: taken back; kept, so that the history shows it.
        changes: (page id, correction), in order.
    """

    id: int
    author: str
    made: str
    undone: bool
    changes: tuple[tuple[int, Correction], ...]


class Corrections:
    """The corrections of a library."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._transcripts = Transcripts(database, self)

    def add(self, page_id: int, corrections: Sequence[Correction], author: str) -> list[int]:
        """Record one edit of a page and return the corrections' ids.

        Raises:
            UsageError: there is no such page.
            BadInput: a text is too long.
        """
        return self.add_all({page_id: corrections}, author)

    def add_all(self, corrections: Mapping[int, Sequence[Correction]], author: str) -> list[int]:
        """Record one edit of several pages (page id -> corrections) as one batch and return the corrections' ids.

        Raises:
            UsageError: there is no such page.
            BadInput: a text is too long.
        """
        if not any(corrections.values()):
            return []
        made = datetime.now(UTC).isoformat(timespec="seconds")
        ids = []
        with self._db.atomic(human=True):
            batch = self._db.insert("batches", author=one_line(author, "author"), made=made)
            for page_id, changes in corrections.items():
                self._check_page(page_id)
                ids += [self._db.insert("corrections", **_row(batch, page_id, change)) for change in changes]
                self._transcripts.refresh(page_id, self.of_page(page_id))
        return ids

    def _check_page(self, page_id: int) -> None:
        if not self._db.value("SELECT 1 FROM pages WHERE id = ? AND trash IS NULL", (page_id,)):
            raise UsageError(f"There is no page p{page_id} to correct.", kept="Nothing was changed.")

    def of_page(self, page_id: int) -> tuple[Correction, ...]:
        """A page's corrections that were not undone, in the order they were made."""
        sql = f"{_SELECT} WHERE c.page_id = ? AND b.undone = 0 ORDER BY c.id"
        return tuple(_correction(row) for row in self._db.rows(sql, (page_id,)))

    def lessons(self, book_id: int) -> list[Correction]:
        """Corrections of single words in a book, and single words that were accepted, in the order they were made."""
        sql = f"""{_SELECT} {_BOOKS} WHERE t.book_id = ? AND b.undone = 0 AND p.trash IS NULL
            AND (c.place = ? OR c.place = ? AND instr(c.read, ' ') = 0) ORDER BY c.id"""
        return list(map(_correction, self._db.rows(sql, (book_id, Place.REPLACE, Place.ACCEPT))))

    def words(self, book_id: int, author: str = "", box: str = "") -> frozenset[str]:
        """Words that people vouched for, without their punctuation: in a book, by its author, or from its archive box.

        Whoever wrote one page wrote its like on the others: the same names, the same spellings.
        """
        sql = f"""SELECT DISTINCT c.text {_VOUCHED} WHERE b.undone = 0 AND (t.book_id = ?
            OR d.author = ? AND d.author <> '' OR d.box = ? AND d.box <> '')"""
        texts = (row["text"] for row in self._db.rows(sql, (book_id, author, box)))
        return frozenset(
            word for text in texts for part in split_text(text) if "[" not in part and (word := core(part))
        )

    def history(
        self, *, book_id: int | None = None, page_id: int | None = None, limit: int | None = None
    ) -> tuple[Batch, ...]:
        """Edits, undone ones too, the last first: of a book, of a page or of the whole library."""
        where, values = "1", list[Any]()
        if page_id is not None:
            where, values = "c.page_id = ?", [page_id]
        elif book_id is not None:
            where, values = "t.book_id = ?", [book_id]
        chosen = f"SELECT DISTINCT c.batch FROM corrections c {_BOOKS} WHERE {where} ORDER BY c.batch DESC LIMIT ?"
        sql = f"{_SELECT} WHERE c.batch IN ({chosen}) ORDER BY c.batch DESC, c.id"
        found: dict[int, list[sqlite3.Row]] = {}
        for row in self._db.rows(sql, (*values, -1 if limit is None else limit)):
            found.setdefault(row["batch"], []).append(row)
        return tuple(map(_batch, found.values()))

    def undo(self, batch: int | None = None) -> Batch | None:
        """Take back an edit (the last one that was not undone), or return None when there is none.

        Raises:
            UsageError: there is no edit of that number, or it was undone before.
        """
        with self._db.atomic(human=True):
            wanted = batch if batch is not None else self._last()
            if wanted is None:
                return None
            if self._db.value("SELECT undone FROM batches WHERE id = ?", (wanted,)) != 0:
                raise UsageError(
                    f"There is no edit {wanted} to undo.", remedy="`familytales correct --history` lists the edits."
                )
            self._db.execute("UPDATE batches SET undone = 1 WHERE id = ?", (wanted,))
            rows = self._db.rows(f"{_SELECT} WHERE c.batch = ? ORDER BY c.id", (wanted,))
            for page_id in dict.fromkeys(row["page_id"] for row in rows):
                self._transcripts.refresh(page_id, self.of_page(page_id))
        return _batch(rows) if rows else Batch(wanted, "", "", True, ())

    def _last(self) -> int | None:
        sql = """SELECT max(b.id) FROM batches b WHERE b.undone = 0
            AND EXISTS (SELECT 1 FROM corrections c WHERE c.batch = b.id)"""
        found: int | None = self._db.value(sql)
        return found


_SELECT = "SELECT c.*, b.author, b.made, b.undone FROM corrections c JOIN batches b ON b.id = c.batch"
_VOUCHED = """FROM batches b JOIN corrections c ON c.batch = b.id JOIN pages p ON p.id = c.page_id
    JOIN documents d ON d.id = p.document_id JOIN threads t ON t.id = d.thread_id"""
_BOOKS = """JOIN pages p ON p.id = c.page_id JOIN documents d ON d.id = p.document_id
    JOIN threads t ON t.id = d.thread_id"""


def _row(batch: int, page_id: int, change: Correction) -> dict[str, Any]:
    return {
        "batch": batch,
        "page_id": page_id,
        "word": change.word,
        "read": one_line(change.read, "word"),
        "left": change.box.left,
        "top": change.box.top,
        "right": change.box.right,
        "bottom": change.box.bottom,
        "text": one_line(change.text, "correction"),
        "place": change.place.value,
    }


def _correction(row: sqlite3.Row) -> Correction:
    box = Box(row["left"], row["top"], row["right"], row["bottom"])
    return Correction(row["word"], row["read"], box, row["text"], Place(row["place"]), row["id"])


def _batch(rows: Sequence[sqlite3.Row]) -> Batch:
    first = rows[0]
    changes = tuple((row["page_id"], _correction(row)) for row in rows)
    return Batch(first["batch"], first["author"], first["made"], bool(first["undone"]), changes)
