"""Originals and derived files, each with its row: the file first, then the row, so a row always has its file."""

import json
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from familytales.domain.errors import BadInput
from familytales.library import blobs
from familytales.library.database import Database
from familytales.library.texts import valid


@dataclass(frozen=True, slots=True)
class StoredOriginal:
    """A scan in the library: `new` is whether these bytes were not in it before."""

    sha256: str
    size: int
    new: bool


class Originals:
    """Scans exactly as they came."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._db = database
        self._folder = folder

    def add(self, path: Path) -> StoredOriginal:
        """Store a scan; the same bytes again are recognised and not stored twice.

        Raises:
            BadInput: the scan cannot be read or is no file.
            TryAgainLater: the disk is full.
            FamilyTalesError: the folder cannot be written.
        """
        return self.record(blobs.store_original(self._folder, path), path.name)

    def record(self, written: blobs.Written, name: str) -> StoredOriginal:
        """Note a scan that `blobs.store_original` stored (in a worker); `name` is its file name as it came."""
        if self._db.value("SELECT 1 FROM originals WHERE sha256 = ?", (written.sha256,)):
            return StoredOriginal(written.sha256, written.size, False)
        with self._db.atomic():
            self._db.execute(
                "INSERT OR IGNORE INTO originals (sha256, size, name) VALUES (?, ?, ?)",
                (written.sha256, written.size, valid(name)),
            )
        return StoredOriginal(written.sha256, written.size, True)

    def path(self, sha256: str) -> Path:
        """Where that original is.

        Raises:
            BadInput: its file is gone.
        """
        found = blobs.original_path(self._folder, sha256)
        if not found.is_file():
            name = self._db.value("SELECT name FROM originals WHERE sha256 = ?", (sha256,)) or sha256
            raise BadInput(
                f"The original {name} is missing from the library ({found}).",
                remedy="Add the scan again, or bring it back with `familytales library restore BACKUP`.",
            )
        return found

    def has(self, sha256: str) -> bool:
        """Whether that original is in the library, row and file."""
        size = self._db.value("SELECT size FROM originals WHERE sha256 = ?", (sha256,))
        return size is not None and blobs.has_file(blobs.original_path(self._folder, sha256), size)


@dataclass(frozen=True, slots=True)
class Entry:
    """A stored result of a step."""

    key: str
    suffix: str
    sha256: str
    size: int
    meta: Mapping[str, Any]


class Derived:
    """Results of steps, each under the digest of what it was made from; all of it can be made again."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._db = database
        self._folder = folder

    def get(self, key: str, suffix: str) -> Entry | None:
        """What is stored under a key, or None; a row whose file is gone or has another size counts as nothing."""
        sql = "SELECT key, suffix, sha256, size, meta FROM derived WHERE key = ? AND suffix = ?"
        row = self._db.row(sql, (key, suffix))
        if row is None or not blobs.has_file(self.path(key, suffix), row["size"]):
            return None
        return Entry(row["key"], row["suffix"], row["sha256"], row["size"], json.loads(row["meta"]))

    def path(self, key: str, suffix: str) -> Path:
        """Where a result is, or would be."""
        return blobs.derived_path(self._folder, key, suffix)

    def record(
        self, step: str, key: str, suffix: str, sha256: str, size: int, meta: Mapping[str, Any] | None = None
    ) -> None:
        """Note a result whose file is in place (`blobs.write_derived`)."""
        with self._db.atomic():
            self._db.execute(
                "INSERT OR REPLACE INTO derived (key, suffix, step, sha256, size, meta) VALUES (?, ?, ?, ?, ?, ?)",
                (key, suffix, step, sha256, size, json.dumps(meta or {}, sort_keys=True)),
            )

    def prune(self, keep: Collection[str]) -> int:
        """Remove every result whose key is not in `keep`, row first, and return the bytes freed.

        Files without a row go too: a killed run left them.
        """
        freed = 0
        with self._db.atomic():
            rows = self._db.rows("SELECT key, suffix FROM derived")
            gone = [(row["key"], row["suffix"]) for row in rows if row["key"] not in keep]
            self._db.executemany("DELETE FROM derived WHERE key = ? AND suffix = ?", gone)
        kept = {self.path(row["key"], row["suffix"]) for row in rows if row["key"] in keep}
        for file in blobs.stored_files(self._folder / blobs.DERIVED):
            if file not in kept:
                with suppress(OSError):
                    freed += file.stat().st_size
                    file.unlink()
        return freed
