"""The import plan: which scans make which documents of which book, before anything is imported."""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from familytales.domain.errors import BadInput
from familytales.imaging import media
from familytales.imaging.archives import unpack
from familytales.imaging.sources import Source, discover
from familytales.workflow.catalogue import Descriptions, Row, read_descriptions, same_name
from familytales.workflow.grouping import Grouping, PlannedDocument, grouped, of_file, title_of

NAMED = 3
"""Files that are named among those left out."""

__all__ = ["Grouping", "ImportPlan", "PlannedDocument", "described", "plan"]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do.

    Attributes:
        title: the book's, as asked for, described, or made from the folder's name.
        documents: in order.
        warnings: descriptions that fit no scan, files that are none, and the like.
        book: further fields of `Book` from `book.toml` (subtitle, author, languages).
        unusable: ZIP files that cannot be unpacked, and why.
    """

    title: str
    documents: tuple[PlannedDocument, ...]
    warnings: tuple[str, ...] = ()
    book: Mapping[str, Any] = field(default_factory=dict)
    unusable: tuple[tuple[Source, BadInput], ...] = ()


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
        BadInput: a path does not exist, a description cannot be used, or there are no scans.
    """
    given = [_straight(path.expanduser().absolute()) for path in paths]
    unusable: list[tuple[Source, BadInput]] = []
    left_out: list[Path] = []
    found = (source for source in discover(given, left_out) if only is None or source.path in only)
    sources = list(_with_archives(found, unpacked, unusable, left_out))
    descriptions = read_descriptions(_folders(sources))
    made = _grouped(sources, descriptions, grouping or Grouping(), frozenset(given))
    documents, unused = described(made, descriptions)
    if not documents and not unusable:
        named = ", ".join(map(str, given))
        raise BadInput(f"There are no scans in {named}.", remedy="Give folders or files that hold images or PDFs.")
    roots = [source.root for source in sources] or [source.root for source, _ in unusable]
    called = title or descriptions.book.get("title") or title_of(roots[0].name)
    book = {name: value for name, value in descriptions.book.items() if name != "title"}
    return ImportPlan(called, tuple(documents), (*unused, *_told(left_out)), book, tuple(unusable))


def _straight(path: Path) -> Path:
    """The path without a way up: what lies in it is compared by name."""
    return path.resolve() if ".." in path.parts else path


def described(
    documents: Sequence[PlannedDocument], descriptions: Descriptions
) -> tuple[list[PlannedDocument], tuple[str, ...]]:
    """The documents with their descriptions, in the order these ask for, and a warning for each that fits none.

    A row about a file describes the document of that file, one about a folder those of its scans. Documents with an
    order come first.
    """
    found: list[tuple[float, int, PlannedDocument]] = []
    rows = [_row_of(document, descriptions) for document in documents]
    times = Counter(row.where for row in rows if row)
    numbers: Counter[str] = Counter()
    for document, row in zip(documents, rows, strict=True):
        made, order = document, math.inf
        if row:
            numbers[row.where] += 1
            called = row.title or document.title
            if row.title and times[row.where] > 1:
                called = f"{row.title} {numbers[row.where]}"
            made = replace(document, title=called, thread=row.thread, facts=row.facts, described=True)
            order = math.inf if row.order is None else row.order
        found.append((order, len(found), made))
    return [made for _, _, made in sorted(found, key=lambda one: one[:2])], _warnings(documents, descriptions, times)


def _folders(sources: Sequence[Source]) -> list[Path]:
    """Every folder with scans and those above it as far as the one that was given, outermost first."""
    found = dict.fromkeys(source.root for source in sources)
    for source in sources:
        found.update(dict.fromkeys(source.root / part for part in reversed(source.relative.parents)))
    return list(found)


def _grouped(
    sources: Sequence[Source], descriptions: Descriptions, grouping: Grouping, given: frozenset[Path]
) -> list[PlannedDocument]:
    """Documents in the order of their first scans; files with a row of their own are documents of their own."""
    by_name = {same_name(source.path): source for source in sources}
    made = []
    for row in descriptions.rows:
        if files := tuple(by_name[name] for name in map(same_name, row.places) if name in by_name):
            made.append(replace(of_file(files[0]), sources=files))
    claimed = {source.path for document in made for source in document.sources}
    made.extend(grouped([source for source in sources if source.path not in claimed], grouping, given))
    places = {source.path: number for number, source in enumerate(sources)}
    return sorted(made, key=lambda document: places[document.sources[0].path])


def _row_of(document: PlannedDocument, descriptions: Descriptions) -> Row | None:
    first = document.sources[0].path
    return descriptions.of(first) or descriptions.of(first.parent)


def _warnings(
    documents: Sequence[PlannedDocument], descriptions: Descriptions, used: Mapping[str, int]
) -> tuple[str, ...]:
    """A warning for every row, and every file in a row, that is not among the scans."""
    there = {same_name(source.path) for document in documents for source in document.sources}
    warnings = []
    for row in descriptions.rows:
        missing = [place.name for place in row.places if same_name(place) not in there]
        if row.where not in used or (len(row.places) > 1 and missing):
            verb = "is" if len(missing) == 1 else "are"
            warnings.append(f"{row.where} describes {', '.join(missing)}, which {verb} not among the scans.")
    return tuple(warnings)


def _told(left_out: Sequence[Path]) -> Iterator[str]:
    """One line about files that are no scans, with a few of their names."""
    if not left_out:
        return
    names = ", ".join(path.name for path in left_out[:NAMED]) + (" and others" if len(left_out) > NAMED else "")
    what = "1 file is no scan and is" if len(left_out) == 1 else f"{len(left_out):,} files are no scans and are"
    yield f"{what} left out: {names}."


def _with_archives(
    sources: Iterable[Source], unpacked: Path, unusable: list[tuple[Source, BadInput]], left_out: list[Path]
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
            yield from (replace(inside, archive=source.path) for inside in discover([folder], left_out))
