"""A strip of a page on which another way of reading is tried before the whole page is read so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy

from familytales.domain.transcripts import ReadWord

HEIGHT = 16
"""Height of the strip, in heights of words: about eight lines."""
MOST = 0.3
"""Most height of the strip, against the page's: words that an engine sees in a scrawl may be tall."""


class Sample(NamedTuple):
    """Top and bottom of a strip, and how sure the engine was of the words in it."""

    top: int
    bottom: int
    confidence: float


def sample(words: Sequence[ReadWord], height: int) -> Sample:
    """The strip around the word (of one or more) that has most words beside it; no word is cut."""
    usual = float(numpy.median([word.box.height for word in words]))
    reach = max(1, round(min(HEIGHT * usual, MOST * height) / 2))
    middles = numpy.array([(word.box.top + word.box.bottom) // 2 for word in words])
    crowds = [int((abs(middles - middle) <= reach).sum()) for middle in middles]
    middle = int(middles[int(numpy.argmax(crowds))])
    within = [word for word in words if abs((word.box.top + word.box.bottom) // 2 - middle) <= reach]
    rim = round(usual)
    return Sample(
        max(0, min(word.box.top for word in within) - rim),
        min(height, max(word.box.bottom for word in within) + rim),
        sum(word.confidence for word in within) / len(within),
    )
