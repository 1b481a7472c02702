"""The run lock: one run at a time changes a library.

The lock is an open SQLite transaction on an empty file. The operating system drops it when the process ends, however
it ends, so neither a clock nor a process list decides whether it is stale. Forked workers do not inherit it, so
orphans of a killed run do not hold it either; and it works on every platform SQLite works on.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from familytales.domain.errors import LibraryBusy
from familytales.library.database import explained

FILE = "run.lock"
HOLDER = "run.pid"


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the run lock of the library at `folder`.

    Raises:
        LibraryBusy: another run holds it; the message names its process.
        FamilyTalesError: the folder cannot be written.
    """
    path = folder / FILE
    with closing(_opened(path)) as connection:
        try:
            connection.execute("PRAGMA journal_mode = MEMORY")  # nothing is written: no journal file is needed
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            if (error.sqlite_errorcode & 0xFF) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise _busy(folder) from error
            raise explained(error, path) from error
        with suppress(OSError):  # only a message is poorer without it
            (folder / HOLDER).write_text(f"{os.getpid()}\n")
        yield


def _opened(path: Path) -> sqlite3.Connection:
    try:
        return sqlite3.connect(path, timeout=0, isolation_level=None)
    except sqlite3.Error as error:
        raise explained(error, path) from error


def _busy(folder: Path) -> LibraryBusy:
    holder = _holder(folder)
    who = f"process {holder}" if holder else "another process"
    return LibraryBusy(
        f"Another run holds the library {folder} ({who}).",
        kept="Nothing was changed.",
        remedy="Wait until it is done, or stop it; its work so far is kept and the next run goes on from there.",
    )


def _holder(folder: Path) -> int | None:
    """The process that took the lock last, as it wrote itself down."""
    try:
        return int((folder / HOLDER).read_text()[:20])
    except (OSError, ValueError):
        return None
