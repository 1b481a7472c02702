"""Which scans make a document, told by folders and files alone."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any

from familytales.imaging import media
from familytales.imaging.sources import Source
from familytales.workflow.sides import sheet_name, sheets

_MAY_HOLD_SEVERAL = frozenset({media.PDF, media.TIFF})


@dataclass(frozen=True, slots=True)
class Grouping:
    """How scans become documents; by default a folder is a document, and so is a PDF or TIFF of several pages.

    Attributes:
        each_file: every file is a document of its own, but for the two sides of a sheet.
        pages_each: every so many files of a folder are a document; 0 for all of them.
    """

    each_file: bool = False
    pages_each: int = 0


@dataclass(frozen=True, slots=True)
class PlannedDocument:
    """A document to be: its scans in order and what is known about it.

    `facts` are fields of `Document` besides its title; `described` tells that they come from a description beside the
    scans and not from file names.
    """

    title: str
    sources: tuple[Source, ...]
    thread: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    described: bool = False

    def fields(self) -> dict[str, Any]:
        """Fields of `Document` that are known, by name."""
        return dict(self.facts)


def grouped(
    sources: Sequence[Source], grouping: Grouping, given: frozenset[Path] = frozenset()
) -> Iterator[PlannedDocument]:
    """Documents from scans alone, titled by their folders or files; `given` are the paths the user named."""
    folders: dict[tuple[Path, PurePath], list[Source]] = {}
    for source in sources:
        folders.setdefault((source.root, source.relative.parent), []).append(source)
    for (root, folder), files in folders.items():
        name = title_of(folder.name or root.name)
        if grouping.each_file or (len(files) == 1 and files[0].path in given):
            yield from map(_of_sheet, sheets(files))
        elif grouping.pages_each:
            parts = [files[i : i + grouping.pages_each] for i in range(0, len(files), grouping.pages_each)]
            for number, part in enumerate(parts, 1):
                yield PlannedDocument(f"{name} {number}" if len(parts) > 1 else name, tuple(part))
        else:
            yield from _of_folder(name, files)


def of_file(source: Source) -> PlannedDocument:
    """A file as a document of its own."""
    return PlannedDocument(title_of(source.relative.stem), (source,))


def _of_sheet(sides: tuple[Source, ...]) -> PlannedDocument:
    """A file, or the files of a sheet's two sides, as a document of its own."""
    first = sides[0]
    if len(sides) == 1:
        return of_file(first)
    name = sheet_name(first.relative.stem) or first.path.parent.name
    return PlannedDocument(title_of(name), sides)


def title_of(name: str) -> str:
    """A title from a file or folder name: `1943-08_letter-home` -> `1943-08 letter home`."""
    words = re.sub(r"_+|(?<=[^\W\d])-+(?=[^\W\d])", " ", name).split()
    return " ".join(words) or "Untitled"


def _of_folder(title: str, files: Sequence[Source]) -> Iterator[PlannedDocument]:
    """One document of a folder's pages; a file that holds several pages among others is one of its own."""
    bound = {source.path for source in files if len(files) > 1 and _holds_several(source.media_type, source.path)}
    loose = tuple(side for sides in sheets(files) for side in sides if side.path not in bound)
    if loose:
        yield PlannedDocument(title, loose)
    yield from (of_file(source) for source in files if source.path in bound)


def _holds_several(media_type: str, path: Path) -> bool:
    if media_type not in _MAY_HOLD_SEVERAL:
        return False
    # The image libraries are needed only where PDFs or TIFFs lie side by side.
    from familytales.imaging.decoding import holds_several

    return holds_several(path)
