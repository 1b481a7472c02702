"""Where a letter gives somebody else's words, in quotation marks: a second voice may read them."""

import re
from collections.abc import Sequence

_OPENING = re.compile(r"""^[(\[]?["“„«]""")
_CLOSING = re.compile(r"""["”“»][)\].,;:!?]*$""")
_FEWEST = 3
"""Words of a quotation that is nobody's speech unless it has a stop: titles and so-called things are short."""


def quoted(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Start and end of each quotation among a paragraph's words; one that is never closed is none.

    Args:
        texts: the written words.
    """
    found: list[tuple[int, int]] = []
    start = -1
    for index, text in enumerate(texts):
        if start < 0 and _OPENING.match(text):
            start = index
            # a word in marks of its own closes at once
            if len(text) < 2 or not _CLOSING.search(text[1:]):
                continue
        if start >= 0 and _CLOSING.search(text) and (index > start or len(text) > 1):
            end = index + 1
            if end - start >= _FEWEST or re.search(r"[.,!?]\W*$", texts[index]):
                found.append((start, end))
            start = -1
    return found
