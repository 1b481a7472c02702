"""The tables of `library.db` and how an older library becomes a current one."""

import sqlite3
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from familytales.domain.errors import BadInput
from familytales.library.database import Database, translated, without_numpy

if TYPE_CHECKING:
    import sqlite_utils

VERSION = 1
"""The schema this program reads and writes; kept in the file as `PRAGMA user_version`."""

NEEDS = "0.1.0"
"""The oldest FamilyTales that reads schema `VERSION`; kept in the library so that an older one can name it."""

APPLICATION_ID = 0x46544C42
"""`FTLB`, kept in the file's header: tells a library from any other SQLite file."""

_TABLES = """
CREATE TABLE about (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE originals (
    sha256 TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    name TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE derived (
    key TEXT NOT NULL,
    suffix TEXT NOT NULL,
    step TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    meta TEXT NOT NULL,
    PRIMARY KEY (key, suffix)
) WITHOUT ROWID;

CREATE TABLE trash (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    subject INTEGER NOT NULL,
    label TEXT NOT NULL
);

CREATE TABLE books (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    subtitle TEXT NOT NULL,
    author TEXT NOT NULL,
    languages TEXT NOT NULL,
    voice TEXT NOT NULL,
    cover_page INTEGER REFERENCES pages (id) ON DELETE SET NULL,
    trash INTEGER REFERENCES trash (id)
);
CREATE INDEX books_title ON books (title);
CREATE INDEX books_cover ON books (cover_page) WHERE cover_page IS NOT NULL;
CREATE INDEX books_trash ON books (trash) WHERE trash IS NOT NULL;

CREATE TABLE author_voices (
    author TEXT PRIMARY KEY,
    voice TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE quotation_voices (
    book_id INTEGER REFERENCES books (id) ON DELETE CASCADE,
    voice TEXT NOT NULL
);
CREATE UNIQUE INDEX quotation_voices_book ON quotation_voices (ifnull(book_id, 0));
CREATE INDEX quotation_voices_id ON quotation_voices (book_id);

CREATE TABLE manners (
    voice TEXT PRIMARY KEY,
    speed REAL NOT NULL,
    pauses REAL NOT NULL
) WITHOUT ROWID;

CREATE TABLE author_models (
    author TEXT PRIMARY KEY,
    language TEXT NOT NULL,
    digest TEXT NOT NULL,
    lines INTEGER NOT NULL,
    "before" REAL NOT NULL,
    after REAL NOT NULL,
    data BLOB NOT NULL
);

CREATE TABLE threads (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    book_id INTEGER NOT NULL REFERENCES books (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    voice TEXT NOT NULL,
    position INTEGER NOT NULL,
    trash INTEGER REFERENCES trash (id)
);
CREATE INDEX threads_order ON threads (book_id, position);
CREATE INDEX threads_trash ON threads (trash) WHERE trash IS NOT NULL;

CREATE TABLE documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    thread_id INTEGER NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    date TEXT NOT NULL,
    author TEXT NOT NULL,
    people TEXT NOT NULL,
    place TEXT NOT NULL,
    box TEXT NOT NULL,
    folder TEXT NOT NULL,
    item TEXT NOT NULL,
    note TEXT NOT NULL,
    languages TEXT NOT NULL,
    voice TEXT NOT NULL,
    position INTEGER NOT NULL,
    trash INTEGER REFERENCES trash (id)
);
CREATE INDEX documents_order ON documents (thread_id, position, trash);
CREATE INDEX documents_trash ON documents (trash) WHERE trash IS NOT NULL;

CREATE TABLE recordings (
    document_id INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    original TEXT NOT NULL REFERENCES originals (sha256),
    name TEXT NOT NULL,
    who TEXT NOT NULL,
    "when" TEXT NOT NULL,
    consent TEXT NOT NULL
);
CREATE INDEX recordings_original ON recordings (original);

CREATE TABLE pages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    original TEXT NOT NULL REFERENCES originals (sha256),
    frame INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    dpi REAL NOT NULL,
    name TEXT NOT NULL,
    taken TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    position INTEGER NOT NULL,
    trash INTEGER REFERENCES trash (id),
    read INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX pages_order ON pages (document_id, position, trash, read);
CREATE INDEX pages_original ON pages (original, frame);
CREATE INDEX pages_trash ON pages (trash) WHERE trash IS NOT NULL;
CREATE INDEX pages_band1 ON pages (substr(fingerprint, 1, 4), fingerprint, trash) WHERE fingerprint <> '';
CREATE INDEX pages_band2 ON pages (substr(fingerprint, 5, 4), fingerprint, trash) WHERE fingerprint <> '';
CREATE INDEX pages_band3 ON pages (substr(fingerprint, 9, 4), fingerprint, trash) WHERE fingerprint <> '';
CREATE INDEX pages_band4 ON pages (substr(fingerprint, 13, 4), fingerprint, trash) WHERE fingerprint <> '';

CREATE TABLE changes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    label TEXT NOT NULL
);
CREATE TABLE change_rows (
    id INTEGER PRIMARY KEY,
    change INTEGER NOT NULL REFERENCES changes (id) ON DELETE CASCADE,
    action TEXT NOT NULL,
    "table" TEXT NOT NULL,
    row INTEGER NOT NULL,
    before TEXT NOT NULL
);
CREATE INDEX change_rows_change ON change_rows (change);

CREATE TABLE transcripts (
    page_id INTEGER PRIMARY KEY REFERENCES pages (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    digest TEXT NOT NULL,
    engine TEXT NOT NULL,
    words INTEGER NOT NULL,
    confidence REAL NOT NULL
);
CREATE TABLE transcript_data (
    page_id INTEGER PRIMARY KEY REFERENCES transcripts (page_id) ON DELETE CASCADE,
    data BLOB NOT NULL
);

CREATE TABLE doubts (
    page_id INTEGER NOT NULL REFERENCES transcripts (page_id) ON DELETE CASCADE,
    line INTEGER NOT NULL,
    errors REAL NOT NULL,
    PRIMARY KEY (page_id, line)
) WITHOUT ROWID;

CREATE TABLE batches (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    author TEXT NOT NULL,
    made TEXT NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE corrections (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    batch INTEGER NOT NULL REFERENCES batches (id),
    page_id INTEGER NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
    word TEXT NOT NULL,
    read TEXT NOT NULL,
    "left" INTEGER NOT NULL,
    top INTEGER NOT NULL,
    "right" INTEGER NOT NULL,
    bottom INTEGER NOT NULL,
    text TEXT NOT NULL,
    place TEXT NOT NULL
);
CREATE INDEX corrections_page ON corrections (page_id);
CREATE INDEX corrections_batch ON corrections (batch);

CREATE TABLE lexicon (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    book_id INTEGER REFERENCES books (id) ON DELETE CASCADE,
    author TEXT NOT NULL,
    page_id INTEGER REFERENCES pages (id) ON DELETE CASCADE,
    place TEXT NOT NULL,
    "left" INTEGER NOT NULL,
    top INTEGER NOT NULL,
    "right" INTEGER NOT NULL,
    bottom INTEGER NOT NULL,
    word TEXT NOT NULL,
    say TEXT NOT NULL,
    ipa TEXT NOT NULL,
    language TEXT NOT NULL,
    part TEXT NOT NULL
);
CREATE UNIQUE INDEX lexicon_word ON lexicon (
    word, language, part, author, ifnull(book_id, 0), ifnull(page_id, 0), place
);
CREATE INDEX lexicon_book ON lexicon (book_id);
CREATE INDEX lexicon_page ON lexicon (page_id) WHERE page_id IS NOT NULL;

CREATE TABLE outcomes (
    step TEXT NOT NULL,
    subject TEXT NOT NULL,
    kind TEXT NOT NULL,
    number INTEGER NOT NULL,
    key TEXT NOT NULL,
    error TEXT NOT NULL,
    remedy TEXT NOT NULL,
    meta TEXT NOT NULL,
    PRIMARY KEY (step, subject)
) WITHOUT ROWID;
CREATE INDEX outcomes_subject ON outcomes (kind, number, step);
CREATE INDEX outcomes_failed ON outcomes (kind, number) WHERE error <> '';
"""

