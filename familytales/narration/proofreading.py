"""From what was noticed to what is worth listening to: each sentence judged by itself and beside the others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from familytales.domain.narration import Utterance
from familytales.domain.proofreading import Fault, Flag
from familytales.narration.evidence import Evidence, Word

# Measured with tests/benchmarks/bench_proofreader.py on hibari's and a Piper voice's speech.
_FIT = -4.2  # nats a frame
_LOSS = -60.0  # nats: a short word says too little by itself
_LONG_FIT, _LONG_LOSS = -3.0, -95.0  # the same for a long word, which says more
_LETTERS = 5  # of words left out: voices swallow an "of" or an "a"
_AGAIN, _AGAIN_WORSE = -2.0, -5.0  # nats a frame: a word that is said twice, the better time and the worse
_OTHER = 0.5  # share of words that are missing or wrong in another text
_TAIL = -50.0  # dB below the loudest at the end of a sentence that was cut off
_LAST_FIT = -3.0  # nats a frame: the last word, whose end is missing
_SILENCE = 2.0  # seconds
_QUIET, _LOUD = -4.2, 5.0  # dB beside the others: a voice's sentences differ by one, short ones by more
_PACE = 1.7  # times as fast or as slow as the others
_LONG = 12  # letters below which a sentence's pace says nothing


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence to be judged: where it stands in its document (seconds), what should be said, what was noticed."""

    start: float
    utterance: Utterance
    evidence: Evidence


def judged(sentences: Sequence[Sentence]) -> list[tuple[Flag, ...]]:
    """What is worth listening to in each of the sentences of one voice; most have nothing."""
    usual = _usual(sentences)
    return [(*_alone(sentence), *_beside(sentence, usual)) for sentence in sentences]


def _alone(sentence: Sentence) -> Iterator[Flag]:
    evidence = sentence.evidence
    start, end = evidence.silence
    if end - start > _SILENCE:
        yield _flag(sentence, Fault.SILENCE, start, end, f"{end - start:.1f} s", (end - start) / _SILENCE)
    if evidence.sought:
        spoken = list(_words(sentence))
        yield from spoken
        if any(flag.fault is Fault.OTHER_TEXT for flag in spoken):
            return
    if clipped := _clipped(evidence):
        yield _flag(sentence, Fault.CLIPPED, evidence.seconds, evidence.seconds, "the end is cut off", clipped)


def _words(sentence: Sentence) -> Iterator[Flag]:
    """What is wrong with the words."""
    evidence = sentence.evidence
    firsts = {word.index: word for word in reversed(evidence.words)}
    missing = [index for index in range(len(evidence.sought)) if index not in firsts]
    wrong = [word for word in firsts.values() if _is_wrong(word)]
    if len(missing) + len(wrong) > _OTHER * len(evidence.sought):
        told = f"{len(evidence.sought) - len(missing) - len(wrong)} of {len(evidence.sought)} words heard"
        yield _flag(sentence, Fault.OTHER_TEXT, 0.0, evidence.seconds, told, 10.0)
        return
    for run in _runs(missing):
        letters = sum(_letters(sentence, index) for index in run)
        if letters >= _LETTERS:
            at = firsts[run[0] - 1].end if run[0] else 0.0
            yield _flag(sentence, Fault.SKIPPED, at, at, _text(sentence, run), 1.0 + letters / 10)
    for word in wrong:
        yield _flag(sentence, Fault.GARBLED, word.start, word.end, _text(sentence, [word.index]), word.loss / _LOSS)
    for word in _again(sentence):
        yield _flag(sentence, Fault.DOUBLED, word.start, word.end, _text(sentence, [word.index]), 2.0)


def _is_wrong(word: Word) -> bool:
    return (word.fit < _FIT and word.loss < _LOSS) or (word.fit < _LONG_FIT and word.loss < _LONG_LOSS)


