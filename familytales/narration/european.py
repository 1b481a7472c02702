"""Numbers, dates and short forms of languages other than English: one table per language, the same few rules for all.

Languages without a table have their numbers said where num2words knows them; what is left is the engine's to read.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from familytales.narration.spoken_numbers import cardinal, known, one_by_one, ordinal, roman, year
from familytales.narration.written import Rule, Said, Written, at, same_case

_NUMBER = re.compile(r"^(\d{1,3}(?:[. \u00a0]\d{3})+|\d+)(?:,(\d+))?$")
_DATE = re.compile(r"^(\d{1,2})([./-])(\d{1,2}|[ivx]{1,4})\2(\d{2}|\d{4})$")
_ISO = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$")
_YEAR = re.compile(r"^(?:1[1-9]\d\d|20\d\d)$")
_TIME = re.compile(r"^(\d{1,2}):(\d{2})$")
_GLYPHS = frozenset("½¼¾")

Inflected = Callable[[str, str], str]
"""A day's digits and the word before it (small letters) -> how the day of a date is said."""


@dataclass(frozen=True, slots=True)
class Table:
    """What differs between languages.

    Attributes:
        code: ISO 639-3.
        months: written forms (small letters) -> 1 to 12.
        names: the months as said in a date, January first.
        short: short form (small letters, no stop) -> what is said.
        dotted: the same, only where a full stop follows.
        counted: units and signs after a number -> (one, many).
        ordinals: how ordinals are written; group 1 holds the digits.
        day: says the day of a date.
        date: pattern of a date in figures, with {day}, {month} and {year}.
        in_year: says the year of a date.
        fractions: sign -> (as said alone, as said after the number {}).
        regnal: how a ruler's number is said, with {ordinal} or {cardinal}.
        signs: currency signs -> (one, many), said after their number.
    """

    code: str
    months: Mapping[str, int] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    short: Mapping[str, str] = field(default_factory=dict)
    dotted: Mapping[str, str] = field(default_factory=dict)
    counted: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    ordinals: re.Pattern[str] = re.compile(r"(?!)")
    day: Inflected | None = None
    date: str = "{day} {month} {year}"
    in_year: Callable[[str], str] | None = None
    fractions: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    regnal: str = "{cardinal}"
    signs: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def number_rules(code: str) -> tuple[Rule, ...]:
    """Rules for a language without a table: plain numbers only, none where num2words does not know it."""
    return rules(Table(code)) if known(code) else ()


def rules(table: Table) -> tuple[Rule, ...]:
    """The rules of a language, in the order they are asked."""
    return tuple(
        _bound(rule, table) for rule in (_dates, _day_and_month, _rulers, _short_forms, _units, _ordinals, _numbers)
    )


def _bound(rule: Callable[[Table, Sequence[Written], int], tuple[Said, ...]], table: Table) -> Rule:
    return lambda words, index: rule(table, words, index)


def _dates(table: Table, words: Sequence[Written], index: int) -> tuple[Said, ...]:
    """`14.8.1943`, `14.VIII.43`, `1943-08-14`: the day comes first everywhere in Europe."""
    key = words[index].key
    if not table.names:
        return ()
    if found := _ISO.match(key):
        in_year, month, day = found.groups()
    elif found := _DATE.match(key):
        day, _, month, in_year = found.groups()
        month = month if month.isdigit() else str(roman(month.upper()))
    else:
        return ()
    if not 1 <= int(day) <= 31 or not 1 <= int(month) <= 12:
        return ()
    said = table.date.format(
        day=_day(table, str(int(day)), at(words, index - 1).key),
        month=table.names[int(month) - 1],
        year=_year(table, in_year),
    )
    return (Said(said),)


def _day_and_month(table: Table, words: Sequence[Written], index: int) -> tuple[Said, ...]:
    """`14. August`, `1er mai`, `14 sierpnia`: the day as this language says it, the month in full."""
    word, following = words[index], at(words, index + 1)
    found = table.ordinals.match(word.key + ("." if word.dotted else "")) or re.match(r"^(\d{1,2})$", word.key)
    if found and 1 <= int(found[1]) <= 31 and len(found[1]) < 3 and _month(table, following):
        day = _day(table, str(int(found[1])), at(words, index - 1).key)
        return (Said(day), Said(same_case(table.names[table.months[following.key] - 1], following.core)))
    if _month(table, word) and word.dotted and _month_is_short(table, word):
        return (Said(same_case(table.names[table.months[word.key] - 1], word.core)),)
    if _YEAR.match(word.key) and _month(table, at(words, index - 1)):
        return (Said(_year(table, word.key)),)
    return ()


