"""From tokens to what an engine says at once, and back from the engine's times to the tokens' times.

A model sees a sentence at a time, and its memory grows with the sentence: long ones are cut at their best phrase
boundary, and a token without text is a rest between two phrases.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy

from familytales.domain.narration import SpokenToken
from familytales.narration.sound import Pcm, Samples, audible, pcm
from familytales.narration.spans import Span, tidy

Sound: TypeAlias = tuple[Samples, Sequence[Span]]
"""What was said and the span of each atom in it."""

REST = 0.4
"""Seconds of silence for a token without text: about the breath of a reader who cannot make out a word."""
_RESTS = 0.8  # a run of such tokens is no longer than this
_JOIN = 0.12  # seconds between the parts of a cut sentence, which are trimmed to `_MARGIN` first
_MARGIN = 0.03
_LONGEST = 60  # characters of one atom: longer than any word, shorter than what strains a phonemiser
_CONJUNCTIONS = re.compile(
    "and|but|or|nor|for|so|yet|which|who|that|when|where|because|while|if|then|"
    "und|aber|oder|dass|weil|wenn|et|mais|ou|que|qui|y|pero|o|porque|i|ale|lub|że|który|która",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Atom:
    """A written-out word of a token, or a rest when it has no text; `ipa` says how it sounds if that is given."""

    text: str
    token: int
    ipa: str = ""


def atoms(tokens: Sequence[SpokenToken]) -> tuple[Atom, ...]:
    """The words of every token, cut where one is longer than any real word; one rest for a token without text."""
    found: list[Atom] = []
    for index, token in enumerate(tokens):
        text = "".join(character if character.isprintable() else " " for character in token.text)
        words = [text.strip()] if token.ipa and text.strip() else text.split()
        for word in words:
            if token.ipa:
                found.append(Atom(word[:_LONGEST], index, token.ipa))
            else:
                found.extend(Atom(word[cut : cut + _LONGEST], index) for cut in range(0, len(word), _LONGEST))
        if not words:
            found.append(Atom("", index))
    return tuple(found)


def phrases(words: Sequence[Atom], weights: Sequence[int], limit: int) -> Iterator[range]:
    """Runs of atoms to say at once: none weighs more than `limit` unless it is a single atom; rests stand alone."""
    start = 0
    while start < len(words):
        stop = _run(words, weights, limit, start)
        cut = stop < len(words) and bool(words[start].text) and bool(words[stop].text)
        if cut:
            middle = start + (stop - start + 1) // 2
            stop = max(range(middle, stop + 1), key=lambda at: (_strength(words, at), at))
        yield range(start, stop)
        start = stop


def _run(words: Sequence[Atom], weights: Sequence[int], limit: int, start: int) -> int:
    stop, total = start + 1, weights[start]
    while stop < len(words) and bool(words[stop].text) == bool(words[start].text):
        total += weights[stop]
        if words[start].text and total > limit:
            break
        stop += 1
    return stop


def _strength(words: Sequence[Atom], at: int) -> int:
    """How good a place for a breath lies before atom `at`."""
    before = words[at - 1].text.rstrip("\"'”’»)")
    if before.endswith((";", ":", ".", "!", "?", "…", "—", "–")):
        return 3
    if before.endswith(","):
        return 2
    return int(_CONJUNCTIONS.fullmatch(words[at].text) is not None)


def assemble(
    words: Sequence[Atom], weights: Sequence[int], limit: int, rate: int, say: Callable[[range], Sound]
) -> tuple[Pcm, list[Span]]:
    """Everything said, phrase by phrase with rests between, and the span of each atom.

    Args:
        words: at least one.
        weights: what each costs the engine.
        limit: what the engine can take at once.
        rate: samples per second of what `say` gives.
        say: speaks a run of atoms.
    """
    runs = list(phrases(words, weights, limit))
    pieces: list[Pcm] = []
    spans: list[Span] = []
    at = 0  # samples so far
    for number, run in enumerate(runs):
        if words[run.start].text:
            piece, times = _said(run, rate, say, whole=len(runs) == 1)
        else:
            piece, times = _rest(len(run), rate)
        if number and words[run.start].text and words[run.start - 1].text:
            pieces.append(numpy.zeros(int(_JOIN * rate), numpy.int16))
            at += len(pieces[-1])
        spans.extend((at / rate + start, at / rate + end) for start, end in times)
        pieces.append(piece)
        at += len(piece)
    if not at:  # nothing in it makes a sound: a dingbat, an emoji
        pieces.append(numpy.zeros(int(REST * rate), numpy.int16))
    return numpy.concatenate(pieces), spans


def _said(run: range, rate: int, say: Callable[[range], Sound], *, whole: bool) -> tuple[Pcm, Sequence[Span]]:
    sound, times = say(run)
    if whole:
        return pcm(sound), [(max(start, 0.0), max(end, 0.0)) for start, end in times]
    first, last = audible(sound, rate)
    first, last = max(0, first - int(_MARGIN * rate)), min(len(sound), last + int(_MARGIN * rate))
    length = (last - first) / rate
    moved = [(min(max(s - first / rate, 0), length), min(max(e - first / rate, 0), length)) for s, e in times]
    return pcm(sound[first:last]), moved


def _rest(count: int, rate: int) -> tuple[Pcm, Sequence[Span]]:
    each = min(REST, _RESTS / count)
    silence = numpy.zeros(round(count * each * rate), numpy.int16)
    return silence, [(i * each, (i + 1) * each) for i in range(count)]


def token_times(words: Sequence[Atom], spans: Sequence[Span], duration: float) -> tuple[Span, ...]:
    """The span of each token: from its first atom's start to its last one's end, tidied."""
    found: dict[int, Span] = {}
    for word, (start, end) in zip(words, spans, strict=True):
        first, last = found.get(word.token, (start, end))
        found[word.token] = (min(first, start), max(last, end))
    return tidy([found[token] for token in sorted(found)], duration)
