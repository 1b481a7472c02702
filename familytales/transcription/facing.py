"""The pages of one image, read one by one, as one transcript."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from familytales.domain.transcripts import Block, Line, Transcript
from familytales.transcription.mirrored import MIRRORED


def joined(pages: Sequence[Transcript]) -> Transcript:
    """One transcript of an image's pages (at least one, from left to right), its words numbered through.

    Where the image is upside down or seen from behind, the page on its right is the first. A single page stays as it
    is. What the pages have in common is the fullest one's: an empty page knows neither which way up it is nor what read
    it. Every page's preparation is kept among the options, numbered.
    """
    if len(pages) == 1:
        return pages[0]
    fullest = max(pages, key=lambda page: sum(1 for _ in page.words()))
    if (fullest.rotation == 180) != (MIRRORED in fullest.options):
        pages = pages[::-1]
    numbers = count(1)

    def numbered(line: Line) -> Line:
        return Line(tuple(replace(word, id=f"w{next(numbers)}") for word in line.words))

    blocks = tuple(Block(tuple(map(numbered, block.lines)), block.kind) for page in pages for block in page.blocks)
    options = sorted(f"{number}:{option}" for number, page in enumerate(pages, 1) for option in page.options)
    return replace(fullest, blocks=blocks, options=(*options, f"pages={len(pages)}"))
