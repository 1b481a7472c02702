"""From an engine's lines to a transcript: reading order, paragraphs, running heads, broken words.

The method: level the lines by the page's skew; take running heads, page numbers and a letterhead off the ends and
notes out of the margins; cut the rest into columns (`columns`, a recursive XY-cut); join pieces to rows; take diary
entries, tables and lists out of them and make paragraphs of the rest; put each note after the block it stands beside,
and what is written up or down the margin at the end; number the words in that order.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from statistics import median

from familytales.domain.transcripts import Block, BlockKind, Box, Line, ReadWord, Recognition, Transcript, Word
from familytales.transcription import diaries, furniture, items, letterheads, margins, noise, tables
from familytales.transcription.captions import labelled
from familytales.transcription.columns import regions
from familytales.transcription.hyphens import broken, compound
from familytales.transcription.paragraphs import paragraphs
from familytales.transcription.rows import Piece, Row, level, parted, rows, runs, unit


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
    pictures: Sequence[Box] = (),
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
        pictures: where photographs are, in page-image pixels: what stands close to one is its caption.
    """
    pieces = level(noise.written(parted(recognition.lines)))
    height = unit(pieces) if pieces else 1.0
    make = _Maker(size, to_page, height, languages)
    blocks = map(make.block, _groups(pieces, height)) if pieces else ()
    return Transcript(
        width=size[0],
        height=size[1],
        blocks=tuple(labelled(block, pictures, lambda box: box.rotated(rotation, *size)) for block in blocks),
        rotation=rotation,
        engine=engine,
        engine_version=engine_version,
        languages=tuple(languages),
        options=tuple(sorted((*options, *recognition.details))),
    )


def _groups(pieces: Sequence[Piece], height: float) -> Iterator[_Group]:
    """Blocks in reading order."""
    upright = [piece for piece in pieces if not piece.runs_down(height)]
    across = rows(upright)
    head, foot = furniture.ends(across, height)
    top = letterheads.parts(across[len(head) :], upright)
    ends = [row for row, _ in head + foot]
    taken = {id(word) for row in [*ends, *(row for _, run in top for row in run)] for word in row.words}
    yield from (_Group([row], kind) for row, kind in head)
    yield from (_Group(run, BlockKind.LETTERHEAD if printed else BlockKind.TEXT) for printed, run in top)
    text, notes = margins.parted([piece for piece in upright if id(piece.words[0]) not in taken], height)
    yield from _with_notes(_body(text, height), notes)
    for piece in pieces:
        if piece.runs_down(height):
            yield _Group(rows([piece]), BlockKind.MARGINALIA)
    yield from (_Group([row], kind) for row, kind in foot)


def _with_notes(groups: Iterable[_Group], notes: Sequence[Sequence[Piece]]) -> Iterator[_Group]:
    """The blocks, each followed by the notes that begin beside it."""
    waiting = [_Group(rows(note), BlockKind.MARGINALIA) for note in notes]
    for group in groups:
        yield group
        while waiting and waiting[0].rows[0].middle <= group.rows[-1].bottom:
            yield waiting.pop(0)
    yield from waiting


def _body(pieces: Sequence[Piece], height: float) -> Iterator[_Group]:
    columns = [list(_units(rows(column), height)) for column in regions(pieces, height)]
    size = median([row.size for column in columns for group in column for row in group.rows] or [1.0])
    for column in columns:
        for group, heading in zip(column, furniture.headings([one.rows for one in column], size), strict=True):
            is_heading = heading and group.kind is BlockKind.TEXT
            yield replace(group, kind=BlockKind.HEADING) if is_heading else group


def _units(found: Sequence[Row], height: float) -> Iterator[_Group]:
    """A column's diary entries, tables, lists and paragraphs, in order."""
    for is_diary, run in runs(found, lambda start: diaries.end(found, start, height)):
        yield from map(_Group, diaries.entries(run, height)) if is_diary else _tables(run, height)


def _tables(found: Sequence[Row], height: float) -> Iterator[_Group]:
    for is_table, run in runs(found, lambda start: tables.end(found, start, height)):
        if is_table:
            yield _Group(run, BlockKind.TABLE)
        else:
            yield from _lists(run, height)


def _lists(found: Sequence[Row], height: float) -> Iterator[_Group]:
    for is_list, run in runs(found, lambda start: items.end(found, start)):
        if is_list:
            yield _Group(run, BlockKind.LIST)
        else:
            yield from map(_Group, paragraphs(run, height))


class _Maker:
    """Makes a transcript's blocks, numbering their words as they come."""

    def __init__(
        self, size: tuple[int, int], to_page: Callable[[Box], Box], height: float, languages: Sequence[str]
    ) -> None:
        self._width, self._page_height = size
        self._to_page = to_page
        self._line_height = height
        self._languages = languages
        self._numbers = count(1)

    def block(self, group: _Group) -> Block:
        following = [row.words[0].text for row in group.rows[1:]]
        lines = (self._line(row, after, group.kind) for row, after in zip(group.rows, [*following, ""], strict=True))
        return Block(tuple(lines), group.kind)

    def _line(self, row: Row, following: str, kind: BlockKind) -> Line:
        cells = tables.cells(row, self._line_height) if kind is BlockKind.TABLE else ()
        last = len(row.words) - 1
        return Line(
            tuple(self._word(word, following if at == last else "", at in cells) for at, word in enumerate(row.words))
        )

    def _word(self, word: ReadWord, following: str, cell: bool) -> Word:
        hyphenated = broken(word.text, following)
        box = self._inside(self._to_page(word.box))
        return Word(
            f"w{next(self._numbers)}",
            word.text.strip(),
            box,
            word.confidence,
            hyphenated=hyphenated,
            calibrated=word.calibrated,
            readings=word.readings,
            cell=cell,
            compound=hyphenated and compound(word.text, following, self._languages),
        )

    def _inside(self, box: Box) -> Box:
        """The box cut to the page, at least one pixel large."""
        left, top = min(max(0, box.left), self._width - 1), min(max(0, box.top), self._page_height - 1)
        return Box(
            left, top, max(left + 1, min(self._width, box.right)), max(top + 1, min(self._page_height, box.bottom))
        )
