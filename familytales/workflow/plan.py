"""The import plan: which scans make which documents of which book, before anything is imported."""

import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path, PurePath
from typing import Any

from familytales.domain.errors import BadInput
from familytales.imaging import media
from familytales.imaging.archives import unpack
from familytales.imaging.sources import Source, discover
from familytales.workflow.catalogue import Descriptions, read_descriptions

_MANY_PAGES = frozenset({media.PDF, media.TIFF})


@dataclass(frozen=True, slots=True)
class Grouping:
    """How scans become documents; by default a folder is a document, and so is a PDF or TIFF of several pages.

    Attributes:
        each_file: every file is a document of its own.
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


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do.

    Attributes:
        title: the book's, as asked for, described, or made from the folder's name.
        documents: in order.
        warnings: descriptions that fit no scan, and the like.
        book: further fields of `Book` from `book.toml` (subtitle, author, languages).
        unusable: ZIP files that cannot be unpacked, and why.
    """

    title: str
    documents: tuple[PlannedDocument, ...]
    warnings: tuple[str, ...] = ()
    book: Mapping[str, Any] = field(default_factory=dict)
    unusable: tuple[tuple[Source, BadInput], ...] = ()


def grouped(sources: Sequence[Source], grouping: Grouping) -> Iterator[PlannedDocument]:
    """Documents from scans alone, titled by their folders or files."""
    for folder, found in groupby(sources, key=lambda source: (source.root, source.relative.parent)):
        files = list(found)
        if grouping.each_file:
            yield from (PlannedDocument(title_of(source.relative.stem), (source,)) for source in files)
        elif grouping.pages_each:
            name = title_of(_folder_name(*folder))
            parts = [files[i : i + grouping.pages_each] for i in range(0, len(files), grouping.pages_each)]
            for number, part in enumerate(parts, 1):
                yield PlannedDocument(f"{name} {number}" if len(parts) > 1 else name, tuple(part))
        else:
            yield from _by_folder(title_of(_folder_name(*folder)), files)


def title_of(name: str) -> str:
    """A title from a file or folder name: `1943-08_letter-home` -> `1943-08 letter home`."""
    words = re.sub(r"_+|(?<=[^\W\d])-+(?=[^\W\d])", " ", name).split()
    return " ".join(words) or "Untitled"


def plan(
    paths: Iterable[Path],
    unpacked: Path,
    *,
    title: str = "",
    grouping: Grouping | None = None,
    only: Collection[Path] | None = None,
) -> ImportPlan:
    """What importing files, folders and ZIP files would do.

    Args:
        paths: as given on the command line.
        unpacked: a folder for what is in ZIP files; it must outlive the plan.
        title: the book's title; "" to take it from `book.toml` or the first folder's name.
        grouping: how scans become documents.
        only: leave out every other file, as `watch` does with files that are still being written.

    Raises:
        BadInput: a path does not exist, a ZIP is dangerous, a description cannot be read, or there are no scans.
    """
    given = [path.expanduser().absolute() for path in paths]
    unusable: list[tuple[Source, BadInput]] = []
    found = (source for source in discover(given) if only is None or source.path in only)
    sources = list(_with_archives(found, unpacked, unusable))
    descriptions = read_descriptions({source.root: None for source in sources})
    documents, unused = described(list(grouped(sources, grouping or Grouping())), descriptions)
    if not documents and not unusable:
        named = ", ".join(map(str, given))
        raise BadInput(f"There are no scans in {named}.", remedy="Give folders or files that hold images or PDFs.")
    roots = [source.root for source in sources] or [source.root for source, _ in unusable]
    called = title or descriptions.book.get("title") or title_of(roots[0].name)
    book = {name: value for name, value in descriptions.book.items() if name != "title"}
    return ImportPlan(called, tuple(documents), unused, book, tuple(unusable))


def described(
    documents: Sequence[PlannedDocument], descriptions: Descriptions
) -> tuple[list[PlannedDocument], tuple[str, ...]]:
    """The documents with their descriptions, in the order these ask for, and a warning for each that fits none.

    A row about a folder describes the document its scans make. A row about one file of several describes that file as a
    document of its own.
    """
    found: list[tuple[float, int, PlannedDocument]] = []
    used: set[Path] = set()
    for document in documents:
        for part in _parted(document, descriptions):
            row = descriptions.of(_place(part)) or descriptions.of(part.sources[0].path)
            if row is None:
                found.append((math.inf, len(found), part))
                continue
            used.add(row.place)
            title = row.title or part.title
            made = replace(part, title=title, thread=row.thread, facts=row.facts, described=True)
            found.append((row.order if row.order is not None else math.inf, len(found), made))
    unused = (row for row in descriptions.rows if row.place not in used)
    warnings = tuple(f"{row.where} describes {row.place.name}, which is not among the scans." for row in unused)
    return [document for _, _, document in sorted(found, key=lambda one: one[:2])], warnings


def _place(document: PlannedDocument) -> Path:
    first = document.sources[0].path
    return first if len(document.sources) == 1 and document.sources[0].media_type in _MANY_PAGES else first.parent


def _parted(document: PlannedDocument, descriptions: Descriptions) -> Iterator[PlannedDocument]:
    """The document without the files that have a row of their own, and each of those alone."""
    if len(document.sources) == 1:
        yield document
        return
    own = [source for source in document.sources if descriptions.of(source.path)]
    rest = tuple(source for source in document.sources if source not in own)
    if rest:
        yield replace(document, sources=rest)
    for source in own:
        yield PlannedDocument(title_of(source.relative.stem), (source,))


def _with_archives(
    sources: Iterable[Source], unpacked: Path, unusable: list[tuple[Source, BadInput]]
) -> Iterator[Source]:
    """The sources, ZIP files replaced by what is in them, as if it were a folder of the ZIP's name."""
    for number, source in enumerate(sources):
        if source.media_type != media.ZIP:
            yield source
            continue
        folder = unpacked / str(number) / source.path.stem
        try:
            unpack(source.path, folder)
        except BadInput as error:
            unusable.append((source, error))
        else:
            yield from discover([folder])


def _folder_name(root: Path, folder: PurePath) -> str:
    return folder.name or root.name


def _by_folder(title: str, files: Sequence[Source]) -> Iterator[PlannedDocument]:
    """One document of a folder's images; a file that holds several pages by its nature is one of its own."""
    bound = [source for source in files if source.media_type in _MANY_PAGES]
    loose = tuple(source for source in files if source.media_type not in _MANY_PAGES)
    if loose:
        yield PlannedDocument(title, loose)
    for source in bound:
        alone = not loose and len(bound) == 1 and source.relative.parent != PurePath()
        yield PlannedDocument(title if alone else title_of(source.relative.stem), (source,))
