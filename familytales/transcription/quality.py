"""How much work a page is worth: which engines read it, and on which preparations, by what kind of page it is.

| | handwriting | print | typescript, and print that is hard for Tesseract |
|---|---|---|---|
| fast | RapidOCR | Tesseract | RapidOCR, small, and Tesseract |
| good | RapidOCR | RapidOCR, small, and Tesseract | the same |
| best | RapidOCR twice | RapidOCR twice, once small, and Tesseract | the same |

Small is a page three quarters as large as RapidOCR sees it: read in three quarters of the time, and on most kinds a
little more truly.
Tesseract reads every page first, for it costs a tenth of RapidOCR and its mean confidence tells the kind: on real
pages at most 0.47 for handwriting, at least 0.59 for type. Its words are never voted into handwriting, where they
are noise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, cast

from familytales import registry
from familytales.domain.errors import MissingDependency
from familytales.domain.quality import Quality
from familytales.domain.transcripts import Recognition
from familytales.ports import TrainableEngine
from familytales.transcription import checking, unread
from familytales.transcription.consensus import Source, vote
from familytales.transcription.marks import joined
from familytales.transcription.noise import mean_confidence, written
from familytales.transcription.pixels import has_ink
from familytales.transcription.scales import at_scale, for_hand, for_type
from familytales.transcription.sideways import worth
from familytales.transcription.tessdata import READ_WITH
from familytales.transcription.typescript import as_meant, is_typed
from familytales.transcription.vocabulary import Vocabulary, vocabulary

if TYPE_CHECKING:
    from familytales.ports import OcrEngine, Raster
    from familytales.transcription.rapid import RapidOcrEngine

HANDWRITTEN = 0.53
"""Tesseract's mean confidence below which a page is handwriting: half way between the two kinds."""
HARD = 0.8
"""Its mean confidence below which print is Fraktur, of which it misreads half the words. With the data for Fraktur it
is surer of that, and still misreads one word of four that RapidOCR reads; on typescript it is surer yet, and misreads
two to three times as many words."""
LEAST_READ = 0.5
"""Share of a page's marks in words that it reads, below which the page is too faint for it: on real pages of type, down
to carbon copies, and beside a picture, they are 0.7 and more."""

MOST_DOUBT = 0.07
"""Share of its words that it may be expected to have wrong: at most 0.058 on 14 pages of print that it reads well. On
worn print and on Fraktur of which it is sure it is more, and RapidOCR misreads half as many words."""
LEAST_WORDS = 12
"""Words of a page from which such a share can be told."""
FULLER = 1.02
"""How many times as many letters the reading at the other size must have for its lines to be kept: on low scans of type
the larger one takes two lines for one, and of thin handwriting the smaller one misses lines. Mostly both have the same
letters."""


class Kind(StrEnum):
    """What is on a page, as far as it decides who reads it."""

    NOTHING = "nothing"
    HAND = "handwriting"
    TYPE = "type"
    HARD_TYPE = "hard type"


