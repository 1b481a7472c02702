"""A folder of page images with their true text: which pages it has, and what in it cannot be used.

The text stands beside the image under its name (`page.txt`, `page.gt.txt`, `page.xml`), or as XML in a folder `page` or
`alto` beside it, as Transkribus and eScriptorium export it. A `manifest.tsv` may name the images and tell the kind and
language of each.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from familytales.domain.errors import BadInput
from familytales.domain.languages import parse
from familytales.imaging.sources import discover
from familytales.transcription import ground_truth

MANIFEST = "manifest.tsv"
LARGEST_MANIFEST = 4 << 20
"""Bytes: 40,000 images."""
_PLACES = ("{}.txt", "{}.gt.txt", "{}.xml", "page/{}.xml", "alto/{}.xml")
_KIND = re.compile(r"[\w][\w .-]{0,39}")


@dataclass(frozen=True, slots=True)
class Case:
    """A page to read and what it says.

    Attributes:
        name: the image's path in the folder.
        image: where it is.
        truth: the true text.
        kind: what sort of page it is (`print`, `handwriting`), "" when nothing tells.
        languages: the page's, empty when nothing tells.
    """

    name: str
    image: Path
    truth: str
    kind: str = ""
    languages: tuple[str, ...] = ()

    @property
    def group(self) -> str:
        """The kind and language it is counted under, "" for neither."""
        return "-".join(part for part in (self.kind, "+".join(self.languages)) if part)


@dataclass(frozen=True, slots=True)
class TruthFolder:
    """The pages that can be measured, and (name, why not) of those that cannot."""

    cases: tuple[Case, ...]
    unusable: tuple[tuple[str, BadInput], ...]


def read(folder: Path, *, kinds: Iterable[str] = ()) -> TruthFolder:
    """The pages of a folder, only those of some kinds when `kinds` names any.

    Raises:
        BadInput: there is no such folder, its manifest cannot be used, or it has no page at all.
    """
    if not folder.is_dir():
        raise BadInput(f"There is no folder {folder}.", remedy="Name a folder of images with their true text.")
    wanted = frozenset(kinds)
    rows = _described(folder) if (folder / MANIFEST).exists() else _found(folder)
    cases, unusable = [], []
    for row in rows:
        if wanted and row.get("kind", "") not in wanted:
            continue
        try:
            cases.append(_case(folder, row))
        except BadInput as error:
            unusable.append((row["file"], error))
    if not cases and not unusable:
        sort = f" of kind {', '.join(sorted(wanted))}" if wanted else ""
        raise BadInput(f"There are no images{sort} in {folder}.", remedy="See `familytales evaluate --help`.")
    return TruthFolder(tuple(cases), tuple(unusable))


def _found(folder: Path) -> Iterator[dict[str, str]]:
    for source in discover([folder]):
        yield {"file": source.relative.as_posix()}


def _described(folder: Path) -> list[dict[str, str]]:
    """Rows of the manifest by its own headings (file, kind, lang)."""
    path = folder / MANIFEST
    remedy = "It is a table with tabs between the columns file, kind and lang, in UTF-8."
    try:
        if path.stat().st_size > LARGEST_MANIFEST:
            raise BadInput(f"{path} is larger than {LARGEST_MANIFEST >> 20} MB.", remedy=remedy)
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path} cannot be read: {error}.", remedy=remedy) from error
    rows = [
        {name: value for name, value in row.items() if name and value is not None}
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    ]
    if rows and "file" not in rows[0]:
        raise BadInput(f"{path} has no column named file.", remedy=remedy)
    return [row for row in rows if row.get("file")]


def _case(folder: Path, row: Mapping[str, str]) -> Case:
    name, kind = row["file"], row.get("kind", "")
    relative = PurePosixPath(name)
    if relative.is_absolute() or ".." in relative.parts:
        raise BadInput(f"{MANIFEST} names {name}, which is outside the folder.", remedy="Name files inside it.")
    if kind and not _KIND.fullmatch(kind):
        raise BadInput(f"{MANIFEST} gives {name} the kind {kind!r}.", remedy="Use a short word, such as print.")
    image = folder / name
    if not image.is_file():
        raise BadInput(f"{MANIFEST} names {name}, which is not there.", remedy="Add the image or remove the row.")
    languages = parse(row.get("lang") or row.get("language") or "")
    return Case(name, image, ground_truth.read(_truth(image)), kind, languages)


def _truth(image: Path) -> Path:
    places = [image.parent / place.format(image.stem) for place in _PLACES]
    for place in places:
        if place.exists():
            return place
    raise BadInput(f"There is no true text for {image}.", remedy=f"Put it into {places[0].name} or {places[2].name}.")
