"""Which files of some folders are scans, in the order a person would turn them."""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from familytales.domain.errors import BadInput
from familytales.imaging import complaints, media

SIDECARS = frozenset({"familytales.csv", "book.toml"})
"""Files beside the scans that describe them."""

_JUNK = frozenset({"thumbs.db", "desktop.ini", "__macosx"})


@dataclass(frozen=True, slots=True)
class Source:
    """A scan file that was found.

    Attributes:
        path: where it is.
        relative: its path within the folder that was given; its name where the file itself was given.
        root: that folder; the file's own folder where the file itself was given.
        media_type: what it is by its content; "" for a file called like a scan, or given by name, that is none.
        archive: the ZIP file that it was unpacked from; `path` is where it lies meanwhile.
    """

    path: Path
    relative: PurePath
    root: Path
    media_type: str
    archive: Path | None = None

    @property
    def file(self) -> Path:
        """The family's file that it is, or is in."""
        return self.archive or self.path

    @property
    def place(self) -> str:
        """What it is known by: its path, in a ZIP file that file's path and its own within it."""
        return str(self.archive.absolute() / self.relative if self.archive else self.path.absolute())


def discover(paths: Iterable[Path], left_out: list[Path] | None = None) -> list[Source]:
    """Every scan among files and folders (searched to the bottom), natural order within each folder given.

    Hidden files, sidecars, and files that neither are nor claim to be scans are passed over. A file met twice is
    listed once. Links to folders are not followed, so there are no loops.

    Args:
        paths: files and folders.
        left_out: is told the files that are no scans and are neither hidden nor sidecars.

    Raises:
        BadInput: one of `paths` does not exist or a folder cannot be listed.
    """
    found: dict[Path, Source] = {}
    for path in paths:
        for source in _given(path, [] if left_out is None else left_out):
            found.setdefault(source.path.resolve(), source)
    return list(found.values())


def natural_key(path: PurePath | str) -> tuple[object, ...]:
    """Sort key under which page2 comes before page10: a total order that ignores case unless nothing else differs."""
    whole = PurePath(path)
    return tuple(tuple(_chunks(part)) for part in whole.parts), str(whole)


def _chunks(part: str) -> Iterator[tuple[int, int, str]]:
    for text in re.findall(r"[0-9]+|[^0-9]+", part.casefold()):
        if text[0] in "0123456789":
            digits = text.lstrip("0")
            yield 0, len(digits), digits
        else:
            yield 1, 0, text


def _given(path: Path, left_out: list[Path]) -> Iterator[Source]:
    if path.is_dir():
        yield from _inside(path, left_out)
    elif path.exists():
        yield Source(path, PurePath(path.name), path.parent, _media_type(path))
    else:
        raise BadInput(f"There is no file or folder {complaints.shown(path)}.", remedy="Check the path.")


def _inside(root: Path, left_out: list[Path]) -> Iterator[Source]:
    files: list[Path] = []
    for folder, folders, names in os.walk(root, onerror=_cannot_list):
        folders[:] = [name for name in folders if _visible(name)]
        files.extend(Path(folder, name) for name in names if _visible(name))
    for path in sorted(files, key=lambda found: natural_key(found.relative_to(root))):
        if path.is_file():
            kind = _media_type(path)
            if kind or path.suffix.lower() in media.SCAN_SUFFIXES:
                yield Source(path, path.relative_to(root), root, kind)
            else:
                left_out.append(path)


def _cannot_list(error: OSError) -> None:
    raise complaints.unreadable(Path(str(error.filename)), error) from error


def _visible(name: str) -> bool:
    return not name.startswith((".", "~$")) and name.lower() not in SIDECARS | _JUNK


def _media_type(path: Path) -> str:
    try:
        return media.sniff_file(path)
    except OSError:
        return ""  # reading it will fail again, with a reason, when it is its turn
