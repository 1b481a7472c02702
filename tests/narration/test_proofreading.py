"""What is made of evidence; and, with real voices, planted faults found and good speech left alone."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from familytales.domain.proofreading import Fault
from familytales.narration import evidence, flac
from familytales.narration.evidence import Evidence, Word
from familytales.narration.proofreading import Sentence, judged
from familytales.narration.speaking import speak
from tests.narration.conftest import Speaker, sentence
from tests.narration.faults import planted

TEXT = "Wojciech carried seventeen baskets home for Clara"
GOOD = Evidence(
    seconds=3.5,
    level=-22.0,
    tail=-70.0,
    silence=(1.0, 1.2),
    sought=(0, 1, 2, 3, 4, 5, 6),
    words=tuple(Word(index, index / 2, index / 2 + 0.4, 0.5) for index in range(7)),
)


def flags(found: Evidence, others: Sequence[Evidence] = (GOOD, GOOD, GOOD)) -> list[tuple[Fault, str]]:
    sentences = [Sentence(10.0, sentence(TEXT), one) for one in (found, *others)]
    return [(flag.fault, flag.words) for flag in judged(sentences)[0]]


def without(*gone: int) -> Evidence:
    return replace(GOOD, words=tuple(word for word in GOOD.words if word.index not in gone))


def misfit(index: int, fit: float) -> Evidence:
    return replace(GOOD, words=tuple(replace(w, fit=fit) if w.index == index else w for w in GOOD.words))


def test_good_speech_is_left_alone() -> None:
    assert flags(GOOD) == []


def test_words_left_out_are_named_and_a_swallowed_little_one_is_not() -> None:
    assert flags(without(2, 3)) == [(Fault.SKIPPED, "seventeen baskets")]
    assert flags(without(5)) == []


def test_a_word_that_does_not_fit_is_garbled() -> None:
    assert flags(misfit(0, -6.0)) == [(Fault.GARBLED, "Wojciech")]
    assert flags(misfit(0, -2.0)) == []


def test_a_word_said_again_is_doubled_only_where_it_is_written_once() -> None:
    again = (*GOOD.words[:4], Word(3, 1.95, 2.0, 0.3), *GOOD.words[4:])
    assert flags(replace(GOOD, words=again)) == [(Fault.DOUBLED, "baskets")]
    unclear = (*GOOD.words[:4], Word(3, 1.95, 2.0, -5.0), *GOOD.words[4:])
    assert flags(replace(GOOD, words=unclear)) == []
    standing_in = tuple(word for word in again if word.index != 4)
    assert Fault.DOUBLED not in [fault for fault, _ in flags(replace(GOOD, words=standing_in))]
    cheer = Sentence(0.0, sentence("Ha! ha! she said"), replace(GOOD, sought=(0, 1, 2, 3), words=again[3:5]))
    shown = replace(cheer.evidence, words=(Word(0, 0, 0.2, 1), Word(1, 0.3, 0.5, 1), Word(1, 0.6, 0.8, 1)))
    tail = (Word(2, 1, 1.2, 1), Word(3, 1.3, 1.5, 1))
    assert judged([replace(cheer, evidence=replace(shown, words=(*shown.words, *tail)))]) == [()]


def test_another_text_is_one_flag() -> None:
    assert flags(without(1, 2, 3, 5)) == [(Fault.OTHER_TEXT, "3 of 7 words heard")]
    assert [fault for fault, _ in flags(replace(GOOD, words=()))] == [Fault.OTHER_TEXT]


def test_an_end_that_is_cut_off() -> None:
    assert [fault for fault, _ in flags(replace(GOOD, tail=-20.0))] == [Fault.CLIPPED]
    assert Fault.CLIPPED in [fault for fault, _ in flags(misfit(6, -4.0))]
    assert Fault.CLIPPED not in [fault for fault, _ in flags(without(6))], "a last word may be swallowed"


def test_a_long_silence_and_uneven_loudness() -> None:
    assert flags(replace(GOOD, silence=(1.0, 3.5))) == [(Fault.SILENCE, "2.5 s")]
    assert flags(replace(GOOD, silence=(1.0, 2.9))) == []
    assert flags(replace(GOOD, level=-28.0)) == [(Fault.QUIET, "-6.0 dB")]
    assert flags(replace(GOOD, level=-16.0)) == [(Fault.LOUD, "+6.0 dB")]


def test_a_language_nobody_here_knows_is_judged_by_its_pace() -> None:
    unknown = replace(GOOD, sought=(), words=())
    others = [unknown] * 3
    assert flags(unknown, others) == []
    assert flags(replace(unknown, seconds=1.5), others) == [(Fault.PACE, "2.3 times the usual pace")]


def test_times_are_the_documents() -> None:
    (flag,) = judged([Sentence(10.0, sentence(TEXT), misfit(1, -6.0)), Sentence(0.0, sentence(TEXT), GOOD)])[0]
    assert (flag.start, flag.end, flag.sentence) == (10.5, 10.9, TEXT)


WORDS = st.lists(
    st.builds(Word, st.integers(0, 6), st.floats(0, 3), st.floats(0, 3), st.floats(-20, 5)), max_size=12
).map(tuple)


@given(WORDS, st.floats(-120, 0), st.floats(-120, 0))
def test_whatever_is_noticed_can_be_judged(words: tuple[Word, ...], level: float, tail: float) -> None:
    found = judged([Sentence(1.0, sentence(TEXT), replace(GOOD, words=words, level=level, tail=tail))])
    assert all(flag.weight > 0 and flag.words for flag in found[0])


LETTER = (
    "The brown horse is well, and Clara sends her love.",
    "Tell Margaret that the parcel from Edinburgh came on Thursday morning.",
    "Robert has bought two cows and a pig.",
)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["hibari", "piper"])
def test_planted_faults_are_found_and_good_speech_is_not_marked(name: str, request: pytest.FixtureRequest) -> None:
    pytest.importorskip("pocketsphinx")
    speaker: Speaker = request.getfixturevalue(name)
    follow = evidence.follower("eng")
    spoken = [(one, *speak(*speaker, one)) for one in map(sentence, LETTER)]
    good = [Sentence(0.0, one, evidence.notice(one, flac.decode(data), follow)) for one, _, data in spoken]
    assert [flags for flags in judged(good) if flags] == []

    chance = Random(7)
    missed = [
        (fault, utterance.text)
        for utterance, clip, data in spoken[:2]
        for fault, broken in planted(speaker, utterance, clip, flac.decode(data), chance)
        if not judged([*good, Sentence(0.0, utterance, evidence.notice(utterance, broken, follow))])[-1]
    ]
    assert missed == []


def test_what_is_noticed_of_a_sentence(hibari: Speaker) -> None:
    pytest.importorskip("pocketsphinx")
    utterance = sentence("The brown horse is well.")
    clip, data = speak(*hibari, utterance)
    found = evidence.notice(utterance, flac.decode(data), evidence.follower("eng"))
    assert [word.index for word in found.words] == [0, 1, 2, 3, 4]
    assert found.seconds == pytest.approx(clip.duration, abs=0.01)
    assert found.tail < -50
    assert evidence.notice(utterance, flac.decode(data), evidence.follower("deu")).sought == ()
