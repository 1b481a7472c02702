"""Dates and times as English letters write them: `Aug. 14th, 1943`, `14.viii.43`, `Jany 3d`, `half past 8.30 p.m.`."""

import re
from collections.abc import Sequence

from familytales.narration.english_words import MONTH_NAMES, MONTHS, SOLD, TITLES, UNITS
from familytales.narration.spoken_numbers import cardinal, ordinal, roman, year
from familytales.narration.written import Said, Written, at, vocabulary

_DAY = re.compile(r"^(\d{1,2})(?:st|nd|rd|th|d)?$")
_DAY_YEAR = re.compile(r"^(\d{1,2})(?:st|nd|rd|th|d)?[,.'/](\d{2}|\d{4})$")
_DASHED_DAY = re.compile(r"^(\d{1,2})(?:st|nd|rd|th|d)?[.,]?[—–](\D+)$")
"""As diaries have it: `Jan. 2.—Snow`."""
_GLUED = re.compile(r"^([a-z]{3,9})[.,]?(\d{1,2})(?:st|nd|rd|th|d)?(?:[.,]+(\d{4}))?$")
_NUMERIC = re.compile(r"^(\d{1,4})([./-])(\d{1,2}|[ivx]{1,4})\2(\d{2}|\d{4})$")
_DECADE = re.compile(r"^(\d{2}|\d{3}0)'?s$")
_YEARS = re.compile(r"^(1\d{3}|20\d{2})[-–/](\d{1,2}|1\d{3}|20\d{2})$")
_TIME = re.compile(r"^(\d{1,2})([:.])(\d{2})$")
_PARTS_OF_HOUR = {"½": "half", "1/2": "half", "¼": "quarter", "1/4": "quarter", "¾": "three quarters"}
_HOURS = vocabulary("one two three four five six seven eight nine ten eleven twelve")
_HALF_DAY = re.compile(r"^(?:(\d{1,2})(?:[:.](\d{2}))?)?([ap])\.?m$")


def month_first(words: Sequence[Written], index: int) -> tuple[Said, ...]:
    """`Aug. 14th`, `Aug 14/43`, `Mar.22,1905`: the day becomes an ordinal; a year of four digits follows by itself."""
    word, following = words[index], at(words, index + 1)
    if found := _GLUED.match(word.key):
        name, day, in_year = found.groups()
        if name in MONTHS and _is_day(day):
            said = f"{MONTH_NAMES[MONTHS[name]]} {ordinal(day)}"
            return (Said(f"{said}, {year(in_year)}" if in_year else said),)
    if not _is_month(words, index):
        return ()
    name = MONTH_NAMES[MONTHS[word.key]]
    if (found := _DAY_YEAR.match(following.key)) and _is_day(found[1]):
        return (Said(name), Said(f"{ordinal(found[1])}, {short_year(found[2])}"))
    if (found := _DASHED_DAY.match(following.core)) and _is_day(found[1]):
        return (Said(name), Said(f"{ordinal(found[1])}, {found[2]}"))
    if (found := _DAY.match(following.key)) and _is_day(found[1]) and not at(words, index + 2).key.startswith("o'c"):
        return (Said(name), Said(ordinal(found[1])))
    if word.dotted or re.match(r"^\d{4}$", following.key):
        return (Said(name),)
    return ()


def day_first(words: Sequence[Written], index: int) -> tuple[Said, ...]:
    """`14 Aug.` and `the 14th of August` -> `the fourteenth of August`."""
    found = _DAY.match(words[index].key)
    if not found or not _is_day(found[1]):
        return ()
    if at(words, index + 1).key in {"inst", "ult", "ulto", "prox"}:
        return (Said(ordinal(found[1])),)
    middle = at(words, index + 1).key == "of"
    place = index + 1 + middle
    if not _is_month(words, place, numbered=True):
        return ()
    the = "" if at(words, index - 1).key == "the" else "the "
    name = MONTH_NAMES[MONTHS[words[place].key]]
    day = the + ordinal(found[1])
    return (Said(day), Said("of"), Said(name)) if middle else (Said(day), Said(f"of {name}"))


def numeric(words: Sequence[Written], index: int) -> tuple[Said, ...]:
    """`14.viii.43`, `8/14/1943`, `1943-08-14`; `3/4/43` may be March or April and is read as it stands."""
    found = _NUMERIC.match(words[index].key)
    if not found:
        return ()
    first, _, second, third = found.groups()
    the = at(words, index - 1).key == "the"
    if len(first) == 4:
        return _spoken_date(third, second, first, the=the) if second.isdigit() else ()
    if len(first) > 2 or first == "00" or second == "00":
        return ()
    if not second.isdigit():
        return _spoken_date(first, str(roman(second.upper())), third, the=the)
    if int(first) > 12:
        return _spoken_date(first, second, third, the=the)
    if int(second) > 12:
        return _spoken_date(second, first, third, the=the)
    return (Said(f"{cardinal(first)}, {cardinal(second)}, {short_year(third)}"),)


