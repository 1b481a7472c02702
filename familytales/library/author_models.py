"""Models that were trained on what an author wrote. They are kept in the database, so that a backup has them."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from familytales.library import blobs
from familytales.library.database import Database
from familytales.library.originals import Derived
from familytales.library.texts import one_line

SUFFIX = ".traineddata"
_STEP = "train"


@dataclass(frozen=True, slots=True)
class AuthorModel:
    """A model for one author's hand or machine.

    Attributes:
        author: whose.
        language: ISO 639-3 code of what it reads.
        digest: SHA-256 of the model.
        lines: how many lines it learnt from.
        before: character error rate without it on lines it never saw, in percent.
        after: with it.
    """

    author: str
    language: str
    digest: str
    lines: int
    before: float
    after: float


class AuthorModels:
    """Trained models by author, for the whole library."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._db = database
        self._folder = folder
        self._derived = Derived(database, folder)

    def all(self) -> tuple[AuthorModel, ...]:
        """Every model, by author."""
        return tuple(AuthorModel(*row) for row in self._db.rows(f"{_SELECT} ORDER BY author"))

    def get(self, author: str) -> AuthorModel | None:
        """The author's model, None where none was trained."""
        row = self._db.row(f"{_SELECT} WHERE author = ?", (author,)) if author else None
        return AuthorModel(*row) if row else None

    def put(self, author: str, language: str, data: bytes, *, lines: int, before: float, after: float) -> AuthorModel:
        """Keep a model in place of the author's earlier one."""
        name, digest = one_line(author, "author"), hashlib.sha256(data).hexdigest()
        with self._db.atomic(human=True):
            self._db.execute("DELETE FROM author_models WHERE author = ?", (name,))
            facts = {"language": language, "digest": digest, "lines": lines, "before": before, "after": after}
            self._db.insert("author_models", author=name, data=data, **facts)
        return AuthorModel(name, language, digest, lines, before, after)

    def forget(self, author: str) -> bool:
        """Drop an author's model; whether there was one."""
        with self._db.atomic(human=True):
            return self._db.execute("DELETE FROM author_models WHERE author = ?", (author,)).rowcount > 0

    def file(self, model: AuthorModel) -> Path:
        """The model as a file that Tesseract can read, written to `derived/` when it is not there."""
        if self._derived.get(model.digest, SUFFIX) is None:
            data = self._db.value("SELECT data FROM author_models WHERE digest = ?", (model.digest,))
            written = blobs.write_derived(self._folder, model.digest, SUFFIX, data)
            self._derived.record(_STEP, model.digest, SUFFIX, written.sha256, written.size)
        return self._derived.path(model.digest, SUFFIX)


_SELECT = 'SELECT author, language, digest, lines, "before", after FROM author_models'
