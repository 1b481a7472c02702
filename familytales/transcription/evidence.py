"""What speaks for and against a text at one place of a page, in numbers that a calibration weighs."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import log, log10
from typing import NamedTuple

from familytales.transcription.standing import Standing
from familytales.transcription.vocabulary import Vocabulary

SURELY = 0.995
"""Confidences are cut here and at its opposite: engines that are certain are still wrong sometimes."""
RARE = 1e-7
"""Share of running text that a word in no list is taken to have."""
_ALONE = "aAIiày"
"""Letters that are words in English and French; any other character alone is mostly a speck or a piece of one."""
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "—": "-", "–": "-", "ſ": "s"})


class Said(NamedTuple):
    """What one source reads at a place: "" and 0.0 for nothing."""

    text: str
    confidence: float


def evidence(
    text: str, said: Mapping[str, Said], pages: Mapping[str, float], vocabulary: Vocabulary, standing: Standing
) -> dict[str, float]:
    """The named numbers for `text` being right.

    For each source: whether its letters and figures agree, times the log odds of its confidence; whether its spaces,
    marks and capitals agree as well; whether it reads nothing at all. Then how common the rarest word is, how much
    commoner one that differs from it in a single letter, of which characters the text is made, and how it stands.

    Args:
        text: what may stand there.
        said: what each source reads there.
        pages: each source's mean confidence on the page.
        vocabulary: words of the page's languages and of the family.
        standing: where it may stand.
    """
    found = {"always": 1.0}
    for source, (other, confidence) in said.items():
        agrees = same_letters(text, other)
        found[f"{source} letters"] = (1 if agrees else -1) * _odds(confidence) if other else 0.0
        found[f"{source} form"] = (1.0 if plain(text) == plain(other) else -1.0) if agrees and other else 0.0
        found[f"{source} silent"] = 0.0 if other else 1.0
        found[f"{source} page"] = _odds(pages[source])
    return found | _language(text, vocabulary) | standing.evidence(text)


def plain(text: str) -> str:
    """The text with quotes, dashes and long s made plain, as readings are compared."""
    return text.translate(_PLAIN)


def same_letters(one: str, other: str) -> bool:
    """Whether two texts have the same letters and figures, whatever their spaces and marks."""
    return letters(one) == letters(other)


def letters(text: str) -> str:
    """Letters and figures of a text; a text of marks alone is its own."""
    return "".join(char for char in plain(text) if char.isalnum()) or plain(text)


def core(text: str) -> tuple[str, str, str]:
    """A word's marks before, itself, and its marks after: `"Oh!"` has `"`, `Oh` and `!"`."""
    inner = [place for place, char in enumerate(text) if char.isalnum()]
    if not inner:
        return text, "", ""
    return text[: inner[0]], text[inner[0] : inner[-1] + 1], text[inner[-1] + 1 :]


def _language(text: str, vocabulary: Vocabulary) -> dict[str, float]:
    words = [word for part in plain(text).lower().replace("-", " ").split() if (word := core(part)[1])]
    worded = [word for word in words if word.replace("'", "").isalpha()]
    listed = [part for word in worded for part in _as_listed(word, vocabulary)]
    shares = [vocabulary.share(part) for part in listed]
    before, inner, _ = core(text)
    return {
        "common": _commoner(min(shares), 0.0) if shares else 0.0,
        "rival": max((_commoner(vocabulary.rival(word), vocabulary.share(word)) for word in listed), default=0.0),
        "unknown": float(any(share == 0.0 for share in shares)),
        "figures": float(any(char.isdigit() for char in text)),
        "marks only": float(not words),
        "marks before": float(bool(before)),
        "short": float(len(letters(text)) <= 2),
        "mixed": float(len(worded) < len(words) and any(char.isalpha() for char in text)),
        "broken": float(text.endswith(("-", "=", "¬"))),
        "several": float(" " in text),
        "shout": float(len(inner) > 1 and inner.isupper()),
        "odd case": float(any(one.islower() and after.isupper() for one, after in pairwise(inner))),
        "single": float(len(text) == 1 and text not in _ALONE),
    }


def _as_listed(word: str, vocabulary: Vocabulary) -> list[str]:
    """The word, or where an apostrophe joins two (`l'heure`), both."""
    return [word] if vocabulary.share(word) else [part for part in word.split("'") if part]


def _commoner(one: float, other: float) -> float:
    """Powers of ten by which one share of running text is above another."""
    return max(0.0, log10(max(RARE, one) / max(RARE, other)))


def _odds(confidence: float) -> float:
    sure = min(SURELY, max(1 - SURELY, confidence))
    return log(sure / (1 - sure))


def mean_confidence(said: Sequence[float]) -> float:
    """Mean of confidences, 0.0 without any."""
    return sum(said) / len(said) if said else 0.0
