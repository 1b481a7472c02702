"""What books, threads, documents and pages have in common: fields as columns, order, live and trashed rows."""

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

from familytales.domain.errors import UsageError
from familytales.library.database import Database
from familytales.library.history import History
from familytales.library.texts import one_line

PARENTS = {
    "threads": ("book_id", "books"),
    "documents": ("thread_id", "threads"),
    "pages": ("document_id", "documents"),
}
"""The column that says whose child a row is, and its parent's table."""

CHILDREN = {"books": "threads", "threads": "documents", "documents": "pages"}

Codec = Callable[[Any], dict[str, Any]]
"""What a field is in columns: usually one, several for a document's provenance."""


def line(name: str) -> Codec:
    """A field kept as one line of text in the column of the same name."""
    return lambda value: {name: one_line(value, name)}


def languages(value: Sequence[str]) -> dict[str, str]:
    """Languages as Tesseract writes them: `eng+deu`."""
    return {"languages": "+".join(one_line(part, "language") for part in value)}


def parse_languages(column: str) -> tuple[str, ...]:
    """What `languages` stored."""
    return tuple(column.split("+")) if column else ()


def columns(what: str, codecs: dict[str, Codec], fields: dict[str, Any]) -> dict[str, Any]:
    """Fields as columns.

    Raises:
        UsageError: `what` has no such field, or its title would be empty.
        BadInput: a text is too long.
    """
    found: dict[str, Any] = {}
    for name, value in fields.items():
        if name not in codecs:
            raise UsageError(f"A {what} has no {name!r}.", remedy=f"It has: {', '.join(codecs)}.")
        found.update(codecs[name](value))
    return found


def noun(table: str) -> str:
    """`books` -> `book`."""
    return table.removesuffix("s")


class Catalogue:
    """Reads and orders the rows of one table; its repository adds what is particular."""

    table: str
    codecs: dict[str, Codec]

    def __init__(self, database: Database, history: History) -> None:
        self._db = database
        self._history = history

    def _row(self, row: int, table: str = "") -> sqlite3.Row:
        """A live row.

        Raises:
            UsageError: there is none of that number, or it is in the trash.
        """
        table = table or self.table
        found = self._db.row(f"SELECT * FROM {table} WHERE id = ?", (row,))
        name = f"{noun(table)} {table[0]}{row}"
        if found is None:
            raise UsageError(
                f"There is no {name} in this library.", remedy=f"`familytales {noun(table)} list` shows what there is."
            )
        if found["trash"] is not None:
            raise UsageError(
                f"The {name} is in the trash.", remedy=f"`familytales trash restore {found['trash']}` brings it back."
            )
        return found

    def _ids(self, parent: int) -> list[int]:
        """Live rows of a parent, in order."""
        column, _ = PARENTS[self.table]
        sql = f"SELECT id FROM {self.table} WHERE {column} = ? AND trash IS NULL ORDER BY position, id"
        return [row["id"] for row in self._db.rows(sql, (parent,))]

    def _next_position(self, parent: int) -> int:
        column, _ = PARENTS[self.table]
        last = self._db.value(f"SELECT max(position) FROM {self.table} WHERE {column} = ?", (parent,))
        return 0 if last is None else int(last) + 1

    def _update(self, row: int, fields: dict[str, Any]) -> None:
        values = columns(noun(self.table), self.codecs, fields)
        self._row(row)
        if values:
            with self._history.change(f"change {', '.join(fields)} of {self.table[0]}{row}"):
                self._history.set(self.table, row, **values)

    def _reorder(self, parent: int, ids: Sequence[int]) -> None:
        """Put a parent's rows in the order of `ids`, which names each of them once."""
        _, parents = PARENTS[self.table]
        self._row(parent, parents)
        if sorted(ids) != sorted(self._ids(parent)):
            there = " ".join(f"{self.table[0]}{row}" for row in self._ids(parent)) or "nothing"
            raise UsageError(
                f"A new order of {noun(parents)} {parents[0]}{parent} must name each of its {self.table} once.",
                kept="Nothing was changed.",
                remedy=f"It has: {there}.",
            )
        with self._history.change(f"reorder {self.table} of {parents[0]}{parent}"):
            self._number(ids)

    def _number(self, ids: Sequence[int]) -> None:
        for position, row in enumerate(ids):
            self._history.set(self.table, row, position=position)

    def _move(self, row: int, parent: int, position: int | None) -> None:
        """Put a row under a parent, before what stands at `position` there (from 0; None is the end)."""
        column, parents = PARENTS[self.table]
        self._row(row)
        self._row(parent, parents)
        if position is not None and position < 0:
            raise UsageError(f"There is no position {position}.", remedy="Positions count from 0.")
        with self._history.change(f"move {self.table[0]}{row} to {parents[0]}{parent}"):
            ids = [other for other in self._ids(parent) if other != row]
            ids.insert(len(ids) if position is None else position, row)
            self._history.set(self.table, row, **{column: parent})
            self._number(ids)
