"""Dates as family papers give them: about 1943, the 1940s, spring 1920, some time until 1930.

Written in the part of EDTF (Extended Date/Time Format, ISO 8601-2:2019) that families need: levels 0 and 1 but for
years outside 0 to 9999, and of level 2 the choice of several dates (`[1943, 1944]`).
"""

import calendar
import re
from dataclasses import dataclass
from enum import StrEnum

from familytales.domain.errors import BadInput

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_QUALIFIED = {"": "", "~": "about ", "?": "perhaps ", "%": "perhaps about "}
_DATE = re.compile(
    r"^(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?"
    r"(?:T(\d{2}:\d{2}(?::\d{2})?)(?:Z|[+-]\d{2}(?::?\d{2})?)?)?([?~%]?)$",
    re.ASCII,
)
_LONGEST = 200
HELP = (
    "Write 1943, 1943-08, 1943-08-14, 1943~ (about), 1943? (perhaps), 194X (the 1940s), 1943-21 (spring; 22 summer, "
    "23 autumn, 24 winter), 1920/1930 (from, to) or ../1930 (until)."
)


class Form(StrEnum):
    """What the dates of an EDTF text are to each other."""

    SINGLE = "single"
    INTERVAL = "interval"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Moment:
    """One date, as exactly as it is known.

    Attributes:
        year: four characters; the last one or two are X where they are not known.
        month: 1 to 12, 21 to 24 for a season, 0 where there is none.
        day: 1 to 31, 0 where there is none.
        time: `10:30` or `10:30:00`, or "".
        qualifier: `~` about, `?` perhaps, `%` both, or "".
        unknown: written parts that are not known: "month", "day".
    """

    year: str
    month: int = 0
    day: int = 0
    time: str = ""
    qualifier: str = ""
    unknown: tuple[str, ...] = ()

    @property
    def earliest(self) -> tuple[int, int, int]:
        """The first day it can mean: year, month, day."""
        month = self.month
        if month > 20:
            month = 3 * (month - 20)
        return int(self.year.replace("X", "0")), month or 1, self.day or 1

    @property
    def latest(self) -> tuple[int, int, int]:
        """The last day it can mean; a winter is taken to end with its year."""
        year, month = int(self.year.replace("X", "9")), self.month or 12
        if month > 20:
            month = min(12, 3 * (month - 20) + 2)
        return year, month, self.day or _days(year, month)

    def __str__(self) -> str:
        """For people: `about August 1943`."""
        said = _QUALIFIED[self.qualifier] + self._plain()
        return f"{said} ({' and '.join(self.unknown)} unknown)" if self.unknown else said

    def _plain(self) -> str:
        year = self.year.lstrip("0") or "0"
        if year.endswith("XX"):
            return f"{_ordinal(int(self.year[:2]) + 1)} century"
        if year.endswith("X"):
            return f"{year[:-1]}0s"
        if not self.month:
            return year
        name = _SEASONS.get(self.month) or _MONTHS[self.month - 1]
        said = f"{self.day} {name} {year}" if self.day else f"{name} {year}"
        return f"{said}, {self.time}" if self.time else said


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """A parsed date.

    Attributes:
        text: as written, spaces removed.
        form: one date, from one to another, or one of several.
        moments: one; or start and end, None where open or unknown; or the choices.
    """

    text: str
    form: Form
    moments: tuple[Moment | None, ...]

    def __str__(self) -> str:
        """For people."""
        if self.form is Form.INTERVAL:
            return _interval(self.text, *self.moments)
        return " or ".join(str(moment) for moment in self.moments)

    @property
    def earliest(self) -> tuple[int, int, int] | None:
        """The first day it can mean, None where its start is open or unknown."""
        if self.form is Form.INTERVAL and self.moments[0] is None:
            return None
        return min(moment.earliest for moment in self.moments if moment)

    @property
    def latest(self) -> tuple[int, int, int] | None:
        """The last day it can mean, None where its end is open or unknown."""
        if self.form is Form.INTERVAL and self.moments[1] is None:
            return None
        return max(moment.latest for moment in self.moments if moment)