def _month(table: Table, word: Written) -> bool:
    return word.key in table.months and (not _month_is_short(table, word) or word.dotted)


def _month_is_short(table: Table, word: Written) -> bool:
    return word.key not in {name.lower() for name in table.names}


def _short_forms(table: Table, words: Sequence[Written], index: int) -> tuple[Said, ...]:
    """Abbreviations, also those of two words (`z. B.`)."""
    word, following = words[index], at(words, index + 1)
    pair = f"{word.key}. {following.key}"
    if word.dotted and following.dotted and pair in table.dotted:
        return (Said(same_case(table.dotted[pair], word.core), 2),)
    said = table.short.get(word.key) or (table.dotted.get(word.key) if word.dotted or "." in word.key else None)
    return (Said(same_case(said, word.core)),) if said else ()


def _units(table: Table, words: Sequence[Written], index: int) -> tuple[Said, ...]:
    """`3 kg`, `5 %`, `20 M.` after a number; `5%` and `£3` glued to it."""
    word, number = words[index], at(words, index - 1)
    if word.key in table.counted and (_NUMBER.match(number.key) or number.key[-1:] in _GLYPHS) and not number.after:
        one, many = table.counted[word.key]
        return (Said(one if number.key == "1" or number.key in _GLYPHS else many),)
    for sign, (one, many) in table.signs.items():
        bare = word.key.strip(sign)
        if bare != word.key and _NUMBER.match(bare):
            return (Said(f"{_count(bare, table.code)} {one if bare == '1' else many}"),)
    found = re.match(r"^([\d.,]*\d)(\D+)$", word.key)
    if found and found[2] in table.counted and _NUMBER.match(found[1]):
        one, many = table.counted[found[2]]
        return (Said(f"{_count(found[1], table.code)} {one if found[1] == '1' else many}"),)
    return ()


def _ordinals(table: Table, words: Sequence[Written], index: int) -> tuple[Said, ...]:
    word = words[index]
    last = index == len(words) - 1
    found = table.ordinals.match(word.key + ("." if word.dotted and not last else ""))
    if not found:
        return ()
    if table.day and word.dotted:
        return (Said(_day(table, found[1], at(words, index - 1).key)),)
    said = ordinal(found[1], table.code)
    return (Said(re.sub("o$", "a", said) if word.key.endswith("ª") else said),)


def _rulers(table: Table, words: Sequence[Written], index: int) -> tuple[Said, ...]:
    """`Wilhelm II.`, `Louis XIV`: a Roman numeral of two letters or more after a name."""
    word, before = words[index], at(words, index - 1)
    value = roman(word.core) if len(word.core) > 1 and before.capital and not before.after else 0
    if not 0 < value < 30:
        return ()
    digits = str(value)
    return (Said(table.regnal.format(ordinal=ordinal(digits, table.code), cardinal=cardinal(digits, table.code))),)


def _numbers(table: Table, words: Sequence[Written], index: int) -> tuple[Said, ...]:
    """Plain numbers; a decimal comma, thousands apart by stops or spaces."""
    key = words[index].key
    if found := _TIME.match(key):
        hour, minute = (str(int(part)) for part in found.groups())
        return (Said(f"{cardinal(hour, table.code)} {'' if minute == '0' else cardinal(minute, table.code)}".strip()),)
    if key[-1:] in _GLYPHS and table.fractions:
        alone, mixed = table.fractions[key[-1]]
        if re.match(r"^\d+$", key[:-1]):
            return (Said(mixed.format(cardinal(key[:-1], table.code))),)
        return () if key[:-1] else (Said(alone),)
    if re.match(r"^0\d+$", key):
        return (Said(one_by_one(key, table.code)),)
    if _YEAR.match(key):
        return (Said(year(key, table.code)),)
    return (Said(_count(key, table.code)),) if _NUMBER.match(key) and key.isascii() else ()


def _count(written: str, code: str) -> str:
    whole, _, part = re.sub(r"[. \u00a0]", "", written).partition(",")
    return cardinal(f"{whole}.{part}" if part and len(whole) + len(part) < 15 else whole, code)


def _day(table: Table, digits: str, before: str) -> str:
    return table.day(digits, before) if table.day else cardinal(digits, table.code)


def _year(table: Table, digits: str) -> str:
    if table.in_year and len(digits) == 4:
        return table.in_year(digits)
    return year(digits, table.code) if len(digits) == 4 else cardinal(str(int(digits)), table.code)
