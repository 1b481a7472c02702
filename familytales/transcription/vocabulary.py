"""The words of a language and how often they stand in running text, letter by letter.

Frequencies come with the `wordfreq` package (its code under Apache-2.0, its data under CC BY-SA 4.0). A language it
does not know has an empty vocabulary, which favours nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from math import log

from familytales.transcription import wordlists
from familytales.transcription.marks import CLOSING, closing

SIZE = 100_000
"""Commonest words used of each language: loaded in 0.7 s, 50 to 90 MB with their beginnings. A third of them takes a
third of that, and 0.2 % more of the words in typescript are wrong."""
NEW = 0.05
"""Share of words that no list has: names, slips, old spellings."""
_LETTERS = 30
"""Letters of an alphabet with its commonest accents: what may follow an unknown beginning."""
_END = log(0.1)
"""Where nothing is known, one letter in ten ends its word."""
FAMILY = 1e-5
"""How often a word of the family's own is expected: as a common surname."""


class Vocabulary:
    """Words with their shares of running text, and those of every beginning of a word.

    Args:
        frequencies: lower-case words and their shares.
        closing: marks before which no space stands.
    """

    def __init__(self, frequencies: Iterable[tuple[str, float]], closing: str = CLOSING) -> None:
        self.closing = closing
        self._words: dict[str, float] = {}
        self._begun: dict[str, float] = {}
        letters: set[str] = set()
        for word, share in frequencies:
            if share >= FAMILY:
                letters.update(word)
            self._words[word] = self._words.get(word, 0.0) + share
            for end in range(len(word) + 1):
                begun = word[:end]
                self._begun[begun] = self._begun.get(begun, 0.0) + share
        self._letters = sorted(letters)
        self._rivals: dict[str, float] = {}

    def __len__(self) -> int:
        return len(self._words)

    def share(self, word: str) -> float:
        """How often the lower-case word stands in running text, 0.0 for an unknown one."""
        return self._words.get(word, 0.0)

    def rival(self, word: str) -> float:
        """How often the commonest other word stands there that one letter more, less or changed makes of this one."""
        if word not in self._rivals:  # most words of a page stand there again, and on the next
            others = (self.share(other) for other in self._neighbours(word) if other != word)
            self._rivals[word] = max(others, default=0.0)
        return self._rivals[word]

    def _neighbours(self, word: str) -> Iterator[str]:
        for at in range(len(word) + 1):
            begun, rest, after = word[:at], word[at:], word[at + 1 :]
            if begun not in self._begun:  # nor does any word begin so that has a letter changed later
                return
            if rest:
                yield begun + after
            for letter in self._letters:
                if (start := begun + letter) in self._begun:
                    yield start + rest
                    yield start + after

    def begins(self, begun: str) -> bool:
        """Whether any word begins like that."""
        return begun in self._begun

    def next(self, begun: str, letter: str) -> float:
        """Log chance that `letter` follows a word's lower-case beginning."""
        whole = self._begun.get(begun)
        if not whole:
            return -log(_LETTERS)
        return log((1 - NEW) * self._begun.get(begun + letter, 0.0) / whole + NEW / _LETTERS)

    def end(self, begun: str) -> float:
        """Log chance that nothing follows."""
        whole = self._begun.get(begun)
        if not whole:
            return _END
        return log((1 - NEW) * self._words.get(begun, 0.0) / whole + NEW / 10)


@lru_cache(maxsize=4)
def vocabulary(languages: Sequence[str], family: frozenset[str] = frozenset()) -> Vocabulary:
    """The vocabulary of all `languages` together, with the family's own words.

    Args:
        languages: ISO 639-3 codes; a tuple, for the last ones used are kept.
        family: names and words of the family, as they are written.
    """
    found = [(word, share / len(languages)) for code in languages for word, share in commonest(code)]
    own = ((word.lower(), FAMILY) for word in sorted(family) if _is_word(word))
    return Vocabulary([*found, *own], closing(languages))


def commonest(language: str) -> list[tuple[str, float]]:
    """The language's commonest words with their shares of running text; none where there is no list."""
    found: list[tuple[str, float]] = []
    # Lists of equally common words, the commonest first: a hundred lists further on, words are ten times rarer.
    for centibels, words in enumerate(wordlists.long(language)):
        share = 10 ** (-centibels / 100)
        for word in filter(_is_word, words):
            # An English apostrophe is inside its word (don't), elsewhere it parts two (l'heure).
            found += [(part, share) for part in ([word] if language == "eng" else word.split("'")) if part]
        if len(found) >= SIZE:
            break
    return found


def _is_word(text: str) -> bool:
    return bool(text) and all(char.isalpha() or char == "'" for char in text)
