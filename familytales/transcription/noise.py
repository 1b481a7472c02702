"""Words that are not there: what engines see in specks, frames and photographs."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from familytales.domain.transcripts import ReadLine, ReadWord

SURE = 0.8
"""Confidence at which a word of one or two characters (a page number) counts as evidence of writing."""
LEAST_MARKS = 3
"""Letters and figures from which a line is kept whatever its confidence: fewer, unsure, are specks and rules."""
PLAUSIBLE = 0.4
"""Confidence at which a word of several letters does; on pages without writing such inventions stay below. Figures, and
one or two letters over and over, are what beads, stitches and tiles are taken for (`2660`, `OOOO`, `lulu`)."""
LEAST_SHARE = 0.12
"""Share of a page's letters that must be in words which are evidence: in what is seen in a printed picture's dots it
is below 0.1, in what Tesseract makes of handwriting mostly above."""
ALIKE = 0.7
"""Share of a page's letters that the two commonest make up in a weave or a pattern; in writing of any language it is
about a third, and in a word or two it may be all."""
FEW = 9
"""Letters below which that says nothing."""
REPEATED, MANY_WORDS = 0.2, 20
"""Share of its words that differ in a pattern of flowers or rings, and how many words it has at least: in writing half
of them do, and of 20 words nearly all. What a child has copied line after line is read more surely than a pattern."""
SURELY = 0.9
"""Mean confidence from which even `Hannah, Anna` is believed."""
CERTAIN = 0.95
"""Confidence at which a letter is believed that is all a page says; and among many marks of their size that nobody can
read a number or two letters, but one letter never: some scroll of a wallpaper is a perfect C."""
CLEAR = 0.75
"""Mean confidence, letter by letter, of a line that is kept on a page below that: a caption under a picture."""
TALLEST = 0.04
"""Most height of a letter that stands alone, against the page's longer side: a hair's curl is a large 7. Two that are
certain (`Mr`, `II`) may be as large as a longer word."""
BROADEST = 1.2
"""Most width of such a letter, against its height: a staple is a broad 1."""

NARROWEST = 0.3
"""Least width of each letter of a longer word, against its height: staves on their side are tall, thin letters."""
MANY = 30
"""Surely read words of several letters that are on no page without text, whatever their shape: some hands are tall and
narrow."""
LARGEST, PLAIN = 0.08, 0.6
"""Most height of a longer word against the page's longer side, and confidence from which it may be larger: staves that
lie askew are huge, unsure words."""


def written(lines: Iterable[ReadLine]) -> tuple[ReadLine, ...]:
    """The lines without specks and empty words; none at all where nothing on the page is evidence of writing."""
    filled = [line for line in map(_filled, lines) if line.words]
    words = [word for line in filled for word in line.words]
    evident = sum(map(_marks, filter(_is_evidence, words)))
    if _is_pattern(words) or evident < LEAST_SHARE * sum(map(_marks, words)):
        return tuple(filter(_is_clear, filled))
    kept = tuple(line for line in filled if _line_marks(line) >= LEAST_MARKS or _evident(line))
    return kept if any(map(_evident, kept)) else ()


def believable(lines: Sequence[ReadLine], longest: int) -> tuple[ReadLine, ...]:
    """The lines; where none of them has the shape of writing and says something, the few letters that do have it.

    `longest` is the page's longer side in pixels.
    """
    if is_full(lines):
        return tuple(lines)
    shaped = tuple(line for line in lines if _is_shaped(line, longest))
    if any(_line_marks(line) >= LEAST_MARKS and _evident(line) for line in shaped):
        return tuple(lines)
    few = (line for line in shaped if _line_marks(line) < LEAST_MARKS)
    return tuple(line for line in few if not _is_letter(line) or (_is_certain(line) and not _is_small(line)))


def is_full(lines: Iterable[ReadLine]) -> bool:
    """Whether so many words are surely read that this can only be a page of writing."""
    words = (word for line in lines for word in line.words)
    return sum(word.confidence >= SURE and _marks(word) >= LEAST_MARKS for word in words) >= MANY


def clear(lines: Iterable[ReadLine]) -> tuple[ReadLine, ...]:
    """The lines that are believed on a page of marks that nobody can read: clear ones, two letters if certain."""
    return tuple(line for line in lines if _is_clear(line) or (_is_certain(line) and not _is_letter(line)))


def _is_certain(line: ReadLine) -> bool:
    return _line_marks(line) < LEAST_MARKS and all(word.confidence >= CERTAIN for word in line.words)


def _is_shaped(line: ReadLine, longest: int) -> bool:
    """Whether it has the size and the proportions of writing; what is surely read may be large."""
    words = [word for word in line.words if _marks(word)]
    if _line_marks(line) < LEAST_MARKS:
        several = len(words) == 1 < _line_marks(line) and _is_certain(line)
        tallest = LARGEST if several else TALLEST
        return all(_is_like_letters(word, tallest * longest) for word in words)
    large = (word.box.height > LARGEST * longest and word.confidence < PLAIN for word in words)
    return not any(large) and not any(map(_is_narrow, words))


def _is_like_letters(word: ReadWord, tallest: float) -> bool:
    across, down = word.box.width, word.box.height
    return across <= BROADEST * down * max(1, len(word.text)) and down <= tallest


def _is_narrow(word: ReadWord) -> bool:
    """Whether a longer word's letters are thin; one that is much taller than wide is written up the page."""
    count, across, down = _marks(word), word.box.width, word.box.height
    return count >= LEAST_MARKS and across < NARROWEST * down * count and down <= 2 * across


