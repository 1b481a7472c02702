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
_TWO_YEARS = re.compile(r"^(1[1-9]\d\d|20\d\d)/(\d\d)$")
_RANGE = re.compile(r"^(\d{1,4})[-–](\d{1,4})$")
_CENTS = re.compile(r"^([\d. \u00a0]+),(\d\d)$")
_GLYPHS = frozenset("½¼¾")
_SLASHED = {"1/2": "½", "1/4": "¼", "3/4": "¾"}
_LONGEST_FORM = 4
"""Words of a short form: `q. e. p. d.`"""

Inflected = Callable[[str, str, str], str]
"""An ordinal's digits, the word before it and the word after it (small letters) -> how it is said."""


def _one_or_many(amount: float) -> int:
    return 0 if amount <= 1 else -1


@dataclass(frozen=True, slots=True)
class Table:
    """What differs between languages.

    Attributes:
        code: ISO 639-3.
        months: written forms (small letters) -> 1 to 12.
        names: the months as said in a date, January first.
        short: short form (small letters, no stop) -> what is said.
        dotted: the same, only where a full stop follows.
        counted: units and signs after a number -> their forms, one first, many last (see `form`).
        form: which form an amount asks for.
        single: how 1 is said before a unit, "" as it is counted.
        money: units with hundredths (small letters): `3,50 M` is three marks fifty.
        ordinals: how ordinals are written; group 1 holds the digits.
        day: says the day of a date, and other ordinals written with a stop.
        date: pattern of a date in figures, with {day}, {month} and {year}.
        in_year: says the year of a date.
        fractions: sign -> (as said alone, as said after the number {}).
        regnal: how a ruler's number is said, with {ordinal} or {cardinal}.
        rulers: names after which even a single `I.` is a number.
        numbered: words (small letters) before a Roman numeral that is a plain number.
        joined: short forms that stand before a hyphen (`St-Jean`).
        signs: currency signs -> forms as in `counted`, said after their number.
        to: said between two numbers, "" where that is not known.
    """

    code: str
    months: Mapping[str, int] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    short: Mapping[str, str] = field(default_factory=dict)
    dotted: Mapping[str, str] = field(default_factory=dict)
    counted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    form: Callable[[float], int] = _one_or_many
    single: str = ""
    money: frozenset[str] = frozenset()
    ordinals: re.Pattern[str] = re.compile(r"(?!)")
    day: Inflected | None = None
    date: str = "{day} {month} {year}"
    in_year: Callable[[str], str] | None = None
    fractions: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    regnal: str = "{cardinal}"
    rulers: frozenset[str] = frozenset()
    numbered: frozenset[str] = frozenset()
    joined: frozenset[str] = frozenset()
    to: str = ""
    signs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def number_rules(code: str) -> tuple[Rule, ...]:
    """Rules for a language without a table: plain numbers only, none where num2words does not know it."""
    return rules(Table(code)) if known(code) else ()


def rules(table: Table, *first: Rule) -> tuple[Rule, ...]:
    """The rules of a language, in the order they are asked; `first` are its own."""
    made = (_dates, _day_and_month, _rulers, _units, _short_forms, _ordinals, _numbers)
    return (*first, *(_bound(rule, table) for rule in made))


def short_forms(table: Table) -> frozenset[str]:
    """All that end in a stop: short forms, months and units."""
    return frozenset(table.dotted) | frozenset(table.months) | {unit for unit in table.counted if len(unit) < 6}


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
    name, digits = table.names[int(month) - 1], str(int(day))
    spoken = table.day(digits, at(words, index - 1).key, name) if table.day else cardinal(digits, table.code)
    said = table.date.format(day=spoken, month=name, year=_year(table, in_year))
    following = at(words, index + 1).key
    told = table.short.get(following) or table.dotted.get(following) or following
    return (Said(said.removesuffix(f" {told}") if told else said),)


