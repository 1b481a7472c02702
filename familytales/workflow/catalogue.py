"""Descriptions beside the scans: `familytales.csv` and `book.toml` say what no scan shows."""

import csv
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from familytales.domain import dates
from familytales.domain.errors import BadInput
from familytales.domain.languages import parse as parse_languages
from familytales.domain.provenance import Provenance

LARGEST = 10 << 20
"""Bytes a description may have: 100 bytes for each of 100,000 documents."""
COLUMNS = frozenset(
    "file title date author people place box folder item note kind thread order language".split()  # noqa: SIM905
)
_PROVENANCE = ("box", "folder", "item", "note")
_BOOK = frozenset({"title", "subtitle", "author", "languages"})


@dataclass(frozen=True, slots=True)
class Row:
    """What is said about one file or folder.

    Attributes:
        place: the file or folder, absolute.
        where: description and line, for messages.
        title, thread: "" when not said.
        order: where it stands in the book, None when not said.
        facts: further fields of `Document` by name.
    """

    place: Path
    where: str
    title: str = ""
    thread: str = ""
    order: float | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Descriptions:
    """Everything said about the documents of some folders, and about the book."""

    rows: tuple[Row, ...] = ()
    book: Mapping[str, Any] = field(default_factory=dict)

    def of(self, place: Path) -> Row | None:
        """What is said about a file or folder, or None."""
        return next((row for row in self.rows if row.place == place), None)


def read_descriptions(folders: Iterable[Path]) -> Descriptions:
    """The descriptions in some folders; a folder without any has nothing to say.

    Raises:
        BadInput: a description is too large, is not what its name says, names something outside its folder, or holds
            a date that is not EDTF.
    """
    rows: list[Row] = []
    book: dict[str, Any] = {}
    for folder in folders:
        table, toml = folder / "familytales.csv", folder / "book.toml"
        if toml.is_file():
            about, more = _toml(toml)
            book |= about
            rows.extend(more)
        if table.is_file():
            rows.extend(_csv(table))
    return Descriptions(tuple(rows), book)


def _csv(path: Path) -> Iterator[Row]:
    text = _text(path)
    try:
        dialect: Any = csv.Sniffer().sniff(text.splitlines()[0] if text else "", delimiters=",;\t")
    except csv.Error:
        dialect = csv.excel
    reader = csv.DictReader(text.splitlines(), dialect=dialect)
    given_names = list(reader.fieldnames or ())
    names = [name.strip().lower() for name in given_names]
    if "file" not in names:
        raise BadInput(
            f"{path} has no column `file`.", remedy="Its first line must name the columns, `file` among them."
        )
    if unknown := sorted(set(names) - COLUMNS):
        raise BadInput(
            f"{path} has unknown columns: {', '.join(unknown)}.", remedy=f"Use {', '.join(sorted(COLUMNS))}."
        )
    try:
        for values in reader:
            row = {name: (values.get(given) or "").strip() for name, given in zip(names, given_names, strict=True)}
            if row["file"]:
                yield _row(path, f"{path}, line {reader.line_num},", row)
    except csv.Error as error:
        raise BadInput(
            f"{path}, line {reader.line_num}, cannot be read: {error}.", remedy="Save it as CSV again."
        ) from error


def _toml(path: Path) -> tuple[dict[str, Any], list[Row]]:
    try:
        found = tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{path} is not TOML: {error}.", remedy="Correct it, or take it away.") from error
    book = {name: value for name, value in found.items() if name in _BOOK}
    if unknown := sorted(set(found) - _BOOK - {"document"}):
        raise BadInput(f"{path} says things that mean nothing: {', '.join(unknown)}.", remedy="See the README.")
    book["languages"] = parse_languages("+".join(_texts(path, book.get("languages", []))))
    rows = []
    for number, values in enumerate(found.get("document", []), 1):
        where = f"{path}, document {number},"
        if unknown := sorted(set(values) - COLUMNS):
            raise BadInput(f"{where} says unknown things: {', '.join(unknown)}.", remedy="See the README.")
        if not values.get("file"):
            raise BadInput(f"{where} does not say which file or folder it is about.", remedy="Add `file = ...`.")
        rows.append(_row(path, where, {n: "; ".join(_texts(path, v)) for n, v in values.items()}))
    return {name: value for name, value in book.items() if value}, rows


def _row(path: Path, where: str, values: Mapping[str, str]) -> Row:
    place = (path.parent / values["file"]).resolve()
    if not place.is_relative_to(path.parent.resolve()):
        raise BadInput(f"{where} names {values['file']}, outside its folder.", remedy="Name files beside it.")
    facts: dict[str, Any] = {name: values[name] for name in ("author", "place", "kind") if values.get(name)}
    if values.get("date"):
        facts["date"] = _date(where, values["date"])
    if values.get("people"):
        facts["people"] = tuple(name.strip() for name in values["people"].split(";") if name.strip())
    if values.get("language"):
        facts["languages"] = parse_languages(values["language"])
    if any(values.get(name) for name in _PROVENANCE):
        facts["provenance"] = Provenance(**{name: values.get(name, "") for name in _PROVENANCE})
    order = _order(where, values.get("order", ""))
    return Row(path.parent / values["file"], where, values.get("title", ""), values.get("thread", ""), order, facts)


def _date(where: str, text: str) -> str:
    try:
        return dates.validate(text)
    except BadInput as error:
        raise BadInput(f"{where} has a date that cannot be used: {error.message}", remedy=error.remedy) from error


def _order(where: str, text: str) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        raise BadInput(f"{where} has an order that is no number: {text!r}.", remedy="Use 1, 2, 3 ...") from None


def _texts(path: Path, value: object) -> list[str]:
    found = value if isinstance(value, list) else [value]
    if not all(isinstance(part, str | int | float) for part in found):
        raise BadInput(f"{path} holds {value!r} where a text is expected.", remedy="Put it in quotation marks.")
    return [str(part) for part in found]


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise BadInput(f"{path} is larger than {LARGEST >> 20} MB.", remedy="Is it really a description of scans?")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{path} is not UTF-8.", remedy="Save it as CSV (UTF-8).") from error
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.", remedy="Check its permissions.") from error
