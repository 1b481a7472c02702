"""What written lines say about speech: a date line, a salutation, an address or a signature stands alone.

Prose fills its lines; a line that ends though the next word would have fitted was ended on purpose.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from familytales.domain.reading import Paragraph
from familytales.domain.transcripts import BY_LINE
from familytales.narration.spoken_language import SpokenLanguage
from familytales.narration.written import split

NARROWEST = 40
"""Characters of the narrowest full line assumed: letter paper takes 30 to 50 in a large hand."""
_FILLED = 0.6
"""Part of the width a line must fill to count as prose; hands are ragged, so it is well under 1."""
_FILLED_STOPPED = 0.8
"""The same for a line that ends in a full stop."""
_SALUTATION_WORDS = 9
_CLOSING_WORDS = 8


def width(paragraphs: Sequence[Paragraph]) -> int:
    """Characters of a full line in this document: nine of ten lines are shorter, so that one slip does not count."""
    lengths = sorted(
        sum(len(word.text) + 1 for word in paragraph.words[start:end])
        for paragraph in paragraphs
        for start, end in _lines(paragraph)
    )
    return max(NARROWEST, lengths[len(lengths) * 9 // 10] if lengths else 0)


def breaks(paragraph: Paragraph, full: int, language: SpokenLanguage) -> dict[int, bool]:
    """Indices of the words before which the paragraph is parted; true where a salutation, date or closing ends.

    Each item of a list and each row of a table is said by itself.
    """
    if paragraph.kind in BY_LINE:
        return dict.fromkeys(paragraph.lines, True)
    words = [word.text for word in paragraph.words]
    found: dict[int, bool] = {}
    alone = True  # whether the line at hand begins after a break
    for start, end in _lines(paragraph):
        alone = alone or _salutation_line(words, start, end, language)
        if alone and start:
            found.setdefault(start, False)
        if alone and (cut := _salutation(words, start, end, language)):
            found[cut] = True
            alone = cut == end
            continue
        closing = _closing(words[start:end], alone, language)
        if closing and start:
            found[start] = found.get(start, False)
        dated = _dated(words[start:end], words[end : end + 1], language)
        alone = closing or dated or _short(words, start, end, full, language)
        if alone:
            found[end] = closing or dated
    found.pop(len(words), None)
    return found


def _lines(paragraph: Paragraph) -> list[tuple[int, int]]:
    edges = [0, *paragraph.lines, len(paragraph.words)]
    return [(start, end) for start, end in pairwise(edges) if end > start]


def _salutation_line(words: Sequence[str], start: int, end: int, language: SpokenLanguage) -> bool:
    """A line that is a salutation and nothing else, wherever it stands."""
    line = words[start:end]
    fits = len(line) <= 5 and line[0][:1].isupper() and words[end : end + 1] != [] and words[end][:1].isupper()
    flows = start > 0 and split(words[start - 1]).key in language.function_words
    return fits and not flows and bool(language.salutation.match(" ".join(line)))


def _salutation(words: Sequence[str], start: int, end: int, language: SpokenLanguage) -> int:
    """The index after a salutation that begins this line, or 0."""
    opening = " ".join(words[start : min(end, start + _SALUTATION_WORDS)])
    if not language.salutation.match(opening):
        return 0
    for index in range(start, min(end, start + _SALUTATION_WORDS)):
        ends = re.search(r"[,:;!—–-]$", words[index]) or (
            words[index].endswith(".") and not _short_form(words[index], language)
        )
        if ends and (index > start or index + 1 == end):
            return index + 1
    return end if end - start <= _SALUTATION_WORDS and end < len(words) else 0


def _short_form(word: str, language: SpokenLanguage) -> bool:
    return split(word).key in language.short_forms


def _closing(line: Sequence[str], alone: bool, language: SpokenLanguage) -> bool:
    text = " ".join(line)
    keys = {split(word).key for word in line}
    fits = len(line) <= _CLOSING_WORDS and (alone or line[0][:1].isupper()) and not text.endswith((".", "?"))
    return fits and bool(language.closing.match(text)) and bool(keys & language.closing_words)


def _dated(line: Sequence[str], following: Sequence[str], language: SpokenLanguage) -> bool:
    """A line that ends in a date with its year, before a line that begins like a new one."""
    if not following or not following[0][:1].isupper() or not re.search(r"\d{4}\W*$|'\d\d\W*$", line[-1]):
        return False
    keys = [split(word).key for word in line[-4:]]
    return any(key in language.months for key in keys) or bool(re.match(r"^\d+[./-]\w+[./-]\d+$", keys[-1]))


def _short(words: Sequence[str], start: int, end: int, full: int, language: SpokenLanguage) -> bool:
    if end >= len(words):
        return False
    following = words[end].lstrip("\"'“‘(„«")
    if not following[:1].isupper() and not following[:1].isdigit():
        return False
    if split(words[end - 1]).key in language.function_words:
        return False
    last = split(words[end - 1])
    stopped = last.dotted and last.key not in language.never_last and len(last.core) > 1
    share = _FILLED_STOPPED if stopped else _FILLED
    return sum(len(word) + 1 for word in words[start:end]) + len(words[end]) < full * share
