"""A person's reading beside the text: when each word is said, and where the reader departs from what is written.

First the whole is listened to with the text as the only vocabulary; where words in a row agree the place is beyond
doubt. What lies between such places is listened to again with its few words. Nothing is forced: a word that is not
heard has no time.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from familytales.domain.narration import Utterance
from familytales.domain.proofreading import Fault, Flag
from familytales.narration.anchoring import Gap, anchors, gaps
from familytales.narration.clips import RATE
from familytales.narration.recogniser import Found, fits, heard, is_word, recogniser
from familytales.narration.sound import Pcm
from familytales.narration.spans import Span

REVISION = 1
"""Counts up whenever the same reading would be followed otherwise."""
ENOUGH = 0.25
"""Share of the words that must be heard: of another text, fewer are."""
_FIT = -3.0  # nats a frame by which a word may fit worse than the best sounds would
_FEW = 80  # words between two sure places that are listened to again
_LONG = 60.0  # seconds the same
_SPEECH = 0.25  # seconds of speech that make a missing word a changed one
_ADDED = 0.6  # seconds of speech without a word of the text


@dataclass(frozen=True, slots=True)
class Followed:
    """What a reader says of a text.

    Attributes:
        spans: for each utterance the time of each token, seconds from the recording's start; None where it is not said.
        departures: where the reader leaves the text, in order.
        share: of the text's words, how many are said.
    """

    spans: tuple[tuple[Span | None, ...], ...]
    departures: tuple[Flag, ...]
    share: float


@dataclass(frozen=True, slots=True)
class _Word:
    name: str
    utterance: int
    token: int


def listen(utterances: Sequence[Utterance], sound: Pcm, start: float) -> tuple[Found, ...]:
    """The words of the whole text that a stretch of the recording holds, `start` seconds into it, and sounds between.

    Raises:
        MissingDependency: pocketsphinx is not installed.
    """
    text = [word.name for word in _words(utterances)]
    found = recogniser().spot(text, heard(sound, RATE)) if text else ()
    return tuple(replace(one, start=start + one.start, end=start + one.end) for one in found if is_word(one))


def follow(
    utterances: Sequence[Utterance], parts: Sequence[Found], sound: Callable[[float, float], Pcm], duration: float
) -> Followed:
    """The reading as a whole.

    Args:
        utterances: what should be said.
        parts: what `listen` found in all stretches, in order.
        sound: the recording between two times, in seconds.
        duration: of the recording, in seconds.

    Raises:
        MissingDependency: pocketsphinx is not installed.
    """
    words = _words(utterances)
    sure = anchors([word.name for word in words], [part.name for part in parts])
    times: dict[int, Span] = {at: (parts[to].start, parts[to].end) for at, to in sure.items()}
    between = gaps(sure, len(words), len(parts))
    for gap in between:
        start, end = _limits(gap, parts, duration)
        if sure and gap.last - gap.first <= _FEW and 0.0 < end - start <= _LONG:
            times |= _heard_again(words, gap, sound(start, end), start)
    departures = [flag for gap in between for flag in _departures(gap, words, times, parts, utterances, duration)]
    spans = [[None] * len(utterance.tokens) for utterance in utterances]
    for at, (first, last) in sorted(times.items()):
        word = words[at]
        before: Span | None = spans[word.utterance][word.token]
        spans[word.utterance][word.token] = (before[0] if before else first, last)  # type: ignore[call-overload]
    return Followed(tuple(map(tuple, spans)), tuple(departures), len(times) / max(1, len(words)))


def _words(utterances: Sequence[Utterance]) -> list[_Word]:
    ear = recogniser()
    return [
        _Word(sought.name, number, sought.token)
        for number, utterance in enumerate(utterances)
        for sought in ear.sought(utterance.tokens)
    ]


def _limits(gap: Gap, parts: Sequence[Found], duration: float) -> Span:
    start = parts[gap.heard_first - 1].end if gap.heard_first else 0.0
    end = parts[gap.heard_last].start if gap.heard_last < len(parts) else duration
    return start, end


def _heard_again(words: Sequence[_Word], gap: Gap, sound: Pcm, start: float) -> dict[int, Span]:
    """The times of those words of a gap that can be heard in its sound."""
    names = [words[at].name for at in range(gap.first, gap.last)]
    if not names or len(sound) < RATE // 20:
        return {}
    ear, piece = recogniser(), heard(sound, RATE)
    found = tuple(filter(is_word, ear.follow(names, piece)))
    said = [one for one, fit in zip(found, fits(found, ear.phones(piece)), strict=True) if fit >= _FIT]
    times: dict[int, Span] = {}
    at = 0
    for one in said:
        if one.name in names[at:]:
            at = names.index(one.name, at) + 1
            times[gap.first + at - 1] = (start + max(one.start, 0.0), start + max(one.end, 0.0))
    return times


def _departures(
    gap: Gap,
    words: Sequence[_Word],
    times: dict[int, Span],
    parts: Sequence[Found],
    utterances: Sequence[Utterance],
    duration: float,
) -> Iterator[Flag]:
    """Each run of words that are not said, and each stretch of speech that is no word of the text."""
    reached, end = _limits(gap, parts, duration)
    speech = parts[gap.heard_first : gap.heard_last]
    for said, group in groupby(range(gap.first, gap.last), key=lambda at: at in times):
        run = list(group)
        if said:
            for at in run:
                yield from _extra(reached, times[at][0], speech, words[at], utterances)
                reached = times[at][1]
            continue
        until = times[run[-1] + 1][0] if run[-1] + 1 < gap.last else end
        fault = Fault.CHANGED if _seconds(speech, reached, until) > _SPEECH else Fault.SKIPPED
        sentence = utterances[words[run[0]].utterance].text
        yield Flag(fault, reached, max(reached, until), sentence, _text(run, words, utterances), float(len(run)))
        reached = max(reached, until)
    if words:
        yield from _extra(reached, end, speech, words[min(gap.last, len(words) - 1)], utterances)


def _extra(
    start: float, end: float, speech: Sequence[Found], near: _Word, utterances: Sequence[Utterance]
) -> Iterator[Flag]:
    seconds = _seconds(speech, start, end)
    if seconds > _ADDED:
        yield Flag(Fault.ADDED, start, end, utterances[near.utterance].text, f"{seconds:.1f} s of other words", seconds)


def _seconds(speech: Sequence[Found], start: float, end: float) -> float:
    """How much of the time between is speech."""
    return sum(max(0.0, min(one.end, end) - max(one.start, start)) for one in speech)


def _text(run: Sequence[int], words: Sequence[_Word], utterances: Sequence[Utterance]) -> str:
    """What is written there."""
    places = dict.fromkeys((words[at].utterance, words[at].token) for at in run)
    return " ".join(utterances[utterance].tokens[token].text for utterance, token in places)
