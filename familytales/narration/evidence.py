"""What a machine ear notices about one spoken sentence, before anybody judges it: kept, so that it hears it once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy
from numpy.typing import NDArray

from familytales.domain.narration import SpokenToken, Utterance
from familytales.narration import forced_alignment
from familytales.narration.clips import RATE
from familytales.narration.loudness import energies
from familytales.narration.recogniser import Found, fits, heard, is_word, recogniser
from familytales.narration.sound import Pcm, floating

REVISION = 3
"""Counts up whenever the same sentence would be noticed otherwise; belongs in the cache key."""
UNHEARD = frozenset({"espeak"})
"""Engines that build speech by rules: the ear, which learned from people, takes eight of ten of their words wrongly."""
_AGAIN = -16.0
"""Nats that a word said again costs: voices stutter on little words, and in good speech none is heard twice even so."""
_EDGE = 0.03  # seconds at the end of a clip that are silent unless it was cut off
_STEP = RATE // 100
_SILENT = 10 ** (-45 / 20)  # of the loudest: quieter than any breath
_FLOOR = -120.0  # dB, for what holds nothing at all


@dataclass(frozen=True, slots=True)
class Word:
    """A word that was heard: which of the sought ones, when (seconds), and how well it fits (see `recogniser.fits`)."""

    index: int
    start: float
    end: float
    fit: float

    @property
    def loss(self) -> float:
        """How much worse than the best sounds it fits in all, in nats."""
        return self.fit * (self.end - self.start) * 100


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was noticed.

    Attributes:
        seconds: length of the sound.
        level: K-weighted decibels of its louder half.
        tail: decibels of its last 30 ms below its loudest sample.
        silence: start and end of its longest silence.
        sought: token index of each word that was listened for; () where no recogniser knows the language.
        words: what was heard of them, in the order of time; a word said again is there again.
    """

    seconds: float
    level: float
    tail: float
    silence: tuple[float, float]
    sought: tuple[int, ...]
    words: tuple[Word, ...]


Followed: TypeAlias = tuple[Sequence[int], Sequence[Word]]
"""The token of each word that was listened for, and what was heard of them."""
Follower: TypeAlias = Callable[[Sequence[SpokenToken], Pcm], Followed]
"""Follows the words of a sentence in its sound."""


def follower(language: str) -> Follower | None:
    """What follows a language (ISO 639-3) without anything to be downloaded; None where nothing here can."""
    return _follow if forced_alignment.possible(language) else None


def notice(utterance: Utterance, sound: Pcm, follow: Follower | None) -> Evidence:
    """Look at the sound of a sentence and, where its language can be followed, listen for its words."""
    samples = floating(sound)
    sought, words = follow(utterance.tokens, sound) if follow else ((), ())
    return Evidence(
        seconds=round(len(sound) / RATE, 3),
        level=_level(energies(samples)),
        tail=_tail(samples),
        silence=_silence(samples),
        sought=tuple(sought),
        words=tuple(words),
    )


def _level(hops: NDArray[numpy.float32]) -> float:
    louder = numpy.sort(hops)[::-1][: max(1, -(-len(hops) // 2))]
    return _decibels(float(louder.mean()) if len(louder) else 0.0)


def _tail(samples: NDArray[numpy.float32]) -> float:
    peak = float(numpy.abs(samples).max(initial=0.0))
    if not peak:
        return _FLOOR
    return _decibels(float(numpy.square(samples[-int(_EDGE * RATE) :] / peak).mean()))


def _decibels(power: float) -> float:
    return round(float(max(_FLOOR, 10 * numpy.log10(max(power, 1e-12)))), 2)


def _silence(samples: NDArray[numpy.float32]) -> tuple[float, float]:
    """The longest run of hundredths of a second in which there is nothing."""
    whole = len(samples) // _STEP * _STEP
    tops = numpy.abs(samples[:whole].reshape(-1, _STEP)).max(axis=1, initial=0.0)
    silent = numpy.concatenate(([False], tops <= _SILENT * tops.max(initial=0.0), [False]))
    runs = numpy.flatnonzero(numpy.diff(silent)).reshape(-1, 2)
    if not len(runs):
        return 0.0, 0.0
    start, end = runs[int(numpy.argmax(runs[:, 1] - runs[:, 0]))]
    return round(float(start) / 100, 2), round(float(end) / 100, 2)


def _follow(tokens: Sequence[SpokenToken], sound: Pcm) -> Followed:
    ear, piece = recogniser(), heard(sound, RATE)
    sought = ear.sought(tokens)
    names = [word.name for word in sought]
    found = tuple(filter(is_word, ear.follow(names, piece, again=_AGAIN))) if names else ()
    scores = fits(found, ear.phones(piece)) if found else []
    words = [
        Word(place, round(one.start, 2), round(one.end, 2), round(fit, 2))
        for place, one, fit in zip(_places(names, found), found, scores, strict=True)
    ]
    return [word.token for word in sought], words


def _places(names: Sequence[str], found: Sequence[Found]) -> list[int]:
    """Which of the words each thing heard is: the one that is due or the next, else one just said, else a later one."""
    places: list[int] = []
    due = 0
    for one in found:
        back = [at for at in range(max(0, due - 3), due) if names[at] == one.name]
        if one.name in names[due : due + 2]:
            place = names.index(one.name, due)
        elif back:
            place = back[-1]
        else:
            place = names.index(one.name, due)
        places.append(place)
        due = place + 1
    return places
