"""Safe unpacking of ZIP files: nothing outside the folder, nothing larger than it may be, no name that hurts."""

import re
import stat
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from familytales.domain.errors import BadInput
from familytales.imaging import complaints, media

_CHUNK = 1 << 20
_NAME_BYTES = 200
"""Longest file name kept, in UTF-8: file systems allow 255, and room is needed to number doubles."""

_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"|?*\\/\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limits:
    """What an archive may hold.

    Attributes:
        files: most entries.
        total: most bytes, unpacked.
        ratio: most bytes unpacked per byte packed. Scans are compressed already and stay near 1; a blank
            black-and-white TIFF reaches some 100; the densest ZIP possible is 1032.
        free: bytes of ratio-free unpacking: no archive smaller than this when unpacked is a bomb.
    """

    files: int = 20_000
    total: int = 40 << 30
    ratio: int = 200
    free: int = 64 << 20


def unpack(archive: Path, into: Path, *, limits: Limits | None = None) -> list[Path]:
    """Unpack the files of a ZIP into a folder (made when missing), in the archive's order.

    Sub-folders are kept. Names are made safe on every file system (see `safe_name`); hidden files and what macOS adds
    are left out. All entries are checked before the first byte is written.

    Raises:
        BadInput: it is damaged, locked, a bomb, holds another ZIP, or an entry would leave the folder.
        OSError: writing fails (a full disk).
    """
    allowed = limits or Limits()
    try:
        with zipfile.ZipFile(archive) as opened:
            entries = _checked(archive, opened, allowed)
            taken: set[str] = set()
            return [_extract(archive, opened, entry, into / _free(place, taken)) for entry, place in entries]
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeError, ValueError) as error:
        raise BadInput(
            f"{complaints.shown(archive)} is a damaged ZIP file or one of a kind that cannot be unpacked.",
            remedy="Download or copy it again, or unpack it with another program and add the folder.",
        ) from error


def safe_name(name: str) -> str:
    """One path component made safe: no separators, control or direction marks; never empty, `.` or `..`.

    Letters of every script and emoji stay. The result is at most 200 bytes of UTF-8 and keeps its suffix.
    """
    clean = _UNSAFE.sub("_", name).strip().rstrip(". ")
    if _RESERVED.match(clean) or not clean.strip("."):
        clean = f"_{clean}"
    stem, dot, suffix = clean.rpartition(".")
    if not dot or len(suffix) > 10:
        stem, dot, suffix = clean, "", ""
    tail = (dot + suffix).encode()
    return stem.encode()[: _NAME_BYTES - len(tail)].decode(errors="ignore") + tail.decode()


def _checked(archive: Path, opened: zipfile.ZipFile, limits: Limits) -> list[tuple[zipfile.ZipInfo, PurePosixPath]]:
    entries = opened.infolist()
    if len(entries) > limits.files:
        raise _bomb(archive, f"{len(entries):,} files, more than the {limits.files:,} allowed")
    total = sum(entry.file_size for entry in entries)
    if total > limits.total:
        raise _bomb(archive, f"{total:,} bytes when unpacked, more than the {limits.total:,} allowed")
    packed = max(1, archive.stat().st_size)
    if total > limits.free and total > limits.ratio * packed:
        raise _bomb(archive, f"{total // packed:,} times its own size, which no scans do")
    for entry in entries:
        _check_entry(archive, opened, entry)
    files = [(entry, PurePosixPath(*map(safe_name, _parts(entry)))) for entry in entries if _wanted(entry)]
    if not files:
        raise BadInput(
            f"{complaints.shown(archive)} is a ZIP file without a file in it.", remedy="Pack the scans into it again."
        )
    return files


def _check_entry(archive: Path, opened: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    inside = f"{complaints.shown(entry.filename)} inside {complaints.shown(archive)}"
    parts = _parts(entry)
    drive = bool(re.match(r"[A-Za-z]:", entry.filename))
    if ".." in parts or entry.filename.startswith(("/", "\\")) or drive or stat.S_ISLNK(entry.external_attr >> 16):
        raise BadInput(
            f"{inside} points outside the folder it is unpacked to; nothing was unpacked.",
            remedy="Do not trust this file. If it is yours, pack the scans into a new ZIP.",
        )
    if entry.flag_bits & 1:
        raise BadInput(
            f"{inside} is protected by a password.", remedy="Unpack it with its password and add the folder instead."
        )
    if _wanted(entry):
        with opened.open(entry) as file:
            kind = media.sniff(file.read(media.HEAD))
        if kind == media.ZIP:
            raise BadInput(
                f"{inside} is a ZIP file inside a ZIP file; nothing was unpacked.",
                remedy="Unpack the outer one and add the ZIP files in it.",
            )


def _parts(entry: zipfile.ZipInfo) -> list[str]:
    return [part for part in re.split(r"[/\\]", entry.filename) if part not in ("", ".")]


def _wanted(entry: zipfile.ZipInfo) -> bool:
    parts = _parts(entry)
    return not entry.is_dir() and bool(parts) and not any(p.startswith(".") or p == "__MACOSX" for p in parts)


def _free(place: PurePosixPath, taken: set[str]) -> PurePosixPath:
    """`place`, numbered when a file of that name (in whatever case) was unpacked before."""
    found, number = place, 1
    while str(found).casefold() in taken:
        number += 1
        found = place.with_name(f"{place.stem} ({number}){place.suffix}")
    taken.add(str(found).casefold())
    return found


def _extract(archive: Path, opened: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    with opened.open(entry) as source, target.open("xb") as sink:
        while chunk := source.read(_CHUNK):
            written += len(chunk)
            if written > entry.file_size:
                raise _bomb(archive, "more than its list of contents says")
            sink.write(chunk)
    return target


def _bomb(archive: Path, what: str) -> BadInput:
    return BadInput(
        f"{complaints.shown(archive)} would unpack to {what}; it was refused as a ZIP bomb.",
        remedy="If it is yours, unpack it yourself and add the folder.",
    )
