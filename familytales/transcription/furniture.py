"""Running heads, feet, page numbers and headings: only what position and shape both say.

A heading read as a running head would not be spoken, so whatever is in doubt stays text.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from familytales.domain.transcripts import BlockKind
from familytales.transcription.rows import Row

LEAST_BODY = 5
"""Rows a page must have besides its furniture: on a card or an envelope the first line is the text."""
APART = 1.25
"""Distance from the text, against the usual one between rows, that sets a running head apart."""
FAR = 1.5
"""Gap between a running head's title and its page number, in line heights; words in a line are nearer."""
LARGE = 1.4
"""Writing this much larger than the page's own is a heading's; handwriting varies by a third."""
_MOST_WORDS = 10
_CAPITALS = 0.8
_NUMBER = re.compile(
    r"[\W_]*(?:(?:page|pg|p|seite|pagina|página)\.?\s*)?(\d{1,4}|[ivxl]{1,7})(?:\s*(?:of|von|de|/)\s*\d{1,4})?[\W_]*",
    re.IGNORECASE,
)


def ends(rows: Sequence[Row], unit: float) -> tuple[list[tuple[Row, BlockKind]], list[tuple[Row, BlockKind]]]:
    """The furniture among the first and last rows of a page (its rows across all columns, from the top down)."""
    if len(rows) < LEAST_BODY + 1:
        return [], []
    pitch = _pitch(rows)
    first = _kind(rows[0], rows[1].middle - rows[0].middle, pitch, unit, BlockKind.HEADER)
    last = _kind(rows[-1], rows[-1].middle - rows[-2].middle, pitch, unit, BlockKind.FOOTER)
    return ([(rows[0], first)] if first else []), ([(rows[-1], last)] if last else [])


def headings(blocks: Sequence[Sequence[Row]], size: float) -> list[bool]:
    """Which of a column's blocks are headings: those shaped like one that stand over two or more lines of text.

    `size` is the page's writing size in pixels.
    """
    left = min(row.left for block in blocks for row in block)
    right = max(row.right for block in blocks for row in block)
    found: list[bool] = []
    heads = False
    for block in reversed(blocks):
        shaped = _like_heading(block, size, left, right)
        found.append(shaped and heads)
        if not shaped:
            heads = len(block) > 1
    return found[::-1]


def _like_heading(block: Sequence[Row], size: float, left: float, right: float) -> bool:
    text = " ".join(row.text for row in block)
    if len(block) > 2 or len(text.split()) > _MOST_WORDS or letters(text) < 4:
        return False
    if not text[0].isupper() or text.endswith((",", ";", ":")):
        return False
    if min(row.size for row in block) >= LARGE * size:
        return True
    middle, width = (left + right) / 2, max(1.0, right - left)
    centred = all(abs((row.left + row.right) / 2 - middle) <= 0.1 * width and row.left > left for row in block)
    return centred and (capitals(text) or _titled(text))


def _pitch(rows: Sequence[Row]) -> float:
    return median(after.middle - before.middle for before, after in pairwise(rows))


def _kind(row: Row, distance: float, pitch: float, unit: float, running: BlockKind) -> BlockKind | None:
    if _is_number(row.text):
        return BlockKind.PAGE_NUMBER
    if distance >= APART * pitch and _is_running(row, unit):
        return running
    return None


def _is_number(text: str) -> bool:
    """`12`, `- 12 -`, `Page 2`, `xii`; not a year, and not a chapter's capital numeral."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        return False
    number = match[1]
    if number.isdigit():
        return not 1500 <= int(number) <= 2099
    return number.islower()


def _is_running(row: Row, unit: float) -> bool:
    """A page number at one end, far from the rest, which reads like a title."""
    words = row.words
    for number, title, gap in (
        (words[0], words[1:], _gap(row, 0)),
        (words[-1], words[:-1], _gap(row, len(words) - 2)),
    ):
        text = " ".join(word.text for word in title)
        if title and number.text.strip("[]().-—–").isdigit() and _is_number(number.text) and gap >= FAR * unit:
            return len(title) <= _MOST_WORDS and text.rstrip(".")[:1].isupper() and not text.endswith((",", ";"))
    return False


def _gap(row: Row, place: int) -> float:
    """Pixels between two neighbouring words."""
    if not 0 <= place < len(row.words) - 1:
        return 0.0
    return row.words[place + 1].box.left - row.words[place].box.right


def letters(text: str) -> int:
    """Letters of a text; figures and marks do not count."""
    return sum(char.isalpha() for char in text)


def _titled(text: str) -> bool:
    """`Braised Chicken`: its longer words begin with capitals, and there are no figures and no stop at the end."""
    longer = [word for word in text.split() if letters(word) > 3]
    plain = text[-1].isalpha() and not any(char.isdigit() for char in text)
    return plain and bool(longer) and all(word[0].isupper() for word in longer)


def capitals(text: str) -> bool:
    """Whether it is written in capitals, but for a few letters."""
    return sum(char.isupper() for char in text) >= _CAPITALS * max(1, letters(text))
