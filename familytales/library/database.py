"""One connection to `library.db`, with SQLite's complaints turned into errors a family can act on."""

import sqlite3
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from familytales.domain.errors import BadInput, FamilyTalesError, LibraryBusy, TryAgainLater

if TYPE_CHECKING:
    import sqlite_utils

BUSY_TIMEOUT = 10_000
"""Milliseconds to wait for another process's transaction; ours take milliseconds, a first migration seconds."""

CORRUPT_REMEDY = (
    "`familytales library check` tells what can still be read; "
    "`familytales library restore BACKUP` brings back a backup. The scans in originals/ are not touched by this."
)

Row = sqlite3.Row
Values: TypeAlias = Sequence[Any] | Mapping[str, Any]
"""What a statement's `?` or `:name` marks stand for."""


def connect(path: Path) -> sqlite3.Connection:
    """A plain connection in autocommit mode: transactions are begun and ended by `Database.atomic` alone.

    A relative path would follow a later change of folder, so it is made absolute. The file must exist.
    """
    uri = f"{path.absolute().as_uri()}?mode=rw"
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_TIMEOUT / 1000, isolation_level=None)
    connection.row_factory = sqlite3.Row
    return connection


class Database:
    """Statements and transactions on one library, used from the thread that opened it.

    Reading goes straight to SQLite. sqlite-utils is imported by the first write only: importing it takes 0.2 s
    (it loads numpy), more than `search` or `book list` may take as a whole.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._utils: sqlite_utils.Database | None = None
        with translated(path):
            self.connection = connect(path)
            try:
                self._prepare()
            except BaseException:
                self.connection.close()
                raise

    def _prepare(self) -> None:
        self.connection.execute("PRAGMA foreign_keys = ON")
        # In WAL mode NORMAL never corrupts and loses nothing to a killed process; a power cut may lose the last
        # transactions, which the next run makes again. What a human did is written with FULL, see `atomic`.
        self.connection.execute("PRAGMA synchronous = NORMAL")

    def execute(self, sql: str, values: Values = ()) -> sqlite3.Cursor:
        """Run one statement; for writes inside `atomic`."""
        with translated(self.path):
            return self.connection.execute(sql, values)

    def executemany(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run one writing statement for many rows."""
        with translated(self.path):
            self.connection.executemany(sql, rows)

    def insert(self, table: str, /, **values: Any) -> int:
        """Insert one row and return its id; table and column names are ours, never a user's."""
        names, marks = ", ".join(f'"{name}"' for name in values), ", ".join("?" * len(values))
        cursor = self.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(values.values()))
        return int(cursor.lastrowid or 0)

    def rows(self, sql: str, values: Values = ()) -> list[sqlite3.Row]:
        """All rows of a query."""
        with translated(self.path):
            return self.connection.execute(sql, values).fetchall()

    def row(self, sql: str, values: Values = ()) -> sqlite3.Row | None:
        """The first row of a query, or None."""
        with translated(self.path):
            found: sqlite3.Row | None = self.connection.execute(sql, values).fetchone()
            return found

    def value(self, sql: str, values: Values = ()) -> Any:
        """The first column of the first row of a query, or None."""
        found = self.row(sql, values)
        return None if found is None else found[0]

    @contextmanager
    def atomic(self, *, human: bool = False) -> Iterator[None]:
        """One transaction; inside another one, a part of it that can fail alone.

        Args:
            human: it records what a person did and no machine can make again, so it is on disk when this returns.
        """
        utils = self.utils
        outermost = not self.connection.in_transaction
        with translated(self.path), self._durable(human and outermost), utils.atomic():
            if outermost:
                # Take the write lock now: a transaction that reads first and writes later cannot wait for another's.
                self.connection.execute("DELETE FROM about WHERE 0")
            yield

    @contextmanager
    def _durable(self, wanted: bool) -> Iterator[None]:
        if not wanted:
            yield
            return
        self.connection.execute("PRAGMA synchronous = FULL")
        try:
            yield
        finally:
            self.connection.execute("PRAGMA synchronous = NORMAL")

    @property
    def utils(self) -> "sqlite_utils.Database":
        """The same connection as sqlite-utils sees it."""
        if self._utils is None:
            with without_numpy():
                import sqlite_utils

            self._utils = sqlite_utils.Database(self.connection, recursive_triggers=False, execute_plugins=False)
        return self._utils

    def close(self) -> None:
        """Close the connection; the last one to close folds the write-ahead log into the file."""
        self.connection.close()


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raise SQLite's errors as ours, naming the file `path`.

    Raises:
        LibraryBusy: another process held the database for longer than the busy timeout.
        TryAgainLater: the disk is full.
        BadInput: the file is damaged or no database, or a number is larger than a database can hold.
        FamilyTalesError: the folder or the file cannot be written, or any other failure.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise explained(error, path) from error
    except OverflowError as error:
        raise BadInput("That number is larger than any in a library.") from error


def explained(error: sqlite3.Error, path: Path) -> FamilyTalesError:
    """The error a person should see instead of SQLite's."""
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LibraryBusy(
            f"Another program is writing to {path} and did not finish in time.",
            kept="Nothing was changed.",
            remedy="Try again when it is done.",
        )
    if code == sqlite3.SQLITE_FULL:
        return disk_full(path)
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return BadInput(f"The library's database {path} is damaged ({error}).", remedy=CORRUPT_REMEDY)
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        return unwritable(path.parent)
    return FamilyTalesError(f"The library's database {path} could not be used: {error}.", remedy=CORRUPT_REMEDY)


def disk_full(path: Path) -> TryAgainLater:
    """What to say when there is no room left for `path`."""
    return TryAgainLater(
        f"The disk is full: {path} could not be written.",
        kept="Everything recorded before that is kept.",
        remedy="Free some space and run the same command again; it goes on where it stopped.",
    )


def unwritable(folder: Path) -> FamilyTalesError:
    """What to say when a library's folder cannot be written."""
    return FamilyTalesError(
        f"The library folder {folder} cannot be written.",
        kept="Nothing was changed.",
        remedy="Make it writable (`chmod -R u+w`), or copy the library to a disk that is and use `--library`.",
    )


@contextmanager
def without_numpy() -> Iterator[None]:
    """sqlite-utils loads numpy where it finds it, which takes longer than making the library; we store none of it."""
    if "numpy" in sys.modules:
        yield
        return
    sys.modules["numpy"] = cast(Any, None)  # what makes an import fail
    try:
        yield
    finally:
        del sys.modules["numpy"]
