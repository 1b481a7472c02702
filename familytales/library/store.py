"""The library: one family's folder, its database and its files."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from familytales.domain.errors import BadInput
from familytales.library import blobs, lock, schema
from familytales.library.books import Books, Threads
from familytales.library.database import Database, unwritable
from familytales.library.documents import Documents
from familytales.library.history import History
from familytales.library.originals import Derived, Originals
from familytales.library.outcomes import Outcomes
from familytales.library.pages import Pages
from familytales.library.search import Hit, saying, search
from familytales.library.trash import Trash

if TYPE_CHECKING:
    from familytales.library.author_models import AuthorModels
    from familytales.library.casting import Casting
    from familytales.library.corrections import Corrections
    from familytales.library.doubts import Doubts
    from familytales.library.lexicon import Lexicon
    from familytales.library.recordings import Recordings
    from familytales.library.transcripts import Transcripts

DATABASE = "library.db"


class Library:
    """One family's folder, open. Use it from the thread that opened it, as a context manager or with `close`."""

    def __init__(self, folder: Path, database: Database) -> None:
        self.folder = folder
        self.database = database
        self.originals = Originals(database, folder)
        self.derived = Derived(database, folder)
        self.history = History(database)
        self.trash = Trash(database, self.history)
        self.books = Books(database, self.history, self.trash)
        self.threads = Threads(database, self.history, self.trash)
        self.documents = Documents(database, self.history, self.trash)
        self.pages = Pages(database, self.history, self.trash)
        self.outcomes = Outcomes(database)

    @classmethod
    def open(cls, folder: Path, create: bool = False) -> Self:
        """Open the library in a folder, bringing an older one up to date.

        Args:
            folder: where `library.db`, `originals/` and `derived/` are.
            create: make an empty library when there is none.

        Raises:
            BadInput: there is none, or it is damaged, or made by a newer FamilyTales.
            FamilyTalesError: the folder cannot be written.
        """
        folder = folder.absolute()
        path = folder / DATABASE
        if not path.exists():
            if not create:
                raise _missing(folder)
            _make(folder)
        database = Database(path)
        try:
            schema.prepare(database)
        except BaseException:
            database.close()
            raise
        return cls(folder, database)

    # What `search` and `book list` do not need is imported when it is first used: 20 ms of the 300 they may take.

    @cached_property
    def corrections(self) -> "Corrections":
        """What humans changed in the text."""
        from familytales.library.corrections import Corrections

        return Corrections(self.database)

    @cached_property
    def transcripts(self) -> "Transcripts":
        """What each page says."""
        from familytales.library.transcripts import Transcripts

        return Transcripts(self.database, self.corrections)

    @cached_property
    def doubts(self) -> "Doubts":
        """Which lines may be wrong."""
        from familytales.library.doubts import Doubts

        return Doubts(self.database)

    @cached_property
    def author_models(self) -> "AuthorModels":
        """Models that were trained on what an author wrote."""
        from familytales.library.author_models import AuthorModels

        return AuthorModels(self.database, self.folder)

    @cached_property
    def lexicon(self) -> "Lexicon":
        """How the family says words."""
        from familytales.library.lexicon import Lexicon

        return Lexicon(self.database)

    @cached_property
    def casting(self) -> "Casting":
        """Who reads aloud what, and how."""
        from familytales.library.casting import Casting

        return Casting(self.database)

    @cached_property
    def recordings(self) -> "Recordings":
        """Documents that people read aloud themselves."""
        from familytales.library.recordings import Recordings

        return Recordings(self.database)

    @property
    def version(self) -> int:
        """The schema version of the library."""
        return int(self.database.value("PRAGMA user_version"))

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the run lock: one run at a time changes a library; leftovers of a killed one are removed.

        Raises:
            LibraryBusy: another run holds it; the message names its process.
        """
        with lock.held(self.folder):
            blobs.clear_temporary(self.folder)
            yield

    def atomic(self, *, human: bool = False) -> AbstractContextManager[None]:
        """One transaction around several changes: all of them happen or none; `human` as `Database.atomic` has it."""
        return self.database.atomic(human=human)

    def search(self, query: str, *, book_id: int | None = None, limit: int = 50) -> list[Hit]:
        """Where the words of `query` are: see `familytales.library.search.search`."""
        return search(self.database, query, book_id=book_id, limit=limit)

    def saying(self, text: str, book_id: int, *, limit: int) -> list[int]:
        """Pages of a book that say a word or phrase: see `familytales.library.search.saying`."""
        return saying(self.database, text, book_id, limit)

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _make(folder: Path) -> None:
    """An empty file that `schema.prepare` fills: a run killed in between leaves a library that is just empty."""
    try:
        for part in (folder, folder / blobs.ORIGINALS, folder / blobs.DERIVED):
            part.mkdir(parents=True, exist_ok=True)
        (folder / DATABASE).touch()
    except PermissionError as error:
        raise unwritable(folder) from error
    except OSError as error:
        raise blobs.write_error(error, folder) from error


def _missing(folder: Path) -> BadInput:
    return BadInput(
        f"There is no library in {folder}.",
        remedy="`familytales add SCANS...` makes one there; `--library DIR` names another folder.",
    )
