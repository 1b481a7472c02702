"""Notes in the margin: a few lines beside the text that belong to none of its rows."""

from collections.abc import Sequence
from statistics import median, quantiles

from familytales.transcription.rows import Piece, level_share

LEAST_LINES = 2
"""Lines of a note; a single one beside a row is its date, its number or its end."""
CLEAR = 1.0
"""Gap between the text and a note, in line heights."""
STACKED = 1.2
"""Most gap between two lines of a note, in line heights."""
BODY = 0.6
"""Width of a line, against the widest, from which it tells where the text's edges are."""
NARROW = 0.5
"""Most width of a note, against the text's."""
LEAST_BODY = 4
"""Wide lines that make a text with a margin."""
MOSTLY = 0.6
"""Share of lines level with the text's rows from which they are part of these: cells, or names beside names."""
_LETTERS = 0.6
_LOW = 1 / 3
"""Most height of a note, against the text's: more is a column."""


def parted(pieces: Sequence[Piece], unit: float) -> tuple[list[Piece], list[list[Piece]]]:
    """The pieces of the text, and the notes beside it from the top down; `unit` is the line height."""
    widest = max((piece.width for piece in pieces), default=0.0)
    wide = [piece for piece in pieces if piece.width >= BODY * widest]
    if len(wide) < LEAST_BODY:
        return list(pieces), []
    left, right = _edges(wide)
    beside = [p for p in pieces if p.right < left - CLEAR * unit or p.left > right + CLEAR * unit]
    tall = max(piece.bottom for piece in wide) - min(piece.top for piece in wide)
    text = [piece for piece in pieces if piece not in beside]
    notes = [
        note
        for note in _stacks(beside, unit)
        if _is_note(note, right - left, tall, wide) and level_share(note, text, unit) < MOSTLY
    ]
    taken = {id(piece) for note in notes for piece in note}
    return [piece for piece in pieces if id(piece) not in taken], notes


def _edges(wide: Sequence[Piece]) -> tuple[float, float]:
    """Where the text begins and ends: but for one line of ten, which may run into the margin."""
    lefts, rights = [piece.left for piece in wide], [piece.right for piece in wide]
    return min(quantiles(lefts, n=10)[0], median(lefts)), quantiles(rights, n=10)[-1]


def _stacks(beside: Sequence[Piece], unit: float) -> list[list[Piece]]:
    """Pieces that stand close below one another."""
    found: list[list[Piece]] = []
    for piece in sorted(beside, key=lambda piece: piece.top):
        for stack in found:
            last = stack[-1]
            over = min(last.right, piece.right) > max(last.left, piece.left)
            if over and piece.top - last.bottom <= STACKED * unit:
                stack.append(piece)
                break
        else:
            found.append([piece])
    return found


def _is_note(note: Sequence[Piece], width: float, tall: float, wide: Sequence[Piece]) -> bool:
    """Several lines, low and narrow, beside the text and not over or under it, and not a column of figures."""
    top, bottom = note[0].top, max(piece.bottom for piece in note)
    text = "".join(piece.text for piece in note)
    letters = sum(char.isalpha() for char in text)
    inside = top >= min(piece.top for piece in wide) and bottom <= max(piece.bottom for piece in wide)
    low = bottom - top <= _LOW * tall and max(piece.width for piece in note) <= NARROW * width
    return len(note) >= LEAST_LINES and inside and low and letters >= _LETTERS * max(1, len(text.replace(" ", "")))
