"""Engines that go wrong on the pages that ask for it by their width, and read every other page."""

import math
import os
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from familytales.domain.errors import MissingDependency
from familytales.domain.narration import Speech, SpokenToken, TimingSource, Voice
from familytales.domain.transcripts import Box, ReadLine, ReadWord, Recognition

_TEXT = Box(10, 10, 200, 40)


def _reading(*words: Any) -> Recognition:
    return Recognition((ReadLine(tuple(words)),))


def _word(text: Any = "Words", box: Any = _TEXT, confidence: Any = 0.9) -> ReadWord:
    return ReadWord(text, box, confidence)


def _hang() -> Recognition:
    time.sleep(600)
    raise AssertionError("nobody waits so long")


def _crash() -> Recognition:
    os._exit(9)


def _exhaust() -> Recognition:
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    return _reading(_word(str(bytearray(1 << 34))))


def _raise(error: BaseException) -> Recognition:
    raise error


FAULTS: dict[str, tuple[Callable[[], Any], str]] = {
    "hangs": (_hang, "no answer within"),
    "crashes": (_crash, "crashed"),
    "exhausts the memory": (_exhaust, "not enough memory"),
    "lacks data": (lambda: _raise(MissingDependency("No data for Elvish.", remedy="Ask an elf.")), "No data"),
    "raises ValueError": (lambda: _raise(ValueError("odd shape")), "ValueError: odd shape"),
    "raises OSError": (lambda: _raise(OSError("no such model")), "OSError: no such model"),
    "exits": (lambda: _raise(SystemExit("enough")), "SystemExit: enough"),
    "returns nothing": (lambda: None, "no recognition"),
    "returns text": (lambda: Recognition(("Dear Mother",)), "a line is a str"),  # type: ignore[arg-type]
    "has no text": (lambda: _reading(_word(text=None)), "text is a NoneType"),
    "writes bells": (lambda: _reading(_word("ding\a")), "cannot be written"),
    "writes surrogates": (lambda: _reading(_word("\ud800")), "cannot be written"),
    "is not a number": (lambda: _reading(_word(confidence=math.nan)), "confidence is nan"),
    "is too sure": (lambda: _reading(_word(confidence=98)), "confidence is 98"),
    "points elsewhere": (lambda: _reading(_word(box=Box(0, 9000, 10, 9010))), "outside the image"),
    "measures in inches": (lambda: _reading(_word(box=Box(0.5, 1.5, 2.5, 2.0))), "whole pixels"),  # type: ignore[arg-type]
    "cannot stop": (lambda: _reading(*[_word("and")] * 60_000), "60,000 words"),
    "cannot break": (lambda: _reading(_word("a" * 2_000)), "2,000 characters"),
}
"""What goes wrong, how, and what a person is told."""

WIDTHS = {name: 403 + 10 * number for number, name in enumerate(FAULTS)}
"""No other page, nor a part of one that is turned to be read another way, is as wide as one of these."""


class FaultyOcr:
    name = "faulty"
    remote = False

    def version(self, languages: Sequence[str]) -> str:
        return "1"

    def languages(self) -> frozenset[str]:
        return frozenset()

    def read(self, image: Any, languages: Sequence[str]) -> Recognition:
        asked = [fault for name, (fault, _) in FAULTS.items() if WIDTHS[name] == image.shape[1]]
        return asked[0]() if asked else _reading(_word())


class FaultySpeech:
    """Crashes where boats are spoken of, hums where anything else is."""

    name = "faulty"
    remote = False

    def voices(self, folder: Path) -> Sequence[Voice]:
        return (Voice("faulty-voice", self.name, "eng"),)

    def version(self, voice: Voice) -> str:
        return "1"

    def speak(self, voice: Voice, tokens: Sequence[SpokenToken], *, speed: float = 1.0) -> Speech:
        if any("boats" in token.text for token in tokens):
            os._exit(9)
        hum = (b"\x00\x20" * 20 + b"\x00\xe0" * 20) * 120
        times = tuple((n * 0.1 / len(tokens), (n + 1) * 0.1 / len(tokens)) for n in range(len(tokens)))
        return Speech(hum, 24_000, times, TimingSource.MODEL)
