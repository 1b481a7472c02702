"""Descriptions beside the scans: `familytales.csv` and `book.toml` say what no scan shows."""

import csv
import io
import math
import os
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from familytales.domain import dates
from familytales.domain.errors import BadInput
from familytales.domain.people import split_names
from familytales.domain.provenance import Provenance
from familytales.workflow.languages import named

CSV = "familytales.csv"
TOML = "book.toml"
LARGEST = 10 << 20
"""Bytes a description may have: 100 bytes for each of 100,000 documents."""
COLUMNS = (
    "file", "title", "date", "author", "people", "place", "box", "folder", "item", "note", "kind", "thread", "order",
    "language",
)  # fmt: skip
_PROVENANCE = ("box", "folder", "item", "note")
_BOOK = ("title", "subtitle", "author", "languages")


@dataclass(frozen=True, slots=True)
class Row:
    """What is said about one file or folder, or about several files that are one document.

    Attributes:
        places: the file or folder, or the files in order; absolute.
        where: description and line, for messages.
        title: "" when not said.
        thread: "" when not said.
        order: where it stands in the book, None when not said.
        facts: further fields of `Document` by name.
    """

    places: tuple[Path, ...]
    where: str
    title: str = ""
    thread: str = ""
    order: float | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


class Descriptions:
    """Everything said about the documents of some folders, and about the book."""

    def __init__(self, rows: Iterable[Row] = (), book: Mapping[str, Any] | None = None) -> None:
        self.rows = tuple(rows)
        self.book = dict(book or {})
        self._by_place: dict[str, Row] = {}
        for row in self.rows:
            for place in row.places:
                first = self._by_place.setdefault(same_name(place), row)
                if first is not row:
                    raise BadInput(
                        f"{row.where} describes {place.name} a second time; {first.where} does already.",
                        remedy="Keep one of the two.",
                    )

    def of(self, place: Path) -> Row | None:
        """What is said about a file or folder, or None."""
        return self._by_place.get(same_name(place))


def same_name(place: Path) -> str:
    """A path to compare by: macOS and Windows write the same accented letter in different ways."""
    return unicodedata.normalize("NFC", str(place))


def read_descriptions(folders: Iterable[Path]) -> Descriptions:
    """The descriptions in some folders; of what they say about the book, the first folder's counts.

    Raises:
        BadInput: a description is too large, is not what its name says, names something outside its folder or twice,
            or holds a date that is not EDTF; the message names file, line and column.
    """
    rows: list[Row] = []
    book: dict[str, Any] = {}
    for folder in folders:
        if (toml := folder / TOML).is_file():
            about, more = _toml(toml)
            book = about | book
            rows.extend(more)
        if (table := folder / CSV).is_file():
            rows.extend(_csv(table))
    return Descriptions(rows, book)


def _csv(path: Path) -> Iterator[Row]:
    text = _text(path)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        _check_columns(path, names)
        for cells in reader:
            where = f"{path}, line {reader.line_num},"
            if len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
                raise BadInput(
                    f"{where} has {len(cells)} cells, but there are {len(names)} columns.",
                    remedy="Put a text that holds the separator in quotation marks.",
                )
            values = {name: cell.strip() for name, cell in zip(names, cells, strict=False) if cell.strip()}
            if values.get("file"):
                yield _row(path, where, "column", values, [values["file"]])
            elif values:
                raise BadInput(
                    f"{where} does not say which file or folder it is about.", remedy="Fill its column file."
                )
    except csv.Error as error:
        raise BadInput(
            f"{path}, line {reader.line_num}, cannot be read: {error}.", remedy="Save it as CSV again."
        ) from error


def _delimiter(text: str) -> str:
    """What parts the names of the columns: spreadsheets write commas, semicolons or tabs."""
    first = text.split("\n", 1)[0]
    return max(",;\t", key=first.count)


def _check_columns(path: Path, names: Sequence[str]) -> None:
    named = [name for name in names if name]
    if "file" not in named:
        raise BadInput(
            f"{path}, line 1, has no column file.", remedy="Its first line must name the columns, file among them."
        )
    if unknown := sorted({name for name in named if name not in COLUMNS or named.count(name) > 1}):
        raise BadInput(
            f"{path}, line 1, names columns that mean nothing or come twice: {', '.join(unknown)}.",
            remedy=f"Use {', '.join(COLUMNS)}.",
        )


