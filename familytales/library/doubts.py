"""How doubtful each line of each page is, noted when a page is read or corrected, so that a book is ranked at once."""

from collections.abc import Iterable
from dataclasses import dataclass

from familytales.domain.doubts import Doubt
from familytales.library.database import Database

_IN_BOOK = """FROM threads t CROSS JOIN documents d ON d.thread_id = t.id CROSS JOIN pages p ON p.document_id = d.id
    CROSS JOIN doubts q ON q.page_id = p.id
    WHERE t.book_id = ? AND t.trash IS NULL AND d.trash IS NULL AND p.trash IS NULL"""


@dataclass(frozen=True, slots=True)
class Total:
    """How many lines of a book are worth a look, and how many errors to expect on them."""

    lines: int
    errors: float


class Doubts:
    """The lines that are worth a look."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def put(self, page_id: int, found: Iterable[Doubt]) -> None:
        """Note a page's doubtful lines in place of what was noted before, inside a transaction."""
        self._db.execute("DELETE FROM doubts WHERE page_id = ?", (page_id,))
        rows = [(page_id, doubt.line, doubt.errors) for doubt in found]
        self._db.executemany("INSERT INTO doubts (page_id, line, errors) VALUES (?, ?, ?)", rows)

    def of_page(self, page_id: int) -> tuple[Doubt, ...]:
        """A page's doubtful lines, in reading order."""
        rows = self._db.rows("SELECT line, errors FROM doubts WHERE page_id = ? ORDER BY line", (page_id,))
        return tuple(Doubt(row["line"], row["errors"]) for row in rows)

    def ranked(self, book_id: int, limit: int) -> list[tuple[int, Doubt]]:
        """(page id, doubt) of a book's most doubtful lines, the worst first."""
        sql = f"SELECT q.* {_IN_BOOK} ORDER BY q.errors DESC, q.page_id, q.line LIMIT ?"
        return [(row["page_id"], Doubt(row["line"], row["errors"])) for row in self._db.rows(sql, (book_id, limit))]

    def total(self, book_id: int) -> Total:
        """All of a book's doubtful lines together."""
        row = self._db.rows(f"SELECT count(*) AS lines, total(q.errors) AS errors {_IN_BOOK}", (book_id,))[0]
        return Total(row["lines"], round(row["errors"], 1))
