"""Numbers as words in every language num2words knows; a number it cannot say is said digit by digit."""

import re
from functools import cache

from num2words import CONVERTER_CLASSES, num2words

from familytales.domain.languages import bcp47

_LONGEST = 15
"""Digits of a number said as one: beyond quadrillions people read digits."""
_UNKNOWN = (NotImplementedError, TypeError, ValueError, LookupError, AttributeError, ArithmeticError)
"""What num2words raises, language by language, where it has no word for a number."""


def known(language: str) -> bool:
    """Whether numbers can be said in this language (ISO 639-3)."""
    return bcp47(language) in CONVERTER_CLASSES


@cache
def _words(value: str, language: str, form: str) -> str:
    number = float(value) if "." in value else int(value)
    said = str(num2words(number, lang=bcp47(language), to=form)).replace(",", "").strip()
    if not said:
        raise ValueError(value)
    return said


def cardinal(digits: str, language: str = "eng") -> str:
    """`1250` or `3.5` in words, as it is where they are not known; no grouping marks in the argument."""
    if len(digits) > _LONGEST:
        return one_by_one(digits, language)
    try:
        return _words(digits, language, "cardinal")
    except _UNKNOWN:
        return digits


def ordinal(digits: str, language: str = "eng") -> str:
    """`14` -> `fourteenth`; the cardinal where the language's ordinals are not known."""
    if len(digits) > _LONGEST:
        return one_by_one(digits, language)
    try:
        return _words(digits, language, "ordinal")
    except _UNKNOWN:
        return cardinal(digits, language)


def year(digits: str, language: str = "eng") -> str:
    """`1943` -> `nineteen forty-three`; the cardinal where years are said no other way."""
    try:
        return _words(digits, language, "year")
    except _UNKNOWN:
        return cardinal(digits, language)


def one_by_one(digits: str, language: str = "eng") -> str:
    """`02139` -> `zero two one three nine`."""
    return " ".join(cardinal(str(int(d)), language) for d in digits if d.isdecimal())


_ROMAN = re.compile(r"^(?=[IVXLC])(XC|XL|L?X{0,3}|C{1,3}(?:XC|XL|L?X{0,3}))(IX|IV|V?I{0,3})$")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def roman(text: str) -> int:
    """`XIV` -> 14, up to 399; 0 when it is no Roman numeral in canonical form."""
    if not _ROMAN.match(text):
        return 0
    total = 0
    for value, following in zip(map(_VALUES.__getitem__, text), [*map(_VALUES.__getitem__, text[1:]), 0], strict=True):
        total += value if value >= following else -value
    return total
