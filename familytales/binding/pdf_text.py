"""The invisible text of a page: each word over its ink, as PDF drawing operators."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from familytales.binding.pdf_font import ADVANCE, DESCENT, Characters
from familytales.binding.pdf_writer import number
from familytales.domain.transcripts import Box, Transcript, Word

_LONGEST = 8000
"""Characters shown by one operator: PDF/A limits a string to 32,767 bytes, four hexadecimal digits each."""
_STEEPEST = 0.2
"""Rise over run of the most slanted line that is believed; beyond that (11 degrees) boxes are wrong, not the scan."""
_DRIFT = 0.4
"""How far a line may rise or fall from end to end, in type sizes; Poppler breaks lines that do by more than half."""
_TALLEST = 1.4
"""How tall a line is at most, in heights of its taller words (the third quartile): lines of a curled page would else
reach into each other, and readers mix them up. Ascenders and descenders together are 1.3 times either alone."""
_GAP = 0.2
"""The least space between two words, in type sizes; Poppler joins words that are closer than 0.15."""
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


@dataclass(frozen=True, slots=True)
class Band:
    """The slanted strip a line of words stands in: pixels, y downwards.

    Attributes:
        middle: x where the strip is neither raised nor lowered.
        bottom: y of its lower edge there.
        slope: fall per pixel to the right.
        size: height.
    """

    middle: float
    bottom: float
    slope: float
    size: float

    def bottom_at(self, x: float) -> float:
        """The lower edge at x."""
        return self.bottom + self.slope * (x - self.middle)


def text_layer(transcript: Transcript, points: float, characters: Characters) -> bytes:
    """Operators that show every word invisibly, in reading order, with spaces between the words of a line.

    Args:
        transcript: boxes in page-image pixels; turned upright here by its rotation.
        points: points (1/72 inch) to a pixel.
        characters: gives the characters their numbers.
    """
    height = transcript.width if transcript.rotation in (90, 270) else transcript.height
    space = characters.encode(" ")
    shown: list[bytes] = []
    for line in transcript.lines():
        words = [(characters.encode(in_sight(word.text)), _upright(word, transcript)) for word in line.words]
        shown.extend(_line([word for word in words if word[0]], height, points, space))
    # Rendering mode 3: neither filled nor stroked.
    return b"BT\n3 Tr\n" + b"\n".join(shown) + b"\nET\n" if shown else b""


def _upright(word: Word, transcript: Transcript) -> Box:
    return word.box.rotated(transcript.rotation, transcript.width, transcript.height)


def _line(words: Sequence[tuple[bytes, Box]], height: int, points: float, space: bytes) -> Iterator[bytes]:
    """One line; all its words have one size, else readers take them for different lines."""
    if not words:
        return
    strip = band([box for _, box in words])
    yield b"/F %s Tf" % number(strip.size * points).encode()
    for index, (text, box) in enumerate(words):
        following = words[index + 1][1] if index + 1 < len(words) else None
        right = box.right if following is None else _end(box, following, strip.size)
        baseline = strip.bottom_at((box.left + box.right) / 2) + DESCENT * strip.size
        yield b"1 0 0 1 %s %s Tm" % (
            number(box.left * points).encode(),
            number((height - baseline) * points).encode(),
        )
        yield from _shown(text, (right - box.left) / strip.size)
        if following is not None:
            yield from _shown(space, (following.left - right) / strip.size)


def _end(box: Box, following: Box, size: float) -> float:
    """Where a word's text ends: its right edge, or a little before where the next word is too close."""
    if following.left <= box.left:
        return box.right
    return max(min(box.right, following.left - _GAP * size), (box.left + box.right) / 2)


def _shown(text: bytes, ems: float) -> Iterator[bytes]:
    """Operators for text stretched to a width in ems; at least a hundredth of its own width, as 0 means nothing."""
    stretch = max(1.0, 100 * ems / (len(text) / 2 * ADVANCE))
    yield b"%s Tz" % number(stretch).encode()
    for start in range(0, len(text), 2 * _LONGEST):
        yield b"<%s> Tj" % text[start : start + 2 * _LONGEST].hex().encode()


def in_sight(word: str) -> str:
    """A word's characters as they stand from left to right, which is how PDF readers take them to be written.

    A Hebrew or Arabic word is turned round, its numbers are not.
    """
    if word.isascii() or not any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in word):
        return word
    runs: list[str] = []
    for char in word:
        if char.isdecimal() and runs and runs[-1][-1].isdecimal():
            runs[-1] += char
        else:
            runs.append(char)
    return "".join(reversed(runs))


def band(boxes: Sequence[Box]) -> Band:
    """The strip that holds a line's boxes, or most of them where the line is bent.

    Its slope is that of the least-squares line through the boxes' middles: scans are not straightened, and in a letter
    two degrees off a level strip would be three lines high.
    """
    slope = _slope([((box.left + box.right) / 2, (box.top + box.bottom) / 2) for box in boxes])
    left, right = min(box.left for box in boxes), max(box.right for box in boxes)
    middle = (left + right) / 2
    bottom = max(box.bottom - slope * ((box.left + box.right) / 2 - middle) for box in boxes)
    top = min(box.top - slope * ((box.left + box.right) / 2 - middle) for box in boxes)
    heights = sorted(box.height for box in boxes)
    size = max(1.0, min(bottom - top, _TALLEST * heights[len(heights) * 3 // 4]))
    most = _DRIFT * size / max(1, right - left)
    return Band(middle, (top + bottom + size) / 2, max(-most, min(most, slope)), size)


def _slope(middles: Sequence[tuple[float, float]]) -> float:
    # Two words say too little: a short one ("on") beside a tall one ("by") would look like a slope.
    if len(middles) < 3:
        return 0.0
    x_mean = sum(x for x, _ in middles) / len(middles)
    y_mean = sum(y for _, y in middles) / len(middles)
    spread = sum((x - x_mean) ** 2 for x, _ in middles)
    if not spread:
        return 0.0
    slope = sum((x - x_mean) * (y - y_mean) for x, y in middles) / spread
    return max(-_STEEPEST, min(_STEEPEST, slope))
