"""Lists: lines that each begin with a quantity, a number, a date or a bullet, as ingredients and accounts do."""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from familytales.transcription.rows import Row

LEAST_ITEMS = 3
"""Items that make a list; two lines that begin with figures may do so by chance."""
MOSTLY = 0.6
"""Share of a list's lines that begin like an item; the rest are items without a quantity (`Salt`) between them."""
APART = 2.0
"""Line distance, against the usual one, that ends a list."""
_FEW_WORDS = 6
_FIGURE = r"(?:\d{1,4}\s*[-–]\s*)?(?:\d{1,4}(?:[.,]\d+)?\s*)?(?:[½⅓⅔¼¾⅛⅜⅝⅞]|\d+/\d+)?"
_MEASURES = (
    r"cups?|c|tbsp|tbs|tsp|teaspoons?|tablespoons?|spoons?|pints?|pt|quarts?|qt|lbs?|pounds?|oz|ounces?|sticks?|pinch|"
    r"dash|handfuls?|dozen|doz|g|gr|kg|ml|l|liter|litres?|pfund|prise|löffel|el|tl|tassen?|cuill\w*|pincée|verres?"
)
_ITEM = re.compile(
    rf"(?:[-–—•*·▪○●]\s+\S|\(?\d{{1,3}}[.)]\s+\S|(?=[\d½⅓⅔¼¾⅛⅜⅝⅞]){_FIGURE}\s*[^\W\d]|"
    rf"(?:an?|one|two|three|four|half|ein|eine|un|une)\s+(?:{_MEASURES})\b)",
    re.IGNORECASE,
)


def is_item(text: str) -> bool:
    """Whether a line begins with a quantity (`1 1/2 cups`, `a pinch`), a number (`3.`) or a bullet."""
    return bool(_ITEM.match(text))


def end(rows: Sequence[Row], start: int) -> int:
    """Where the list that begins at `start` ends; `start` itself where none does.

    An item without a quantity belongs to it where another item follows, or once it is surely a list.
    """
    last, items = start, 0
    pitch = median([after.middle - before.middle for before, after in pairwise(rows)] or [0.0])
    for at in range(start, len(rows)):
        if at > start and rows[at].middle - rows[at - 1].middle > APART * pitch:
            break
        if is_item(rows[at].text):
            items += 1
            last = at + 1
        elif at == start or not _bare(rows[at]):
            break
        elif items >= LEAST_ITEMS:
            last = at + 1
    return last if items >= max(LEAST_ITEMS, MOSTLY * (last - start)) else start


def _bare(row: Row) -> bool:
    """An item without a quantity: `Salt`, `Butter, the size of an egg`."""
    return len(row.words) <= _FEW_WORDS and not row.text.endswith((".", ":", "!", "?"))
