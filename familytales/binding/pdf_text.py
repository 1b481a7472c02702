"""The invisible text of a page: each word over its ink, as PDF drawing operators."""

from collections.abc import Iterator, Sequence

from familytales.binding.pdf_font import ADVANCE, DESCENT, Characters
from familytales.binding.pdf_writer import number
from familytales.domain.transcripts import Box, Transcript

_LONGEST = 8000
"""Characters shown by one operator: PDF/A limits a string to 32,767 bytes, four hexadecimal digits each."""
_STEEPEST = 0.2
"""Rise over run of the most slanted line that is believed; beyond that (11 degrees) boxes are wrong, not the scan."""


def text_layer(transcript: Transcript, points: float, characters: Characters) -> bytes:
    """Operators that show every word invisibly, in reading order, with spaces between the words of a line.

    Args:
        transcript: boxes in page-image pixels; turned upright here by its rotation.
        points: points (1/72 inch) to a pixel.
        characters: gives the characters their numbers.
    """
    turned = transcript.rotation in (90, 270)
    height = transcript.width if turned else transcript.height
    shown: list[bytes] = []
    for line in transcript.lines():
        words = [(characters.encode(word.text), _upright(word.box, transcript)) for word in line.words]
        shown.extend(_line([(text, box) for text, box in words if text], height, points, characters.encode(" ")))
    # Rendering mode 3: neither filled nor stroked.
    return b"BT\n3 Tr\n" + b"\n".join(shown) + b"\nET\n" if shown else b""


def _upright(box: Box, transcript: Transcript) -> Box:
    return box.rotated(transcript.rotation, transcript.width, transcript.height)


def _line(words: Sequence[tuple[bytes, Box]], height: int, points: float, space: bytes) -> Iterator[bytes]:
    """One line; all its words have one size, else readers take them for different lines."""
    if not words:
        return
    slope, bottom, size = band([box for _, box in words])
    yield b"/F %s Tf" % number(size * points).encode()
    for index, (text, box) in enumerate(words):
        middle = (box.left + box.right) / 2
        baseline = bottom + slope * middle + DESCENT * size
        yield b"1 0 0 1 %s %s Tm" % (
            number(box.left * points).encode(),
            number((height - baseline) * points).encode(),
        )
        yield from _shown(text, box.width / size)
        if index + 1 < len(words):
            yield from _shown(space, (words[index + 1][1].left - box.right) / size)


def _shown(text: bytes, ems: float) -> Iterator[bytes]:
    """Operators for text stretched to a width in ems; at least a hundredth of its own width, as 0 means nothing."""
    stretch = max(1.0, 100 * ems / (len(text) / 2 * ADVANCE))
    yield b"%s Tz" % number(stretch).encode()
    for start in range(0, len(text), 2 * _LONGEST):
        yield b"<%s> Tj" % text[start : start + 2 * _LONGEST].hex().encode()


def band(boxes: Sequence[Box]) -> tuple[float, float, float]:
    """The slanted band that holds a line's boxes: (slope, bottom at x = 0, height), pixels, y downwards.

    The slope is that of the least-squares line through the boxes' middles: scans are not straightened, and a letter
    two degrees off would make an upright band three lines high.
    """
    slope = _slope([((box.left + box.right) / 2, (box.top + box.bottom) / 2) for box in boxes])
    bottom = max(box.bottom - slope * (box.left + box.right) / 2 for box in boxes)
    top = min(box.top - slope * (box.left + box.right) / 2 for box in boxes)
    return slope, bottom, max(1.0, bottom - top)


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