def _day_and_month(table: Table, words: Sequence[Written], index: int) -> tuple[Said, ...]:
    """`14. August`, `1er mai`, `14 sierpnia`, `2. II.`: the day as this language says it, the month in full."""
    word, following = words[index], at(words, index + 1)
    found = table.ordinals.match(word.key + ("." if word.dotted else "")) or re.match(r"^(\d{1,2})$", word.key)
    dated = bool(_YEAR.match(at(words, index + 2).key))
    if found and 1 <= int(found[1]) <= 31 and len(found[1]) < 3 and (month := _month(table, following, dated=dated)):
        day = _day(table, words, index, str(int(found[1])))
        name = table.names[month - 1]
        return (Said(day), Said(name if roman(following.core) else same_case(name, following.core)))
    if _month(table, word) and word.dotted and _month_is_short(table, word):
        return (Said(same_case(table.names[table.months[word.key] - 1], word.core)),)
    after_day = re.match(r"^\d{1,2}$", at(words, index - 1).key)  # which another rule has said
    if after_day and _YEAR.match(following.key) and roman(word.core) and (month := _month(table, word, dated=True)):
        return (Said(table.names[month - 1]),)
    if _YEAR.match(word.key) and _month(table, at(words, index - 1)):
        return (Said(_year(table, word.key)),)
    return ()


def _month(table: Table, word: Written, *, dated: bool | None = None) -> int:
    """The month a word names; 0 when it is none.

    Args:
        table: of the language.
        word: which may be a month.
        dated: None where no day stands before it; else a Roman numeral is a month, by its stop or where a year follows.
    """
    if word.key in table.months and (not _month_is_short(table, word) or word.dotted or word.key.endswith("bre")):
        return table.months[word.key]
    value = roman(word.core) if dated is not None and (dated or word.dotted) and table.names else 0
    return value if value <= 12 else 0


def _month_is_short(table: Table, word: Written) -> bool:
    return word.key not in {name.lower() for name in table.names}


def _short_forms(table: Table, words: Sequence[Written], index: int) -> tuple[Said, ...]:
    """Abbreviations, also those of several words (`z. B.`, `q. e. p. d.`) and before a hyphen (`St-Jean`)."""
    word = words[index]
    run = [at(words, index + offset) for offset in range(_LONGEST_FORM)]
    for count in range(_LONGEST_FORM, 1, -1):
        several = ". ".join(one.key for one in run[:count])
        if several in table.dotted and all(one.dotted for one in run[:count]):
            return (Said(same_case(table.dotted[several], word.core), count),)
    said = table.short.get(word.key) or (table.dotted.get(word.key) if word.dotted or "." in word.key else None)
    if said:
        return (Said(same_case(said, word.core)),)
    head, hyphen, tail = word.core.partition("-")
    if hyphen and head.lower() in table.joined:
        return (Said(f"{same_case(table.dotted[head.lower()], head)}-{tail}"),)
    return ()


def _units(table: Table, words: Sequence[Written], index: int) -> tuple[Said, ...]:
    """`3 kg`, `5 %`, `20 M.` after a number; `5%` and `£3` glued to it; `3,50 M` as three marks fifty."""
    word, number = words[index], at(words, index - 1)
    forms = table.counted.get(word.key) or table.signs.get(word.key)
    amount = number.key
    if re.match(r"^\d{3}$", amount) and at(words, index - 2).key.isdigit():
        amount = at(words, index - 2).key + amount  # the groups of a large number
    if forms and (_NUMBER.match(amount) or amount[-1:] in _GLYPHS or amount in _SLASHED) and not number.after:
        cents = _CENTS.match(amount) if word.key in table.money else None
        said = _formed(table, forms, cents[1] if cents else amount)
        return (Said(f"{said} {cardinal(cents[2].lstrip('0'), table.code)}" if cents and cents[2] != "00" else said),)
    for sign, forms in table.signs.items():
        bare = word.key.strip(sign)
        if bare != word.key and _NUMBER.match(bare):
            return (Said(_counted(table, bare, forms)),)
    found = re.match(r"^([\d.,]*\d)(\D+)$", word.key)
    if found and found[2] in table.counted and _NUMBER.match(found[1]):
        return (Said(_counted(table, found[1], table.counted[found[2]])),)
    return ()


def _counted(table: Table, amount: str, forms: Sequence[str]) -> str:
    if (cents := _CENTS.match(amount)) and cents[2] != "00":
        return f"{_counted(table, cents[1], forms)} {cardinal(cents[2].lstrip('0'), table.code)}"
    said = table.single if amount == "1" and table.single else _count(amount, table.code)
    return f"{said} {_formed(table, forms, amount)}"


def _formed(table: Table, forms: Sequence[str], amount: str) -> str:
    """The form of a unit that an amount asks for."""
    if amount in _GLYPHS or amount in _SLASHED:
        return forms[table.form(0.5)]
    plain = re.sub(r"[. \u00a0]", "", amount).replace(",", ".")
    try:
        return forms[table.form(float(plain))]
    except ValueError:  # a mixed number
        return forms[table.form(1.5)]


