"""What a transcriber noted in brackets, as it is heard.

`[illegible]` is a rest or a phrase, `[unclear: Mabel?]` is read as guessed, `[inserted: very]` and `[margin: see over]`
are read like any words, and `[crossed out: the]` is not read at all: its writer took it back.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from familytales.domain.reading import RunningWord
from familytales.narration.written import Written, split

LONGEST_MARK = 12
"""Running words one mark may spread over; a bracket that stays open longer is just a bracket."""

_KINDS = "illegible|unclear|crossed out|struck out|deleted|inserted|added|margin|in the margin"
_SILENT = frozenset({"crossed out", "struck out", "deleted"})
_UNREAD = frozenset({"illegible", "unclear"})
_OPEN = re.compile(rf"\[\s*(?:{_KINDS})\b", re.IGNORECASE)
_FIRST = re.compile(r"\[\s*(?:crossed|struck|in|in the)$", re.IGNORECASE)
_MARK = re.compile(rf"^(\W*?)\[\s*({_KINDS})\b\s*:?\s*([^\]]*)\](.*)$", re.IGNORECASE | re.DOTALL)


def extent(words: Sequence[RunningWord], at: int) -> int:
    """How many running words the mark that opens at `at` covers; 0 when none opens there."""
    text = words[at].text
    if "[" not in text:
        return 0
    if _FIRST.search(text):
        text = " ".join(word.text for word in words[at : at + 3])
    if not _OPEN.search(text):
        return 0
    for count in range(1, min(LONGEST_MARK, len(words) - at) + 1):
        if "]" in words[at + count - 1].text:
            return count
    return 0


def resolved(words: Sequence[RunningWord], illegible: str) -> list[Written]:
    """The words of one utterance with their marks read; indices count the written words (refs) from 0.

    What is not read at all goes with the word after it, or else before it.
    """
    found: list[Written] = []
    silent: tuple[int, ...] = ()
    for word, heard in _words(words, illegible):
        if not heard:
            silent += word.indices
            continue
        found.append(replace(word, indices=silent + word.indices))
        silent = ()
    if silent and found:
        found[-1] = replace(found[-1], indices=found[-1].indices + silent)
    elif silent:
        found.append(Written("", "", "", silent))
    return found


def _words(words: Sequence[RunningWord], illegible: str) -> Iterator[tuple[Written, bool]]:
    """Each word or whole mark, and whether it is read."""
    at = ref = 0
    while at < len(words):
        count = extent(words, at)
        run = words[at : at + max(1, count)]
        size = sum(len(word.refs) for word in run)
        indices = tuple(range(ref, ref + size))
        text = " ".join(word.text for word in run)
        mark = _MARK.match(text) if count else None
        yield (
            (_read(mark, indices, illegible), mark[2].lower() not in _SILENT) if mark else (split(text, indices), True)
        )
        at += len(run)
        ref += size


def _read(mark: re.Match[str], indices: tuple[int, ...], illegible: str) -> Written:
    before, kind, inside, after = mark.groups()
    if kind.lower() == "illegible":
        inside = ""
    elif kind.lower() == "unclear":
        inside = inside.strip().rstrip("?")
    if kind.lower() in _UNREAD and not split(inside).core:
        inside = illegible
    parts = tuple(split(part, (number,)) for number, part in enumerate(inside.split()))
    if len(parts) == 1:
        (word,) = parts
        return Written(before + word.before, word.core, word.after + after, indices, word.key)
    core = " ".join(part.core for part in parts).strip()
    return Written(before, core, after, indices, core.lower(), parts if core else ())