def _again(sentence: Sentence) -> Iterator[Word]:
    """Words that are said a second time, at once or with what follows them, between others that are all there.

    Not one that is written twice ("ha! ha!"), nor one that stands in for a swallowed neighbour ("both the the").
    """
    heard = {word.index for word in sentence.evidence.words} | {-1, len(sentence.evidence.sought)}
    seen: dict[int, Word] = {}
    said = sentence.evidence.words
    for at, word in enumerate(said):
        before = seen.get(word.index)
        goes_on = [one.index for one in said[at + 1 : at + 2]] == [word.index + 1]
        fits = sorted((word.fit, before.fit)) if before else []
        together = goes_on or (before is not None and before is said[at - 1])
        clear = together and bool(fits) and fits[0] > _AGAIN_WORSE and fits[1] > _AGAIN
        if clear and {word.index - 1, word.index + 1} <= heard and not _is_written_twice(sentence, word.index):
            yield word
        seen[word.index] = word


def _is_written_twice(sentence: Sentence, index: int) -> bool:
    sought = sentence.evidence.sought
    names = [_plain(sentence.utterance.tokens[token].text) for token in sought[max(0, index - 1) : index + 2]]
    return names.count(_plain(sentence.utterance.tokens[sought[index]].text)) > sought.count(sought[index])


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _clipped(evidence: Evidence) -> float:
    """How surely the end is cut off: by its sound going on to the last moment, or its last word lacking its end.

    A last word that is not heard at all is judged as any that is left out.
    """
    by_sound = 1.0 + (evidence.tail - _TAIL) / 20 if evidence.tail > _TAIL else 0.0
    fits = [word.fit for word in evidence.words if word.index == len(evidence.sought) - 1]
    by_fit = max(fits) / _LAST_FIT if fits and max(fits) < _LAST_FIT else 0.0
    return max(by_sound, by_fit)


def _usual(sentences: Sequence[Sentence]) -> tuple[float, float]:
    """The level and the pace of the sentence in the middle."""
    levels = [sentence.evidence.level for sentence in sentences]
    rates = [_rate(sentence) for sentence in sentences if _size(sentence) >= _LONG]
    return median(levels or [0.0]), median(rates or [1.0])


def _beside(sentence: Sentence, usual: tuple[float, float]) -> Iterator[Flag]:
    """What is odd about a sentence when it is heard after the others."""
    evidence = sentence.evidence
    level, rate = usual
    more = evidence.level - level
    limit, fault = (_LOUD, Fault.LOUD) if more > 0 else (_QUIET, Fault.QUIET)
    if more / limit > 1.0:
        yield _flag(sentence, fault, 0.0, evidence.seconds, f"{more:+.1f} dB", more / limit)
    if evidence.sought or _size(sentence) < _LONG:
        return  # its words were followed, which tells more than its length
    times = _rate(sentence) / rate
    if max(times, 1 / times) > _PACE:
        told = f"{times:.1f} times the usual pace"
        yield _flag(sentence, Fault.PACE, 0.0, evidence.seconds, told, max(times, 1 / times) / _PACE)


def _size(sentence: Sentence) -> int:
    return sum(character.isalnum() for character in sentence.utterance.text)


def _rate(sentence: Sentence) -> float:
    """Letters a second, long silences not counted."""
    start, end = sentence.evidence.silence
    return _size(sentence) / max(0.1, sentence.evidence.seconds - max(0.0, end - start - _SILENCE))


def _runs(indices: Sequence[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for index in indices:
        if run and index != run[-1] + 1:
            yield run
            run = []
        run.append(index)
    if run:
        yield run


def _letters(sentence: Sentence, index: int) -> int:
    """Letters of a word that was listened for: its share of its token's."""
    token = sentence.evidence.sought[index]
    text = sentence.utterance.tokens[token].text
    return sum(map(str.isalnum, text)) // max(1, sentence.evidence.sought.count(token))


def _text(sentence: Sentence, indices: Sequence[int]) -> str:
    tokens = dict.fromkeys(sentence.evidence.sought[index] for index in indices)
    return " ".join(sentence.utterance.tokens[token].text for token in tokens)


def _flag(sentence: Sentence, fault: Fault, start: float, end: float, words: str, weight: float) -> Flag:
    begin = sentence.start
    return Flag(fault, round(begin + start, 2), round(begin + end, 2), sentence.utterance.text, words, round(weight, 2))
