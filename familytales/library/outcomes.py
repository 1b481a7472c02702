"""What the last run of each step gave for each subject: a page, a document, a book in one format."""

import json
import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from familytales.library.database import Database
from familytales.library.texts import valid

_SUBJECT = re.compile(r"([a-z])(\d{1,18})(:.*)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a step gave.

    Attributes:
        step: import, enhance, transcribe, narrate, bind, ...
        subject: `p12`, `d3`, `b1:epub`.
        key: digest of all it was made from; whether it is stale follows from that.
        error: why it failed, "" when it did not.
        remedy: what to do about it.
        meta: whatever the workflow wants to know again.
    """

    step: str
    subject: str
    key: str
    error: str = ""
    remedy: str = ""
    meta: Mapping[str, Any] = field(default_factory=dict)


class Outcomes:
    """The last outcome per step and subject."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def record(
        self,
        step: str,
        subject: str,
        key: str,
        *,
        error: str = "",
        remedy: str = "",
        meta: Mapping[str, Any] | None = None,
    ) -> None:
        """Note an outcome in place of the one before.

        Raises:
            ValueError: the subject is not a letter and a number, `b1:epub` with what it is about.
        """
        kind, number = _parts(subject)
        text = json.dumps(meta or {}, sort_keys=True)
        with self._db.atomic():
            self._db.execute(
                """INSERT INTO outcomes (step, subject, kind, number, key, error, remedy, meta)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (step, subject) DO UPDATE SET key = excluded.key,
                error = excluded.error, remedy = excluded.remedy, meta = excluded.meta""",
                (step, subject, kind, number, key, valid(error), valid(remedy), text),
            )

    def get(self, step: str, subject: str) -> Outcome | None:
        """The last outcome, or None when the step never ran on it."""
        row = self._db.row("SELECT * FROM outcomes WHERE step = ? AND subject = ?", (step, subject))
        return None if row is None else _outcome(row)

    def all(self, step: str, book_id: int | None = None) -> dict[str, Outcome]:
        """Outcomes of a step by subject: of a book and all that is in it, or of the library."""
        if book_id is None:
            rows = self._db.rows("SELECT * FROM outcomes WHERE step = ? ORDER BY kind, number, subject", (step,))
        else:
            rows = self._db.rows(
                f"{_OF_BOOK} ORDER BY kind, number, subject", (book_id, book_id, book_id, book_id, step)
            )
        return {row["subject"]: _outcome(row) for row in rows}

    def failures(self, book_id: int | None = None) -> tuple[Outcome, ...]:
        """What failed, of all steps: of a book and all that is in it, or of the library."""
        order = "ORDER BY kind, number, step, subject"
        if book_id is None:
            rows = self._db.rows(f"SELECT * FROM outcomes WHERE error <> '' AND {_LIVE} {order}")
        else:
            sql = f"SELECT * FROM ({_OF_BOOK_ALL}) WHERE error <> '' {order}"
            rows = self._db.rows(sql, (book_id, book_id, book_id, book_id))
        return tuple(map(_outcome, rows))

    def seconds(self, step: str, mode: str) -> float | None:
        """What the step took on average for the subjects it did in that mode; None when it did none.

        Looks at a few hundred of them: enough to tell, and quick in a large library.
        """
        sql = """SELECT avg(json_extract(meta, '$.seconds')) FROM (SELECT meta FROM outcomes WHERE step = ?
            AND error = '' AND json_extract(meta, '$.mode') = ? LIMIT 500)"""
        found: float | None = self._db.value(sql, (step, mode))
        return found

    def forget(self, step: str, subject: str) -> None:
        """Drop an outcome: the step is as good as never run on the subject."""
        with self._db.atomic():
            self._db.execute("DELETE FROM outcomes WHERE step = ? AND subject = ?", (step, subject))


_LIVE = """CASE kind
    WHEN 'p' THEN EXISTS (SELECT 1 FROM pages WHERE id = number AND trash IS NULL)
    WHEN 'd' THEN EXISTS (SELECT 1 FROM documents WHERE id = number AND trash IS NULL)
    WHEN 't' THEN EXISTS (SELECT 1 FROM threads WHERE id = number AND trash IS NULL)
    WHEN 'b' THEN EXISTS (SELECT 1 FROM books WHERE id = number AND trash IS NULL)
    ELSE 1 END"""

# CROSS JOIN keeps the order: from the book down to its own outcomes, never from every outcome up.
_OF_BOOK_ALL = """
SELECT o.* FROM outcomes o WHERE kind = 'b' AND number = ?
UNION ALL SELECT o.* FROM threads t CROSS JOIN outcomes o ON o.kind = 't' AND o.number = t.id
    WHERE t.book_id = ? AND t.trash IS NULL
UNION ALL SELECT o.* FROM threads t CROSS JOIN documents d ON d.thread_id = t.id
    CROSS JOIN outcomes o ON o.kind = 'd' AND o.number = d.id WHERE t.book_id = ? AND d.trash IS NULL
UNION ALL SELECT o.* FROM threads t CROSS JOIN documents d ON d.thread_id = t.id CROSS JOIN pages p
    ON p.document_id = d.id CROSS JOIN outcomes o ON o.kind = 'p' AND o.number = p.id WHERE t.book_id = ?
    AND p.trash IS NULL
"""
_OF_BOOK = f"SELECT * FROM ({_OF_BOOK_ALL}) WHERE +step = ?"  # + : not by the index that begins with the step


def _parts(subject: str) -> tuple[str, int]:
    found = _SUBJECT.fullmatch(subject)
    if found is None:
        raise ValueError(f"not a subject: {subject!r}")
    return found[1], int(found[2])


def _outcome(row: sqlite3.Row) -> Outcome:
    return Outcome(row["step"], row["subject"], row["key"], row["error"], row["remedy"], json.loads(row["meta"]))
