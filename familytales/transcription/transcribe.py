"""One page image becomes one transcript: a plain function of image, engine and options."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from familytales.transcription import checking, mirrored, noise, sideways, turning, unread
from familytales.transcription.layout import arrange

if TYPE_CHECKING:
    from familytales.domain.transcripts import Box, ReadLine, Recognition, Transcript, Word
    from familytales.ports import OcrEngine, Raster

SURE = 0.8
"""Confidence of words that are surely read: most that this side says is, of what shines through little."""
LEAST_READ = 0.05
"""Share of a page's marks of the size of letters that is read, below which only what is clear is believed."""


def _same(box: Box) -> Box:
    return box


def transcribe(
    image: Raster,
    engine: OcrEngine,
    languages: Sequence[str],
    *,
    size: tuple[int, int],
    rotation: int = 0,
    to_page: Callable[[Box], Box] = _same,
    options: Sequence[str] = (),
    pictures: Sequence[Box] = (),
) -> Transcript:
    """What `engine` reads on `image`, in reading order, with how it was read.

    Args:
        image: upright page, (height, width) grey or (height, width, 3) RGB.
        engine: reads it.
        languages: ISO 639-3 codes, the main language first.
        size: width and height of the page image.
        rotation: degrees clockwise that turned the page image upright.
        to_page: maps a box from `image` to the page image.
        options: what was done to the image, as name=value.
        pictures: where photographs are on the page image.

    Raises:
        MissingDependency: the engine or its language data is not installed.
        FamilyTalesError: the engine gave up on this image, or what it returned cannot be used.
    """
    turn, found = _recognised(image, engine, languages)
    return arrange(
        found,
        size=size,
        rotation=(rotation + turn) % 360,
        to_page=lambda box: to_page(_turned_back(box, turn, image)),
        engine=engine.name,
        engine_version=engine.version(languages),
        languages=languages,
        options=options,
        pictures=pictures,
    )


def _recognised(image: Raster, engine: OcrEngine, languages: Sequence[str]) -> tuple[int, Recognition]:
    """Degrees clockwise that turn the image upright, and what the engine reads then, known to stand there."""
    turn, image, found = _the_right_way(checking.read(engine, image, languages), image, engine, languages)
    found = sideways.added(found, image, engine, languages)
    return turn, replace(found, lines=_believed(found, image))


def _the_right_way(
    found: Recognition, image: Raster, engine: OcrEngine, languages: Sequence[str]
) -> tuple[int, Raster, Recognition]:
    """Degrees clockwise that turn the page upright, its image then, and its reading, from its right side.

    Where little can be read of a page as it is, some of it may be read upside down and some from behind: the fuller
    reading tells how it lies.
    """
    turn, upright, turned = turning.righted(found, image, engine, languages)
    seen = mirrored.righted(found, image, engine, languages)
    if turn and (mirrored.MIRRORED not in seen.details or sideways.worth(turned.lines) > sideways.worth(seen.lines)):
        return turn, upright, mirrored.righted(turned, upright, engine, languages)
    return 0, image, seen


def _believed(found: Recognition, image: Raster) -> tuple[ReadLine, ...]:
    """The lines but for those that are not there: what is read of a pattern or an engraving is few of its marks."""
    lines = noise.believable(found.lines, max(image.shape[:2]))
    if not lines or noise.is_full(lines):
        return lines
    words = [word for line in lines for word in line.words]
    marks = unread.marks(image)
    if len(marks) < unread.LEAST_MARKS or unread.share_read(words, marks, image) >= LEAST_READ:
        return lines
    return noise.clear(lines)


def _turned_back(box: Box, turn: int, image: Raster) -> Box:
    """A box on the turned image where it stands on the image."""
    height, width = image.shape[:2]
    return box.rotated(-turn % 360, *((width, height) if turn in (0, 180) else (height, width)))


def surer(one: Transcript, other: Transcript) -> Transcript:
    """Of two readings of a page the one with more letters in sure words than in others; the first where both are alike.

    Writing that is not meant to be read, such as that of the paper's other side, adds more unsure words than sure ones.
    """
    return max(one, other, key=lambda read: sum(_sign(word) * len(word.text) for word in read.words()))


def _sign(word: Word) -> int:
    return 1 if word.confidence >= SURE else -1