_TOKENIZE = "tokenize = \"unicode61 remove_diacritics 2\", prefix = '2 3'"
_INDEXES = f"""
CREATE VIRTUAL TABLE words USING fts5 (body, {_TOKENIZE});
CREATE VIRTUAL TABLE names USING fts5 (title, people, place, {_TOKENIZE});
"""

_WORDS = """
CREATE TRIGGER transcripts_added AFTER INSERT ON transcripts BEGIN
    UPDATE pages SET read = 1 WHERE id = new.page_id;
END;
CREATE TRIGGER transcripts_deleted AFTER DELETE ON transcripts BEGIN
    DELETE FROM words WHERE rowid = old.page_id;
    UPDATE pages SET read = 0 WHERE id = old.page_id;
END;
"""

_NAMES = """
CREATE TRIGGER {table}_named AFTER INSERT ON {table} BEGIN
    INSERT INTO names (rowid, title, people, place) SELECT new.id * 4 + {code}, {values} WHERE new.trash IS NULL;
END;
CREATE TRIGGER {table}_renamed AFTER UPDATE OF {columns}, trash ON {table} BEGIN
    DELETE FROM names WHERE rowid = new.id * 4 + {code};
    INSERT INTO names (rowid, title, people, place) SELECT new.id * 4 + {code}, {values} WHERE new.trash IS NULL;
END;
CREATE TRIGGER {table}_unnamed AFTER DELETE ON {table} BEGIN
    DELETE FROM names WHERE rowid = old.id * 4 + {code};
END;
"""

