"""Files named by their content or by the digest of what they were made from; no database, so workers use it too.

A file is written under a temporary name in `tmp/` beside its place and renamed when it is whole, so a name always
means a finished file. What a killed run left in `tmp/` is removed by the next one.
"""

import errno
import hashlib
import os
import re
import secrets
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from familytales.domain.errors import BadInput, FamilyTalesError
from familytales.library.database import disk_full, unwritable

ORIGINALS = "originals"
DERIVED = "derived"
TEMPORARY = "tmp"
CHUNK = 1 << 20
"""Bytes read at a time: memory stays the same whatever the size of a scan."""

_SHA256 = re.compile(r"[0-9a-f]{64}")
_KEY = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{3,127}")
_SUFFIX = re.compile(r"(?!.*\.\.)[0-9A-Za-z._-]{0,40}")


@dataclass(frozen=True, slots=True)
class Written:
    """What a file holds: SHA-256 in hex and size in bytes."""

    sha256: str
    size: int


def original_path(folder: Path, sha256: str) -> Path:
    """Where the original of that digest is kept; no suffix, so that the path follows from the content alone."""
    if not _SHA256.fullmatch(sha256):
        raise ValueError(f"not a SHA-256 digest: {sha256!r}")
    return folder / ORIGINALS / sha256[:2] / sha256


def derived_path(folder: Path, key: str, suffix: str) -> Path:
    """Where the result stored under that key is kept; `suffix` with its dot, or ""."""
    if not _KEY.fullmatch(key) or not _SUFFIX.fullmatch(suffix):
        raise ValueError(f"not a key and suffix: {key!r} {suffix!r}")
    return folder / DERIVED / key[:2] / f"{key}{suffix}"


def write_derived(folder: Path, key: str, suffix: str, data: bytes) -> Written:
    """Store a step's result; a run that is killed leaves all of it or none.

    It is not forced to the disk: `derived/` can be made again, and a file that a power cut left short does not have
    its recorded size and counts as missing.

    Raises:
        TryAgainLater: the disk is full.
        FamilyTalesError: the folder cannot be written.
    """
    target = derived_path(folder, key, suffix)
    with _temporary(folder / DERIVED) as temporary:
        temporary.write_bytes(data)
        _rename(temporary, target)
    return Written(hashlib.sha256(data).hexdigest(), len(data))


def make_derived(folder: Path, key: str, suffix: str, make: Callable[[Path], object]) -> Written:
    """Store a result too large for memory: `make` writes it to the path it is given, which ends in `suffix`.

    Raises:
        TryAgainLater: the disk is full.
        FamilyTalesError: the folder cannot be written.
    """
    target = derived_path(folder, key, suffix)
    with _temporary(folder / DERIVED, suffix) as temporary:
        make(temporary)
        written = digest_file(temporary)
        _rename(temporary, target)
    return written


def store_original(folder: Path, source: Path) -> Written:
    """Copy a scan into `originals/` unless it is there already; on disk for good when this returns.

    Raises:
        BadInput: the scan cannot be read or is no file.
        TryAgainLater: the disk is full.
        FamilyTalesError: the folder cannot be written.
    """
    with _reading(source) as file:
        known = _digest(file, source)
        if has_file(original_path(folder, known.sha256), known.size):
            return known
        file.seek(0)
        return _copy(folder, file, source)


def copy_original(source: Path, folder: Path) -> Written:
    """Copy a file into `originals/` even if one of its name and size is there: that one may be damaged.

    Raises:
        BadInput: it cannot be read or is no file.
        TryAgainLater: the disk is full.
        FamilyTalesError: the folder cannot be written.
    """
    with _reading(source) as file:
        return _copy(folder, file, source)


