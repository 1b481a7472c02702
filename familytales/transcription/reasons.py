"""Why a word is in doubt, in words for whoever looks at it, and what it might be instead."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from familytales.domain.slips import core, likely, repaired
from familytales.domain.transcripts import Word
from familytales.transcription.dictionary import Dictionary

SLIP = 0.9
"""Chance that a word is wrong that people corrected elsewhere: it was wrong every time somebody looked."""
UNSURE = 0.8
"""Chance of being right below which an engine is called unsure."""
MENTIONED = 0.9
"""Chance of being right below which a word is worth a mention of its own."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """A word that may be wrong.

    Attributes:
        id: its id on its page.
        text: what it says.
        probability: chance that it is right.
        reasons: why it is in doubt.
        proposal: what it might be instead, "" when nothing suggests itself.
    """

    id: str
    text: str
    probability: float
    reasons: tuple[str, ...]
    proposal: str


def suspects(words: Sequence[Word], slips: Mapping[str, str], dictionary: Dictionary) -> tuple[Suspect, ...]:
    """What is doubtful among the words of a line that nobody corrected or accepted; at least its least sure word.

    Args:
        words: as they were read.
        slips: what people corrected elsewhere.
        dictionary: of the page's languages and the family.
    """
    found = [word for word in words if word.probability < MENTIONED or repaired(word.text, slips)]
    if words and not found:
        found = [min(words, key=lambda word: word.probability)]
    return tuple(_suspect(word, slips, dictionary) for word in found)


def _suspect(word: Word, slips: Mapping[str, str], dictionary: Dictionary) -> Suspect:
    learnt = repaired(word.text, slips)
    alike = None if dictionary.known(core(word.text)) else likely(word.text, dictionary.frequency)
    reasons = []
    if learnt:
        reasons.append(f"{core(word.text)} was corrected to {core(learnt)} elsewhere")
    if disagreement := " / ".join(_readings(word)):
        reasons.append(f"engines disagree: {disagreement}")
    elif word.probability < UNSURE:
        reasons.append(f"low confidence ({word.probability:.0%})")
    if alike and not learnt:
        put, slip = alike
        reasons.append(f"looks like a common slip: {slip.read} for {slip.text} ({core(put)}?)")
    elif not dictionary.known(core(word.text)):
        reasons.append("not in the dictionary")
    proposal = learnt or (alike[0] if alike else "")
    told = tuple(reasons) or (f"the least sure word ({word.probability:.0%})",)
    return Suspect(word.id, word.text, round(_probability(word, learnt), 4), told, proposal)


def _probability(word: Word, learnt: str) -> float:
    return min(word.probability, 1 - SLIP) if learnt else word.probability


def _readings(word: Word) -> Iterator[str]:
    """What the engines read, each once; nothing when they agree."""
    found = dict.fromkeys(reading.text or "nothing" for reading in word.readings)
    return iter(found) if len(found) > 1 else iter(())
