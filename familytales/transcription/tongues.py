"""Which language a text is written in, by how usual its words are in each: a suggestion, never acted upon."""

import math
import re
from collections.abc import Sequence

from familytales.transcription.dictionary import Dictionary

TONGUES = (
    "eng", "deu", "fra", "spa", "ita", "nld", "pol", "por", "swe", "dan", "nor", "fin", "ces", "slk", "slv", "hrv",
    "hun", "ron", "lit", "lav", "cat", "isl", "tur", "rus", "ukr", "ell",
)  # fmt: skip
"""What is looked for, of which wordfreq has lists of usual words."""
LEAST_WORDS = 20
"""Words that a text must have for its language to be told."""
LEAST_KNOWN = 0.4
"""Share of its words that the suggested language must know: less is a bad reading, or a language not looked for."""
SURE = 0.8
"""By how many powers of ten the words must be more usual in it, on average, than in the languages that are set."""
AT_HOME = -4.0
"""Mean usualness from which a text is in the language that is set, and no other list is loaded."""
_UNKNOWN = 1e-7
"""Share that is assumed of words that are in no list."""
_MOST_WORDS = 400
_WORD = re.compile(r"[^\W\d_]{2,}")


def suggestion(text: str, expected: Sequence[str]) -> str:
    """The language (ISO 639-3) the text is clearly written in, where that is none of `expected`; else ""."""
    words = [word.lower() for word in _WORD.findall(text)[:_MOST_WORDS]]
    own = Dictionary(expected)
    if len(words) < LEAST_WORDS or (here := _usual(words, own)) >= AT_HOME:
        return ""
    others = {code: Dictionary((code,)) for code in TONGUES if code not in expected}
    best = max(others, key=lambda code: _usual(words, others[code]))
    clear = _usual(words, others[best]) >= here + SURE and _known(words, others[best]) >= LEAST_KNOWN
    return best if clear else ""


def _known(words: Sequence[str], language: Dictionary) -> float:
    return sum(language.frequency(word) > 0 for word in words) / len(words)


def _usual(words: Sequence[str], language: Dictionary) -> float:
    """Mean logarithm, to base ten, of the words' shares of the language."""
    return sum(math.log10(max(_UNKNOWN, language.frequency(word))) for word in words) / len(words)
