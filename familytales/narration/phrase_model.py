"""A language model of one text: a reader of it says the next word, or now and then something else."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import log10

from familytales.narration.arpabet import PHONES

SOUND = "~"
"""How the name of a single sound begins, which stands for speech that is not in the text."""
_NEXT = 0.9  # that a word is followed by one that follows it in the text
_OTHER = 0.2  # share of sounds among all that may come out of turn


def arpa(text: Sequence[str]) -> str:
    """The model as a file in the ARPA format that recognisers read; logarithms to base 10."""
    words = Counter(text)
    pairs = Counter(pairwise(text))
    before = Counter(text[:-1])
    sounds = {f"{SOUND}{phone.lower()}": _OTHER / len(PHONES) for phone in PHONES}
    singles = {word: (1 - _OTHER) * count / len(text) for word, count in words.items()} | sounds
    lines = ["\\data\\", f"ngram 1={len(singles) + 2}", f"ngram 2={len(pairs)}", "", "\\1-grams:", "-99 <s> 0"]
    lines.append(f"{_log(1 / len(text))} </s> 0")
    lines += [f"{_log(chance)} {word} {_log(1 - _NEXT) if word in words else 0}" for word, chance in singles.items()]
    lines += ["", "\\2-grams:"]
    lines += [f"{_log(_NEXT * count / before[one])} {one} {next_}" for (one, next_), count in pairs.items()]
    return "\n".join([*lines, "", "\\end\\", ""])


def _log(chance: float) -> str:
    return f"{log10(chance):.4f}"
