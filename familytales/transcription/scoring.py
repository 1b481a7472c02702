"""How far a text is from the truth: errors by character and by word, and which characters were taken for which.

Both sides are made plain first, so that typography is no error: NFKC, plain quotes and dashes, long s as s, words
broken at a line end joined, white space collapsed. Rates are errors over the truth's length, and sums of errors over
sums of lengths for many pages: a long page counts more than a short one.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

LONGEST_CONFUSION = 3
"""Characters on either side up to which a difference is one letter taken for another (`rn` for `m`); beyond, text is
missing or made up."""

_SAME = {'"': "“”„«»", "'": "‘’‚`´", "-": "—–‐‑−¬\u00ad", "s": "ſ", "...": "…"}
_PLAIN = str.maketrans({odd: plain for plain, odds in _SAME.items() for odd in odds})
_BROKEN = re.compile(r"(\w)-[ \t]*\n\s*(?=[^\W\d_])")
_DASHES = re.compile(r"-{2,}")


@dataclass(frozen=True, slots=True)
class Errors:
    """Errors and what they are counted against; adding them up gives those of several pages.

    Attributes:
        characters: characters to put in, take out or change to get from the text to the truth.
        of_characters: characters of the truth.
        words: the same for words.
        of_words: words of the truth.
        missing: words of the truth that the text has nowhere, so that reading order does not matter.
    """

    characters: int = 0
    of_characters: int = 0
    words: int = 0
    of_words: int = 0
    missing: int = 0

    def __add__(self, other: "Errors") -> "Errors":
        return Errors(
            self.characters + other.characters,
            self.of_characters + other.of_characters,
            self.words + other.words,
            self.of_words + other.of_words,
            self.missing + other.missing,
        )

    @property
    def cer(self) -> float:
        """Character error rate in percent."""
        return _percent(self.characters, self.of_characters)

    @property
    def wer(self) -> float:
        """Word error rate in percent."""
        return _percent(self.words, self.of_words)

    @property
    def bow(self) -> float:
        """Share of the truth's words that are missing (bag of words), in percent."""
        return _percent(self.missing, self.of_words)


def _percent(errors: int, total: int) -> float:
    """A text where the truth has none is wholly wrong."""
    return 100 * errors / total if total else 100.0 * bool(errors)


def plain(text: str) -> str:
    """The text as it is compared: one line, without what is only typography."""
    text = unicodedata.normalize("NFKC", text).translate(_PLAIN).replace("''", '"')
    text = _BROKEN.sub(r"\1", text)
    text = _DASHES.sub("-", text).replace("_", "")
    return " ".join(text.split())


def errors(truth: str, found: str) -> Errors:
    """What is wrong in `found`, with `truth` as it should be."""
    right, read = plain(truth), plain(found)
    words, read_words = right.split(), read.split()
    return Errors(
        Levenshtein.distance(right, read),
        len(right),
        Levenshtein.distance(words, read_words),
        len(words),
        (Counter(words) - Counter(read_words)).total(),
    )


def confusions(truth: str, found: str) -> Counter[tuple[str, str]]:
    """How often (what stands there, what was read): neighbouring differences are one, `rn` read as `m`."""
    right, read = plain(truth), plain(found)
    made: Counter[tuple[str, str]] = Counter()
    was, got = "", ""
    for step in Levenshtein.opcodes(right, read):
        if step.tag != "equal":
            was += right[step.src_start : step.src_end]
            got += read[step.dest_start : step.dest_end]
        elif was or got:
            made[was, got] += 1
            was, got = "", ""
    if was or got:
        made[was, got] += 1
    return Counter({pair: count for pair, count in made.items() if max(map(len, pair)) <= LONGEST_CONFUSION})
