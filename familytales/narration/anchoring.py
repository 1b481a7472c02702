"""Where a long reading says which words of a text: places that are beyond doubt first, then what lies between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

SURE = 3
"""Words in a row that must agree before a place is beyond doubt: any two are said by chance somewhere."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Words of the text, and things that were heard, between two places that are beyond doubt; either may be none."""

    first: int
    last: int
    heard_first: int
    heard_last: int


def anchors(text: Sequence[str], heard: Sequence[str]) -> dict[int, int]:
    """Word of the text -> what was heard of it, rising on both sides."""
    found: dict[int, int] = {}
    for block in SequenceMatcher(None, text, heard, autojunk=False).get_matching_blocks():
        if block.size >= min(SURE, len(text)):
            found.update((block.a + step, block.b + step) for step in range(block.size))
    return found


def gaps(found: dict[int, int], text: int, heard: int) -> list[Gap]:
    """What lies between the anchors, in order; nothing where both sides go on without one."""
    edges = [(-1, -1), *sorted(found.items()), (text, heard)]
    made = [Gap(before[0] + 1, after[0], before[1] + 1, after[1]) for before, after in pairwise(edges)]
    return [gap for gap in made if gap.first < gap.last or gap.heard_first < gap.heard_last]
