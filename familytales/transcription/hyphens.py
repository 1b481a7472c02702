"""Words that are broken at a line's end, and whose the hyphen there is."""

import re
from collections.abc import Sequence
from functools import cache

from familytales.domain.transcripts import HYPHENS
from familytales.transcription.dictionary import Dictionary
from familytales.transcription.vocabulary import commonest

_HYPHENATING = frozenset({"eng", "fra"})
"""Languages that join words with a hyphen where others, as German does, write them together."""
SOFT = "\u00ad"
_BEGINNING = re.compile(r"[^\W\d_]+")


def broken(text: str, following: str) -> bool:
    """Whether a line's last word goes on with the next line's first: a hyphen after a letter, then a small letter."""
    return text.endswith(tuple(HYPHENS)) and text[-2:-1].isalpha() and following[:1].islower()


def compound(text: str, following: str, languages: Sequence[str]) -> bool:
    """Whether the hyphen of a broken word is its own, as in well-known.

    It is where both parts are usual words of a language that joins words so, and none when they run together. A name
    may be made of any words, and a soft hyphen is never a word's own.

    Args:
        text: the part before the line's end, with its hyphen.
        following: the part after it.
        languages: ISO 639-3 codes.
    """
    first, rest = text.rstrip(HYPHENS).lstrip("(\"'“‘«"), _BEGINNING.match(following)
    if rest is None or not first.islower() or text.endswith(SOFT):
        return False
    return any(_joins(first, rest[0], language) for language in _HYPHENATING.intersection(languages))


def _joins(first: str, rest: str, language: str) -> bool:
    usual = Dictionary((language,))
    return usual.known(first) and usual.known(rest) and first + rest not in _words(language)


@cache
def _words(language: str) -> frozenset[str]:
    """The 100,000 commonest: far fewer have no solid word in all its forms (forgave, outgrew, reread)."""
    return frozenset(word for word, _ in commonest(language))
