"""What a transcriber was unsure of: `[illegible]` is a rest or a phrase, `[unclear: Mabel?]` is read as guessed."""

import re
from collections.abc import Iterator, Sequence

from familytales.domain.reading import RunningWord
from familytales.narration.written import Written, split

LONGEST_MARK = 8
"""Running words one mark may spread over; a bracket that stays open longer is just a bracket."""

_OPEN = re.compile(r"\[\s*(?:illegible|unclear)", re.IGNORECASE)
_MARK = re.compile(r"^(\W*?)\[\s*(illegible|unclear)\b\s*:?\s*([^\]]*)\](.*)$", re.IGNORECASE | re.DOTALL)


def extent(words: Sequence[RunningWord], at: int) -> int:
    """How many running words the mark that opens at `at` covers; 0 when none opens there."""
    if not _OPEN.search(words[at].text):
        return 0
    for count in range(1, min(LONGEST_MARK, len(words) - at) + 1):
        if "]" in words[at + count - 1].text:
            return count
    return 0


def resolved(words: Sequence[RunningWord], illegible: str) -> Iterator[Written]:
    """The words of one utterance with their marks read; indices count the written words (refs) from 0."""
    at = ref = 0
    while at < len(words):
        count = extent(words, at)
        run = words[at : at + max(1, count)]
        size = sum(len(word.refs) for word in run)
        indices = tuple(range(ref, ref + size))
        text = " ".join(word.text for word in run)
        yield _read(text, indices, illegible) if count else split(text, indices)
        at += len(run)
        ref += size


def _read(text: str, indices: tuple[int, ...], illegible: str) -> Written:
    found = _MARK.match(text)
    if found is None:
        return split(text, indices)
    before, kind, guess, after = found.groups()
    word = split(guess.strip().rstrip("?").strip() if kind.lower() == "unclear" else "")
    if not word.core:
        word = split(illegible)
    return Written(before + word.before, word.core, word.after + after, indices, word.key)