NAME_CODES = {"books": 0, "threads": 1, "documents": 2}
"""`names.rowid` is a row's id times 4 plus its table's code."""


def _first(db: "sqlite_utils.Database") -> None:
    db.executescript(_TABLES)
    db.executescript(_INDEXES)
    db.executescript(_WORDS)
    books = _NAMES.format(
        table="books",
        code=0,
        columns="title, subtitle, author",
        values="new.title || char(10) || new.subtitle, new.author, ''",
    )
    threads = _NAMES.format(table="threads", code=1, columns="title", values="new.title, '', ''")
    documents = _NAMES.format(
        table="documents",
        code=2,
        columns="title, people, author, place",
        values="new.title, new.people || char(10) || new.author, new.place",
    )
    for script in (books, threads, documents):
        db.executescript(script)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    about = {"uid": str(uuid.uuid4()), "needs": NEEDS}
    db.table("about").insert_all({"name": name, "value": value} for name, value in about.items())
    db.execute("PRAGMA user_version = 1")


def empty_indexes(database: Database) -> None:
    """Make both search indexes anew, `names` filled and `words` empty, inside a transaction."""
    for index in ("words", "names"):
        database.execute(f"DROP TABLE IF EXISTS {index}")
    database.utils.executescript(_INDEXES)
    for table in NAME_CODES:
        database.execute(f"UPDATE {table} SET title = title")  # the triggers index what is updated


def prepare(database: Database) -> None:
    """Bring a library to the current schema; an empty file becomes an empty library.

    Raises:
        BadInput: it was made by a newer FamilyTales, or is some other program's database, or damaged.
        FamilyTalesError: it is older and cannot be written.
    """
    version = current(database.connection, database.path)
    with translated(database.path):
        # Allows readers beside one writer. It stays in the file, but a restored backup is without; not possible inside
        # a transaction. Only now: the file is known to be ours.
        database.connection.execute("PRAGMA journal_mode = WAL")
        if version == VERSION:
            return
        database.connection.execute("BEGIN IMMEDIATE")
        try:
            # Another process may have done it while this one waited; the migrations' own table knows.
            _migrations().apply(database.utils)
            database.connection.execute("COMMIT")
        except BaseException:
            database.utils.rollback()
            raise


def _migrations() -> "sqlite_utils.Migrations":
    with without_numpy():
        import sqlite_utils

    migrations = sqlite_utils.Migrations("familytales")
    migrations(name="0001_first")(_first)
    return migrations


def current(connection: sqlite3.Connection, path: Path) -> int:
    """The schema version of a database: 0 for an empty file.

    Raises:
        BadInput: it is newer than this program, or no library, or damaged.
    """
    with translated(path):
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        application = int(connection.execute("PRAGMA application_id").fetchone()[0])
        if application != APPLICATION_ID:
            if connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None:
                return 0
            raise BadInput(
                f"{path} is a database of another program, not a FamilyTales library.",
                kept="It was not changed.",
                remedy="Name another folder with `--library`.",
            )
        if version > VERSION:
            raise _newer(connection, path, version)
    return version


def _newer(connection: sqlite3.Connection, path: Path, version: int) -> BadInput:
    try:
        row = connection.execute("SELECT value FROM about WHERE name = 'needs'").fetchone()
    except sqlite3.Error:
        row = None
    needed = f"FamilyTales {row[0]} or later" if row else "a newer FamilyTales"
    return BadInput(
        f"The library {path.parent} was made by a newer FamilyTales"
        f" (its schema is {version}, this one knows {VERSION}).",
        kept="It was not changed.",
        remedy=f"Install {needed}: `pip install --upgrade familytales`.",
    )
