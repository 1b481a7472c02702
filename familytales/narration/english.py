"""How English letters are read aloud: the order in which the rules are asked, and those about words."""

import re
from collections.abc import Sequence

from familytales.narration import english_bible, english_dates, english_money, english_sterling
from familytales.narration.english_homographs import homographs, part_of
from familytales.narration.english_words import (
    ALWAYS,
    BEFORE_NUMBER,
    CLOSING,
    CLOSING_WORDS,
    DIRECTIONS,
    DOTTED,
    FUNCTION_WORDS,
    LESSER_UNITS,
    MONTHS,
    NEVER_FIRST,
    NEVER_LAST,
    NUMBERED,
    OPENERS,
    PHRASE_STARTS,
    PLAIN_STATES,
    RULERS,
    SALUTATION,
    SPELLED,
    STATES,
    STREETS,
    TITLES,
    UNITS,
)
from familytales.narration.spoken_language import SpokenLanguage
from familytales.narration.spoken_numbers import cardinal, one_by_one, ordinal, roman
from familytales.narration.written import Said, Written, at, same_case

_LETTERS = {
    "A": "eɪ", "B": "biː", "C": "siː", "D": "diː", "E": "iː", "F": "ɛf", "G": "dʒiː", "H": "eɪtʃ", "I": "aɪ",
    "J": "dʒeɪ", "K": "keɪ", "L": "ɛl", "M": "ɛm", "N": "ɛn", "O": "oʊ", "P": "piː", "Q": "kjuː", "R": "ɑːɹ",
    "S": "ɛs", "T": "tiː", "U": "juː", "V": "viː", "W": "dʌbəljuː", "X": "ɛks", "Y": "waɪ", "Z": "ziː",
}  # fmt: skip
_TITLES = {"st": "saint", "dr": "doctor"}
_PLACES = {"st": "street", "dr": "drive"}
_INITIALS = re.compile(r"^(?:[A-Za-z]\.)+[A-Za-z]$")
_LETTERED = frozenset({"no", "nos", "number", "apt", "apartment", "flat", "room", "rm", "lot", "box", "page", "p"})
"""Before a number with a letter (`No. 12a`)."""
_SMALL_ROMAN = re.compile(r"^(?:[ivxl]{2,}|[ivx](?='s|’s|$))$")
_POSTCODE = re.compile(r"^(?=\w*\d)(?=\w*[A-Z])[A-Z\d]{2,5}$")


def roman_numerals(words: Sequence[Written], index: int) -> tuple[Said, ...]:
    """`Henry VIII` -> `the eighth`, `Chapter IV` -> `four`; a lone I after a name is a person speaking."""
    word, before = words[index], at(words, index - 1)
    core, owner = word.core.removesuffix("'s").removesuffix("’s"), "'s" if word.core[-2:-1] in ("'", "’") else ""
    value = roman(core.upper() if before.key in NUMBERED and _SMALL_ROMAN.match(core) else core)
    if not value or not before.core:
        return ()
    if before.key in NUMBERED:
        return (Said(cardinal(str(value)) + owner),)
    ruler = ALWAYS.get(before.key, before.key).lower() in RULERS and (core != "I" or _first_of_name(words, index))
    named = before.capital and not before.after and len(core) > 1 and value < 30
    return (Said(f"the {ordinal(str(value))}{owner}"),) if ruler or named else ()


def _is_roman(core: str) -> bool:
    return bool(roman(core) or (_SMALL_ROMAN.match(core) and roman(core.upper())))


def _first_of_name(words: Sequence[Written], index: int) -> bool:
    """Whether a ruler's `I` is a number: after a title or another ruler, or where its stop shows that nobody speaks."""
    before = at(words, index - 2).key
    titled = before in {"king", "queen", "pope", "kaiser", "czar", "tsar", "emperor"}
    listed = before == "and" and bool(roman(at(words, index - 3).core))
    return titled or listed or bool(re.match(r"^[.,;:)]", words[index].after))


