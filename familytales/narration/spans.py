"""Times of words: when each begins and ends, put in order and shared out."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

Span: TypeAlias = tuple[float, float]
"""Start and end in seconds."""
_CLOSED = 0.1  # seconds: a shorter gap between two words is no pause
_SHORTEST = 0.01  # seconds a token is shown at least


def tidy(times: Sequence[Span], duration: float) -> tuple[Span, ...]:
    """Spans in order, inside 0 to `duration` and not overlapping; gaps too short to be pauses are closed.

    Every span is at least 10 ms long where `duration` has room for that, so that a display can show each token.
    """
    if not times:
        return ()
    shortest = min(_SHORTEST, duration / len(times))
    starts: list[float] = []
    for number, (start, _) in enumerate(times):
        floor = starts[-1] + shortest if starts else 0.0
        ceiling = duration - shortest * (len(times) - number)
        starts.append(min(max(start, floor), max(ceiling, 0.0)))
    found = []
    for number, start in enumerate(starts):
        limit = starts[number + 1] if number + 1 < len(starts) else duration
        end = max(times[number][1], start + shortest)
        closed = limit < duration and limit - end < _CLOSED
        found.append((start, limit if closed else min(end, limit)))
    return tuple(found)


def spread(weights: Sequence[float], start: float, end: float) -> list[Span]:
    """The time from `start` to `end` shared out in proportion to `weights`; equally when all are zero."""
    shares = [max(weight, 0.0) for weight in weights]
    total = sum(shares)
    if total <= 0:
        shares, total = [1.0] * len(weights), float(len(weights))
    edges = [start]
    for share in shares:
        edges.append(edges[-1] + (end - start) * share / total)
    edges[-1] = end
    return list(pairwise(edges))
