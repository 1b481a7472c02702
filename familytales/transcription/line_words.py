"""Words of a text line that was recognised as a whole: where each stands, from its letters' columns and its ink."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import cv2
import numpy
from numpy.typing import NDArray

from familytales.domain.transcripts import Box, ReadWord

Points: TypeAlias = NDArray[numpy.float64]
"""(n, 2) x and y in pixels."""
LATE = 0.5
"""How far, in letter widths, the recogniser may place a letter beside its middle."""
DENSE = 0.4
"""Share of the fullest row's ink that marks the rows between a line's short letters' tops and feet."""
STROKES = 0.5
"""How far accents, dots and long strokes surely reach beyond those rows, against their height."""
RULE, THICK = 2.5, 0.15
"""Length, in heights of the line, from which an unbroken level stroke is no letter's but a rule's or an underline's,
and the most that this is thick."""
Mask: TypeAlias = NDArray[numpy.bool_]
"""(height, width), true where there is ink."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A recognised character that is not a space.

    Attributes:
        place: its centre as a share (0 to 1) of the line's length.
        confidence: 0.0 to 1.0.
    """

    place: float
    confidence: float


def cut(text: str, letters: Sequence[Letter], crop: NDArray[numpy.uint8], quad: Points) -> Iterator[ReadWord]:
    """The words of `text`, each with the box of its own ink.

    Args:
        text: the line as recognised, with its spaces.
        letters: one for each character that is not a space.
        crop: the line straightened, (height, width) grey, text running to the right.
        quad: where the crop's corners are on the page: top left, top right, bottom right, bottom left as the crop
            stands, so that text running downwards has its first corner at the page's upper right.
    """
    mask = own(unruled(ink(crop)))
    start = 0
    spans: list[tuple[str, Sequence[Letter]]] = []
    for word in text.split():
        spans.append((word, letters[start : start + len(word)]))
        start += len(word)
    slack = LATE / len(text)
    gaps = (_between(mask, a[1][-1].place - slack, b[1][0].place + slack) for a, b in pairwise(spans))
    edges = [(0.0, 0.0), *gaps, (1.0, 1.0)]
    for (word, found), (_, left), (right, _) in zip(spans, edges, edges[1:], strict=False):
        confidence = sum(letter.confidence for letter in found) / len(found)
        yield ReadWord(word, _box(quad, *_trimmed(mask, left, right)), confidence)


def ink(crop: NDArray[numpy.uint8]) -> Mask:
    """Which pixels are ink: the rarer side of Otsu's threshold, whatever is dark or light."""
    _, dark = cv2.threshold(crop, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    mask = numpy.asarray(dark, dtype=numpy.bool_)
    return ~mask if mask.mean() > 0.5 else mask


def unruled(mask: Mask) -> Mask:
    """The mask without what is ruled along the line, but for where letters cross it.

    Its rows are the fullest, and would be taken for those of the letters.
    """
    thick = round(THICK * mask.shape[0])
    level = _shaped(mask, cv2.MORPH_OPEN, round(RULE * mask.shape[0]), 1)
    rules = level & ~_shaped(level, cv2.MORPH_OPEN, 1, thick + 1)
    if not rules.any():
        return mask
    left = mask & ~_shaped(rules, cv2.MORPH_DILATE, 1, 3)
    crossed = mask & _shaped(left, cv2.MORPH_CLOSE, 1, thick + 3)
    return left | crossed if left.any() else mask


def _shaped(mask: Mask, how: int, across: int, down: int) -> Mask:
    # OpenCV shifts what it opens or closes with an even piece.
    piece = numpy.ones((down | 1, across | 1), numpy.uint8)
    made = cv2.morphologyEx(mask.astype(numpy.uint8), how, piece, borderType=cv2.BORDER_CONSTANT, borderValue=0)
    return numpy.asarray(made, dtype=numpy.bool_)


def own(mask: Mask) -> Mask:
    """The mask without the neighbouring lines' strokes: cut where least ink lies beyond the letters' long strokes."""
    profile = mask.sum(axis=1)
    dense = profile >= DENSE * profile.max()
    edges = numpy.flatnonzero(numpy.diff(numpy.concatenate(([False], dense, [False]))))
    bands = list(zip(edges[::2], edges[1::2], strict=True))
    top, bottom = max(bands, key=lambda band: int(profile[band[0] : band[1]].sum()))
    reach = round((bottom - top) * STROKES)
    above, below = profile[: max(0, top - reach)], profile[bottom + reach :]
    kept = mask.copy()
    if len(above):
        kept[: len(above) - int(above[::-1].argmin())] = False
    if len(below):
        kept[bottom + reach + int(below.argmin()) :] = False
    return kept


def _between(mask: Mask, before: float, after: float) -> tuple[float, float]:
    """The widest strip without ink between two letters' centres, as shares; half way where there is none."""
    width = mask.shape[1]
    first, last = max(0, round(before * width)), min(width, round(after * width))
    inked = numpy.flatnonzero(mask[:, first:last].any(axis=0))
    if last <= first or not len(inked):
        return (before + after) / 2, (before + after) / 2
    gaps = numpy.diff(inked)
    if not len(gaps) or gaps.max() < 2:
        return (before + after) / 2, (before + after) / 2
    place = int(gaps.argmax())
    return (first + int(inked[place]) + 1) / width, (first + int(inked[place + 1])) / width


def _trimmed(mask: Mask, left: float, right: float) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the ink between two shares of the line's length, as shares."""
    height, width = mask.shape
    first = min(width - 1, round(left * width))
    part = mask[:, first : max(first + 1, round(right * width))]
    columns, rows = numpy.flatnonzero(part.any(axis=0)), numpy.flatnonzero(part.any(axis=1))
    if not len(columns):
        return left, 0.0, right, 1.0
    return (
        (first + int(columns[0])) / width,
        int(rows[0]) / height,
        (first + int(columns[-1]) + 1) / width,
        (int(rows[-1]) + 1) / height,
    )


def _box(quad: Points, left: float, top: float, right: float, bottom: float) -> Box:
    """The upright box around a part of the line, given in shares of its length and height."""
    corners = numpy.array([_point(quad, x, y) for x in (left, right) for y in (top, bottom)])
    low, high = numpy.floor(corners.min(axis=0)), numpy.ceil(corners.max(axis=0))
    return Box(int(low[0]), int(low[1]), int(max(high[0], low[0] + 1)), int(max(high[1], low[1] + 1)))


def _point(quad: Points, x: float, y: float) -> Points:
    upper = quad[0] + (quad[1] - quad[0]) * x
    lower = quad[3] + (quad[2] - quad[3]) * x
    return numpy.asarray(upper + (lower - upper) * y)
