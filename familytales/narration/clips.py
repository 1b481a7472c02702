"""What is known of a spoken sentence: enough to lay a document out without opening a sound file."""

from dataclasses import dataclass

from familytales.domain.narration import TimingSource

RATE = 24000
"""Samples per second of all narration: what hibari speaks, and above what a voice needs."""
HOP = RATE // 10
"""Samples per stored energy: the step of BS.1770's 400 ms blocks, which overlap by 75 %."""
REVISION = "2"
"""Changes whenever the same speech would give another clip; belongs in the cache key."""


@dataclass(frozen=True, slots=True)
class Clip:
    """What is known of a spoken sentence without opening its sound file.

    Attributes:
        samples: length at 24 kHz.
        times: (start, end) of each of the utterance's tokens, seconds from the clip's start.
        source: where the times come from.
        energies: BS.1770 K-weighted mean square of each 100 ms.
        peaks: highest sample of each 100 ms, linear; 1.0 is full scale.
    """

    samples: int
    times: tuple[tuple[float, float], ...]
    source: TimingSource
    energies: tuple[float, ...]
    peaks: tuple[float, ...]

    @property
    def duration(self) -> float:
        """Seconds."""
        return self.samples / RATE