def _copy(folder: Path, file: IO[bytes], source: Path) -> Written:
    """Copy under the digest of what was copied: a scan that changes meanwhile is still stored under its true name."""
    root = folder / ORIGINALS
    with _temporary(root) as temporary:
        digest, size = hashlib.sha256(), 0
        with temporary.open("xb") as out:
            for chunk in _chunks(file, source):
                digest.update(chunk)
                size += len(chunk)
                out.write(chunk)
            sync_file(out)
        target = original_path(folder, digest.hexdigest())
        if _rename(temporary, target):
            sync_folder(root)
        sync_folder(target.parent)
    return Written(digest.hexdigest(), size)


def digest_file(path: Path) -> Written:
    """Digest and size of a file, read in pieces.

    Raises:
        BadInput: it cannot be read or is no file.
    """
    with _reading(path) as file:
        return _digest(file, path)


def has_file(path: Path, size: int) -> bool:
    """Whether a file of that size is there."""
    try:
        found = path.stat()
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and found.st_size == size


def clear_temporary(folder: Path) -> None:
    """Remove what a killed run left half written; call with the run lock held."""
    for part in (ORIGINALS, DERIVED):
        with suppress(OSError):
            for path in (folder / part / TEMPORARY).iterdir():
                with suppress(OSError):
                    path.unlink()


def stored_files(root: Path) -> Iterator[Path]:
    """Every finished file under `originals/` or `derived/`, in order of name, one folder at a time."""
    for name in sorted(_names(root)):
        if name != TEMPORARY and (root / name).is_dir():
            for file in sorted(_names(root / name)):
                yield root / name / file


def _names(folder: Path) -> list[str]:
    try:
        return [path.name for path in folder.iterdir()]
    except OSError:
        return []


@contextmanager
def _temporary(root: Path, suffix: str = "") -> Iterator[Path]:
    """A name to write to below `root`, gone afterwards whatever happens."""
    temporary = root / TEMPORARY / f"{os.getpid()}-{secrets.token_hex(8)}{suffix}"
    try:
        temporary.parent.mkdir(parents=True, exist_ok=True)
        yield temporary
    except OSError as error:
        raise write_error(error, root) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _rename(temporary: Path, target: Path) -> bool:
    """Put a file in its place; whether the folder for it had to be made."""
    try:
        temporary.replace(target)
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary.replace(target)
        return True
    return False


def sync_file(file: IO[bytes]) -> None:
    """Force what was written to an open file to the disk."""
    file.flush()
    os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Force a folder's names to the disk; where folders cannot be opened (Windows) the file system does it itself."""
    with suppress(PermissionError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_error(error: OSError, path: Path) -> FamilyTalesError:
    """What to say when writing below `path` failed."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return disk_full(path)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return unwritable(path)
    return FamilyTalesError(
        f"{path} could not be written: {error.strerror or error}.",
        kept="Everything recorded before that is kept.",
        remedy="Check the disk, then run the same command again.",
    )


@contextmanager
def _reading(path: Path) -> Iterator[IO[bytes]]:
    try:
        # A pipe or a device would block or never end; looking first costs nothing.
        if not stat.S_ISREG(path.stat().st_mode):
            raise BadInput(f"{path} is not a file.", remedy="Give scans or folders of scans.")
        file = path.open("rb")
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    with file:
        yield file


def _chunks(file: IO[bytes], path: Path) -> Iterator[bytes]:
    while True:
        try:
            chunk = file.read(CHUNK)
        except OSError as error:
            raise _unreadable(path, error) from error
        if not chunk:
            return
        yield chunk


def _digest(file: IO[bytes], path: Path) -> Written:
    digest, size = hashlib.sha256(), 0
    for chunk in _chunks(file, path):
        digest.update(chunk)
        size += len(chunk)
    return Written(digest.hexdigest(), size)


def _unreadable(path: Path, error: Exception) -> BadInput:
    reason = getattr(error, "strerror", None) or str(error)
    return BadInput(f"{path} cannot be read: {reason}.", remedy="Check that it exists and that you may read it.")
