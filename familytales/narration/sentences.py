"""Where sentences end: pysbd's judgement, corrected by what the language's short forms say, and long runs divided.

pysbd is given a few hundred words at a time: its work grows faster than the text, and a page without any stop must not
hold up a book.
"""

import re
import warnings
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from familytales.domain.languages import bcp47
from familytales.narration.spoken_language import SpokenLanguage
from familytales.narration.written import split

WINDOW = 200
"""Words given to pysbd at once; well over the length of any sentence people write."""
LONGEST = 50
"""Words of an utterance: speech models' memory grows with its length, and 50 words are about 20 seconds."""
_SHORTEST = 8
"""Words a divided sentence's parts should have at least: shorter ones sound like orders."""
_WORD_LENGTH = 20
"""Characters counted as one word, so that runs of letters without a space count for what they take to say."""

_PLAIN = 4
"""Letters of a word that is no short form unless its language says so."""

_NUMBER = frozenset({"no", "nos", "nr"})
"""Before a figure they are no word of their own: `Genl. Hosp. No. 4`."""

_DASHED = re.compile(r"(?:[—―]|--)(?=\w)")
_STRANGE = re.compile(r"[^\w\s.,;:!?'\"…“”‘’()-]|_")
_REPEATED = re.compile(r"([^\w\s])\1{2,}")
_ENDING = re.compile(r"[.!?…:;]")


def starts(words: Sequence[str], language: SpokenLanguage) -> list[int]:
    """Indices (over 0) of the words that begin a sentence."""
    found: list[int] = []
    at = 0
    while at < len(words):
        window = words[at : at + WINDOW]
        cuts = [at + cut for cut in _segmented(tuple(window), bcp47(language.code))]
        found.extend(cuts)
        more = at + WINDOW < len(words)
        # The last sentence of a window may be cut short by it: it is read again from its start.
        at = cuts[-1] if cuts and more else at + WINDOW
    found.extend(cut for cut in range(1, len(words)) if _opens(words, cut, language))
    return [cut for cut in sorted(set(found)) if not _holds(words, cut, language)]


def _segmented(words: tuple[str, ...], tag: str) -> list[int]:
    tidy = [_REPEATED.sub(r"\1\1\1", _STRANGE.sub("x", word))[-60:] or "x" for word in words]
    if not any(_ENDING.search(word) for word in tidy):
        return []
    offsets, offset = {}, 0
    for index, word in enumerate(tidy):
        offsets[offset] = index
        offset += len(word) + 1
    spans = _segmenter(tag).segment(" ".join(tidy))
    return sorted({offsets[span.end] for span in spans if span.end in offsets and offsets[span.end] > 0})


@cache
def _segmenter(tag: str) -> Any:
    with warnings.catch_warnings():
        # Its regular expressions are written with escapes that newer Pythons warn of when they compile the module.
        warnings.simplefilter("ignore")
        import pysbd
        from pysbd.languages import LANGUAGE_CODES
    return pysbd.Segmenter(language=tag if tag in LANGUAGE_CODES else "en", clean=False, char_span=True)


def _opens(words: Sequence[str], cut: int, language: SpokenLanguage) -> bool:
    """Whether a sentence begins where pysbd sees none: behind a short form (`at 10 a.m. We left`), or a plain word.

    It knows many short forms that are also words (`bien.` in Spanish).
    """
    if not words[cut - 1].endswith("."):
        return False
    before = split(words[cut - 1])
    if before.key in language.short_forms or "." in before.key:
        return words[cut] in language.openers
    return before.core.isalpha() and before.core.islower() and len(before.core) >= _PLAIN and words[cut][:1].isupper()


def _holds(words: Sequence[str], cut: int, language: SpokenLanguage) -> bool:
    """Whether the sentence goes on in spite of the stop before `cut`."""
    before, after = split(_DASHED.split(words[cut - 1])[-1]), split(words[cut])
    small = after.core[:1].islower() or after.core[:1] in ("&", "@", "+")
    figure = after.core.lstrip("£$€")[:1].isdigit() or bool(re.match(r"^(?:[B-HJ-Z]|[IVXLC]{2,})$", after.core))
    figure = figure or (after.key in _NUMBER and any(word[0].isdigit() for word in words[cut + 1 : cut + 2]))
    figure = figure or after.key in language.months or (after.core == "A" and after.after[:1] in (",", "."))
    if re.search(r"[!?][\"”’']*$", before.after) and not before.dotted:
        return small
    if not before.dotted:
        return not _ENDING.search(before.after)
    initial = len(before.core) == 1 and before.core.isupper() and before.core != "I"
    if {before.key, before.core} & language.never_last or (
        initial and after.capital and after.core not in language.openers
    ):
        return True
    if before.key == "co" and after.core == "A":  # a company of soldiers, where no firm's name stands before
        firm = split(words[cut - 2]) if cut > 1 else None
        return firm is None or not (firm.capital or firm.core == "&")
    if figure and before.key.endswith(language.street_endings):
        return True
    if before.key in language.short_forms or before.key in language.months:
        return small or figure or after.key in language.never_first
    counted = bool(re.match(r"^£?[\d/]+[½¼¾]?-?[a-z]{0,3}$|^(?:[ivxlc]+|[IVXLC]{2,})$", before.core))
    return (counted and (small or figure)) or (before.key.isdigit() and after.key in language.months)


def divided(words: Sequence[str], first: int, last: int, language: SpokenLanguage) -> Iterator[tuple[int, int]]:
    """The words `first` to `last` (exclusive) as runs of at most `LONGEST` words, cut at the best phrase boundary."""
    lengths = [1 + len(word) // _WORD_LENGTH for word in words[first:last]]
    left = sum(lengths)
    while left > LONGEST and last - first > 1:
        cut = _best_cut(words, first, last, lengths, language)
        yield first, cut
        left -= sum(lengths[: cut - first])
        lengths = lengths[cut - first :]
        first = cut
    yield first, last


def _best_cut(words: Sequence[str], first: int, last: int, lengths: Sequence[int], language: SpokenLanguage) -> int:
    """The latest of the best places to cut; whatever it is, at least one word stays on either side."""
    best, most, length = first + 1, -1, 0
    for cut in range(first + 1, last):
        length += lengths[cut - first - 1]
        if length > LONGEST:
            break
        value = _ease(words[cut - 1], words[cut], language)
        roomy = length >= LONGEST // 3 and last - cut >= _SHORTEST
        value += 4 if roomy else 0
        if value >= most:
            best, most = cut, value
    return best


def _ease(before: str, after: str, language: SpokenLanguage) -> int:
    if re.search(r"[;:—]\W*$", before):
        return 3
    if re.search(r"[,)]\W*$|-$", before):
        return 2
    return 1 if after.lower() in language.phrase_starts else 0
