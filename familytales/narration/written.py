"""Written words as rules see them: core and punctuation apart, uncertain readings resolved, ink remembered."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from familytales.domain.spelling import letters

LONGEST_SAID = 300
"""Characters of one written word that are spoken: the longest real words have about 60, and speech models' memory
grows with length, so what runs on beyond is noise of the reading that stays silent."""

_SIGNS = frozenset("£$€¢#&@+°%×")
_HEARD = re.compile(r"""[.,;:!?…"“”„«»()¿¡]""")
_GLYPHS = str.maketrans("’", "'")
_TYPED = re.compile(r"^[Il]?\d[\dIl.,]*(?:st|nd|rd|th|d)?$")
_ONE = re.compile(r"^[Il](?=\d)|(?<=\d)[Il](?=\d)")
_RAISED = re.compile(r"(?<=\w)(?<!\by)\^(?=\w)", re.IGNORECASE)
"""How typists show raised letters (`W^m`); in `y^e` they tell the old `the` from `ye`."""
_DASHES = re.compile(r"\s*(?:[—―]|--+)\s*")
_DASH = re.compile(r"[—―–]|--")
_UNSPOKEN = re.compile(r"[*_~|<>{}\\=^\[\]¬•·§¶†‡©®]+")


@dataclass(frozen=True, slots=True)
class Written:
    """One word of the running text.

    Attributes:
        before: punctuation in front of it.
        core: the word itself, "" when there is nothing to say.
        after: punctuation behind it.
        indices: the utterance's written words it stands for.
        key: the core for look-ups: small letters, straight apostrophes.
        parts: the words of a note that is said as one (`[inserted: very old]`), else empty.
    """

    before: str
    core: str
    after: str
    indices: tuple[int, ...] = ()
    key: str = ""
    parts: tuple["Written", ...] = ()

    @property
    def dotted(self) -> bool:
        """Whether a full stop follows at once, as after an abbreviation."""
        return self.after.startswith(".")

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.core[:1].isupper()


@dataclass(frozen=True, slots=True)
class Said:
    """What `count` written words sound like, outer punctuation left off."""

    text: str
    count: int = 1
    ipa: str = ""


Rule: TypeAlias = Callable[[Sequence[Written], int], tuple[Said, ...]]
"""What the words from a position on sound like, or () when the rule has nothing to say about them."""


def split(text: str, indices: tuple[int, ...] = ()) -> Written:
    """A written word as punctuation, core, punctuation."""
    before, core, after = _parted(text)
    return Written(before, core, after, indices, core.translate(_GLYPHS).lower())


@lru_cache(maxsize=20_000)
def _parted(text: str) -> tuple[str, str, str]:
    text = _RAISED.sub("", letters(text))
    start, end = 0, len(text)
    while start < end and not _inner(text[start]):
        start += 1
    while end > start and not _inner(text[end - 1]):
        end -= 1
    end += _belonging(text[start:end], text[end:])
    core = _typed(text[start:end])
    if not any(c.isalnum() for c in core) and core not in _SIGNS:
        return "", "", text
    return text[:start], core, text[end:]


def _typed(core: str) -> str:
    """`I858` -> `1858`: many typewriters had no figure one."""
    return _ONE.sub("1", core) if _TYPED.match(core) else core


def _inner(char: str) -> bool:
    return char.isalnum() or char in _SIGNS


def _belonging(core: str, after: str) -> int:
    """Characters of the punctuation that are the word's own: `5/-` and `£5/-/-` are money, `w/` is with."""
    if core[-1:].isdigit() and (money := re.match(r"(?:/-){1,2}", after)):
        return money.end()
    return 1 if core in {"w", "W"} and after.startswith("/") else 0


@lru_cache(maxsize=20_000)
def plain(core: str) -> str:
    """A word no rule knows, as an engine can say it: old letter forms and marks of the typewriter removed."""
    core = _DASHES.sub(", ", _UNSPOKEN.sub(" ", core.translate(_GLYPHS)))
    kept = "".join(c for c in core if unicodedata.category(c)[0] in "LMNZPS" and unicodedata.category(c) != "So")
    return " ".join(kept.split())


def dressed(said: Said, words: Sequence[Written], *, last: bool) -> str:
    """Spoken text with the punctuation around its words; a stop inside a sentence only marked an abbreviation."""
    text = plain(said.text)[:LONGEST_SAID].rstrip()
    if not any(c.isalnum() for c in text):
        return ""
    before, after = _heard(words[0].before).lstrip("."), _heard(words[-1].after)
    if not last and "..." not in after:
        after = after.replace(".", "")
    if not after and _DASH.search(words[-1].after):
        after = ","
    return before + text + after


def loose(word: Written) -> str:
    """What an engine hears of punctuation that stands apart from the word before it (`poisoned ?`, `My father -`)."""
    if word.core:
        return ""
    return "".join(re.findall(r"[.,;:!?…]", word.after[:3])) or ("," if re.search(r"[—―–-]", word.after) else "")


def _heard(punctuation: str) -> str:
    """What of it an engine hears; of two stops in a row (`,.`, or `.?` after a short form) the second."""
    return re.sub(r"[,;:]+(?=[.,;:])|^\.(?=[,;:!?])", "", "".join(_HEARD.findall(punctuation[:8])))


def same_case(said: str, like: str) -> str:
    """`said` with a capital first letter where `like` has one."""
    return said[:1].upper() + said[1:] if like[:1].isupper() else said


def vocabulary(text: str) -> frozenset[str]:
    """The words of a text, to look others up in."""
    return frozenset(text.split())


def at(words: Sequence[Written], index: int) -> Written:
    """The word there, or one without any text beyond either end."""
    return words[index] if 0 <= index < len(words) else _NOTHING


_NOTHING = Written("", "", "")
