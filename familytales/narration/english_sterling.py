"""Old British money in English letters: `£3 4s. 6d.`, `£5/-/-`, `7/6`, `2/11¾`, `3½d.`."""

import math
import re
from collections.abc import Sequence

from familytales.narration.english_money import GLYPHS, counted, spoken
from familytales.narration.english_words import NAMED_UNITS, PRICED, UNITS
from familytales.narration.spoken_numbers import cardinal
from familytales.narration.written import Said, Written, at, vocabulary

_SUM = re.compile(r"^£(\d+)[./-](\d{1,2}|-)[./-](\d{1,2}|-)$")
_SHILLINGS = re.compile(r"^£?(\d{1,3})s$")
_PENCE = re.compile(rf"^(\d{{1,2}}|\d{{0,2}}[{''.join(GLYPHS)}]|[13]/[24])d$")
_PAID = vocabulary("each apiece per worth stamp stamps postage")
_MEASURED = NAMED_UNITS | UNITS.keys() | vocabulary("piece week month time head bunch loaf")
_SMALL = {"1/2": "½", "1/4": "¼", "3/4": "¾"}
_FARTHINGS = {"½": "halfpenny", "¼": "farthing", "¾": "three farthings"}
_NAMED = re.compile(r"^£?(\d{1,3})s\.?/(\d{1,2}|\d?[½¼¾])d$")
_SLASHED = re.compile(r"^(\d{1,3})/(-|\d{1,2})([½¼¾]?)$")


def sterling(words: Sequence[Written], index: int) -> tuple[Said, ...]:
    """Pounds, shillings and pence, in a word or in several; each written word of these stays a token of its own."""
    key = words[index].key
    if found := _SUM.match(key):
        return (Said(_sum(*found.groups())),)
    if found := _SUM.match(_apart(words, index)):
        return (Said(_sum(*found.groups()), 3),)
    after_pounds = bool(re.match(r"^£\d", at(words, index - 1).key))
    if (found := _SHILLINGS.match(key)) and (after_pounds or _are_shillings(words, index, found[1])):
        return (Said(counted(found[1], "shilling", "shillings")),)
    if found := _NAMED.match(key):
        return (Said(f"{counted(found[1], 'shilling', 'shillings')} and {_pence(found[2])}"),)
    if found := _PENCE.match(key):
        return _alone(words, index, found[1], after=after_pounds or bool(_SHILLINGS.match(at(words, index - 1).key)))
    return _shillings_and_pence(words, index)


def _alone(words: Sequence[Written], index: int, amount: str, *, after: bool) -> tuple[Said, ...]:
    """Pence that are a word: `and` before them after pounds or shillings; `22d` and `3d` are rather old ordinals."""
    if after:
        return (Said(f"and {_pence(amount)}"),)
    old_ordinal = amount[-1] in "23" and amount.isdigit() and amount not in {"12", "13"}
    listed = at(words, index - 1).key in {"and", "or", "to"} and bool(_PENCE.match(at(words, index - 2).key))
    return () if old_ordinal and not listed and not _each(words, index) else (Said(_pence(amount)),)


def _each(words: Sequence[Written], index: int) -> bool:
    """Whether something is said to be paid for: `2d. each`, `3d. a week`."""
    following, of = at(words, index + 1).key, at(words, index + 2).key
    if at(words, index - 1).key == "the":
        return False
    return following in _PAID or (following in {"a", "an"} and of in _MEASURED)


def _apart(words: Sequence[Written], index: int) -> str:
    """`£2. 10. 6` as one word."""
    run = [at(words, place) for place in range(index, index + 3)]
    stopped = all(re.match(r"^[.,]$", word.after) for word in run[:2])
    return ".".join(word.key for word in run) if stopped and run[0].key.startswith("£") else ""


def _sum(pounds: str, shillings: str, pence: str) -> str:
    """Pounds, shillings and pence, those that are nought or a dash left out."""
    parts = [counted(pounds, "pound", "pounds")] if int(pounds) else []
    parts += [counted(str(int(shillings)), "shilling", "shillings")] if shillings.strip("-0") else []
    parts += [f"{'and ' if parts else ''}{_pence(str(int(pence)))}"] if pence.strip("-0") else []
    return " ".join(parts) or "no pounds"


def _are_shillings(words: Sequence[Written], index: int, amount: str) -> bool:
    """Whether it is `10s.` or `10s 6d`, where it could be the tens or the eighties."""
    if not amount.endswith("0"):
        return True
    decade = at(words, index - 1).key in {"the", "early", "late", "mid"}
    return (words[index].dotted and not decade) or bool(_PENCE.match(at(words, index + 1).key))


def _shillings_and_pence(words: Sequence[Written], index: int) -> tuple[Said, ...]:
    """`5/-`, `7/6` and `2/11¾`; what could be a fraction is left to be one, unless it is a price."""
    found = _SLASHED.match(words[index].key)
    if not found:
        return ()
    if found[2] == "-":
        return (Said(counted(found[1], "shilling", "shillings")),)
    shillings, pence = int(found[1]), int(found[2])
    no_fraction = pence in {3, 6, 9} and 0 < shillings < 100 and (shillings > pence or math.gcd(shillings, pence) > 1)
    if found[3] and pence < 12:
        return (Said(f"{cardinal(found[1])} and {_pence(found[2])} {_FARTHINGS[found[3]]}"),)
    if no_fraction or (2 < pence < 12 and _is_price(words, index)):
        return (Said(f"{cardinal(found[1])} and {cardinal(found[2])}"),)
    return ()


def _is_price(words: Sequence[Written], index: int) -> bool:
    before, following = at(words, index - 1).key, at(words, index + 1).key
    if following in {"each", "apiece", "per"}:
        return True
    return before in PRICED and following not in {"of", "a", "an"} | NAMED_UNITS | set(UNITS)


def _pence(amount: str) -> str:
    fixed = {
        "0": "no pence",
        "1": "one penny",
        "2": "twopence",
        "3": "threepence",
        "6": "sixpence",
        "½": "a halfpenny",
        "¼": "a farthing",
        "¾": "three farthings",
    }
    amount = _SMALL.get(amount, amount)
    if amount in fixed:
        return fixed[amount]
    if amount[-1] in GLYPHS:
        return f"{spoken(amount)} {'of a penny' if amount in GLYPHS else 'pence'}"
    return f"{cardinal(amount)} pence"
