"""Slips of engines: the same wrong word again and again, and letters that are commonly taken for others."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from familytales.domain.corrections import Correction, Place

_PAIRS = (
    ("rn", "m"), ("c", "e"), ("l", "1"), ("h", "b"), ("li", "h"), ("cl", "d"), ("vv", "w"), ("VV", "W"), ("Vv", "W"),
    ("ii", "u"), ("n", "u"), ("f", "s"), ("0", "O"), ("0", "o"), ("I", "l"), ("5", "S"), ("tl", "d"), ("nn", "m"),
    ("i", "l"), ("t", "f"), ("a", "o"), ("y", "v"), ("ri", "n"), ("o", "e"),
    ("8", "B"), ("6", "b"), ("9", "g"), ("|", "l"),
)  # fmt: skip
COMMON = tuple(dict.fromkeys(pair for one, other in _PAIRS for pair in ((one, other), (other, one))))
"""(what was read, what stands there): letters and groups that look alike in print, typescript and old faces."""

LEAST_USUAL = 3e-6
"""Share of all words from which a word is proposed for one that nobody knows: about the 15,000 commonest."""
ALIKE = 0.5
"""Share of letters in common from which one word was read for another; below, a line was written anew."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A word that was read wrongly and what it should be, both without the punctuation around them."""

    read: str
    text: str


def core(text: str) -> str:
    """The word without the punctuation around it; "" when there is nothing else."""
    start, end = 0, len(text)
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return text[start:end]


def within(text: str, put: str) -> str:
    """`text` with its core replaced, punctuation around it kept."""
    inner = core(text)
    at = text.find(inner)
    return text[:at] + put + text[at + len(inner) :]


def learnt(corrections: Iterable[Correction], common: Callable[[str], bool] = lambda word: False) -> dict[str, str]:
    """What words that were read wrongly should be, as people corrected them: the most frequent, then the last one.

    A word that was left as it is at least as often as it was corrected teaches nothing.

    Args:
        corrections: in the order they were made.
        common: whether a word is so usual that one that was wrong says nothing about the others.
    """
    found: dict[str, Counter[str]] = {}
    corrections = list(corrections)
    for slip in slips(corrections):
        if not common(slip.read):
            counted = found.setdefault(slip.read, Counter())
            times = counted.pop(slip.text, 0)  # put in again, so that the last one stands last
            counted[slip.text] = times + 1
    kept = Counter(core(one.text) for one in corrections if one.place is Place.ACCEPT)
    return {
        read: max(reversed(counted), key=counted.__getitem__)
        for read, counted in found.items()
        if counted.total() > kept[read]
    }


def slips(corrections: Iterable[Correction]) -> Iterator[Slip]:
    """The corrections that put one word for another."""
    for correction in corrections:
        read, text = core(correction.read), core(correction.text)
        single = correction.place is Place.REPLACE and len(correction.text.split()) == 1
        if single and "[" not in correction.text and _misread(read, text):
            yield Slip(read, text)


def _misread(read: str, text: str) -> bool:
    if read == text or not text or not any(map(str.isalpha, read)):
        return False
    return SequenceMatcher(None, read, text, autojunk=False).ratio() >= ALIKE


def repaired(text: str, slips: Mapping[str, str]) -> str:
    """What a word should be by what people corrected elsewhere, or "" when they did not."""
    wanted = slips.get(core(text))
    return within(text, wanted) if wanted else ""


def likely(text: str, frequency: Callable[[str], float]) -> tuple[str, Slip] | None:
    """What an unknown word probably is if letters were taken for others that look alike, and which letters.

    Args:
        text: the word as it stands, punctuation and all.
        frequency: how usual a word is, 0.0 for one that is not known; the most usual candidate is taken.
    """
    word = core(text)
    if len(word) < 3 or frequency(word):
        return None
    candidates = [(frequency(other), other, slip) for other, slip in _others(word)]
    best, other, slip = max(candidates, key=lambda one: one[0], default=(0.0, "", Slip("", "")))
    return (within(text, other), slip) if best >= LEAST_USUAL else None


def _others(word: str) -> Iterator[tuple[str, Slip]]:
    """The word with one letter, or group of letters, exchanged for one that looks alike."""
    for read, truth in COMMON:
        at = word.find(read)
        while at >= 0:
            yield word[:at] + truth + word[at + len(read) :], Slip(read, truth)
            at = word.find(read, at + 1)
