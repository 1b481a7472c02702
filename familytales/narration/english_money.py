"""Money, measures and plain numbers in English: `£3`, `$1.25`, `2½ lb.`, `98.6°`, `22d`."""

import math
import re
from collections.abc import Sequence

from familytales.narration.english_words import LESSER_UNITS, NAMED_UNITS, NEED_DOT, PRICED, SOLD, UNITS
from familytales.narration.spoken_numbers import cardinal, one_by_one, ordinal
from familytales.narration.written import Said, Written, at

GLYPHS = {"½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8),
          "⅞": (7, 8), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6)}  # fmt: skip
_PARTS = {2: "half", 3: "third", 4: "quarter", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth", 9: "ninth",
          10: "tenth", 12: "twelfth", 16: "sixteenth", 32: "thirty-second", 64: "sixty-fourth",
          100: "hundredth"}  # fmt: skip
_NAMES = {"£": ("pound", "pounds", "penny", "pence"), "$": ("dollar", "dollars", "cent", "cents"),
          "€": ("euro", "euros", "cent", "cents")}  # fmt: skip
_SCALES = {"hundred", "thousand", "million", "billion"}
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_QUANTITY = re.compile(rf"^(?:({_NUMBER})-?)?(?:([{''.join(GLYPHS)}])|(\d+)/(\d+))?$")
_PLAIN = re.compile(rf"^(?:{_NUMBER})$")
_MONEY = re.compile(rf"^([£$€])({_NUMBER}|\.\d\d|\d*[{''.join(GLYPHS)}])$")
_MEASURED = re.compile(rf"^({_NUMBER}|\d*[{''.join(GLYPHS)}])(?:(°?[a-z]*|%|¢)|-([a-z]+))$")
_DIGITS = re.compile(r"^(?:(?:\d{3}-)?\d{3}-\d{4}|0\d+|\d{7,}|\d{2,}(?:-\d{2,}){2,})$")
"""Names made of digits, not counts: telephone and other numbers."""
_ORDINAL = re.compile(r"^(\d{1,3}(?:,\d{3})+|\d+)(?:st|nd|rd|th|d|º|°)$")
_MEASURED_BY = {"x", "×", "by", "long", "wide", "high", "tall", "thick", "deep", "square", "across", "round", "in"}
_MEASURES = frozenset(
    {"lb", "oz", "yd", "ft", "cwt", "doz", "gal", "qt", "bu", "mi", "hr", "wk", "yr", "bbl", "pct", "mo"}
)
_RANGE = re.compile(rf"^({_NUMBER})[-–]({_NUMBER})$")


def money(words: Sequence[Written], index: int) -> tuple[Said, ...]:
    """Sums with a sign before them; each written word stays a token of its own."""
    key, following = words[index].key, at(words, index + 1).key
    if found := _MONEY.match(key):
        return _sum(found[1], found[2], following)
    if key in _NAMES and _MONEY.match(key + following):
        return tuple(Said(one.text, 2) for one in _sum(key, following, ""))
    return ()


def _sum(sign: str, amount: str, following: str) -> tuple[Said, ...]:
    one, many, small, smalls = _NAMES[sign]
    if following in _SCALES:
        return (Said(f"{spoken(amount)} {following} {many}", 2),)
    if amount[-1] in GLYPHS:
        return (Said(f"{spoken(amount)} {one if amount in GLYPHS else many}"),)
    whole, _, cents = amount.replace(",", "").partition(".")
    if found := re.match(r"^(\d\d)/100$", following):  # as cheques have it
        return tuple(Said(one.text, 2) for one in _sum(sign, f"{whole}.{found[1]}", ""))
    if len(cents) not in {0, 2}:
        return (Said(f"{spoken(amount)} {many}"),)
    parts = [] if whole in {"", "0"} and int(cents or 0) else [counted(whole, one, many)]
    if int(cents or 0):
        parts.append(counted(str(int(cents)), small, smalls))
    return (Said(" and ".join(parts)),)


def measures(words: Sequence[Written], index: int) -> tuple[Said, ...]:
    """Quantities with a unit glued on or following: `5lbs`, `350°F`, `½ lb.`, `2 1/2 cups`."""
    word, following = words[index], at(words, index + 1)
    if _stones(words, index):
        return (Said(f"{cardinal(word.key[:-2])} stone"),)
    if unit := _unit(words, index) or _glued_unit(words, index):
        return unit
    if re.match(r"^\d+$", word.key) and _slashed_fraction(following.key):
        return (Said(f"{cardinal(word.key)} and {_fraction(following.key, article=True)}", 2),)
    if word.key in GLYPHS or _slashed_fraction(word.key):
        unit = _unit(words, index + 1)
        named = following.key if following.key in NAMED_UNITS and not word.after else ""
        name = unit[0].text if unit else named
        return (Said(_before_unit(word.key, name) if name else _fraction(word.key)),)
    return ()


