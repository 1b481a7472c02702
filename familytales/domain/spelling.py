"""Old letters and spellings as they are written now, for searching and speaking; the text itself keeps them."""

import re
import unicodedata

_LETTERS = str.maketrans(
    {
        "ſ": "s",
        "ꝛ": "r",  # round r, after o
        "Ꝛ": "R",
        "ﬀ": "ff",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
        "ﬅ": "st",
        "ﬆ": "st",
        "⸗": "-",  # Fraktur's hyphen
        "\u0364": "\u0308",  # a small e over a vowel is what the umlaut's dots come from
        "\u0366": None,  # a small o over u
        "\u00ad": None,
    }
)
_DOUBLED = re.compile("([mn])\u0304")
"""A line over m or n stands for two of them (`kom̄en`)."""
_STEMS = {
    "deu": (
        (r"\bth(?=al|at(?:en)?\b|äler|eil|euer|ier|on\b|or(?:e|en|es|s)?\b|räne|ron|u[ne]|um\b|urm|ür)", "t"),
        (r"(?<=\bblü)th|(?<=\b(?:no|ra|ro|mu))th|(?<=\b(?:flu|glu|hei|wir|wer))th", "t"),
        (r"(?<=\b[bs])ey|(?<=\bm)ey(?=n)|(?<=\b(?:zw|dr|fr))ey", "ei"),
    ),
    "eng": (
        (r"\bto-(?=day|night|morrow)", "to"),
        (r"\bshew(?=s|ed|n|ing|\b)", "show"),
        (r"(?<=\b(?:conne|refle))xion", "ction"),
    ),
}
_RULES = {
    language: tuple((re.compile(old, re.IGNORECASE), new) for old, new in rules) for language, rules in _STEMS.items()
}


def letters(text: str) -> str:
    """The text with long s, ligatures, round r, small letters over vowels and doubling lines written out: NFC."""
    if text.isascii():
        return text
    plain = _DOUBLED.sub(r"\1\1", unicodedata.normalize("NFD", text.translate(_LETTERS)))
    return unicodedata.normalize("NFC", plain)


def modern(text: str, language: str) -> str:
    """The text with its letters written out and, in German and English, the commonest old spellings as they are now.

    `seyn` is `sein`, `Thal` is `Tal`, `to-day` is `today`; capitals stay. `language` is an ISO 639-3 code.
    """
    found = letters(text)
    for old, new in _RULES.get(language, ()):
        found = old.sub(lambda match, new=new: new.capitalize() if match[0][0].isupper() else new, found)  # type: ignore[misc]
    return found


def variants(text: str) -> tuple[str, ...]:
    """What a text that was typed may stand for in any language: itself first, then its modern spellings."""
    plain = letters(text)
    return tuple(dict.fromkeys((plain, *(modern(plain, language) for language in _RULES))))
