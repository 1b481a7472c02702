"""A machine ear for English: pocketsphinx with the model in its wheel, on one thread, deterministic.

It is never asked what is said, only whether and where known words are: a grammar made of the words themselves is far
stronger than free recognition, and thirty times faster than speech.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from math import log
from typing import Any

import numpy

from familytales.domain.errors import MissingDependency
from familytales.domain.narration import SpokenToken
from familytales.narration import arpabet
from familytales.narration.sound import Pcm, floating

LANGUAGES = frozenset({"eng"})
"""ISO 639-3 codes that the model in the wheel knows."""
REVISION = 1
"""Counts up whenever the same sound would be heard otherwise."""
FRAMES = 100
"""Frames a second."""
MARGIN = 0.2
"""Seconds of silence put around what is heard: the model wants to hear a sentence begin and end."""
_RATE = 16000
_HISS = 3.0  # of 32768, so that digital silence has a spectrum
_MEANS = "41.00,-5.29,-0.12,5.09,2.48,-4.07,-1.37,-1.78,-5.08,-2.05,-6.45,-1.42,1.17"
"""Cepstral means that pocketsphinx starts from; set before each sentence, for it would go on from the one before."""
_FILLERS = "<(["
"""How the names of what is no word begin: silence, breath, noise."""
_NEVER = -700.0  # nats: the logarithm of the smallest number there is


@dataclass(frozen=True, slots=True)
class Sought:
    """A word to listen for: its name in the recogniser's dictionary, and the index of the token that it belongs to."""

    name: str
    token: int


@dataclass(frozen=True, slots=True)
class Found:
    """Something the recogniser placed: seconds from the sound's start, and how well it fits, in nats (0 is perfect)."""

    name: str
    start: float
    end: float
    score: float


def installed() -> bool:
    """Whether there is an ear."""
    return find_spec("pocketsphinx") is not None


class Recogniser:
    """One decoder. Words are added to its dictionary as they come."""

    def __init__(self) -> None:
        if not installed():
            raise MissingDependency("pocketsphinx is not installed.", remedy="`pip install pocketsphinx` gets it.")
        from pocketsphinx import Decoder

        # scores of all senones each frame: else a score would depend on what else is being looked for
        self._decoder: Any = Decoder(
            samprate=_RATE, loglevel="FATAL", lm=None, compallsen=True, lw=1.0, wip=1.0, pip=1.0
        )
        self._decoder.add_allphone_file("phones")

    def sought(self, tokens: Sequence[SpokenToken]) -> tuple[Sought, ...]:
        """The words of the tokens, those left out that nothing tells how to say."""
        named = ((index, name) for index, token in enumerate(tokens) for name in self._names(token))
        return tuple(Sought(name, index) for index, name in named)

    def _names(self, token: SpokenToken) -> Iterator[str]:
        if token.ipa and (phones := arpabet.from_ipa(token.ipa)):
            name = phones.replace(" ", "-")
            self._know(name, (phones,))
            yield name
            return
        for word in re.sub(r"[^\w']", " ", token.text.lower().replace("’", "'")).split():
            name = word.strip("'_")
            if name and (self._decoder.lookup_word(name) is not None or self._know(name, arpabet.guesses(name))):
                yield name

    def _know(self, name: str, readings: Sequence[str]) -> bool:
        if readings and self._decoder.lookup_word(name) is None:
            for number, phones in enumerate(readings, 1):
                self._decoder.add_word(name if number == 1 else f"{name}({number})", phones, update=True)
        return bool(readings)

    def align(self, words: Sequence[Sought], sound: Pcm) -> tuple[Found, ...]:
        """Each of the words, in order, as if all of them were said; () where that cannot be."""
        self._decoder.set_align_text(" ".join(word.name for word in words))
        found = tuple(one for one in self._listen(sound) if one.name[0] not in _FILLERS)
        return found if [one.name for one in found] == [word.name for word in words] else ()

    def phones(self, sound: Pcm) -> tuple[Found, ...]:
        """The sounds that fit best, whatever the words; their score says how well anything could fit."""
        self._decoder.activate_search("phones")
        # its scores are kept a thousandth the size
        return tuple(Found(one.name, one.start, one.end, one.score * 1024) for one in self._listen(sound))

    def _listen(self, sound: Pcm) -> tuple[Found, ...]:
        decoder = self._decoder
        decoder.set_cmn(_MEANS)
        decoder.start_utt()
        decoder.process_raw(sound.tobytes(), full_utt=True)
        decoder.end_utt()
        return tuple(_found(part) for part in decoder.seg() or ())


def _found(part: Any) -> Found:
    name = re.sub(r"\(\d+\)$", "", part.word)
    score = log(part.ascore) if part.ascore > 0 else _NEVER
    return Found(name, part.start_frame / FRAMES - MARGIN, (part.end_frame + 1) / FRAMES - MARGIN, score)


@cache
def recogniser() -> Recogniser:
    """This process's own.

    Raises:
        MissingDependency: pocketsphinx is not installed.
    """
    return Recogniser()


def heard(samples: Pcm, rate: int) -> Pcm:
    """The sound as the recogniser takes it: 16 kHz, silence around it, and a hiss too faint to hear."""
    from math import gcd

    from scipy.signal import resample_poly

    margin = numpy.zeros(int(MARGIN * rate), numpy.float32)
    padded = numpy.concatenate((margin, floating(samples) * 32768, margin))
    shared = gcd(rate, _RATE)
    sound = resample_poly(padded, _RATE // shared, rate // shared)
    hiss = numpy.random.default_rng(0).normal(0.0, _HISS, len(sound))
    found: Pcm = (sound + hiss).clip(-32768, 32767).astype(numpy.int16)
    return found