class Reader:
    """Reads pages at one quality.

    Args:
        quality: what a page's reading may cost.
        tesseract: reads type quickly, and tells type from handwriting.
        rapid: reads everything, slowly.
        family: names and words of the family, as they are written.
    """

    remote = False

    def __init__(
        self, quality: Quality, tesseract: OcrEngine, rapid: RapidOcrEngine, family: frozenset[str] = frozenset()
    ) -> None:
        self.name = quality.value
        self._quality = quality
        self._tesseract = tesseract
        self._rapid = rapid
        self._family = family

    def version(self, languages: Sequence[str]) -> str:
        """Both engines' versions; RapidOCR's alone where Tesseract lacks a language."""
        rapid = f"rapidocr {self._rapid.version(languages)}"
        try:
            return f"tesseract {self._tesseract.version(languages)}; {rapid}"
        except MissingDependency:
            return rapid

    def knowing(self, family: frozenset[str]) -> Reader:
        """The same with names and words of the family."""
        return Reader(self._quality, self._tesseract, self._rapid, family)

    def trained(self, model: Path) -> Reader:
        """The same with a model that was trained for the page's hand or machine in the place of Tesseract's own."""
        tesseract = self._tesseract
        if isinstance(tesseract, TrainableEngine):
            tesseract = tesseract.trained(model)
        return Reader(self._quality, tesseract, self._rapid, self._family)

    def languages(self) -> frozenset[str]:
        """Empty: any language in Latin script, others where Tesseract has their data."""
        return frozenset()

    def read(self, image: Raster, languages: Sequence[str]) -> Recognition:
        """The page's words with their probabilities; the details tell the kind of page and what read it.

        Raises:
            MissingDependency: Tesseract lacks a language's data and RapidOCR does not know its script.
        """
        kind, sources = self.sources(image, languages)
        lines = vote(sources, vocabulary(tuple(languages), self._family)) if sources else ()
        return Recognition(lines, (f"kind={kind}", f"read={'+'.join(source.name for source in sources)}"))

    def sources(self, image: Raster, languages: Sequence[str]) -> tuple[Kind, list[Source]]:
        """The kind of page and the readings to be voted, the one whose lines are kept first; none of a blank page.

        Raises:
            MissingDependency: as `read`.
        """
        try:
            first = checking.read(self._tesseract, image, languages)
            first = replace(first, lines=written(first.lines))
        except MissingDependency:
            first = None
        kind = _kind(first, image, vocabulary(tuple(languages), self._family))
        found = self._of(kind, image, languages, first)
        return kind, [Source(one.name, as_meant(joined(one.lines, languages))) for one in found]

    def _of(self, kind: Kind, image: Raster, languages: Sequence[str], first: Recognition | None) -> list[Source]:
        if kind is Kind.NOTHING:
            return []
        if kind is Kind.HAND:
            return self._of_hand(image, languages)
        if first is None:
            return self._by_rapid(image, languages)
        typed = [Source("tesseract", first.lines)]
        if self._quality is Quality.FAST and kind is Kind.TYPE:
            return typed
        try:
            return self._by_rapid(image, languages) + typed
        except MissingDependency:  # a script only Tesseract knows
            return typed

    def _of_hand(self, image: Raster, languages: Sequence[str]) -> list[Source]:
        def read(image: Raster) -> Recognition:
            return self._slowly(image, languages)

        small = Source("rapidocr", at_scale(read, image, for_hand(image)).lines)
        if self._quality is Quality.BEST:
            return _fuller_first(small, Source("rapidocr 2", read(image).lines))
        # A letter or a number that stands alone is lost where the page is made small enough for handwriting.
        return [small if small.lines else Source("rapidocr", read(image).lines)]

    def _by_rapid(self, image: Raster, languages: Sequence[str]) -> list[Source]:
        def read(image: Raster) -> Recognition:
            return self._slowly(image, languages)

        small = Source("rapidocr small", at_scale(read, image, for_type(image)).lines)
        if self._quality is not Quality.BEST:
            return [small]
        return _fuller_first(Source("rapidocr", read(image).lines), small)

    def _slowly(self, image: Raster, languages: Sequence[str]) -> Recognition:
        """What RapidOCR reads, checked here as well: whoever is told of a fault is told whose it is."""
        return checking.answer(self._rapid.name, lambda: self._rapid.read(image, languages, self._family), image)


def fast() -> Reader:
    """The reader for `--quality fast`."""
    return _reader(Quality.FAST)


def good() -> Reader:
    """The reader for `--quality good`."""
    return _reader(Quality.GOOD)


def best() -> Reader:
    """The reader for `--quality best`."""
    return _reader(Quality.BEST)


def _reader(quality: Quality) -> Reader:
    """A reader with the engines of this process, which keep their models: none is loaded twice."""
    tesseract, rapid = (registry.load(registry.Kind.OCR, name) for name in ("tesseract", "rapidocr"))
    return Reader(quality, tesseract, cast("RapidOcrEngine", rapid))


def _fuller_first(usual: Source, other: Source) -> list[Source]:
    """Both readings, the one whose lines are to be kept first."""
    return [other, usual] if worth(other.lines) >= FULLER * worth(usual.lines) else [usual, other]


def _kind(first: Recognition | None, image: Raster, known: Vocabulary) -> Kind:
    """What kind of page it is by Tesseract's reading: type where there is none, for want of its data."""
    if first is None:
        return Kind.TYPE
    if not first.lines and not has_ink(image):
        return Kind.NOTHING
    confidence = mean_confidence(first.lines)
    if confidence < HANDWRITTEN:
        return Kind.HAND
    return Kind.HARD_TYPE if confidence < HARD or _is_hard(first, image, known) else Kind.TYPE


def _is_hard(first: Recognition, image: Raster, known: Vocabulary) -> bool:
    """Whether Tesseract misreads or misses much more than RapidOCR, however sure it is of what it has."""
    fraktur = any(detail.startswith(READ_WITH) for detail in first.details)
    return fraktur or is_typed(first.lines) or _is_faint(first, image) or _is_doubtful(first, known)


def _is_doubtful(first: Recognition, known: Vocabulary) -> bool:
    words = [word for line in vote([Source("tesseract", first.lines)], known) for word in line.words]
    doubts = [1 - word.calibrated for word in words if word.calibrated is not None]
    return len(doubts) >= LEAST_WORDS and sum(doubts) > MOST_DOUBT * len(doubts)


def _is_faint(first: Recognition, image: Raster) -> bool:
    marks, words = unread.marks(image), (word for line in first.lines for word in line.words)
    return len(marks) >= unread.LEAST_MARKS and unread.share_read(words, marks, image) < LEAST_READ
