"""Owns stdout: text and tables for people, JSON for scripts."""

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from pathlib import PurePath

from familytales.domain.errors import FamilyTalesError

SCHEMA = 1
"""Version of what `--json` prints; it rises when a field changes its meaning or goes, not when one is added."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
"""Stands for a byte of a file name that is no Unicode."""


class Output:
    """Writes a command's result to stdout: text, or one JSON document, or JSON lines for long work."""

    def __init__(self, *, json: bool) -> None:
        self.json = json

    def result(self, data: Mapping[str, object], text: str = "") -> None:
        """The result of a command: `data` as one JSON document with `--json`, else `text`."""
        if self.json:
            self._write(_encoded(data))
        elif text:
            self._write(printable(text))

    def event(self, event: str, **data: object) -> None:
        """One line of long work, for scripts only; people see progress on the console."""
        if self.json:
            self._write(_encoded({"event": event, **data}))

    def error(self, error: FamilyTalesError) -> None:
        """An error as the last JSON line or the only document."""
        self._write(_encoded({"error": described(error)}))

    def _write(self, line: str) -> None:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def described(error: FamilyTalesError) -> dict[str, object]:
    """An error's parts by name, as `--json` prints them."""
    code = error.exit_code
    kind = code.name.lower().replace("_", "-")
    return {"code": int(code), "kind": kind, "message": error.message, "remedy": error.remedy, "kept": error.kept}


def printable(text: str) -> str:
    """Text without control characters: a scan's name must not be able to drive the terminal.

    Bytes that are no Unicode are spelled out as well: nothing could be printed otherwise.
    """
    text = _SURROGATE.sub(lambda found: f"\\x{ord(found[0]) & 0xFF:02x}", text)
    return _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", text)


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Rows under headings, aligned by what a terminal shows; None is an empty cell."""
    from rich.cells import cell_len

    cells = [[_cell(value) for value in row] for row in rows]
    lines = [list(columns), *cells]
    widths = [max(cell_len(line[i]) for line in lines) for i in range(len(columns))]
    return "\n".join(
        "  ".join(text + " " * (width - cell_len(text)) for text, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def particulars(facts: Mapping[str, object]) -> str:
    """Facts about one thing, a line each; what is empty is left out."""
    known = [(f"{name}:", value) for name, value in facts.items() if value not in (None, "", ())]
    width = max((len(name) for name, _ in known), default=0)
    return "\n".join(f"{name:<{width}}  {_cell(value)}" for name, value in known)


def _cell(value: object) -> str:
    return "" if value is None else printable(str(value).replace("\n", "\\n"))


def _encoded(data: Mapping[str, object]) -> str:
    text = json.dumps({"schema": SCHEMA, **data}, ensure_ascii=False, default=_plain)
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _plain(value: object) -> object:
    """What JSON has no word for: dataclasses become objects, paths text, sets sorted lists."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, PurePath):
        return str(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")
