"""Places in the Bible as letters quote them: `Matt. v. 3-5`, `I Cor. 13`, `Ps. 23`, `John 3:16`."""

import re
from collections.abc import Sequence

from familytales.narration.spoken_numbers import cardinal, roman
from familytales.narration.written import Said, Written, at

BOOKS = {
    "gen": "Genesis", "ex": "Exodus", "exod": "Exodus", "lev": "Leviticus", "num": "Numbers", "deut": "Deuteronomy",
    "josh": "Joshua", "judg": "Judges", "sam": "Samuel", "kings": "Kings", "chron": "Chronicles",
    "neh": "Nehemiah", "esth": "Esther", "ps": "Psalm", "psa": "Psalm", "prov": "Proverbs", "eccl": "Ecclesiastes",
    "isa": "Isaiah", "jer": "Jeremiah", "lam": "Lamentations", "ezek": "Ezekiel", "dan": "Daniel", "hos": "Hosea",
    "zech": "Zechariah", "mal": "Malachi", "matt": "Matthew", "rom": "Romans", "cor": "Corinthians",
    "gal": "Galatians", "eph": "Ephesians", "phil": "Philippians", "col": "Colossians", "thess": "Thessalonians",
    "tim": "Timothy", "tit": "Titus", "philem": "Philemon", "heb": "Hebrews", "jas": "James", "pet": "Peter",
    "rev": "Revelation",
}  # fmt: skip
"""Short forms, small letters."""
_FULL = frozenset(name.lower() for name in BOOKS.values()) | {"mark", "luke", "john", "acts", "job", "peter"}
_ORDERED = frozenset({"samuel", "kings", "chronicles", "corinthians", "thessalonians", "timothy", "peter", "john"})
"""Books of which there are two or three."""
_FIRST = {"I": "First", "II": "Second", "III": "Third", "1": "First", "2": "Second", "3": "Third"}
_VERSES = re.compile(r"^(\d{1,3})(?::(\d{1,3})(?:[-–](\d{1,3}))?)?$")


def verses(words: Sequence[Written], index: int) -> tuple[Said, ...]:
    """A book's name, the number before it, and its chapter and verse."""
    word, before, following = words[index], at(words, index - 1), at(words, index + 1)
    if (
        word.core in _FIRST
        and not word.after
        and _name(following).lower() in _ORDERED
        and _chapter(at(words, index + 2))
    ):
        return (Said(_FIRST[word.core]),)
    if _name(word) and word.capital and _chapter(following) and (word.dotted or before.core in _FIRST):
        return (Said(_name(word)),)
    after_name = _name(before) and before.capital
    if not after_name or not (chapter := _chapter(word)):
        return ()
    short = before.dotted or at(words, index - 2).core in _FIRST
    small = word.core.islower() and (len(word.core) > 1 or following.core[:1].isdigit())  # `John iii. 16`
    return (Said(chapter),) if ":" in word.key or ((short or small) and not word.key.isdigit()) else ()


def _name(word: Written) -> str:
    return BOOKS.get(word.key, word.core if word.key in _FULL else "")


def _chapter(word: Written) -> str:
    """How a chapter, with its verses or without, is said; "" when this is none."""
    if value := roman(word.core.upper()):
        return cardinal(str(value))
    found = _VERSES.match(word.key)
    if not found:
        return ""
    said = " ".join(cardinal(part) for part in found.groups()[:2] if part)
    return f"{said} to {cardinal(found[3])}" if found[3] else said
