"""Memory books and their threads."""

import sqlite3
import uuid
from collections.abc import Sequence
from typing import Any

from familytales.domain.books import Book, Thread
from familytales.domain.errors import UsageError
from familytales.library.catalogue import Catalogue, Codec, columns, languages, line, parse_languages
from familytales.library.database import Database
from familytales.library.history import History
from familytales.library.texts import one_line
from familytales.library.trash import Trash, TrashItem

_SPACE = uuid.UUID("7f0d8b1e-5f2c-5c7e-9d2a-6a1f0c3b9e44")
"""The namespace of books' UUIDs; any fixed value serves."""

_COVER = """CASE WHEN cover_page IS NOT NULL AND EXISTS
    (SELECT 1 FROM pages WHERE pages.id = cover_page AND pages.trash IS NULL) THEN cover_page END AS cover"""


def _titled(value: str) -> dict[str, str]:
    title = one_line(value, "title")
    if not title:
        raise UsageError("A book needs a title.", remedy="Give one with `--title`.")
    return {"title": title}


class Books(Catalogue):
    """The memory books of a library, in the order they were made."""

    table = "books"
    codecs: dict[str, Codec] = {  # noqa: RUF012 - shared by all and never changed
        "title": _titled,
        "subtitle": line("subtitle"),
        "author": line("author"),
        "languages": languages,
        "voice": line("voice"),
        "cover_page": lambda value: {"cover_page": value},
    }

    def __init__(self, database: Database, history: History, trash: Trash) -> None:
        super().__init__(database, history)
        self._trash = trash

    def create(self, title: str, *, first_scan: str = "", **fields: Any) -> Book:
        """A new book with one thread, whose title is "".

        Args:
            title: what it is called; another book may be called the same.
            first_scan: SHA-256 of the scan that started it; with the title it makes the book's UUID.
            fields: further fields of `Book`.
        """
        values = self._defaults() | self._columns({"title": title, **fields})
        with self._db.atomic(human=True):
            book_id = self._db.insert("books", uid=self._uid(values["title"], first_scan), **values)
            self._db.insert("threads", book_id=book_id, title="", voice="", position=0)
        return self.get(book_id)

    def _defaults(self) -> dict[str, Any]:
        return {"subtitle": "", "author": "", "languages": "eng", "voice": "", "cover_page": None}

    def _uid(self, title: str, first_scan: str) -> str:
        """The same for the same title and first scan; a second such book in one library gets the next one."""
        number = 0
        while True:
            uid = str(uuid.uuid5(_SPACE, f"{title}\n{first_scan}\n{number}"))
            if not self._db.value("SELECT 1 FROM books WHERE uid = ?", (uid,)):
                return uid
            number += 1

    def _columns(self, fields: dict[str, Any]) -> dict[str, Any]:
        return columns("book", self.codecs, fields)

    def all(self) -> tuple[Book, ...]:
        """Every book."""
        return tuple(map(_book, self._db.rows(f"SELECT *, {_COVER} FROM books WHERE trash IS NULL ORDER BY id")))

    def get(self, book_id: int) -> Book:
        """One book.

        Raises:
            UsageError: there is none of that number, or it is in the trash.
        """
        self._row(book_id)
        return _book(self._db.rows(f"SELECT *, {_COVER} FROM books WHERE id = ?", (book_id,))[0])

    def find(self, title: str) -> Book | None:
        """The first book called that."""
        sql = f"SELECT *, {_COVER} FROM books WHERE title = ? AND trash IS NULL ORDER BY id LIMIT 1"
        row = self._db.row(sql, (one_line(title, "title"),))
        return None if row is None else _book(row)

    def update(self, book_id: int, **fields: Any) -> Book:
        """Change fields of a book."""
        if fields.get("cover_page") is not None:
            self._row(fields["cover_page"], "pages")
        self._update(book_id, fields)
        return self.get(book_id)

    def delete(self, book_id: int) -> TrashItem:
        """Put a book with all that is in it into the trash."""
        return self._trash.discard("books", book_id, self._row(book_id)["title"])

    def counts(self) -> dict[int, tuple[int, int]]:
        """(documents, pages) of every book by its id, in one query."""
        rows = self._db.rows(_COUNTS)
        return {row["id"]: (row["documents"], row["pages"]) for row in rows}


_COUNTS = """
SELECT b.id,
    (SELECT count(*) FROM threads t JOIN documents d ON d.thread_id = t.id
     WHERE t.book_id = b.id AND d.trash IS NULL) AS documents,
    (SELECT count(*) FROM threads t JOIN documents d ON d.thread_id = t.id JOIN pages p ON p.document_id = d.id
     WHERE t.book_id = b.id AND p.trash IS NULL) AS pages
FROM books b WHERE b.trash IS NULL
"""


def _book(row: sqlite3.Row) -> Book:
    return Book(
        id=row["id"],
        uid=row["uid"],
        title=row["title"],
        subtitle=row["subtitle"],
        author=row["author"],
        languages=parse_languages(row["languages"]),
        voice=row["voice"],
        cover_page=row["cover"],
    )


class Threads(Catalogue):
    """The story lines of books."""

    table = "threads"
    codecs: dict[str, Codec] = {"title": line("title"), "voice": line("voice")}  # noqa: RUF012 - never changed

    def __init__(self, database: Database, history: History, trash: Trash) -> None:
        super().__init__(database, history)
        self._trash = trash

    def create(self, book_id: int, title: str) -> Thread:
        """A new thread at the end of a book."""
        self._row(book_id, "books")
        with self._db.atomic(human=True):
            position = self._next_position(book_id)
            values = {"title": one_line(title, "title"), "voice": "", "position": position}
            return self.get(self._db.insert("threads", book_id=book_id, **values))

    def get(self, thread_id: int) -> Thread:
        """One thread.

        Raises:
            UsageError: there is none of that number, or it is in the trash.
        """
        return _thread(self._row(thread_id))

    def of_book(self, book_id: int) -> tuple[Thread, ...]:
        """A book's threads, in order."""
        sql = "SELECT * FROM threads WHERE book_id = ? AND trash IS NULL ORDER BY position, id"
        return tuple(map(_thread, self._db.rows(sql, (book_id,))))

    def find(self, book_id: int, title: str) -> Thread | None:
        """The first thread of a book called that."""
        wanted = one_line(title, "title")
        return next((thread for thread in self.of_book(book_id) if thread.title == wanted), None)

    def rename(self, thread_id: int, title: str) -> Thread:
        """Give a thread another title."""
        return self.update(thread_id, title=title)

    def update(self, thread_id: int, **fields: Any) -> Thread:
        """Change a thread's title or voice."""
        self._update(thread_id, fields)
        return self.get(thread_id)

    def reorder(self, book_id: int, thread_ids: Sequence[int]) -> None:
        """Put a book's threads in this order; each must be named once."""
        self._reorder(book_id, thread_ids)

    def delete(self, thread_id: int) -> TrashItem:
        """Put a thread with its documents into the trash."""
        return self._trash.discard("threads", thread_id, self._row(thread_id)["title"])


def _thread(row: sqlite3.Row) -> Thread:
    return Thread(row["id"], row["book_id"], row["title"], row["voice"])
