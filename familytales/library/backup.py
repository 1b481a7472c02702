"""Backup and restore: one routine that brings a library from one folder to another, checked on the way.

A backup is itself a library folder. `library.db` is renamed into place last, when every original it names is there and
was read back; until then the folder holds no library (or still the backup before). Backing up into the same folder
again copies only what is new. Originals are copied, not linked: what damages a file must not damage its backup.
`derived/` is left out, as it can be made again.
"""

import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from familytales.domain.errors import BadInput, FamilyTalesError, UsageError
from familytales.library import blobs, lock, schema
from familytales.library.database import CORRUPT_REMEDY, connect, translated
from familytales.library.store import DATABASE, Library
from familytales.ports import Progress

PARTIAL = "library.db.partial"
_OURS = (DATABASE, lock.FILE, lock.HOLDER, blobs.ORIGINALS, blobs.DERIVED)
"""How the names in a library folder begin: a database may have its logs and a partial copy beside it."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """What a backup or restore did.

    Attributes:
        folder: where it went.
        originals: how many scans the library has.
        copied: how many of them were copied this time; the others were there already.
        problems: scans that are missing or damaged in the source, as sentences; all else is complete.
    """

    folder: Path
    originals: int
    copied: int
    problems: tuple[str, ...]


def backup(library: Library, target: Path, progress: Progress | None = None) -> Transfer:
    """Copy a library as it is at this moment, while other runs go on writing, and read the copy back.

    Args:
        library: open; what is committed now is in the backup.
        target: a folder that does not exist, is empty, or holds an earlier backup of the same library.
        progress: told how many originals are done.

    Raises:
        UsageError: the folder holds something else, or lies in the library.
        BadInput: the library's database is damaged; an earlier backup in the folder is kept.
        TryAgainLater: the disk is full; run it again and it goes on.
        LibraryBusy: another backup is writing there.
    """
    target = target.absolute()
    if target.resolve().is_relative_to(library.folder.resolve()):
        raise UsageError(f"The backup {target} would lie in the library itself.", remedy="Name a folder outside it.")
    _check_target(target, _uid(library.folder / DATABASE))
    _make_folder(target)
    with lock.held(target):
        return _transfer(library.folder, target, progress)


def restore(source: Path, folder: Path, *, replace: bool = False, progress: Progress | None = None) -> Transfer:
    """Bring a backup back as the library in `folder`, checking every scan.

    Args:
        source: a backup.
        folder: where the library is to be.
        replace: take the place of a library that is there; its database is kept beside as `library-replaced-N.db`,
            and its originals stay.
        progress: told how many originals are done.

    Raises:
        BadInput: `source` is no backup, or its database is damaged, or a newer FamilyTales made it.
        UsageError: there is a library with something in it and `replace` is false.
        LibraryBusy: a run holds that library.
        TryAgainLater: the disk is full; run it again and it goes on.
    """
    source, folder = source.absolute(), folder.absolute()
    if not (source / DATABASE).is_file():
        raise BadInput(f"There is no finished backup in {source}.", remedy="Name a folder that holds a library.db.")
    if source.resolve() == folder.resolve():
        raise UsageError(f"{source} is the library itself.", remedy="Name its backup.")
    if not replace and not _is_empty(folder / DATABASE):
        raise UsageError(
            f"There is a library in {folder} already.",
            kept="Nothing was changed.",
            remedy="Use `--replace` to put the backup in its place (its database is kept beside), or another folder.",
        )
    _make_folder(folder)
    with lock.held(folder):
        return _transfer(source, folder, progress, keep_old=True)


def _transfer(source: Path, target: Path, progress: Progress | None, *, keep_old: bool = False) -> Transfer:
    blobs.clear_temporary(target)
    partial = target / PARTIAL
    partial.unlink(missing_ok=True)
    try:
        _snapshot(source / DATABASE, partial)
        with closing(connect(partial)) as connection:
            done = _bring_originals(connection, source, target, progress)
        _put_in_place(partial, target / DATABASE, keep_old=keep_old)
    finally:
        for leftover in (partial, target / f"{PARTIAL}-journal"):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)
    return done


def _snapshot(source: Path, partial: Path) -> None:
    """A copy of the database at one moment, as a single file that is whole.

    All pages in one step: in WAL mode that reads one state while others write, and never starts over.
    """
    with translated(source), closing(connect(source)) as live:
        schema.current(live, source)
        partial.touch()
        with translated(partial), closing(connect(partial)) as copy:
            live.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            found = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise BadInput(f"The library's database {source} is damaged: {found}.", remedy=CORRUPT_REMEDY)
    with partial.open("rb+") as file:
        blobs.sync_file(file)


def _bring_originals(connection: sqlite3.Connection, source: Path, target: Path, progress: Progress | None) -> Transfer:
    total = connection.execute("SELECT count(*) FROM originals").fetchone()[0]
    copied, problems = 0, list[str]()
    rows = connection.execute("SELECT sha256, size, name FROM originals ORDER BY sha256")
    for done, row in enumerate(rows, 1):
        try:
            copied += _bring_original(row["sha256"], row["name"], source, target)
        except BadInput as error:
            problems.append(error.message)
        if progress:
            progress(done, total)
    return Transfer(target, total, copied, tuple(problems))


def _bring_original(sha256: str, name: str, source: Path, target: Path) -> bool:
    """Copy an original and read it back, unless a good one is there; whether it was copied."""
    there = blobs.original_path(target, sha256)
    if there.exists() and blobs.digest_file(there).sha256 == sha256:
        return False
    here = blobs.original_path(source, sha256)
    if not here.exists():
        raise BadInput(f"The original {name} ({here}) is missing.")
    written = blobs.copy_original(here, target)
    if written.sha256 != sha256:
        with suppress(OSError):
            blobs.original_path(target, written.sha256).unlink()
        raise BadInput(f"The original {name} ({here}) is damaged: its content is not what was stored.")
    if blobs.digest_file(there).sha256 != sha256:
        raise FamilyTalesError(
            f"The copy {there} does not read back as it was written.",
            kept=f"The library in {source} is unharmed.",
            remedy="Check the disk the copy is on, or use another one.",
        )
    return True


def _put_in_place(partial: Path, path: Path, *, keep_old: bool) -> None:
    try:
        if path.exists():
            _retire(path, keep_old=keep_old)
        partial.replace(path)
        for part in (blobs.ORIGINALS, blobs.DERIVED):
            (path.parent / part).mkdir(exist_ok=True)
        blobs.sync_folder(path.parent)
    except OSError as error:
        raise blobs.write_error(error, path) from error


def _retire(path: Path, *, keep_old: bool) -> None:
    """Fold an old database's log into it, so that none is left to be applied to the new one, and keep it beside."""
    with suppress(sqlite3.Error), closing(connect(path)) as old:
        old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    names = (path.with_name(f"library-replaced-{number}.db") for number in count(1))
    aside = next(name for name in names if not name.exists())
    if keep_old:
        shutil.copyfile(path, aside)
    for ending in ("-wal", "-shm"):  # still there only when the database is damaged
        log = Path(f"{path}{ending}")
        if log.exists():
            log.rename(f"{aside}{ending}") if keep_old else log.unlink()


