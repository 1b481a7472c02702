"""ZIP files that come out the same each time: fixed times and rights, members in the order they are added."""

import shutil
from pathlib import Path
from types import TracebackType
from typing import Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

# The earliest time a ZIP file can hold; a book's bytes must not tell when it was made.
_WHEN = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_RIGHTS = 0o100644 << 16


class Archive:
    """A ZIP file being written, one member at a time, without holding media in memory.

    Text is compressed; media (JPEG, AAC) is stored, as it is compressed already.
    """

    def __init__(self, path: Path) -> None:
        self._zip = ZipFile(path, "x", ZIP_STORED)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def text(self, name: str, text: str, *, stored: bool = False) -> None:
        """Add a UTF-8 text, compressed unless `stored`."""
        self._zip.writestr(_member(name, ZIP_STORED if stored else ZIP_DEFLATED), text.encode(), compresslevel=9)

    def data(self, name: str, data: bytes) -> None:
        """Add media held in memory, stored."""
        self._zip.writestr(_member(name, ZIP_STORED), data)

    def file(self, name: str, path: Path) -> None:
        """Add a media file, stored, copied piece by piece.

        Raises:
            OSError: the file cannot be read, or the archive not written.
        """
        member = _member(name, ZIP_STORED)
        # Told the size beforehand, zipfile uses the plain format where it can: some readers know no ZIP64.
        member.file_size = path.stat().st_size
        with path.open("rb") as source, self._zip.open(member, "w") as target:
            shutil.copyfileobj(source, target, 1 << 20)


def _member(name: str, how: int) -> ZipInfo:
    member = ZipInfo(name, _WHEN)
    member.compress_type = how
    member.create_system = _UNIX
    member.external_attr = _RIGHTS
    return member
