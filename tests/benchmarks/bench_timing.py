"""When words begin, by what each engine tells, against an aligner that hears only the sound.

Run: python -m tests.benchmarks.bench_timing [hibari|piper|espeak ...] [--words]

A letter full of dates and money and plain sentences, over five hundred words, are spoken the way a book is. Of every
spoken word's start the aligner's (pocketsphinx) is subtracted, then the constant of the engine, which the product
should have taken away already; with --words the worst are named.
"""

import random
import sys

import numpy

from familytales.domain.narration import SpokenToken, Utterance
from familytales.narration import flac
from familytales.narration.clips import RATE
from familytales.narration.forced_alignment import token_spans
from familytales.narration.speaking import speak
from tests.benchmarks.bench_intelligibility import prepared, voice_of
from tests.benchmarks.old_letter import PAIRS
from tests.benchmarks.pages import sentence
from tests.narration.conftest import Speaker

SENTENCES = 30
"""Plain ones beside the letter."""


def text() -> list[Utterance]:
    """What is spoken."""
    chance = random.Random(1943)
    plain = " ".join(sentence(chance) for _ in range(SENTENCES))
    return [utterance for written in (*(written for written, _ in PAIRS), plain) for utterance in prepared(written)]


def differences(speaker: Speaker, utterance: Utterance) -> list[tuple[float, SpokenToken]]:
    """Seconds by which each word is said to begin later than it is heard; none where a sentence cannot be followed."""
    clip, data = speak(*speaker, utterance)
    heard = token_spans(flac.decode(data), RATE, utterance.tokens)
    told = zip(clip.times, heard, utterance.tokens, strict=True)
    return [(start - span[0], token) for (start, _), span, token in told if span]


def measure(name: str, *, show: bool = False) -> None:
    """Print a line for an engine."""
    speaker = voice_of(name)
    found = [(one, utterance) for utterance in text() for one in differences(speaker, utterance)]
    late = 1000 * numpy.asarray([seconds for (seconds, _), _ in found])
    constant = float(numpy.median(late))
    off = numpy.abs(late - constant)
    print(
        f"{name:<8} {len(found)} words, constant {constant:+.0f} ms; without it the median is {numpy.median(off):.0f}"
        f" ms off, the 95th percentile {numpy.percentile(off, 95):.0f} ms; with it {numpy.median(abs(late)):.0f} and"
        f" {numpy.percentile(abs(late), 95):.0f} ms",
        flush=True,
    )
    for at in numpy.argsort(-off)[: 40 if show else 0]:
        (_, token), utterance = found[at]
        print(f"  {late[at]:+6.0f} ms  {token.text!r} in {utterance.text!r}")


def main() -> None:
    """All engines, or those that are named."""
    named = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    for name in named or ("hibari", "piper", "espeak"):
        measure(name, show="--words" in sys.argv)


if __name__ == "__main__":
    main()