def addresses(words: Sequence[Written], index: int) -> tuple[Said, ...]:
    """`12 Elm St.`, `St. Louis`, `Dr. Hale`, `Boston, Mass. 02139`, `P.O.`, `SW1A 2AA`, `Co. B`."""
    word, before = words[index], at(words, index - 1)
    if word.core == "dr" and before.key in {"my", "our"}:
        return (Said("dear"),)
    if word.key in {"st", "dr"}:
        said = _PLACES if part_of(words, index) == "street" else _TITLES
        return (Said(same_case(said[word.key], word.core)),)
    if word.key in STATES and word.capital and _state(words, index):
        return (Said(STATES[word.key]),)
    if re.match(r"^[1-9]\d{2,3}$", word.core) and _street_follows(words, index):
        return (Said(_house_number(word.core)),)
    if _zip(word) and (before.key in STATES or before.capital) and not at(words, index + 1).core.istitle():
        return (Said(one_by_one(word.core)),)
    if word.key in DIRECTIONS and word.core.isupper() and _is_direction(words, index):
        return (Said(DIRECTIONS[word.key]),)
    if re.match(r"^[A-Z](?:\.[A-Z])*\.?\d{1,2}[A-Z]?$", word.core) and "." in word.core:
        return (_letters(word.core),)
    lettered = before.key in _LETTERED or _street_follows(words, index)  # `14a Mill Lane`
    if lettered and re.match(r"^\d{1,4}-?[A-Za-z]$", word.core):
        return (_letters(word.core.upper()),)
    if _POSTCODE.match(word.core) and not re.match(r"^\d+[SD]$", word.core):
        return (_letters(word.core),)
    return ()


def _state(words: Sequence[Written], index: int) -> bool:
    before = at(words, index - 1)
    known = words[index].dotted and words[index].key in PLAIN_STATES
    listed = at(words, index + 1).key in STATES
    after_name = listed or before.capital or before.core[:1].isdigit() or len(words) == 1  # `54th Mass. Inf.`
    return "," in before.after or _zip(at(words, index + 1)) or (known and after_name)


def _street_follows(words: Sequence[Written], index: int) -> bool:
    """A street's name of one to three words and what kind of street it is."""
    for place in range(index + 1, index + 5):
        word = at(words, place)
        if word.key in STREETS and place > index + 1:
            return True
        if not word.capital and not word.core[:1].isdigit():
            return False
    return False


def _is_direction(words: Sequence[Written], index: int) -> bool:
    """`1215 N. Main St.`, `Lat. 40° 30' N.`: after a number, with a street or nothing behind it."""
    before, following = at(words, index - 1), at(words, index + 1)
    if re.search(r"[°'’′]", before.core[-1:] + before.after):
        return True
    return before.core[:1].isdigit() and (following.capital or following.core[:1].isdigit())


def _house_number(digits: str) -> str:
    """`2739` -> `twenty-seven thirty-nine`, `834` -> `eight thirty-four`, as Americans give addresses."""
    head, tail = digits[:-2], digits[-2:]
    if tail == "00":
        return cardinal(digits) if digits[-3] == "0" else f"{cardinal(head)} hundred"
    return f"{cardinal(head)} {english_dates.short_year(tail)}"


def _zip(word: Written) -> bool:
    return bool(re.match(r"^\d{5}(?:-\d{4})?$", word.core))


def abbreviations(words: Sequence[Written], index: int) -> tuple[Said, ...]:
    """Short forms by what stands around them: before a number, with a full stop, always."""
    word, following = words[index], at(words, index + 1)
    key = word.key
    if f"{key}'" in ALWAYS and word.after.startswith(("'", "’")):
        key += "'"
    said, owner = "", ""
    if key.endswith(".'s"):  # `Hale & Co.'s`
        key, owner = key.removesuffix(".'s"), "'s"
    numbered = following.core[:1].isdigit() or (len(key) > 1 and _is_roman(following.core))
    if key in BEFORE_NUMBER and numbered and (word.dotted or len(key) > 2) and not (key == "c" and not word.dotted):
        said = BEFORE_NUMBER[key]
    elif key == "yrs" and following.capital is False and at(words, index - 1).key in {"years", "two", "three", "many"}:
        said = "years"
    elif key == "v" and word.dotted and following.core:
        said = "versus" if following.capital else "very"
    elif key == "pr" and following.key in UNITS:
        said = "per"
    elif key in ALWAYS:
        said = ALWAYS[key]
    elif key in DOTTED and (word.dotted or owner) and not _ends(words, index, key) and not _named(words, index):
        said = DOTTED[key]
    return (Said(same_case(said, word.core) + owner),) if said else ()


