"""Writing seen from behind: a page scanned through its back is read the right way round, what shines through is left.

Engines read mirrored letters as other letters, and RapidOCR is quite sure of them. A strip of the page, flipped,
tells: on the doubtful ones of 60 real pages the mean confidence of neither engine rose by more than 0.08; on drawn
pages that were mirrored Tesseract's rose from 0.47 to 0.68 or more, and RapidOCR's from 0.74 or 0.85 to 0.99.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy

from familytales.domain.transcripts import Box, ReadLine, ReadWord, Recognition
from familytales.transcription import checking, noise, unread
from familytales.transcription.pixels import INK_CONTRAST, grey
from familytales.transcription.samples import sample
from familytales.transcription.sideways import worth
from familytales.transcription.turning import LEAST_LETTERS

if TYPE_CHECKING:
    from familytales.ports import OcrEngine, Raster

MIRRORED = "mirrored=page"
"""What a transcript's options say of a page that was read through its back."""
DOUBTFUL = 0.88
"""Mean confidence of a page below which it may be mirrored."""
CERTAIN = 0.97
"""The same for a page so faint that its ink may be the other side's: RapidOCR reads some of it at 0.9."""
SURE = 0.65
"""Mean confidence of the flipped strip from which it is."""
BETTER = 0.15
"""By how much that must be above the strip's as it stands, ..."""
LESS = 0.4
"""... or what part of the doubt may be left, where there is not so much."""
_ENOUGH = 600
"""Pixels across that tell how dark the ink is; of larger strips only some are looked at."""
FEW = 5
"""Words that the flipped strip must have at least."""
HARDLY = 0.2
"""Share of the marks below which a page is hardly read, where fewer words are, ..."""
MORE = 4.0
"""... and how many times the letters are read then on the flipped page, taking a few for read as it is: on mirrored
pages of handwriting 15 times and more."""
THROUGH = 70
"""Grey levels between the darkest ink and its paper below which mirrored writing is the other side's: it is seen
through paper. On drawn pages such writing reaches 61, a faint typescript that was mirrored 78."""
USUAL, DARKEST = 0.9, 0.97
"""Shares of the words' pixels that are no further from their paper than the ink is, and than the darkest ink is: thin
strokes fill less than a tenth of their words."""


def righted(found: Recognition, image: Raster, engine: OcrEngine, languages: Sequence[str]) -> Recognition:
    """The reading of the page, flipped where it is mirrored; without a word where only its back shines through."""
    words = [word for line in found.lines for word in line.words]
    certainty = noise.mean_confidence(found.lines)
    if not words or certainty >= CERTAIN:
        return found
    if len(words) < FEW:
        return _of_few_words(found, image, engine, languages)
    tried = sample(words, image.shape[0])
    strip = image[tried.top : tried.bottom]
    contrast, darkest = _contrasts(strip, words, tried.top)
    if certainty >= DOUBTFUL and contrast >= INK_CONTRAST:
        return found
    clearer = _clearer(checking.read(engine, _flipped(strip), languages), tried.confidence)
    if not clearer and contrast >= INK_CONTRAST:
        return found
    # What is so faint that an engine may take a strip of it for blank is read as a whole; what it takes for blank then
    # is at the edge of what can be seen, and no writing of this side.
    whole = checking.read(engine, _flipped(image), languages)
    if not clearer and whole.lines and not _clearer(whole, certainty):
        return found
    return _from_behind(whole, image) if darkest >= THROUGH else Recognition((), (*found.details, "mirrored=back"))


def _of_few_words(found: Recognition, image: Raster, engine: OcrEngine, languages: Sequence[str]) -> Recognition:
    """The reading of a page of which next to nothing was read; flipped where there is writing that reads well so."""
    words = [word for line in found.lines for word in line.words]
    marks = unread.marks(image)
    if len(marks) < unread.LEAST_MARKS or unread.share_read(words, marks, image) >= HARDLY:
        return found
    whole = checking.read(engine, _flipped(image), languages)
    if worth(noise.written(whole.lines)) < MORE * max(LEAST_LETTERS, worth(found.lines)):
        return found
    seen = _from_behind(whole, image)
    _, darkest = _contrasts(image, [word for line in seen.lines for word in line.words], 0)
    return seen if darkest >= THROUGH else found


def _from_behind(whole: Recognition, image: Raster) -> Recognition:
    """What is read on the flipped page, where it stands on the page as it is."""
    lines = tuple(_back(line, image.shape[1]) for line in whole.lines)
    return Recognition(lines, (*whole.details, MIRRORED))


def _clearer(after: Recognition, before: float) -> bool:
    """Whether a flipped reading is so much surer that this is how it was written."""
    sure = noise.mean_confidence(after.lines)
    needed = max(SURE, min(before + BETTER, 1 - LESS * (1 - before)))
    return sum(len(line.words) for line in after.lines) >= FEW and sure >= needed


def _flipped(image: Raster) -> Raster:
    return numpy.ascontiguousarray(image[:, ::-1])


def _contrasts(strip: Raster, words: Sequence[ReadWord], top: int) -> tuple[float, float]:
    """Grey levels between the paper and the ink of the strip's words, and between the paper and the darkest of it."""
    every = max(1, strip.shape[1] // _ENOUGH)
    pixels = numpy.ascontiguousarray(grey(strip)[::every, ::every])
    paper = cv2.medianBlur(pixels, 31 // every | 1).astype(numpy.int16)
    inside = numpy.zeros(pixels.shape, numpy.bool_)
    for word in words:
        first, last = max(0, word.box.top - top) // every, max(0, word.box.bottom - top) // every
        inside[first:last, word.box.left // every : word.box.right // every] = True
    deep = numpy.abs(paper - pixels)[inside]
    usual, darkest = numpy.quantile(deep, (USUAL, DARKEST)) if deep.size else (0.0, 0.0)
    return float(usual), float(darkest)


def _back(line: ReadLine, width: int) -> ReadLine:
    """The line where it stands on the page as it is."""
    words = (
        replace(word, box=Box(width - word.box.right, word.box.top, width - word.box.left, word.box.bottom))
        for word in line.words
    )
    return replace(line, words=tuple(words))
