"""Diaries: a date in the margin, and beside and below it what was written on that day.

To the eye of a layout the dates are a table's first column; but an entry is a paragraph, and is read as one.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from familytales.transcription.furniture import letters
from familytales.transcription.letterheads import MONTH
from familytales.transcription.rows import Row
from familytales.transcription.tables import cells

LEAST_ENTRIES = 3
"""Entries that make a diary; two may be a letter's date beside its first lines."""
INDENT = 1.0
"""How far to the left of the entries' edge, in line heights, one of their lines may begin."""
APART = 3.0
"""Line distance, against the usual one, that ends a diary."""
_WEEKDAY = (
    r"\b(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|(?:mon|diens|donners|frei|sams|sonn)tag|"
    r"mittwoch|sonnabend|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b"
)
_NUMBER = r"\b\d{1,4}(?:st|nd|rd|th|er)?\b"
_DATE = re.compile(rf"[\W_]*(?:(?:{_WEEKDAY}|{MONTH}|{_NUMBER})[\W_]*){{1,4}}", re.IGNORECASE)


def end(rows: Sequence[Row], start: int, unit: float) -> int:
    """Where the diary that begins at `start` ends; `start` itself where none does. `unit` is the line height."""
    if (first := _dated(rows[start], unit)) is None:
        return start
    _, edge = first
    dates, at = [first], start + 1
    pitch = median([after.middle - before.middle for before, after in pairwise(rows)] or [0.0])
    while at < len(rows) and rows[at].middle - rows[at - 1].middle <= APART * pitch:
        if (found := _dated(rows[at], unit)) is not None:
            dates.append(found)
        elif rows[at].left < edge - INDENT * unit or cells(rows[at], unit):
            break
        at += 1
    named = any(letters(date) for date, _ in dates)  # figures alone may be quantities
    return at if len(dates) >= LEAST_ENTRIES and named else start


def entries(rows: Sequence[Row], unit: float) -> list[list[Row]]:
    """The rows of a diary, entry by entry."""
    found: list[list[Row]] = []
    for row in rows:
        if not found or _dated(row, unit) is not None:
            found.append([])
        found[-1].append(row)
    return found


def _dated(row: Row, unit: float) -> tuple[str, float] | None:
    """A row's date, and where the text beside it begins; None where the row is not a date and one cell of text."""
    found = cells(row, unit)
    if len(found) != 1:
        return None
    (at,) = found
    date = " ".join(word.text for word in row.words[:at])
    return (date, row.edges[at][0]) if _DATE.fullmatch(date) and row.words[at].text[:1].isalpha() else None
