"""What an engine says is believed only as far as it can be true: a faulty one costs its page, not the run."""

from __future__ import annotations

import errno
import math
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any

from familytales.domain.errors import FamilyTalesError
from familytales.domain.transcripts import Box, ReadLine, ReadWord, Recognition

if TYPE_CHECKING:
    from familytales.ports import OcrEngine, Raster

MOST_WORDS = 50_000
"""More than a page can hold: a newspaper's has about 10,000."""
LONGEST_WORD = 1_000
"""Characters of a word; leaders in a table of contents are read as one of a hundred dots."""
LARGEST = 2
"""Most size of a box, against the image's: engines that guess a curved line's shape overshoot, but not by as much."""
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def read(engine: OcrEngine, image: Raster, languages: Sequence[str]) -> Recognition:
    """What `engine` reads, once it is known to be a reading of this image.

    Raises:
        FamilyTalesError: the engine failed, or what it returned cannot be what this image says.
        MemoryError, OSError: there is no memory, or the disk is full.
    """
    return answer(engine.name, lambda: engine.read(image, languages), image)


def answer(name: str, work: Callable[[], object], image: Raster) -> Recognition:
    """What the engine of that name gives back from `work`, once it is known to be a reading of this image.

    Raises:
        FamilyTalesError, MemoryError, OSError: as `read`.
    """
    try:
        found = work()
    except (FamilyTalesError, MemoryError):
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _FULL:
            raise
        reason = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        raise _failed(name, f"The engine {name} failed on it ({reason}).") from error
    height, width = image.shape[:2]
    try:
        return checked(found, width, height)
    except ValueError as error:
        raise _failed(name, f"What the engine {name} returned cannot be used: {error}.") from None


def _failed(name: str, message: str) -> FamilyTalesError:
    other = "tesseract" if name == "rapidocr" else "rapidocr"
    return FamilyTalesError(message, remedy=f"Try another engine for it, such as `--engine {other}`.")


def checked(found: object, width: int, height: int) -> Recognition:
    """The recognition with plain numbers in it.

    Raises:
        ValueError: it is not what the contract says, or no reading of an image of this size; says what is wrong.
    """
    if not isinstance(found, Recognition):
        raise ValueError(f"it is no recognition but {_kind(found)}")
    lines = [_line(line) for line in _sequence(found.lines, "the lines")]
    if (count := sum(len(line.words) for line in lines)) > MOST_WORDS:
        raise ValueError(f"it has {count:,} words, more than a page can hold")
    made = (replace(line, words=tuple(_word(word, width, height) for word in line.words)) for line in lines)
    return replace(found, lines=tuple(made))


def _line(line: object) -> ReadLine:
    if not isinstance(line, ReadLine):
        raise ValueError(f"a line is {_kind(line)}")
    return replace(line, words=_sequence(line.words, "a line's words"))


def _sequence(found: object, what: str) -> tuple[Any, ...]:
    if not isinstance(found, tuple | list):
        raise ValueError(f"{what} are {_kind(found)}")
    return tuple(found)


def _word(word: object, width: int, height: int) -> ReadWord:
    if not isinstance(word, ReadWord):
        raise ValueError(f"a word is {_kind(word)}")
    return replace(
        word,
        text=_text(word.text),
        box=_box(word.box, width, height),
        confidence=_confidence(word.confidence),
        calibrated=None if word.calibrated is None else _confidence(word.calibrated),
    )


def _text(text: object) -> str:
    if not isinstance(text, str):
        raise ValueError(f"a word's text is {_kind(text)}")
    if len(text) > LONGEST_WORD:
        raise ValueError(f"a word has {len(text):,} characters")
    if not text.isprintable() and any(unicodedata.category(char) in {"Cc", "Cs"} for char in text.strip()):
        raise ValueError(f"the word {text!r} has characters that cannot be written")
    return text


def _box(box: object, width: int, height: int) -> Box:
    if not isinstance(box, Box):
        raise ValueError(f"a word's box is {_kind(box)}")
    edges = (box.left, box.top, box.right, box.bottom)
    if not all(isinstance(edge, int | Integral) for edge in edges):
        raise ValueError(f"a word's box is not in whole pixels but {edges}")
    left, top, right, bottom = map(int, edges)
    apart = right < 0 or bottom < 0 or left > width or top > height
    if apart or right - left > LARGEST * width or bottom - top > LARGEST * height:
        raise ValueError(f"a word's box {left, top, right, bottom} is outside the image of {width} x {height} pixels")
    return Box(left, top, right, bottom)


def _confidence(confidence: object) -> float:
    found = float(confidence) if isinstance(confidence, float | Real) else math.nan
    if not -0.01 <= found <= 1.01:
        raise ValueError(f"a word's confidence is {confidence!r}, not between 0 and 1")
    return min(1.0, max(0.0, found))


def _kind(found: object) -> str:
    return f"a {type(found).__name__}"
