"""A machine ear for English: pocketsphinx with the model in its wheel, on one thread, deterministic.

It is never asked what is said, only whether and where known words are: a grammar made of the words themselves is far
stronger than free recognition, and thirty times faster than speech.
"""

import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from itertools import accumulate, count
from math import exp, log
from pathlib import Path
from typing import Any

import numpy

from familytales.domain.errors import MissingDependency
from familytales.domain.narration import SpokenToken
from familytales.narration import arpabet, phrase_model
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
_SKIP, AGAIN = -60.0, -30.0  # nats that leaving out a word or saying one again costs: a misheard word costs more
_BACK = 3  # words
_BEAMS = {"beam": 1e-64, "pbeam": 1e-64, "wbeam": 1e-48}
"""How much worse than the best a way may be and still be followed: wider than usual, for a way is always wanted."""
_LONG = 4  # letters from which on a word is also listened for as our voices say it: names, and whatever they misread
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
            samprate=_RATE, loglevel="FATAL", lm=None, compallsen=True, lw=1.0, wip=1.0, pip=1.0, **_BEAMS
        )
        self._decoder.add_allphone_file("phones")
        self._known: dict[str, bool] = {}
        self._taught: dict[str, str] = {}
        self._reader: Any = None
        self._text: tuple[str, ...] = ()

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
            if name and self._know(name, arpabet.guesses(name) if len(name) >= _LONG else ()):
                yield name

    def _know(self, name: str, readings: Sequence[str]) -> bool:
        """Teach the recogniser ways to say a word that its dictionary does not have; whether it knows the word."""
        if name not in self._known:
            here = list(self._readings(name))
            wanted = readings if readings or here else arpabet.guesses(name)
            for phones in wanted:
                if phones not in here:
                    here.append(phones)
                    variant = name if len(here) == 1 else f"{name}({len(here)})"
                    self._decoder.add_word(variant, phones, update=True)
                    self._taught[variant] = phones
            self._known[name] = bool(here)
        return self._known[name]

    def _readings(self, name: str) -> Iterator[str]:
        """How the dictionary says a word."""
        for number in count(1):
            phones = self._decoder.lookup_word(name if number == 1 else f"{name}({number})")
            if phones is None:
                return
            yield phones

    def align(self, words: Sequence[Sought], sound: Pcm) -> tuple[Found, ...]:
        """Each of the words, in order, as if all of them were said; () where that cannot be."""
        self._decoder.set_align_text(" ".join(word.name for word in words))
        found = tuple(filter(is_word, self._listen(sound)))
        return found if [one.name for one in found] == [word.name for word in words] else ()

    def follow(self, words: Sequence[str], sound: Pcm, *, again: float = AGAIN) -> tuple[Found, ...]:
        """The words as they are said: some may be missing, some said again; () where the sound is something else.

        Args:
            words: of the sentence, by their names.
            sound: the sentence.
            again: nats that saying a word again costs.
        """
        self._decoder.add_fsg("sentence", self._decoder.create_fsg("sentence", 0, len(words), _ways(words, again)))
        self._decoder.activate_search("sentence")
        return self._listen(sound)

    def spot(self, text: Sequence[str], sound: Pcm) -> tuple[Found, ...]:
        """Whatever is said of a long text in a piece of a long sound, as words of the text and sounds between them."""
        if self._text != tuple(text):
            self._learn(text)
        return self._listen(sound, self._reader)

    def _learn(self, text: Sequence[str]) -> None:
        from pocketsphinx import Decoder, NGramModel

        self._reader = Decoder(samprate=_RATE, loglevel="FATAL", lm=None)
        sounds = {phrase_model.SOUND + phone.lower(): phone for phone in arpabet.PHONES}
        taught = [*self._taught.items(), *sounds.items()]
        for number, (name, phones) in enumerate(taught, 1):
            self._reader.add_word(name, phones, update=number == len(taught))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "text.arpa")
            path.write_text(phrase_model.arpa(text), "utf-8")
            model = NGramModel(self._reader.config, self._reader.get_logmath(), str(path))
        self._reader.add_lm("text", model)
        self._reader.activate_search("text")
        self._text = tuple(text)

    def phones(self, sound: Pcm) -> tuple[Found, ...]:
        """The sounds that fit best, whatever the words; their score says how well anything could fit."""
        self._decoder.activate_search("phones")
        # its scores are kept a thousandth the size
        return tuple(Found(one.name, one.start, one.end, one.score * 1024) for one in self._listen(sound))

    def _listen(self, sound: Pcm, other: Any = None) -> tuple[Found, ...]:
        decoder = other or self._decoder
        decoder.set_cmn(_MEANS)
        decoder.start_utt()
        decoder.process_raw(sound.tobytes(), full_utt=True)
        decoder.end_utt()
        return tuple(_found(part) for part in decoder.seg() or ())


def _ways(words: Sequence[str], again: float) -> list[tuple[int, int, float, str] | tuple[int, int, float]]:
    """The grammar of a sentence: each word after the one before, at a price left out or said again."""
    ways: list[tuple[int, int, float, str] | tuple[int, int, float]] = []
    for at, word in enumerate(words):
        ways += [(at, at + 1, 1.0, word), (at, at + 1, exp(_SKIP))]
        for back in range(max(0, at + 1 - _BACK), at + 1):
            ways.append((at + 1, back + 1, exp(again), words[back]))
    return ways


def _found(part: Any) -> Found:
    name = re.sub(r"\(\d+\)$", "", part.word)
    score = log(part.ascore) if part.ascore > 0 else _NEVER
    return Found(name, part.start_frame / FRAMES - MARGIN, (part.end_frame + 1) / FRAMES - MARGIN, score)


def is_word(found: Found) -> bool:
    """Whether it is a word or a sound, not silence, breath or noise."""
    return found.name[0] not in _FILLERS


def fits(words: Sequence[Found], phones: Sequence[Found]) -> list[float]:
    """How much worse each word fits than the sounds that would fit best in its place: nats a frame, near 0 when said.

    Args:
        words: what `align` or `follow` found.
        phones: what `phones` found in the same sound.
    """
    edges = [-MARGIN, *(phone.end for phone in phones)]
    totals = [0.0, *accumulate(phone.score for phone in phones)]

    def best(word: Found) -> float:
        first, last = numpy.interp((word.start, word.end), edges, totals)
        return float(last - first)

    return [(word.score - best(word)) / max(1.0, (word.end - word.start) * FRAMES) for word in words]


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