def _check_target(target: Path, uid: str) -> None:
    """Only a new or empty folder, an unfinished backup or an earlier backup of the same library is written to."""
    if not target.exists():
        return
    if not target.is_dir():
        raise UsageError(f"{target} is a file.", remedy="Name a folder for the backup.")
    strangers = sorted(path.name for path in target.iterdir() if not path.name.startswith(_OURS))
    if strangers:
        raise UsageError(
            f"{target} holds other things ({', '.join(strangers[:3])}).",
            kept="Nothing was changed.",
            remedy="Name a folder that is empty or does not exist yet.",
        )
    if (target / DATABASE).exists() and _uid(target / DATABASE) != uid:
        raise UsageError(
            f"{target} holds another library or its backup.",
            kept="Nothing was changed.",
            remedy="Name another folder.",
        )


def _uid(path: Path) -> str:
    """The library's identity, or "" for a database that cannot be read."""
    try:
        with closing(connect(path)) as connection:
            return str(connection.execute("SELECT value FROM about WHERE name = 'uid'").fetchone()[0])
    except (sqlite3.Error, TypeError):
        return ""


def _is_empty(path: Path) -> bool:
    """Whether there is no library, or one with nothing in it; a damaged one counts as full."""
    if not path.exists():
        return True
    try:
        with closing(connect(path)) as connection:
            if not connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
                return True
            return not connection.execute("SELECT 1 FROM originals UNION ALL SELECT 1 FROM books LIMIT 1").fetchone()
    except sqlite3.Error:
        return False


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise blobs.write_error(error, folder) from error
