"""The stretches of a recording as one long sound, of which never more than one stretch is in memory."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from pathlib import Path

import numpy
from numpy.typing import NDArray

from familytales.narration import flac, pacing
from familytales.narration.clips import RATE
from familytales.narration.sound import Pcm


class Sound:
    """FLAC files end to end."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = paths
        self._held: tuple[int, Pcm] | None = None

    @property
    def duration(self) -> float:
        """Seconds."""
        return self._edges[-1] / RATE

    def between(self, start: float, end: float) -> Pcm:
        """The sound between two times in seconds."""
        first, last = round(start * RATE), round(end * RATE)
        pieces = [numpy.zeros(0, numpy.int16)]
        for number, (begin, after) in enumerate(zip(self._edges, self._edges[1:], strict=False)):
            if begin < last and after > first:
                pieces.append(self._stretch(number)[max(0, first - begin) : last - begin])
        return numpy.concatenate(pieces)

    def levels(self) -> NDArray[numpy.float64]:
        """See `pacing.levels`."""
        return numpy.concatenate([pacing.levels(self._stretch(number)) for number in range(len(self._paths))])

    @cached_property
    def _edges(self) -> list[int]:
        return [0, *accumulate(self._lengths())]

    def _lengths(self) -> Iterator[int]:
        for path in self._paths:
            yield flac.length(path)

    def _stretch(self, number: int) -> Pcm:
        if self._held is None or self._held[0] != number:
            path = self._paths[number]
            self._held = number, flac.decode(path.read_bytes(), str(path))
        return self._held[1]