def _is_letter(line: ReadLine) -> bool:
    """Whether it is one letter: a figure may be a page's number."""
    text = _text(line)
    return len(text) == 1 and text.isalpha()


def _is_small(line: ReadLine) -> bool:
    """Whether it is in small letters: i, v and x may be a page's number, and a capital an initial."""
    return _text(line).islower() and _text(line) not in "ivx"


def _text(line: ReadLine) -> str:
    return "".join(word.text for word in line.words)


def _filled(line: ReadLine) -> ReadLine:
    words = tuple(word for word in line.words if word.text.strip() and word.box.area > 0)
    return line if len(words) == len(line.words) else ReadLine(words, line.block, line.paragraph)


def _marks(word: ReadWord) -> int:
    """Letters and figures of a word."""
    return _count(word.text)


@lru_cache(maxsize=4096)  # each word of a page is asked for some eight times
def _count(text: str) -> int:
    return sum(char.isalnum() for char in text)


def _line_marks(line: ReadLine) -> int:
    return sum(map(_marks, line.words))


def _evident(line: ReadLine) -> bool:
    return any(map(_is_evidence, line.words))


def _is_evidence(word: ReadWord) -> bool:
    if word.confidence >= SURE:
        return _marks(word) >= 1
    letters = {char for char in word.text.casefold() if char.isalpha()}
    return len(letters) >= LEAST_MARKS and word.confidence >= PLAUSIBLE


def _is_pattern(words: Sequence[ReadWord]) -> bool:
    """Whether all that was read is two letters or figures or a few words over and over, and not surely."""
    sure = sum(word.confidence for word in words) / max(1, len(words))
    alike = sum(map(_marks, words)) >= FEW and _alike(words) >= ALIKE
    return (alike and sure < SURELY) or (_is_repeated(words) and sure < CLEAR)


def _is_repeated(words: Sequence[ReadWord]) -> bool:
    found = [word.text.casefold() for word in words if _marks(word)]
    return len(found) >= MANY_WORDS and len(set(found)) <= REPEATED * len(found)


def _alike(words: Sequence[ReadWord]) -> float:
    """Share of the letters and figures that the two commonest make up."""
    marks = Counter(char for word in words for char in word.text.casefold() if char.isalnum())
    return sum(count for _, count in marks.most_common(2)) / max(1, marks.total())


def _is_clear(line: ReadLine) -> bool:
    """Whether it is surely read, and no row of one or two letters over and over: a screen of dots is 3333."""
    marks = _line_marks(line)
    sure = sum(word.confidence * _marks(word) for word in line.words) >= CLEAR * marks
    return marks >= LEAST_MARKS and sure and _alike(line.words) < ALIKE


def mean_confidence(lines: Sequence[ReadLine]) -> float:
    """Mean confidence over all words, 0.0 without any."""
    found = [word.confidence for line in lines for word in line.words]
    return sum(found) / len(found) if found else 0.0