def years(words: Sequence[Written], index: int) -> tuple[Said, ...]:
    """`1914-18`, `the 1940s`, `'43`, and a bare `1943`."""
    word = words[index]
    if found := _YEARS.match(word.key):
        end = found[1][: 4 - len(found[2])] + found[2]
        if int(end) > int(found[1]):
            return (Said(f"{year(found[1])} to {short_year(found[2])}"),)
    if (found := _DECADE.match(word.key)) and found[1].endswith("0"):
        said = short_year(found[1]) if len(found[1]) == 2 else year(found[1])
        return (Said(said[:-1] + "ies" if said.endswith("y") else said + "s"),)
    if re.match(r"^\d{2}$", word.key) and word.before.endswith(("'", "’", "‘")):
        return (Said(short_year(word.key)),)
    era = at(words, index - 1).key == "a.d" or at(words, index + 1).key in {"a.d", "b.c"}
    if re.match(r"^(?:1[1-9]\d\d|20\d\d)$", word.key) or (era and re.match(r"^\d{3,4}$", word.key)):
        return (Said(year(word.key)),)
    return ()


def half_days(words: Sequence[Written], index: int) -> tuple[Said, ...]:
    """`a.m.`, `10am`, and `A. M.` as two words: "am" is a word, but not after a number."""
    word = words[index]
    counted = at(words, index - 1).core[-1:].isdigit()
    if counted and _apart(words, index):
        return (Said(f"{word.key.upper()}M", 2),)
    found = _HALF_DAY.match(word.key)
    if not found:
        return ()
    hour, minute, half = found.groups()
    if hour is None:
        return (Said(f"{half.upper()}M"),) if "." in word.key or counted else ()
    return (Said(f"{_clock(hour, minute or '00')} {half.upper()}M"),)


def times(words: Sequence[Written], index: int) -> tuple[Said, ...]:
    """`8:30`, `8.30 p.m.`, `½ past 4`, `0600 hours`."""
    word, following = words[index], at(words, index + 1)
    if following.key in {"hours", "hrs"} and (found := re.match(r"^([01]\d|2[0-4])([0-5]\d)$", word.key)):
        return (Said(_military(found[1], found[2])),)
    part = _PARTS_OF_HOUR.get(word.core)
    hour = at(words, index + 2)
    if part and following.key in {"past", "to", "after", "before"} and (hour.core[:1].isdigit() or hour.key in _HOURS):
        return (Said(part),)
    found = _TIME.match(word.key)
    if not found or int(found[1]) > 24 or int(found[3]) > 59:
        return ()
    half_day = bool(_HALF_DAY.match(following.key)) or _apart(words, index + 1)
    sold = following.key in (SOLD - {"and", "or", "to"}) | set(UNITS)
    timed = at(words, index - 1).key in {"at", "by", "till", "until", "about"} and not sold
    if found[2] == "." and not half_day and following.key != "o'clock" and not timed:
        return ()
    clock = _clock(found[1], found[3])
    return (Said(clock if half_day or found[3] != "00" else f"{clock} o'clock"),)


def short_year(digits: str) -> str:
    """`43` -> `forty-three`, `05` -> `oh five`; four digits as a year, one as itself."""
    if len(digits) == 4:
        return year(digits)
    return f"oh {cardinal(digits[1])}" if len(digits) == 2 and digits[0] == "0" else cardinal(digits)


def _apart(words: Sequence[Written], index: int) -> bool:
    """Whether `A. M.` or `P. M.` begins there, written as two words."""
    word = at(words, index)
    return word.key in {"a", "p"} and word.dotted and at(words, index + 1).key == "m"


def _military(hour: str, minute: str) -> str:
    said = f"oh {cardinal(hour[1])}" if hour[0] == "0" else cardinal(hour)
    return f"{said} {'hundred' if minute == '00' else short_year(minute)}"


def _clock(hour: str, minute: str) -> str:
    if minute == "00":
        return cardinal(hour)
    return f"{cardinal(hour)} {short_year(minute)}"


def _spoken_date(day: str, month: str, in_year: str, *, the: bool) -> tuple[Said, ...]:
    if not _is_day(day) or not 1 <= int(month) <= 12:
        return ()
    name = MONTH_NAMES[int(month)]
    date = f"{ordinal(day)} of {name}" if the else f"{name} {ordinal(day)}"
    return (Said(f"{date}, {short_year(in_year)}"),)


def _is_day(digits: str) -> bool:
    return 1 <= int(digits) <= 31


def _is_month(words: Sequence[Written], index: int, *, numbered: bool = False) -> bool:
    """A month's name, written large as months are; a short form needs its stop or a number beside it."""
    word = at(words, index)
    if word.key not in MONTHS or not (word.capital or word.core[:1].isdigit()) or at(words, index - 1).key in TITLES:
        return False
    full = word.key == MONTH_NAMES[MONTHS[word.key]].lower()
    beside = numbered or bool(re.match(r"^\d{1,2}\D{0,2}$|^\d{1,2}\D+\d{2,4}$|^\d{4}$", at(words, index + 1).key))
    return full or word.dotted or beside
