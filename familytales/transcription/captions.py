"""Captions: a few lines close under or above a photograph, or written on it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from statistics import median

from familytales.domain.transcripts import Block, BlockKind, Box, bounding

MOST_LINES = 4
NEAR = 3.0
"""Most distance from the photograph, in heights of the caption's words."""
BROAD = 1.2
"""Most width, against the photograph's: text that runs on beside it is no caption."""


def labelled(block: Block, pictures: Sequence[Box], upright: Callable[[Box], Box]) -> Block:
    """The block, as a caption where it stands close to one of the photographs.

    Args:
        block: text or heading; any other stays what it is.
        pictures: where the photographs are, in page-image pixels.
        upright: turns a box of the page image as the page is turned to be read.
    """
    if block.kind not in (BlockKind.TEXT, BlockKind.HEADING) or len(block.lines) > MOST_LINES:
        return block
    boxes = [upright(word.box) for line in block.lines for word in line.words]
    unit = median(box.height for box in boxes)
    close = any(_close(bounding(boxes), upright(picture), NEAR * unit) for picture in pictures)
    return replace(block, kind=BlockKind.CAPTION) if close else block


def _close(text: Box, picture: Box, near: float) -> bool:
    within = picture.left <= (text.left + text.right) / 2 <= picture.right and text.width <= BROAD * picture.width
    return within and picture.top - text.bottom <= near and text.top - picture.bottom <= near