def _ends(words: Sequence[Written], index: int, key: str) -> bool:
    """A word that is also a word and the last of its sentence: its stop may just be the sentence's."""
    if key in {"lat", "long"}:
        return not at(words, index + 1).core[:1].isdigit()
    if index < len(words) - 1:
        return False
    return key in {"do", "fred", "alex", "max", "rep"} or (
        key in {"mar", "sat", "wed", "dec"} and not _dated(words, index)
    )


def _named(words: Sequence[Written], index: int) -> bool:
    """A name that looks like a month, as in `Mr. Jan.`; a title tells."""
    return words[index].key in MONTHS and at(words, index - 1).key in TITLES


def _dated(words: Sequence[Written], index: int) -> bool:
    """A capital inside a sentence: a day or a month, no word of its own."""
    return index > 0 and words[index].capital


def initials(words: Sequence[Written], index: int) -> tuple[Said, ...]:
    """`J. R. Smith`, `U.S.A.`, `USO`, `P.S.`: letters by their names; a capital A would else be said as the article."""
    word, following = words[index], at(words, index + 1)
    if word.core in {"F", "C"} and at(words, index - 1).key.endswith("°"):
        return (Said("Fahrenheit" if word.core == "F" else "Celsius"),)
    if _INITIALS.match(word.core):
        return (_letters(word.core.replace(".", "").upper()),)
    if word.key in SPELLED and word.core.isupper():
        return (_letters(word.core),)
    if (found := re.match(r"^([A-Z]{2,4})['’]?s$", word.core)) and found[1].lower() in SPELLED:
        return (Said(f"{' '.join(found[1])}'s"),)
    if re.match(r"^[A-Z]$", word.core) and word.core != "I" and word.dotted:
        return (_letters(word.core),)
    if word.core == "A" and (re.match(r"^[A-Z]$", following.core) or at(words, index - 1).key in {"company", "co"}):
        return (_letters("A"),)
    return ()


def _letters(text: str) -> Said:
    parts = re.findall(r"[A-Z]|\d+", text)
    said = " ".join(cardinal(p) if p.isdigit() and len(p) < 3 else one_by_one(p) if p.isdigit() else p for p in parts)
    if "A" not in parts or any(part.isdigit() for part in parts):
        return Said(said)
    return Said(said, ipa="".join(_LETTERS[p] for p in parts[:-1]) + "ˈ" + _LETTERS[parts[-1]])


ENGLISH = SpokenLanguage(
    code="eng",
    rules=(
        english_dates.numeric,
        english_dates.half_days,
        english_dates.times,
        english_dates.month_first,
        english_dates.day_first,
        english_bible.verses,
        english_sterling.sterling,
        english_money.money,
        english_money.sizes,
        english_money.measures,
        roman_numerals,
        addresses,
        abbreviations,
        english_dates.years,
        english_money.numbers,
        initials,
        homographs,
    ),
    part_of=part_of,
    never_last=NEVER_LAST,
    short_forms=frozenset().union(
        ALWAYS,
        DOTTED,
        STATES,
        BEFORE_NUMBER,
        UNITS,
        NUMBERED,
        NEVER_LAST,
        english_bible.BOOKS,
        (unit for _, unit in LESSER_UNITS),
    ),
    never_first=NEVER_FIRST,
    openers=OPENERS,
    months=frozenset(MONTHS),
    salutation=SALUTATION,
    closing=CLOSING,
    closing_words=CLOSING_WORDS,
    function_words=FUNCTION_WORDS,
    phrase_starts=PHRASE_STARTS,
)
