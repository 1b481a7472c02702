"""What people changed in the catalogue, so that the last change can be undone.

Every change to books, threads, documents and pages goes through here: the rows are written and what they said before is
kept in the same transaction. Adding is not a change to be undone (deleting is its undo); nor is a run's work.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from familytales.domain.errors import UsageError
from familytales.library.database import Database

KEPT = 100
"""Changes that can be undone, one after the other; older ones are forgotten."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing a person did: `label` says what."""

    id: int
    label: str


class History:
    """Writes catalogue rows and remembers what they were."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._change: int | None = None

    def list(self, limit: int = KEPT) -> tuple[Change, ...]:
        """Changes that can be undone, the last first."""
        rows = self._db.rows("SELECT id, label FROM changes ORDER BY id DESC LIMIT ?", (limit,))
        return tuple(Change(row["id"], row["label"]) for row in rows)

    def undo(self) -> Change | None:
        """Take back the last change, or return None when there is none.

        Raises:
            UsageError: something was added since to a document that this would remove.
        """
        with self._db.atomic(human=True):
            row = self._db.row("SELECT id, label FROM changes ORDER BY id DESC LIMIT 1")
            if row is None:
                return None
            sql = 'SELECT action, "table", row, before FROM change_rows WHERE change = ? ORDER BY id DESC'
            for step in self._db.rows(sql, (row["id"],)):
                self._take_back(step["action"], step["table"], step["row"], json.loads(step["before"]))
            self._db.execute("DELETE FROM changes WHERE id = ?", (row["id"],))
            return Change(row["id"], row["label"])

    def _take_back(self, action: str, table: str, row: int, before: dict[str, Any]) -> None:
        if action == "insert":
            self._remove_added(table, row)
        elif action == "delete":
            self._db.insert(table, **before)
        else:
            self._write(table, row, before)

    def _remove_added(self, table: str, row: int) -> None:
        if table == "documents" and self._db.value("SELECT 1 FROM pages WHERE document_id = ?", (row,)):
            raise UsageError(
                f"Undoing this would remove d{row}, which has pages that were added since.",
                kept="Nothing was changed.",
                remedy="Move them to another document first.",
            )
        self._db.execute(f'DELETE FROM "{table}" WHERE id = ?', (row,))

    @contextmanager
    def change(self, label: str) -> Iterator[None]:
        """One undoable change, in one transaction; a change inside another is part of it."""
        if self._change is not None:
            yield
            return
        with self._db.atomic(human=True):
            self._change = self._db.insert("changes", label=label)
            try:
                yield
                self._tidy(self._change)
            finally:
                self._change = None

    def _tidy(self, change: int) -> None:
        if not self._db.value("SELECT 1 FROM change_rows WHERE change = ?", (change,)):
            self._db.execute("DELETE FROM changes WHERE id = ?", (change,))
        sql = "DELETE FROM changes WHERE id <= (SELECT id FROM changes ORDER BY id DESC LIMIT 1 OFFSET ?)"
        self._db.execute(sql, (KEPT,))

    def set(self, table: str, row: int, **values: Any) -> None:
        """Change columns of a row, inside `change`; columns that say it already are left alone."""
        names = ", ".join(f'"{name}"' for name in values)
        found = self._db.row(f'SELECT {names} FROM "{table}" WHERE id = ?', (row,))
        before = {} if found is None else {name: found[name] for name in values if found[name] != values[name]}
        if before:
            self._remember("update", table, row, before)
            self._write(table, row, {name: values[name] for name in before})

    def insert(self, table: str, **values: Any) -> int:
        """Add a row as part of a change (the second half of a split, an item of the trash) and return its id."""
        row = self._db.insert(table, **values)
        self._remember("insert", table, row, {})
        return row

    def delete(self, table: str, row: int) -> None:
        """Remove a row as part of a change."""
        found = self._db.row(f'SELECT * FROM "{table}" WHERE id = ?', (row,))
        if found is not None:
            self._remember("delete", table, row, dict(found))
            self._db.execute(f'DELETE FROM "{table}" WHERE id = ?', (row,))

    def forget(self) -> None:
        """Nothing before this can be undone any more."""
        self._db.execute("DELETE FROM changes")

    def _remember(self, action: str, table: str, row: int, before: dict[str, Any]) -> None:
        if self._change is None:
            raise RuntimeError("catalogue rows are changed inside History.change")
        text = json.dumps(before, ensure_ascii=False)
        self._db.insert("change_rows", change=self._change, action=action, table=table, row=row, before=text)

    def _write(self, table: str, row: int, values: dict[str, Any]) -> None:
        sets = ", ".join(f'"{name}" = ?' for name in values)
        self._db.execute(f'UPDATE "{table}" SET {sets} WHERE id = ?', (*values.values(), row))