def _ordinals(table: Table, words: Sequence[Written], index: int) -> tuple[Said, ...]:
    word = words[index]
    last = index == len(words) - 1
    found = table.ordinals.match(word.key + ("." if word.dotted and not last else ""))
    if not found:
        return ()
    if table.day and word.dotted:
        return (Said(_day(table, words, index, found[1])),)
    said = ordinal(found[1], table.code)
    return (Said(re.sub("o$", "a", said) if word.key.endswith("ª") else said),)


def _rulers(table: Table, words: Sequence[Written], index: int) -> tuple[Said, ...]:
    """`Wilhelm II.`, `Louis XIV`, `Wilhelm I.`; `Kap. IV` is a plain number."""
    word, before = words[index], at(words, index - 1)
    value = roman(word.core)
    if value and before.key in table.numbered:
        return (Said(cardinal(str(value), table.code)),)
    named = before.capital and not before.after and (len(word.core) > 1 or before.key in table.rulers)
    if not named or not 0 < value < 30:
        return ()
    digits = str(value)
    return (Said(table.regnal.format(ordinal=ordinal(digits, table.code), cardinal=cardinal(digits, table.code))),)


def _numbers(table: Table, words: Sequence[Written], index: int) -> tuple[Said, ...]:
    """Plain numbers; a decimal comma, thousands apart by stops or spaces; fractions, ranges, hours."""
    word, following = words[index], at(words, index + 1)
    key = _SLASHED.get(word.key, word.key)
    if found := _TIME.match(key):
        hour, minute = (str(int(part)) for part in found.groups())
        return (Said(f"{cardinal(hour, table.code)} {'' if minute == '0' else cardinal(minute, table.code)}".strip()),)
    if table.fractions and (said := _fraction(table, key, following.key)):
        return (said,)
    if re.match(r"^0\d+$", key):
        return (Said(one_by_one(key, table.code)),)
    if _YEAR.match(key):
        return (Said(year(key, table.code)),)
    if found := _TWO_YEARS.match(key):
        return (Said(f"{year(found[1], table.code)} {cardinal(str(int(found[2])), table.code)}"),)
    if (found := _RANGE.match(key)) and table.to:
        return (Said(f"{_plain(table, found[1])} {table.to} {_plain(table, found[2])}"),)
    return _whole(table, words, index) if _NUMBER.match(key) and key.isascii() else ()


def _whole(table: Table, words: Sequence[Written], index: int) -> tuple[Said, ...]:
    """A number, with the groups of three digits that follow it as words of their own (`10 000`)."""
    key, count = words[index].key, 1
    while re.match(r"^\d{1,3}$", words[index].key) and not at(words, index + count - 1).after:
        if not re.match(r"^\d{3}$", at(words, index + count).key):
            break
        key += at(words, index + count).key
        count += 1
    following = at(words, index + count)
    if key == "1" and table.single and following.key in {*table.counted, *table.signs}:
        return (Said(table.single, count),)
    if (cents := _CENTS.match(key)) and following.key in table.money:
        return (Said(_count(cents[1], table.code), count),)
    return (Said(_count(key, table.code), count),)


def _fraction(table: Table, key: str, following: str) -> Said | None:
    """`½`, `2½`, `2 1/2`."""
    if re.match(r"^\d+$", key) and following in _SLASHED:
        whole = table.single if key == "1" and table.single else cardinal(key, table.code)
        return Said(table.fractions[_SLASHED[following]][1].format(whole), 2)
    if key[-1:] not in _GLYPHS:
        return None
    alone, mixed = table.fractions[key[-1]]
    if re.match(r"^\d+$", key[:-1]):
        return Said(mixed.format(table.single if key[:-1] == "1" and table.single else cardinal(key[:-1], table.code)))
    return None if key[:-1] else Said(alone)


def _plain(table: Table, digits: str) -> str:
    return year(digits, table.code) if _YEAR.match(digits) else cardinal(digits, table.code)


def _count(written: str, code: str) -> str:
    whole, _, part = re.sub(r"[. \u00a0]", "", written).partition(",")
    return cardinal(f"{whole}.{part}" if part and len(whole) + len(part) < 15 else whole, code)


def _day(table: Table, words: Sequence[Written], index: int, digits: str) -> str:
    if table.day:
        return table.day(digits, at(words, index - 1).key, at(words, index + 1).key)
    return cardinal(digits, table.code)


def _year(table: Table, digits: str) -> str:
    if table.in_year:
        return table.in_year(digits)
    return year(digits, table.code) if len(digits) == 4 else cardinal(str(int(digits)), table.code)