def parse(text: str) -> EdtfDate:
    """An EDTF date.

    Raises:
        BadInput: it is none; the remedy says how to write what was probably meant.
    """
    tidy = text.strip()
    try:
        if len(tidy) > _LONGEST:
            raise ValueError
        return _parsed(tidy)
    except ValueError:
        shown = tidy if len(tidy) <= 40 else tidy[:40] + "…"
        meant = suggestions(text)
        remedy = f"Did you mean {' or '.join(meant)}?" if meant else HELP
        raise BadInput(f"{shown!r} is not a date in EDTF, the way dates are written here.", remedy=remedy) from None


def validate(text: str) -> str:
    """The date as it is to be kept, "" for none.

    Raises:
        BadInput: as `parse`.
    """
    return parse(text).text if text.strip() else ""


def display(text: str) -> str:
    """For people: `1943-08~` -> `about August 1943`; a text that is no EDTF date is shown as it is."""
    try:
        return str(_parsed(text.strip()))
    except ValueError:
        return text


def sort_key(text: str) -> tuple[int, tuple[int, int, int], tuple[int, int, int]]:
    """Orders documents by when they begin, then by when they end; what has no date comes last.

    A date with an open start (`../1930`) stands just before its end.
    """
    try:
        date = _parsed(text.strip())
    except ValueError:
        return 1, (0, 0, 0), (0, 0, 0)
    first, last = date.earliest, date.latest
    return 0, first or _day_before(last), last or (9999, 12, 31)


def _day_before(day: tuple[int, int, int] | None) -> tuple[int, int, int]:
    return (day[0], day[1], day[2] - 1) if day else (0, 0, 0)


def _parsed(text: str) -> EdtfDate:
    if text.startswith("[") and text.endswith("]") and "," in text:
        choices = tuple(_moment(part.strip()) for part in text[1:-1].split(","))
        return EdtfDate(re.sub(r"\s", "", text), Form.CHOICE, choices)
    if "/" not in text:
        return EdtfDate(text, Form.SINGLE, (_moment(text),))
    start, end = (part.strip() for part in text.split("/", 1))
    if {start, end} <= {"", ".."}:
        raise ValueError(text)
    first = None if start in {"", ".."} else _moment(start)
    last = None if end in {"", ".."} else _moment(end)
    if first and last and first.earliest > last.latest:
        raise ValueError(text)
    return EdtfDate(f"{start}/{end}", Form.INTERVAL, (first, last))