def _toml(path: Path) -> tuple[dict[str, Any], list[Row]]:
    try:
        found = tomllib.loads(_text(path))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadInput(f"{path} is not TOML: {error}.", remedy="Correct it, or take it away.") from error
    if unknown := sorted(set(found) - {*_BOOK, "document"}):
        raise BadInput(
            f"{path} says things that mean nothing: {', '.join(unknown)}.",
            remedy=f"Use {', '.join((*_BOOK, 'document'))}.",
        )
    book: dict[str, Any] = {name: _one(f"{path}, {name},", found[name]) for name in _BOOK[:3] if name in found}
    where = f"{path}, languages,"
    book["languages"] = _languages(where, "+".join(_texts(where, found.get("languages", []))))
    documents = found.get("document", [])
    if not isinstance(documents, list) or not all(isinstance(values, dict) for values in documents):
        raise BadInput(f"{path} has a document that is not a table.", remedy="Begin each document with [[document]].")
    rows = [_toml_row(path, f"{path}, document {number},", values) for number, values in enumerate(documents, 1)]
    return {name: value for name, value in book.items() if value}, rows


def _toml_row(path: Path, where: str, values: Mapping[str, object]) -> Row:
    if unknown := sorted(set(values) - {*COLUMNS, "files"}):
        raise BadInput(
            f"{where} says things that mean nothing: {', '.join(unknown)}.",
            remedy=f"Use {', '.join((*COLUMNS, 'files'))}.",
        )
    files = [*_texts(f"{where} file,", values.get("file", [])), *_texts(f"{where} files,", values.get("files", []))]
    if not files or not all(files):
        raise BadInput(
            f"{where} does not say which file or folder it is about.", remedy="Add file = ... or files = [...]."
        )
    said = {
        name: "; ".join(_texts(f"{where} {name},", value))
        for name, value in values.items()
        if name not in {"file", "files"}
    }
    return _row(path, where, "key", {name: text.strip() for name, text in said.items() if text.strip()}, files)


def _row(path: Path, where: str, part: str, values: Mapping[str, str], files: Sequence[str]) -> Row:
    facts: dict[str, Any] = {name: values[name] for name in ("author", "place", "kind") if name in values}
    if "date" in values:
        facts["date"] = _date(f"{where} {part} date,", values["date"])
    if "people" in values:
        facts["people"] = split_names(values["people"])
    if "language" in values:
        facts["languages"] = _languages(f"{where} {part} language,", values["language"])
    if any(name in values for name in _PROVENANCE):
        facts["provenance"] = Provenance(**{name: values.get(name, "") for name in _PROVENANCE})
    order = _order(f"{where} {part} order,", values.get("order", ""))
    places = tuple(_place(f"{where} {part} file,", path.parent, name) for name in files)
    return Row(places, where, values.get("title", ""), values.get("thread", ""), order, facts)


def _place(where: str, folder: Path, name: str) -> Path:
    """The file or folder of that name within `folder`; Windows' way of writing sub-folders is understood."""
    if "\0" in name:
        raise BadInput(f"{where} is not the name of a file.", remedy="Name files beside it.")
    place = Path(os.path.normpath(folder / name))
    if "\\" in name and not place.exists():
        place = Path(os.path.normpath(folder / name.replace("\\", "/")))
    if not place.is_relative_to(folder) or not place.resolve().is_relative_to(folder.resolve()):
        raise BadInput(
            f"{where} names {name}, outside its folder.", remedy="Name files beside it or in its sub-folders."
        )
    return place


def _date(where: str, text: str) -> str:
    try:
        return dates.validate(text)
    except BadInput as error:
        raise BadInput(f"{where} cannot be used: {error.message}", remedy=error.remedy) from error


def _languages(where: str, text: str) -> tuple[str, ...]:
    try:
        return named(text.replace(";", "+").replace(",", "+"))
    except BadInput as error:
        raise BadInput(f"{where} cannot be used: {error.message}", remedy=error.remedy) from error


def _order(where: str, text: str) -> float | None:
    try:
        order = float(text) if text else None
    except ValueError:
        order = math.nan
    if order is not None and not math.isfinite(order):
        raise BadInput(f"{where} is no number: {text!r}.", remedy="Use 1, 2, 3 ...")
    return order


def _one(where: str, value: object) -> str:
    return ", ".join(_texts(where, value)).strip()


def _texts(where: str, value: object) -> list[str]:
    found = value if isinstance(value, list) else [value]
    if not all(isinstance(part, str | int | float | date) for part in found):
        raise BadInput(f"{where} holds {value!r} where a text is expected.", remedy="Put it in quotation marks.")
    return [part.isoformat() if isinstance(part, date) else str(part) for part in found]


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise BadInput(f"{path} is larger than {LARGEST >> 20} MB.", remedy="Is it really a description of scans?")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{path} is not UTF-8.", remedy="Save it as CSV (UTF-8), or as plain text in UTF-8.") from error
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.", remedy="Check its permissions.") from error
