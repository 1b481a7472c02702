"""Letterheads: what is printed on a letter's paper above its date, told from an address that its writer put there.

Nobody wants to hear a firm's name, branches and telephone before every letter; but a sender's own address is part of
what was written, so whatever is in doubt stays text.
"""

import re
from collections.abc import Sequence
from itertools import groupby
from statistics import median

from familytales.transcription.furniture import capitals, letters
from familytales.transcription.rows import Piece, Row, size_of

MOST_ROWS = 14
"""Rows from the top among which a letter is opened (`Dear Anna,`), after its letterhead and address."""
LARGE = 1.4
"""Writing this much larger than the letter's own is printed."""
CENTRED = 0.1
"""Share of the writing's width by which the middle of a printed line may miss the page's."""
LEAST_LETTERS = 6
_OPENING = re.compile(
    r"(?:(?:my|mein[es]?|mon|ma|mes|mi|muy)\s+)?(?:(?:very|own|sehr|bien|très)\s+)?"
    r"(?:dear(?:est)?|darling|sirs?|madam|gentlemen|lieb(?:st)?e[rs]?|(?:hoch)?(?:ge|ver)ehrte[rs]?|werte[rs]?|"
    r"ch(?:er|ère)s?|monsieur|madame|mademoiselle|messieurs|querid[oa]s?|estimad[oa]s?|señor(?:es|a)?|drog[ai]|"
    r"kochan[yai]|szanown[yai]|lieve|beste|car[oaie]|gentile)\b",
    re.IGNORECASE,
)
MONTH = (
    r"\b(?:jan(?:uary?|vier)?|feb(?:ruary?)?|f[eé]v(?:rier)?|mar(?:ch|s)?|märz|apr(?:il)?|avril|ma[iy]|june?|juni|juin|"
    r"july?|juli|juillet|aug(?:ust)?|août|sept?(?:embre|ember)?|o[ck]t(?:ober|obre)?|nov(?:ember|embre)?|"
    r"d[eé][cz](?:ember|embre)?)\b"
)
"""A month's name or its beginning, as letters and diaries write it."""
_DATE = re.compile(rf"\b(?:1[5-9]|20)\d\d\b|\d.*{MONTH}|{MONTH}.*\d", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:subject|re|in re|reference|regarding|concerning|attention|betreff|betr|objet|concerne|asunto|oggetto|"
    r"(?:your|our) (?:ref\w*|file|letter))\b",
    re.IGNORECASE,
)
_LONGEST = 9
"""Words of the longest line that opens a letter."""


def parts(rows: Sequence[Row], pieces: Sequence[Piece]) -> list[tuple[bool, list[Row]]]:
    """The rows down to a letterhead's last one, in runs, each with whether it is printed; none where there is a doubt.

    Args:
        rows: of the page, from the top, across all columns.
        pieces: what they were joined from: an officer's name may stand beside the firm's.
    """
    opening = next((at for at, row in enumerate(rows[:MOST_ROWS]) if _opens(row)), 0)
    if not opening or opening + 1 == len(rows):
        return []
    # The last: a firm says above it in what year it was founded.
    dated = max((at for at, row in enumerate(rows[:opening]) if _DATE.search(row.text)), default=opening)
    size = median(row.size for row in rows[opening:])
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    centred = [piece for piece in pieces if _centred(piece, left, right)]
    surely = [piece.middle for piece in centred if _printed(piece, size)]
    found = [at for at, row in enumerate(rows[:dated]) if any(row.top <= middle <= row.bottom for middle in surely)]
    if not found:
        return []
    # Where no date ends it, the address of whom it is written to may follow.
    above = rows[: dated if dated < opening else found[-1] + 1]
    middles = [piece.middle for piece in centred]
    runs = [(printed, list(run)) for printed, run in groupby(above, lambda row: _is_part(row, middles))]
    return runs if any(printed for printed, _ in runs) else []


def _is_part(row: Row, middles: Sequence[float]) -> bool:
    """Whether a row among printed ones is in the middle as well, or in capitals; what a letter is about is neither."""
    central = any(row.top <= middle <= row.bottom for middle in middles)
    return (central or capitals(row.text)) and not _ABOUT.match(row.text)


def _opens(row: Row) -> bool:
    return bool(_OPENING.match(row.text)) and len(row.words) <= _LONGEST


def _centred(piece: Piece, left: float, right: float) -> bool:
    return abs(piece.left + piece.right - left - right) <= 2 * CENTRED * (right - left)


def _printed(piece: Piece, size: float) -> bool:
    """Whether a centred line is in capitals, or in larger writing than the letter's: typists and pens seldom do."""
    large = size_of(piece.words) >= LARGE * size
    return letters(piece.text) >= LEAST_LETTERS and (large or capitals(piece.text))