def _glued_unit(words: Sequence[Written], index: int) -> tuple[Said, ...]:
    """`5lbs`, `350°F`, `-5°`, `10c`: a number and its unit in one word."""
    word = words[index]
    found = _MEASURED.match(word.key)
    if found and found[3] in UNITS.keys() - NEED_DOT | {"in"}:  # `a 12-lb. ham`
        return (Said(f"{spoken(found[1])} {UNITS[found[3]][0]}"),)
    if not found or found[2] not in UNITS:
        return ()
    if found[2] == "c" and _cents(words, index):
        return (Said(counted(found[1], "cent", "cents") if found[1].isdigit() else f"{spoken(found[1])} cents"),)
    if found[2] in NEED_DOT - {"in"} and not word.dotted:
        return ()
    one, many = UNITS[found[2]]
    below = "minus " if found[2].startswith("°") and word.before.endswith(("-", "−", "–")) else ""
    return (Said(f"{below}{_before_unit(found[1], one)} {one if _value(found[1]) <= 1 else many}"),)


def _cents(words: Sequence[Written], index: int) -> bool:
    """Whether a `c` that ends at this word is money: something is sold, or nothing follows of which there are cups."""
    before, following = at(words, index - 1), at(words, index + 1)
    if before.core[-1:].isdigit():
        before = at(words, index - 2)
    filled = following.core[:1].islower() and not re.search(r"[,;:]", words[index].after)
    part = _slashed_fraction(words[index - 1].key)  # `1/3 c.`: there are no thirds of a cent
    return before.key in PRICED or following.key in SOLD or not (filled or part)


def sizes(words: Sequence[Written], index: int) -> tuple[Said, ...]:
    """`5'6"`, `5' 6"`, `8" x 10"`, `20 x 30 ft.`: feet, inches and what stands between two measures."""
    word, before, following = words[index], at(words, index - 1), at(words, index + 1)
    if found := re.match(r"^(\d{1,2})'(\d{1,2})$", word.key):
        return (Said(f"{cardinal(found[1])} foot {cardinal(found[2])}"),)
    if found := re.match(r"^(\d{1,3})[x×](\d{1,3})$", word.key):
        return (Said(f"{cardinal(found[1])} by {cardinal(found[2])}"),)
    if word.key in {"x", "×"} and before.core[-1:].isalnum() and following.core[:1].isdigit():
        return (Said("by"),) if before.core[:1].isdigit() else ()
    quoted = re.match(r"""^(?:("|”|''|’’)|['’′])""", word.after)
    amount = bool(_QUANTITY.match(word.key)) and word.core != ""
    if not quoted or not amount or word.before:
        return ()
    inches = bool(quoted[1]) and (following.key in _MEASURED_BY or before.after.startswith(("'", "’", "′")))
    feet = not quoted[1] and (following.key in _MEASURED_BY or re.match(r"^[\"”'’]", following.after) is not None)
    if not quoted[1] and before.key.endswith("°"):
        return (Said(f"{spoken(word.key)} {'minute' if word.key == '1' else 'minutes'}"),)
    if not (inches or feet or before.key in {"x", "×"} or (before.key == "by" and len(words) == index + 1)):
        return ()
    one, many = ("inch", "inches") if quoted[1] else ("foot", "feet")
    return (Said(f"{_before_unit(word.key, one)} {one if _value(word.key) <= 1 else many}"),)


def _unit(words: Sequence[Written], index: int) -> tuple[Said, ...]:
    word, number = at(words, index), at(words, index - 1)
    if number.key == "per" and word.key == "ct":
        return (Said("cent"),)
    each = number.key in {"per", "pr", "a", "an", "the"} or bool(_ORDINAL.match(number.key))  # `the 11th hr.`
    if each and word.key in _MEASURES:
        return (Said(UNITS[word.key][0]),)
    if unit := _unit_in_its_place(words, index):
        return (Said(unit),)
    if word.key not in UNITS or not (found := _QUANTITY.match(number.key)) or not number.core or number.after:
        return ()
    if found[1] and re.match(r"^(1[5-9]|20)\d\d$", found[1]) and word.key in {"in", "a", "c"}:
        return ()
    if word.key in NEED_DOT and not word.dotted:
        return ()
    one, many = ("cent", "cents") if word.key == "c" and _cents(words, index) else UNITS[word.key]
    mixed = at(words, index - 2).key.isdigit()
    return (Said(one if _value(number.key) <= 1 and not mixed else many),)


def _unit_in_its_place(words: Sequence[Written], index: int) -> str:
    """Units that are something else elsewhere: `12 st. 4 lbs.`, a cook's `1 T.`, the months in `72 y. 3 m.`."""
    word, number, following = at(words, index), at(words, index - 1), at(words, index + 1)
    few = re.match(r"^\d{1,2}$", number.key) and not number.after
    if word.key == "st" and few and not following.capital:
        return "stone"
    if word.core == "T" and (number.key in GLYPHS or few) and (word.dotted or following.core.islower()):
        return "tablespoon" if _value(number.key) <= 1 else "tablespoons"
    lesser = LESSER_UNITS.get((at(words, index - 2).key, word.key))
    return lesser[number.key != "1"] if lesser and few and word.dotted else ""


