"""Where words stand on the upright scan, and which written lines are worth keeping."""

from collections.abc import Iterator, Mapping, Sequence
from statistics import quantiles
from typing import NamedTuple

from familytales.domain.editions import EditionPage
from familytales.domain.reading import Paragraph, RunningWord, WordRef
from familytales.domain.transcripts import BY_LINE, BlockKind, Box, bounding

# A line that ends this share of the column's width before its edge, with room for the next word, was ended on purpose.
_ROOM_LEFT = 0.08
_SPACE = 0.35
"""Width of a space, in heights of a word: rough, and only ever compared with whole words."""


class _Edges(NamedTuple):
    left: float
    right: float


def upright_size(page: EditionPage) -> tuple[int, int]:
    """Width and height in pixels of the scan at full resolution, turned upright."""
    width, height = page.transcript.width, page.transcript.height
    return (height, width) if page.transcript.rotation in (90, 270) else (width, height)


def upright_boxes(page: EditionPage) -> dict[WordRef, Box]:
    """The box of every word in pixels of the upright scan at full resolution."""
    said = page.transcript
    return {
        WordRef(page.page.id, word.id): word.box.rotated(said.rotation, said.width, said.height)
        for word in said.words()
    }


class Ink:
    """The words of a document as they stand on its upright pages."""

    def __init__(self, pages: Sequence[EditionPage]) -> None:
        self.boxes: Mapping[WordRef, Box] = {ref: box for page in pages for ref, box in upright_boxes(page).items()}
        self._lines = {page.page.id: list(self._text_lines(page)) for page in pages}

    def _text_lines(self, page: EditionPage) -> Iterator[Box]:
        for block in page.transcript.blocks:
            if block.kind is BlockKind.TEXT:
                for line in block.lines:
                    yield bounding([self.boxes[WordRef(page.page.id, word.id)] for word in line.words])

    def kept_lines(self, paragraph: Paragraph) -> frozenset[int]:
        """The indices of `paragraph.lines` to show as new lines: an address, a verse, a list; none for running prose.

        A line ended on purpose leaves room for the next line's first word. Where half of a paragraph's lines do, all
        its lines are kept, as a list's and a table's always are.
        """
        if paragraph.kind in BY_LINE:
            return frozenset(paragraph.lines)
        whole = [start for start in paragraph.lines if self._comparable(paragraph.words[start - 1 : start + 1])]
        columns = self._columns(paragraph) if whole else {}
        ended = [start for start in whole if self._ended_early(paragraph.words[start - 1 : start + 1], columns)]
        return frozenset(whole if 2 * len(ended) >= len(whole) else ended)

    def _comparable(self, pair: Sequence[RunningWord]) -> bool:
        before, after = (word.refs for word in pair)
        # A word broken over two lines is never ended on purpose.
        return len(before) == 1 and before[0].page_id == after[0].page_id

    def _ended_early(self, pair: Sequence[RunningWord], columns: Mapping[int, _Edges]) -> bool:
        before, after = (self.boxes[word.refs[0]] for word in pair)
        left, right = columns[pair[0].refs[0].page_id]
        room = right - before.right - after.width - _SPACE * after.height
        return room > _ROOM_LEFT * (right - left)

    def _columns(self, paragraph: Paragraph) -> dict[int, _Edges]:
        """Left and right edge of the column the paragraph stands in, for each of its pages."""
        boxes: dict[int, list[Box]] = {}
        for word in paragraph.words:
            for ref in word.refs:
                boxes.setdefault(ref.page_id, []).append(self.boxes[ref])
        return {page_id: self._column(page_id, bounding(found)) for page_id, found in boxes.items()}

    def _column(self, page_id: int, own: Box) -> _Edges:
        lines = [line for line in self._lines[page_id] if line.left < own.right and line.right > own.left] or [own]
        rights = [line.right for line in lines]
        # A stray mark far to the right is one line of many; a short page has none to spare.
        edge = quantiles(rights, n=10)[-1] if len(rights) > 10 else max(rights)
        return _Edges(min(line.left for line in lines), edge)
