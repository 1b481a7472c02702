"""Pages that came upside down or on their side after all: where most of the writing stays unread, other ways are tried.

Preparation turns a page only when two witnesses agree, and on handwriting and on curled photographs there are none.
Here the reading itself is one. On 16 real pages of handwriting RapidOCR read 0 to 26 % of the marks upside down, and
30 % or more upright, twice to many times as many letters on the same page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy

from familytales.domain.transcripts import Box, ReadLine, ReadWord, Recognition
from familytales.transcription import checking, noise, unread
from familytales.transcription.sideways import runs_down, worth
from familytales.transcription.unread import Points

if TYPE_CHECKING:
    from familytales.ports import OcrEngine, Raster

READ = 0.6
"""Confidence from which a word is taken to be read."""
SURE, MANY = 0.8, 30
"""Mean confidence and number of words from which nobody doubts that the page stands upright."""
LEAST_READ = 0.4
"""Share of the marks that must be read lest other ways be tried."""
PROMISING = 1.1
"""How many times as many letters must be read on a strip for the page to be read another way, ..."""
BETTER = 2.0
"""... and on the whole page for that to be believed: 4.5 times and more on turned pages of handwriting, 1.6 times on
mirrored typescript."""
LEAST_LETTERS = 8
"""Letters that are taken to be read as the page is, where there are fewer: a chance reading of a few proves nothing."""
STRIP = 0.4
"""Part of the page on which the other ways are tried, along the lines that it would have."""
_CODES = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


def righted(
    found: Recognition, image: Raster, engine: OcrEngine, languages: Sequence[str]
) -> tuple[int, Raster, Recognition]:
    """Degrees clockwise (0, 90, 180, 270) that turned the page upright, its image then, and what is read on it.

    Args:
        found: what the engine reads on the image as it is.
        image: the page as it was prepared.
        engine: reads it.
        languages: ISO 639-3 codes.
    """
    turn = _promising(found, image, engine, languages)
    if not turn:
        return 0, image, found
    upright = turned(image, turn)
    whole = checking.read(engine, upright, languages)
    if _level_worth(noise.written(whole.lines)) < BETTER * max(LEAST_LETTERS, _level_worth(found.lines)):
        return 0, image, found
    return turn, upright, replace(whole, details=(*whole.details, f"turned={turn}"))


def _promising(found: Recognition, image: Raster, engine: OcrEngine, languages: Sequence[str]) -> int:
    """The turn in which most is read on a strip; 0 where that is hardly more than as it is, or nobody doubts it."""
    if not found.lines:  # a picture, a cloth cover: of writing on its head something is misread
        return 0
    level = [line for line in found.lines if not runs_down(line)]
    if sum(len(line.words) for line in level) >= MANY and noise.mean_confidence(level) >= SURE:
        return 0
    marks = unread.marks(image)
    if len(marks) < unread.LEAST_MARKS or unread.share_read(_surely(level), marks, image) >= LEAST_READ:
        return 0
    gains = {turn: _gain(turn, level, marks, image, engine, languages) for turn in _CODES}
    best = max(gains, key=lambda turn: gains[turn])
    return best if gains[best] >= PROMISING else 0


def _level_worth(lines: Iterable[ReadLine]) -> float:
    return worth(line for line in lines if not runs_down(line))


def _surely(lines: Iterable[ReadLine]) -> Iterator[ReadWord]:
    return (word for line in lines for word in line.words if word.confidence >= READ)


def turned(image: Raster, turn: int) -> Raster:
    """The image turned clockwise by 90, 180 or 270 degrees."""
    return numpy.ascontiguousarray(cv2.rotate(image, _CODES[turn]), dtype=numpy.uint8)


def _gain(
    turn: int,
    level: Sequence[ReadLine],
    marks: Points,
    image: Raster,
    engine: OcrEngine,
    languages: Sequence[str],
) -> float:
    """How many times as many letters are read on a strip of the page when it is turned."""
    strip = _strip(turn, marks, image)
    crop = turned(image[strip.top : strip.bottom, strip.left : strip.right], turn)
    after = noise.written(checking.read(engine, crop, languages).lines)
    before = [line for line in level if line.words and _inside(line, strip)]
    return _level_worth(after) / max(LEAST_LETTERS, worth(before))


def _strip(turn: int, marks: Points, image: Raster) -> Box:
    """The part of the page, across the lines that it has when it is turned, in which most of its writing is."""
    height, width = image.shape[:2]
    x, y = numpy.median(marks, axis=0)
    if turn == 180:
        top = round(min(max(0.0, y - STRIP * height / 2), (1 - STRIP) * height))
        return Box(0, top, width, top + round(STRIP * height))
    left = round(min(max(0.0, x - STRIP * width / 2), (1 - STRIP) * width))
    return Box(left, 0, left + round(STRIP * width), height)


def _inside(line: ReadLine, strip: Box) -> bool:
    box = line.words[0].box
    middle = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return strip.left <= middle[0] < strip.right and strip.top <= middle[1] < strip.bottom