def _moment(text: str) -> Moment:
    found = _DATE.match(text)
    if not found:
        raise ValueError(text)
    year, month, day, time, qualifier = found.groups(default="")
    unknown = tuple(name for name, part in (("month", month), ("day", day)) if part == "XX")
    number, in_month = int(month) if month.isdecimal() else 0, int(day) if day.isdecimal() else 0
    if (month.isdecimal() and not (1 <= number <= 12 or number in _SEASONS)) or ("X" in year and month):
        raise ValueError(text)
    if day and (number in _SEASONS or (in_month and not number)):
        raise ValueError(text)
    if day.isdecimal() and not 1 <= in_month <= _days(int(year), number):
        raise ValueError(text)
    if time and (not in_month or not re.match(r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$", time)):
        raise ValueError(text)
    return Moment(year, number, in_month, time, qualifier, unknown)


def _days(year: int, month: int) -> int:
    return 29 if month == 2 and calendar.isleap(year) else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def _interval(text: str, first: Moment | None, last: Moment | None) -> str:
    if first and last:
        return f"{first} to {last}"
    if first:
        return f"from {first} on" if text.endswith("..") else f"from {first} (end unknown)"
    return f"until {last}" if text.startswith("..") else f"until {last} (start unknown)"


def _ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


_NAMES = {name.lower()[:3]: number for number, name in enumerate(_MONTHS, 1)}
_BY_SEASON = {"spring": "21", "summer": "22", "autumn": "23", "fall": "23", "winter": "24"}
_ABOUT = re.compile(r"^(?:about|abt\.?|around|circa|ca?\.?|approximately|approx\.?)\s*(?=\w)", re.IGNORECASE)
_PERHAPS = re.compile(r"^(?:perhaps|maybe|probably|possibly|prob\.?|poss\.?)\s+", re.IGNORECASE)
_UNTIL = re.compile(r"^(?:before|until|till|by|to|bef\.?|pre-?)\s*(?=.*\d)", re.IGNORECASE)
_SINCE = re.compile(r"^(?:after|since|from|aft\.?)\s+|(?<=\d)\s*(?:onwards?|on)$", re.IGNORECASE)
_RANGE = re.compile(
    r"^(?:between\s+|from\s+)?(.+?)\s*(?:\s-\s|–|—|\s(?:and|to|until|till)\s|(?<=\d{4})-(?=\d{2,4}$))\s*(.+)$"
)


def suggestions(text: str) -> tuple[str, ...]:
    """EDTF for what a person probably meant: `Aug 1943` -> `1943-08`; several where it can be read in several ways."""
    tidy = " ".join(text.split())
    if not tidy or len(tidy) > _LONGEST:
        return ()
    found = tuple(dict.fromkeys(_guesses(tidy)))
    return tuple(guess for guess in found if guess != tidy and _is_edtf(guess))


def _is_edtf(text: str) -> bool:
    try:
        return bool(_parsed(text))
    except ValueError:
        return False


def _guesses(text: str) -> list[str]:
    if (single := _single(text)) is not None:
        return single
    if (found := _RANGE.match(text)) and "/" not in text:
        start, end = found.groups()
        if re.match(r"^\d{4}$", start) and re.match(r"^\d{2}$", end):
            end = start[:2] + end
        if both := [f"{first}/{last}" for first in _single(start) or () for last in _single(end) or ()]:
            return both
    for pattern, form in ((_ABOUT, "{}~"), (_PERHAPS, "{}?"), (_UNTIL, "../{}"), (_SINCE, "{}/..")):
        rest, count = pattern.subn("", text)
        if count and (guesses := _single(rest)):
            return [form.format(guess) for guess in guesses]
    return []


def _single(text: str) -> list[str] | None:
    """Guesses for one date; None where it is not written as one."""
    text = re.sub(r"\s+(?=[?~%]$)", "", text.strip(" .,()"))
    for guess in (_numbers, _words, _decades):
        if (found := guess(text)) is not None:
            return found
    return [text] if _is_edtf(text) else None


def _numbers(text: str) -> list[str] | None:
    """`14.8.1943`, `8/14/1943`, `1943/8/4`; `3/4/1943` is one of two days."""
    if found := re.match(r"^(\d{4})[./-](\d{1,2})(?:[./-](\d{1,2}))?$", text):
        year, month, day = found.groups()
        if not day and int(month) > 12:
            return None
        return [f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")]
    if found := re.match(r"^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$", text):
        first, second, year = int(found[1]), int(found[2]), found[3]
        return [f"{year}-{m:02}-{d:02}" for d, m in ((first, second), (second, first)) if m <= 12]
    if found := re.match(r"^(\d{1,2})[./-](\d{4})$", text):
        return [f"{found[2]}-{int(found[1]):02}"]
    return None


def _words(text: str) -> list[str] | None:
    """`Aug. 14th, 1943`, `14 August 1943`, `Aug 1943`, `spring of 1920`."""
    found = re.match(r"^(?:(\d{1,2})(?:st|nd|rd|th|d)?\.?\s+(?:of\s+)?)?([A-Za-z]{3,9})\.?,?\s+(?:of\s+)?"
                     r"(?:(\d{1,2})(?:st|nd|rd|th|d)?\.?,?\s+)?(\d{4})$", text)  # fmt: skip
    if not found:
        return None
    before, name, after, year = found.groups()
    day = before or after
    if name.lower() in _BY_SEASON:
        return [f"{year}-{_BY_SEASON[name.lower()]}"]
    month = _NAMES.get(name.lower()[:3])
    if not month or not _MONTHS[month - 1].lower().startswith(name.lower().replace("sept", "sep")):
        return None
    return [f"{year}-{month:02}" + (f"-{int(day):02}" if day else "")]


def _decades(text: str) -> list[str] | None:
    """`1940s`, `the 1900's`, `19th century`."""
    if found := re.match(r"^(?:the )?(\d{3})0'?s$", text):
        return [f"{found[1]}X"]
    if found := re.match(r"^(?:the )?(\d{1,2})(?:st|nd|rd|th) century$", text, re.IGNORECASE):
        return [f"{int(found[1]) - 1:02}XX"]
    return None
