"""What a page says: blocks, lines and words, each word with its box, confidence and engine.

Boxes are in pixels of the *page image*: the decoded original with its EXIF orientation applied, before any
enhancement, origin at the top left. So a box always points at ink, whatever was done to the image to read it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

HYPHENS = "-\u00ad¬=\u2010"
"""What breaks a word at a line's end: a hyphen, a soft one, and what old hands and types have in its place."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in page-image pixels; right and bottom are exclusive."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Pixels across."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Pixels down."""
        return self.bottom - self.top

    @property
    def area(self) -> int:
        """Pixels covered; 0 for an empty box."""
        return max(0, self.width) * max(0, self.height)

    def union(self, other: "Box") -> "Box":
        """The smallest box that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def overlap(self, other: "Box") -> float:
        """Intersection over union, 0.0 to 1.0."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        if width <= 0 or height <= 0:
            return 0.0
        shared = width * height
        return shared / (self.area + other.area - shared)

    def rotated(self, rotation: int, width: int, height: int) -> "Box":
        """This box after turning its width x height page image clockwise by `rotation` (0, 90, 180, 270) degrees."""
        match rotation:
            case 90:
                return Box(height - self.bottom, self.left, height - self.top, self.right)
            case 180:
                return Box(width - self.right, height - self.bottom, width - self.left, height - self.top)
            case 270:
                return Box(self.top, width - self.right, self.bottom, width - self.left)
            case _:
                return self


def bounding(boxes: list[Box]) -> Box:
    """The smallest box around all of `boxes` (at least one)."""
    found = boxes[0]
    for box in boxes[1:]:
        found = found.union(box)
    return found


class BlockKind(StrEnum):
    """What part a block plays on its page; running heads, page numbers and letterheads are not read aloud."""

    TEXT = "text"
    HEADING = "heading"
    HEADER = "header"
    FOOTER = "footer"
    PAGE_NUMBER = "page-number"
    MARGINALIA = "marginalia"
    CAPTION = "caption"
    LETTERHEAD = "letterhead"
    LIST = "list"
    TABLE = "table"


BY_LINE = frozenset({BlockKind.LIST, BlockKind.TABLE, BlockKind.LETTERHEAD})
"""Kinds whose lines stay lines, whatever their length: an ingredient or a row is shown and said by itself."""
FURNITURE = frozenset({BlockKind.HEADER, BlockKind.FOOTER, BlockKind.PAGE_NUMBER})


@dataclass(frozen=True, slots=True)
class Reading:
    """What one engine read where a word stands; several words, or none, where another engine parts them otherwise.

    Attributes:
        engine: its name, with the preparation it was given where it read the page more than once.
        text: what it read, "" for nothing.
        confidence: 0.0 to 1.0 as the engine reports it.
    """

    engine: str
    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it stands on the page.

    Attributes:
        id: unique within its page's transcript (`w1`, `w2`, ... in reading order; `w7.2` for part of a corrected word).
        text: what it says now, corrections applied.
        box: where its ink is.
        confidence: 0.0 to 1.0 as its engine reports it; 1.0 for a human's correction.
        read: what the engine read, where a correction changed it, else None.
        hyphenated: the word is broken at the line's end and goes on with the next line's first word.
        compound: the hyphen at which it is broken is its own, and stays when it is joined.
        cell: it begins a cell of a table's row, other than the first.
        calibrated: the chance that it is right, 0.0 to 1.0, where that has been estimated, else None.
        readings: what every engine read here, for whoever reviews it; empty when only one read the page.
    """

    id: str
    text: str
    box: Box
    confidence: float
    read: str | None = None
    hyphenated: bool = False
    cell: bool = False
    calibrated: float | None = None
    readings: tuple[Reading, ...] = ()
    compound: bool = False

    @property
    def opening(self) -> str:
        """What the first part of a broken word gives to the whole."""
        return self.text.rstrip(HYPHENS) + ("-" if self.compound else "")

    @property
    def probability(self) -> float:
        """The chance that the word is right: calibrated, else as its engine reports it; 1.0 for a correction."""
        return self.confidence if self.calibrated is None else self.calibrated


@dataclass(frozen=True, slots=True)
class Line:
    """One line of words, left to right."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The line as written, words joined by single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box:
        """The box around the line's words."""
        return bounding([word.box for word in self.words])

    @property
    def probability(self) -> float:
        """Mean probability of its words: the share of them to expect right."""
        return _share_right(self.words)

    @property
    def expected_errors(self) -> float:
        """How many of its words to expect wrong."""
        return _expected_errors(self.words)


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or other unit of lines, in reading order."""

    lines: tuple[Line, ...]
    kind: BlockKind = BlockKind.TEXT


@dataclass(frozen=True, slots=True)
class Transcript:
    """What one engine read on one page, with how it was read (its provenance).

    Attributes:
        width: page image width in pixels.
        height: page image height in pixels.
        blocks: in reading order; empty for a blank page.
        rotation: degrees clockwise (0, 90, 180, 270) that turn the page image upright.
        engine: name of the OCR engine.
        engine_version: its version and its models' or data's.
        languages: the languages it was told to read (ISO 639-2/3, as Tesseract names them).
        options: what was done before and how, as name=value strings, sorted.
    """

    width: int
    height: int
    blocks: tuple[Block, ...]
    rotation: int = 0
    engine: str = ""
    engine_version: str = ""
    languages: tuple[str, ...] = ()
    options: tuple[str, ...] = ()

    def lines(self) -> Iterator[Line]:
        """Every line, in reading order."""
        for block in self.blocks:
            yield from block.lines

    def words(self) -> Iterator[Word]:
        """Every word, in reading order."""
        for line in self.lines():
            yield from line.words

    @property
    def text(self) -> str:
        """The page as written: one line of text per line of ink, a blank line between blocks."""
        return "\n\n".join("\n".join(line.text for line in block.lines) for block in self.blocks)

    @property
    def confidence(self) -> float:
        """Mean word confidence; 1.0 for a page without words."""
        found = [word.confidence for word in self.words()]
        return sum(found) / len(found) if found else 1.0

    @property
    def probability(self) -> float:
        """Mean word probability: the share of its words to expect right; 1.0 for a page without words."""
        return _share_right(tuple(self.words()))

    @property
    def expected_errors(self) -> float:
        """How many of its words to expect wrong."""
        return _expected_errors(self.words())


def _share_right(words: tuple[Word, ...]) -> float:
    return 1.0 - _expected_errors(words) / len(words) if words else 1.0


def _expected_errors(words: Iterable[Word]) -> float:
    return sum(1.0 - word.probability for word in words)


@dataclass(frozen=True, slots=True)
class ReadWord:
    """A word as an engine found it, its box in the pixels of the image it was given; the rest as in `Word`."""

    text: str
    box: Box
    confidence: float
    calibrated: float | None = None
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line as an engine found it; engines that know blocks number them, others leave -1 for the layout to decide."""

    words: tuple[ReadWord, ...]
    block: int = -1
    paragraph: int = -1


@dataclass(frozen=True, slots=True)
class Recognition:
    """Everything an engine found on one image; lines in the engine's own order.

    `details` names what read it more closely than the engine's name can (`mode=psm3`, `chosen=rapidocr`).
    """

    lines: tuple[ReadLine, ...]
    details: tuple[str, ...] = field(default=())
