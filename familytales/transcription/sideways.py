"""Writing up or down the margin that an engine has not read: its strips are turned and read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING, NamedTuple, cast

import cv2
import numpy

from familytales.domain.transcripts import Box, ReadLine, ReadWord, Recognition, bounding
from familytales.transcription import checking, noise
from familytales.transcription.pixels import grey, reduced

if TYPE_CHECKING:
    from familytales.ports import OcrEngine, Raster

READ = 0.6
"""Confidence from which a word is taken to be read: what engines make of letters that lie on their side is below."""
SETTLED = 0.9
"""Mean confidence of lines up or down the page from which they are left as they are read."""
SURE = 0.7
"""Mean confidence from which a turned strip is believed."""
LONG = 5.0
"""Least length of a strip, in line heights, and against its width."""
THIN, THICK = 0.6, 3.0
"""Widths of a strip, in line heights: rules are thinner, pictures thicker."""
DENSE = 0.6
"""Share of ink above which a strip is a bar or a shadow."""
SPARSE = 0.05
"""Least share of ink in a strip: thin pencil fills a tenth of its line."""
MOST = 4
"""Strips that are tried: a page full of them is no page with notes in its margin."""
ENOUGH = 11
"""Pixels of line height at which strips of ink are still seen: larger pages are looked at on a smaller copy."""
_INK = 0.8
"""Ink is darker than this share of the paper around it."""
_EDGE = 0.005
"""Share of the page at its edges where there is the scanner's lid and no writing."""


class _Turn(NamedTuple):
    """One of the two ways a strip may be turned upright."""

    code: int
    clockwise: bool


_TURNS = (_Turn(cv2.ROTATE_90_CLOCKWISE, True), _Turn(cv2.ROTATE_90_COUNTERCLOCKWISE, False))


def added(found: Recognition, image: Raster, engine: OcrEngine, languages: Sequence[str]) -> Recognition:
    """The recognition with what stands at right angles to the page's writing, where that is there to be read."""
    settled = [word for line in _settled(found.lines) for word in line.words if word.confidence >= READ]
    if not settled:
        return found
    height = median(word.box.height for word in settled)
    lines = list(found.lines)
    for strip in _strips(grey(image), settled, height):
        before = [line for line in lines if _inside(line, strip)]
        after = _read(strip, image, engine, languages)
        if worth(after) > worth(before):
            lines = [*(line for line in lines if line not in before), *after]
    return replace(found, lines=tuple(lines))


def _settled(lines: Sequence[ReadLine]) -> list[ReadLine]:
    """The lines across the page, and those up or down it where all of them are sure and no word stands among them."""
    down = [line for line in lines if runs_down(line)]
    among = [line for line in lines if line not in down and any(_stands_in(line, other) for other in down)]
    if not among and all(noise.mean_confidence([line]) >= SETTLED for line in down):
        return list(lines)
    return [line for line in lines if line not in down and line not in among]


def _stands_in(line: ReadLine, down: ReadLine) -> bool:
    """Whether it is a single word as narrow as a line that runs down, over or under it: a piece of that line."""
    if len(line.words) != 1:
        return False
    word, around = line.words[0].box, bounding([word.box for word in down.words])
    return around.left - around.width / 2 <= word.left and word.right <= around.right + around.width / 2


def runs_down(line: ReadLine) -> bool:
    """Whether a line stands up or down the page."""
    around = bounding([word.box for word in line.words]) if line.words else Box(0, 0, 1, 1)
    return around.height > 2 * around.width


def worth(lines: Iterable[ReadLine]) -> float:
    """How many letters are likely read right."""
    return sum(word.confidence * len(word.text) for line in lines for word in line.words)


