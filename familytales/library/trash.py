"""The trash: what was deleted and can be brought back, whole books with all that is in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from familytales.domain.errors import UsageError
from familytales.library.catalogue import CHILDREN, PARENTS, noun
from familytales.library.database import Database
from familytales.library.history import History


@dataclass(frozen=True, slots=True)
class TrashItem:
    """Something deleted: `kind` is book, thread, document or page, `subject` its id, `label` for people."""

    id: int
    kind: str
    subject: int
    label: str


class Trash:
    """Deleting is marking: a row and everything below it belongs to one item of the trash."""

    def __init__(self, database: Database, history: History) -> None:
        self._db = database
        self._history = history

    def list(self) -> tuple[TrashItem, ...]:
        """Everything in the trash, oldest first."""
        rows = self._db.rows("SELECT id, kind, subject, label FROM trash ORDER BY id")
        return tuple(TrashItem(*row) for row in rows)

    def discard(self, table: str, row: int, label: str) -> TrashItem:
        """Put a live row and what is below it into the trash."""
        with self._history.change(f"delete {noun(table)} {table[0]}{row}"):
            item = self._history.insert("trash", kind=noun(table), subject=row, label=label)
            self._mark(table, [row], item)
        return TrashItem(item, noun(table), row, label)

    def _mark(self, table: str, rows: Sequence[int], item: int) -> None:
        child = CHILDREN.get(table)
        for row in rows:
            if child:
                sql = f"SELECT id FROM {child} WHERE {PARENTS[child][0]} = ? AND trash IS NULL ORDER BY id"
                self._mark(child, [found["id"] for found in self._db.rows(sql, (row,))], item)
            self._history.set(table, row, trash=item)

    def restore(self, item_id: int) -> TrashItem:
        """Bring an item back to where it was.

        Raises:
            UsageError: there is no such item, or what it was part of is in the trash itself.
        """
        found = self._db.row("SELECT id, kind, subject, label FROM trash WHERE id = ?", (item_id,))
        if found is None:
            raise UsageError(f"There is no item {item_id} in the trash.", remedy="`familytales trash list` shows them.")
        item = TrashItem(*found)
        self._check_parent(item)
        with self._history.change(f"restore {item.kind} {item.kind[0]}{item.subject}"):
            for table in ("books", "threads", "documents", "pages"):
                for row in self._db.rows(f"SELECT id FROM {table} WHERE trash = ?", (item.id,)):
                    self._history.set(table, row["id"], trash=None)
            self._history.delete("trash", item.id)
        return item

    def _check_parent(self, item: TrashItem) -> None:
        if item.kind == "book":
            return
        table = f"{item.kind}s"
        column, parents = PARENTS[table]
        sql = f"SELECT p.id, p.trash FROM {table} c JOIN {parents} p ON p.id = c.{column} WHERE c.id = ?"
        parent = self._db.row(sql, (item.subject,))
        if parent is not None and parent["trash"] is not None:
            raise UsageError(
                f"The {item.kind} was in {noun(parents)} {parents[0]}{parent['id']}, which is in the trash itself.",
                kept="Nothing was changed.",
                remedy=f"`familytales trash restore {parent['trash']}` first.",
            )

    def empty(self) -> int:
        """Remove for good what is in the trash, its transcripts and corrections; returns how many pages that were.

        The scans stay in `originals/`. Changes made before cannot be undone any more.
        """
        with self._db.atomic(human=True):
            pages = int(self._db.value("SELECT count(*) FROM pages WHERE trash IS NOT NULL"))
            self._history.forget()
            for table in ("pages", "documents", "threads", "books"):
                gone = f"SELECT id FROM {table} WHERE trash IS NOT NULL"
                self._db.execute(f"DELETE FROM outcomes WHERE kind = ? AND number IN ({gone})", (table[0],))
                self._db.execute(f"DELETE FROM {table} WHERE trash IS NOT NULL")
            self._db.execute("DELETE FROM trash")
        return pages
