"""Which words a language has, from the short lists of usual words that come with wordfreq.

Reading weighs words by `vocabulary`, which takes longer to load; whoever looks at lines must not wait for that.
"""

from collections.abc import Sequence
from functools import cache

from familytales.transcription import wordlists

COMMON = 3e-5
"""Share of all words from which one is so usual that it is a word wherever it stands: about the 3,000 commonest."""


class Dictionary:
    """The usual words of some languages and those of a family.

    Args:
        languages: ISO 639-3 codes; those without a list are left out.
        family: words that people of this family have corrected others to.
    """

    def __init__(self, languages: Sequence[str], family: frozenset[str] = frozenset()) -> None:
        self._lists = [found for code in languages if (found := _frequencies(code))]
        self._family = {word.casefold() for word in family}

    def known(self, word: str) -> bool:
        """Whether it is a number, a word of the family or one of a list's 30,000; everything is, without a list."""
        return not self._lists or not any(map(str.isalpha, word)) or self.frequency(word) > 0

    def frequency(self, word: str) -> float:
        """Share of all words; a word of the family counts as common, an unknown one as 0.0."""
        small = word.casefold()
        return max([COMMON * (small in self._family), *(one.get(small, 0.0) for one in self._lists)])

    def common(self, word: str) -> bool:
        """Whether it is among the commonest words of the languages."""
        return any(one.get(word.casefold(), 0.0) >= COMMON for one in self._lists)


@cache
def _frequencies(language: str) -> dict[str, float]:
    lists = enumerate(wordlists.short(language))
    return {word: 10 ** (-centibels / 100) for centibels, words in lists for word in words}
