"""Faults planted in good speech, each as it would come from a broken voice or a broken join."""

import re
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import numpy

from familytales.domain.narration import Utterance
from familytales.narration import flac
from familytales.narration.clips import RATE, Clip
from familytales.narration.sound import Pcm
from familytales.narration.speaking import speak
from tests.narration.conftest import Speaker

STRANGERS = ("Margaret", "Winthrop", "Josephine", "Bernard", "Theodore", "Lancaster", "Edinburgh", "Caroline")
_CUT = 0.3  # seconds
_TAIL = 0.06  # seconds of silence that every clip ends with


def planted(
    speaker: Speaker, utterance: Utterance, clip: Clip, sound: Pcm, chance: Random
) -> Iterator[tuple[str, Pcm]]:
    """The name of each fault and the sentence with it; long enough sentences only have some."""
    tokens = len(utterance.tokens)
    yield "dropped sentence", numpy.zeros_like(sound[: RATE // 2])
    if tokens >= 6:
        first = chance.randrange(tokens // 2 + 1)
        yield "dropped half", _without(sound, clip, first, first + tokens // 2 - 1)
    at = chance.randrange(tokens)
    little = sum(map(str.isalnum, utterance.tokens[at].text)) < 4
    yield "doubled little word" if little else "doubled word", _doubled(sound, clip, at)
    yield "300 ms cut", sound[: len(sound) - int((_CUT + _TAIL) * RATE)]
    yield "half volume", (sound // 2).astype(numpy.int16)
    middle = int(clip.times[tokens // 2][0] * RATE)
    yield "silence", numpy.concatenate((sound[:middle], numpy.zeros(5 * RATE // 2, numpy.int16), sound[middle:]))
    if named := [index for index, token in enumerate(utterance.tokens) if index and is_name(token.text)]:
        yield "wrong name", _misnamed(speaker, utterance, chance.choice(named), chance.choice(STRANGERS))


def is_name(text: str) -> bool:
    """Whether a token that starts no sentence is a name."""
    return re.fullmatch(r"[A-Z][a-z]{3,}[.,;:!?]*", text) is not None


def _span(clip: Clip, first: int, last: int) -> tuple[int, int]:
    return int(clip.times[first][0] * RATE), int(clip.times[last][1] * RATE)


def _without(sound: Pcm, clip: Clip, first: int, last: int) -> Pcm:
    start, end = _span(clip, first, last)
    return numpy.concatenate((sound[:start], sound[end:]))


def _doubled(sound: Pcm, clip: Clip, at: int) -> Pcm:
    start, end = _span(clip, at, at)
    return numpy.concatenate((sound[:end], sound[start:end], sound[end:]))


def _misnamed(speaker: Speaker, utterance: Utterance, at: int, name: str) -> Pcm:
    token = utterance.tokens[at]
    other = replace(token, text=re.sub(r"^\w+", name, token.text))
    tokens = (*utterance.tokens[:at], other, *utterance.tokens[at + 1 :])
    return flac.decode(speak(*speaker, replace(utterance, tokens=tokens))[1])
