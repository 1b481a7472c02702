"""When each token of a sentence is said, found by listening: for voices that do not tell, and for people."""

from collections.abc import Sequence

from familytales.domain.narration import SpokenToken
from familytales.narration.recogniser import LANGUAGES, heard, installed, recogniser
from familytales.narration.sound import Pcm
from familytales.narration.spans import Span


def possible(language: str) -> bool:
    """Whether there is a recogniser on this machine that knows the language (ISO 639-3)."""
    return language in LANGUAGES and installed()


def token_spans(samples: Pcm, rate: int, tokens: Sequence[SpokenToken]) -> tuple[Span | None, ...]:
    """Start and end of each token in seconds, monotone; None for a token that is not heard, such as a rest.

    All are None where the sentence cannot be followed at all: too short, or another one.

    Args:
        samples: mono, a sentence or a few; memory grows with their length.
        rate: samples a second.
        tokens: what is said in them.

    Raises:
        MissingDependency: pocketsphinx is not installed.
    """
    ear = recogniser()
    words = ear.sought(tokens)
    spans: list[Span | None] = [None] * len(tokens)
    found = ear.align(words, heard(samples, rate)) if words else ()
    duration = len(samples) / rate
    for word, one in zip(words, found, strict=False):
        start, end = min(max(one.start, 0.0), duration), min(max(one.end, 0.0), duration)
        before = spans[word.token]
        spans[word.token] = (before[0] if before else start, end)
    return tuple(spans)