def _strips(pixels: Raster, words: Sequence[ReadWord], height: float) -> Iterator[Box]:
    """Long narrow upright crowds of ink that no word covers."""
    scale = max(1, int(height / ENOUGH))
    pixels, height = reduced(pixels, scale), height / scale
    ink = _loose_ink(pixels, [_scaled(word.box, 1 / scale) for word in words], height)
    if cv2.countNonZero(ink) < SPARSE * LONG * THIN * height**2:
        return iter(())
    # Letters on their side stand closer below one another than lines do.
    reach = max(3, round(height))
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, numpy.ones((reach, max(1, reach // 4)), numpy.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    boxes = [Box(x, y, x + w, y + h) for x, y, w, h, _ in stats[1:].tolist()]
    shaped = [box for box in boxes if _like_a_line(box, height, pixels.shape, ink)]
    return (_scaled(box, scale) for box in (shaped if len(shaped) <= MOST else []))


def _scaled(box: Box, factor: float) -> Box:
    return Box(*(round(edge * factor) for edge in (box.left, box.top, box.right, box.bottom)))


def _loose_ink(pixels: Raster, words: Sequence[Box], height: float) -> Raster:
    """255 where there is ink outside the words that were read."""
    paper = cv2.blur(pixels, (2 * round(3 * height) + 1,) * 2)
    ink = cast("Raster", cv2.compare(pixels, cv2.convertScaleAbs(paper, alpha=_INK), cv2.CMP_LT))
    rim = round(_EDGE * max(pixels.shape))
    ink[:rim], ink[-rim - 1 :], ink[:, :rim], ink[:, -rim - 1 :] = 0, 0, 0, 0
    for box in words:
        ink[max(0, box.top - 2) : max(0, box.bottom + 2), max(0, box.left - 2) : max(0, box.right + 2)] = 0
    return ink


def _like_a_line(box: Box, height: float, shape: tuple[int, ...], ink: Raster) -> bool:
    long = box.height >= LONG * max(height, box.width)
    filled = float(ink[box.top : box.bottom, box.left : box.right].mean()) / 255
    at_edge = box.top <= 0 or box.left <= 0 or box.bottom >= shape[0] or box.right >= shape[1]
    return long and THIN * height <= box.width <= THICK * height and filled <= DENSE and not at_edge


def _read(strip: Box, image: Raster, engine: OcrEngine, languages: Sequence[str]) -> tuple[ReadLine, ...]:
    """The better reading of the two ways of turning it; () where neither is believed."""
    rim = strip.width // 2
    around = Box(
        max(0, strip.left - rim),
        max(0, strip.top - rim),
        min(image.shape[1], strip.right + rim),
        min(image.shape[0], strip.bottom + rim),
    )
    crop = image[around.top : around.bottom, around.left : around.right]
    best: tuple[ReadLine, ...] = ()
    sure = SURE
    for turn in _TURNS:
        turned = numpy.ascontiguousarray(cv2.rotate(crop, turn.code), dtype=numpy.uint8)
        lines = noise.written(checking.read(engine, turned, languages).lines)
        if noise.mean_confidence(lines) >= sure and _letters(lines) >= noise.LEAST_MARKS:
            sure = noise.mean_confidence(lines)
            best = tuple(replace(line, words=tuple(_back(word, around, turn) for word in line.words)) for line in lines)
    return best


def _letters(lines: Sequence[ReadLine]) -> int:
    return sum(char.isalpha() for line in lines for word in line.words for char in word.text)


def _back(word: ReadWord, around: Box, turn: _Turn) -> ReadWord:
    """The word where it stands on the page: `rotated` by three quarters undoes one."""
    box = word.box.rotated(270 if turn.clockwise else 90, around.height, around.width)
    shifted = Box(box.left + around.left, box.top + around.top, box.right + around.left, box.bottom + around.top)
    return replace(word, box=shifted)


def _inside(line: ReadLine, strip: Box) -> bool:
    """Whether what was read first stands within the strip: letters on their side, taken for others."""
    return all(
        strip.left <= (word.box.left + word.box.right) / 2 <= strip.right
        and strip.top <= (word.box.top + word.box.bottom) / 2 <= strip.bottom
        for word in line.words
    )
