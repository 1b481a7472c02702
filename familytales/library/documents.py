"""Documents: letters, diary entries, recipes, photographs, in the order of their threads."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from familytales.domain.books import Document
from familytales.domain.errors import UsageError
from familytales.domain.provenance import Provenance
from familytales.library.catalogue import Catalogue, Codec, columns, languages, line, parse_languages
from familytales.library.database import Database
from familytales.library.history import History
from familytales.library.texts import joined, one_line, parted
from familytales.library.trash import Trash, TrashItem

IN_ORDER = """FROM threads t JOIN documents d ON d.thread_id = t.id
WHERE t.book_id = ? AND t.trash IS NULL AND d.trash IS NULL ORDER BY t.position, t.id, d.position, d.id"""


def _provenance(value: Provenance) -> dict[str, str]:
    parts = {"box": value.box, "folder": value.folder, "item": value.item, "note": value.note}
    return {name: one_line(text, name) for name, text in parts.items()}


class Documents(Catalogue):
    """The documents of a library."""

    table = "documents"
    codecs: dict[str, Codec] = {  # noqa: RUF012 - shared by all and never changed
        "title": line("title"),
        "kind": line("kind"),
        "date": line("date"),
        "author": line("author"),
        "people": lambda value: {"people": joined(value, "people")},
        "place": line("place"),
        "provenance": _provenance,
        "languages": languages,
        "voice": line("voice"),
    }

    def __init__(self, database: Database, history: History, trash: Trash) -> None:
        super().__init__(database, history)
        self._trash = trash

    def create(self, thread_id: int, title: str, **fields: Any) -> Document:
        """A new document at the end of a thread, with any further fields of `Document`."""
        self._row(thread_id, "threads")
        values = columns("document", self.codecs, _DEFAULTS | fields | {"title": title})
        with self._db.atomic():
            position = self._next_position(thread_id)
            document_id = self._db.insert("documents", thread_id=thread_id, position=position, **values)
        return self.get(document_id)

    def get(self, document_id: int) -> Document:
        """One document.

        Raises:
            UsageError: there is none of that number, or it is in the trash.
        """
        return _document(self._row(document_id))

    def of_thread(self, thread_id: int) -> tuple[Document, ...]:
        """A thread's documents, in order."""
        sql = "SELECT * FROM documents WHERE thread_id = ? AND trash IS NULL ORDER BY position, id"
        return tuple(map(_document, self._db.rows(sql, (thread_id,))))

    def of_author(self, author: str) -> tuple[Document, ...]:
        """Everything one person wrote, in all books."""
        sql = """SELECT d.* FROM documents d JOIN threads t ON t.id = d.thread_id JOIN books b ON b.id = t.book_id
            WHERE d.author = ? AND d.trash IS NULL AND t.trash IS NULL AND b.trash IS NULL ORDER BY d.id"""
        return tuple(map(_document, self._db.rows(sql, (author,))))

    def of_book(self, book_id: int) -> tuple[Document, ...]:
        """A book's documents, thread by thread, in order."""
        return tuple(map(_document, self._db.rows(f"SELECT d.* {IN_ORDER}", (book_id,))))

    def update(self, document_id: int, **fields: Any) -> Document:
        """Change fields of a document."""
        self._update(document_id, fields)
        return self.get(document_id)

    def move(self, document_id: int, thread_id: int, position: int | None = None) -> Document:
        """Put a document into a thread, before what stands at `position` there (from 0; None is the end)."""
        self._move(document_id, thread_id, position)
        return self.get(document_id)

    def reorder(self, thread_id: int, document_ids: Sequence[int]) -> None:
        """Put a thread's documents in this order; each must be named once."""
        self._reorder(thread_id, document_ids)

    def split(self, document_id: int, at_page_id: int) -> Document:
        """Cut a document in two before a page; the second part follows the first and has the same particulars.

        Raises:
            UsageError: the page is not in the document, or is its first.
        """
        old = self._row(document_id)
        pages = self._pages(document_id)
        if at_page_id not in pages[1:]:
            raise UsageError(
                f"Document d{document_id} cannot be split at page p{at_page_id}.",
                kept="Nothing was changed.",
                remedy="Name one of its pages, but not the first: that page starts the second document.",
            )
        with self._history.change(f"split d{document_id} at p{at_page_id}"):
            values = dict(old) | {"title": f"{old['title']} (2)" if old["title"] else ""}
            del values["id"]
            new = self._history.insert("documents", **values)
            self._take(new, pages[pages.index(at_page_id) :])
            ids = [other for other in self._ids(old["thread_id"]) if other != new]
            ids.insert(ids.index(document_id) + 1, new)
            self._number(ids)
        return self.get(new)

    def merge(self, document_ids: Sequence[int]) -> Document:
        """Make one document of several: the first takes the pages of the others, in the order given.

        What the first does not say of itself (date, place, author, ...) is taken from the others; people are collected.
        The emptied documents go to the trash.

        Raises:
            UsageError: fewer than two documents, or one named twice.
        """
        if len(set(document_ids)) != len(document_ids) or len(document_ids) < 2:
            raise UsageError("To merge, name two or more different documents.", kept="Nothing was changed.")
        rows = [self._row(document_id) for document_id in document_ids]
        first = document_ids[0]
        label = "merge " + " ".join(f"d{document_id}" for document_id in document_ids)
        with self._history.change(label):
            pages = [page for document_id in document_ids for page in self._pages(document_id)]
            self._take(first, pages)
            self._history.set("documents", first, **_merged(rows))
            for row in rows[1:]:
                self._trash.discard("documents", row["id"], row["title"])
        return self.get(first)

    def delete(self, document_id: int) -> TrashItem:
        """Put a document with its pages into the trash."""
        return self._trash.discard("documents", document_id, self._row(document_id)["title"])

    def _pages(self, document_id: int) -> list[int]:
        sql = "SELECT id FROM pages WHERE document_id = ? AND trash IS NULL ORDER BY position, id"
        return [row["id"] for row in self._db.rows(sql, (document_id,))]

    def _take(self, document_id: int, pages: Sequence[int]) -> None:
        for position, page in enumerate(pages):
            self._history.set("pages", page, document_id=document_id, position=position)


_DEFAULTS: dict[str, Any] = {
    "kind": "letter",
    "date": "",
    "author": "",
    "people": (),
    "place": "",
    "provenance": Provenance(),
    "languages": (),
    "voice": "",
}


def _merged(rows: Sequence[sqlite3.Row]) -> dict[str, str]:
    names = ("title", "date", "author", "place", "box", "folder", "item", "note", "languages", "voice")
    values = {name: next((row[name] for row in rows if row[name]), "") for name in names}
    return values | {"people": joined((person for row in rows for person in parted(row["people"])), "people")}


def _document(row: sqlite3.Row) -> Document:
    return Document(
        id=row["id"],
        thread_id=row["thread_id"],
        title=row["title"],
        kind=row["kind"],
        date=row["date"],
        author=row["author"],
        people=parted(row["people"]),
        place=row["place"],
        provenance=Provenance(row["box"], row["folder"], row["item"], row["note"]),
        languages=parse_languages(row["languages"]),
        voice=row["voice"],
    )
