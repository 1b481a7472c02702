"""From an engine's lines to a transcript: reading order, paragraphs, running heads, broken words.

The method: level the lines by the page's skew; take running heads and page numbers off the ends; cut the rest into
columns (`columns`); join pieces to rows and rows to paragraphs; put notes written up or down the margin after them;
number the words in that order.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from statistics import median

from familytales.domain.reading import HYPHENS
from familytales.domain.transcripts import Block, BlockKind, Box, Line, ReadWord, Recognition, Transcript, Word
from familytales.transcription import furniture, noise
from familytales.transcription.columns import regions
from familytales.transcription.paragraphs import paragraphs
from familytales.transcription.rows import Piece, Row, level, rows, unit


@dataclass(frozen=True, slots=True)
class _Group:
    """Rows that make one block."""

    rows: list[Row]
    kind: BlockKind = BlockKind.TEXT


def arrange(
    recognition: Recognition,
    *,
    size: tuple[int, int],
    rotation: int = 0,
    to_page: Callable[[Box], Box] = lambda box: box,
    engine: str,
    engine_version: str,
    languages: Sequence[str],
    options: Sequence[str] = (),
) -> Transcript:
    """The transcript of a page: words numbered w1, w2, ... in reading order; no blocks where nothing is written.

    Args:
        recognition: what an engine found, in the pixels of the upright image it was given.
        size: width and height of the page image.
        rotation: degrees clockwise that turn the page image upright.
        to_page: maps a box from the engine's image to the page image.
        engine: its name.
        engine_version: its version and its data's.
        languages: what it was told to read.
        options: what was done before, as name=value; the recognition's details are added.
    """
    pieces = level(noise.written(recognition.lines))
    make = _Maker(size, to_page)
    return Transcript(
        width=size[0],
        height=size[1],
        blocks=tuple(make.block(group) for group in _groups(pieces)) if pieces else (),
        rotation=rotation,
        engine=engine,
        engine_version=engine_version,
        languages=tuple(languages),
        options=tuple(sorted((*options, *recognition.details))),
    )


def _groups(pieces: Sequence[Piece]) -> Iterator[_Group]:
    """Blocks in reading order."""
    height = unit(pieces)
    upright = [piece for piece in pieces if not piece.runs_down(height)]
    head, foot = furniture.ends(rows(upright), height)
    taken = {id(word) for row, _ in head + foot for word in row.words}
    yield from (_Group([row], kind) for row, kind in head)
    yield from _body([piece for piece in upright if id(piece.words[0]) not in taken], height)
    for piece in pieces:
        if piece.runs_down(height):
            yield _Group(rows([piece]), BlockKind.MARGINALIA)
    yield from (_Group([row], kind) for row, kind in foot)


def _body(pieces: Sequence[Piece], height: float) -> Iterator[_Group]:
    columns = [paragraphs(rows(column), height) for column in regions(pieces, height)]
    size = median([row.size for column in columns for block in column for row in block] or [1.0])
    for column in columns:
        for block, heading in zip(column, furniture.headings(column, size), strict=True):
            yield _Group(block, BlockKind.HEADING if heading else BlockKind.TEXT)


class _Maker:
    """Makes a transcript's blocks, numbering their words as they come."""

    def __init__(self, size: tuple[int, int], to_page: Callable[[Box], Box]) -> None:
        self._width, self._height = size
        self._to_page = to_page
        self._numbers = count(1)

    def block(self, group: _Group) -> Block:
        following = [row.words[0].text for row in group.rows[1:]]
        return Block(tuple(map(self._line, group.rows, [*following, ""])), group.kind)

    def _line(self, row: Row, following: str) -> Line:
        *before, last = row.words
        words: Iterable[Word] = (self._word(word, False) for word in before)
        return Line((*words, self._word(last, broken(last.text, following))))

    def _word(self, word: ReadWord, hyphenated: bool) -> Word:
        box = self._inside(self._to_page(word.box))
        return Word(
            f"w{next(self._numbers)}",
            word.text.strip(),
            box,
            word.confidence,
            hyphenated=hyphenated,
            calibrated=word.calibrated,
            readings=word.readings,
        )

    def _inside(self, box: Box) -> Box:
        """The box cut to the page, at least one pixel large."""
        left, top = min(max(0, box.left), self._width - 1), min(max(0, box.top), self._height - 1)
        return Box(left, top, max(left + 1, min(self._width, box.right)), max(top + 1, min(self._height, box.bottom)))


def broken(text: str, following: str) -> bool:
    """Whether a line's last word goes on with the next line's first: a hyphen after a letter, then a small letter."""
    return text.endswith(tuple(HYPHENS)) and text[-2:-1].isalpha() and following[:1].islower()