def _stones(words: Sequence[Written], index: int) -> bool:
    """Whether a number's `st` is a weight and no ordinal's ending: `11st. 4lb.`."""
    found = re.match(r"^(\d{1,2})st$", words[index].key)
    return bool(found) and (found[1][-1] != "1" or found[1] == "11")  # type: ignore[index]


def _before_unit(amount: str, unit: str) -> str:
    """`½` -> `half a`, `¾` -> `three quarters of a`, so that the unit can follow; other amounts as they are."""
    article = "an" if unit.startswith(("ounce", "inch", "hour", "acre")) else "a"
    if amount in GLYPHS or _slashed_fraction(amount):
        said = _fraction(amount)
        return f"half {article}" if said == "one half" else f"{said} of {article}"
    return spoken(amount)


def numbers(words: Sequence[Written], index: int) -> tuple[Said, ...]:
    """Whatever number is left: ordinals, ranges, decimals, digits one by one where they are a name and not a count."""
    word, before = words[index], at(words, index - 1)
    key = word.key
    if found := _ORDINAL.match(key):
        return (Said(ordinal(found[1].replace(",", ""))),)
    if word.before == "." and key.isdecimal():
        return (Said(f"point {one_by_one(key)}"),)
    if (
        _DIGITS.match(key)
        or re.match(r"^0\d*-\d+$", key)
        or (re.match(r"^\d-?\d{4}$", key) and re.match(r"^[A-Z]{2}$", before.core))
        or (re.match(r"^\d+-\d+$", key) and before.key in {"tel", "telephone", "phone", "ph"})
    ):
        return (Said(", ".join(one_by_one(part) for part in key.split("-"))),)
    if (found := _RANGE.match(key)) and not key.startswith("0"):
        return (Said(f"{spoken(found[1])} to {spoken(found[2])}"),)
    if _PLAIN.match(key) or (_QUANTITY.match(key) and (key[-1:] in GLYPHS or _mixed(key))):
        return (Said(spoken(key)),)
    if found := re.match(r"^(\d+(?:st|nd|rd|th))ly$", key):  # `m. 1stly 1843`
        return (Said(f"{ordinal(found[1][:-2])}ly"),)
    if found := re.match(r"^(\d{1,2})/(\d{1,2})(?:st|nd|rd|th)$", key):  # a battalion of the Territorial Force
        return (Said(f"{ordinal(found[1])} {ordinal(found[2])}"),)
    if found := re.match(r"^#(\d+)$", key):
        return (Said(f"number {cardinal(found[1])}"),)
    return ()


def spoken(amount: str) -> str:
    """`2½`, `2-1/2`, `1,250.5` in words."""
    if amount in GLYPHS:
        return _fraction(amount)
    if amount[-1] in GLYPHS:
        return f"{spoken(amount[:-1].rstrip('-'))} and {_fraction(amount[-1], article=True)}"
    if found := _mixed(amount):
        return f"{spoken(found[1])} and {_fraction(found[2], article=True)}"
    whole = amount.replace(",", "")
    return cardinal(whole if not whole.startswith(".") else f"0{whole}")


def _mixed(key: str) -> re.Match[str] | None:
    """`2-1/2` as its number and its fraction."""
    found = re.match(r"^(\d+)-(\d+/\d+)$", key)
    return found if found and _slashed_fraction(found[2]) else None


def _slashed_fraction(key: str) -> bool:
    found = re.match(r"^(\d{1,2})/(\d{1,3})$", key)
    if not found:
        return False
    top, bottom = int(found[1]), int(found[2])
    return 0 < top < bottom and bottom in _PARTS and math.gcd(top, bottom) == 1


def _fraction(written: str, *, article: bool = False) -> str:
    top, bottom = GLYPHS[written] if written in GLYPHS else tuple(int(part) for part in written.split("/"))
    if top == 1:
        return f"{'a' if article and bottom != 8 else 'an' if article else 'one'} {_PARTS[bottom]}"
    return f"{cardinal(str(top))} {_PARTS[bottom]}s"


def _value(amount: str) -> float:
    found = _QUANTITY.match(amount)
    if not found:
        return 2.0
    value = float((found[1] or "0").replace(",", "")[:12])
    if found[2]:
        value += GLYPHS[found[2]][0] / GLYPHS[found[2]][1]
    elif found[3]:
        value = value + 0.5 if _slashed_fraction(f"{found[3]}/{found[4]}") else 2.0
    return value


def counted(amount: str, one: str, many: str) -> str:
    """A whole number of something."""
    return f"{cardinal(amount)} {one if amount == '1' else many}"
