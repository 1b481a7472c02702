from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from familytales.domain.corrections import Correction, Place, apply
from familytales.domain.doubts import LEAST, Doubt, doubts
from familytales.domain.transcripts import Block, Line, Transcript
from tests.domain.pages import page


def sure(transcript: Transcript, **chances: float) -> Transcript:
    """The page with every word's chance of being right: 1.0 unless said."""
    blocks = [
        Block(tuple(Line(tuple(replace(w, calibrated=chances.get(w.id, 1.0)) for w in ln.words)) for ln in b.lines))
        for b in transcript.blocks
    ]
    return replace(transcript, blocks=tuple(blocks))


PAGE = sure(page("my deer mother\nI am wel\nyour son Tom"), w2=0.4, w3=0.9, w6=0.7, w9=0.97)


def accepted(transcript: Transcript, number: int) -> Correction:
    line = list(transcript.lines())[number - 1]
    return Correction(line.words[0].id, line.text, line.box, line.text, Place.ACCEPT)


def test_a_line_has_the_errors_its_words_make_likely_and_a_sure_one_is_not_looked_at() -> None:
    assert list(doubts(PAGE, [])) == [Doubt(1, 0.7), Doubt(2, 0.3)]


def test_a_corrected_word_is_sure() -> None:
    word = list(PAGE.words())[1]
    history = [Correction(word.id, word.text, word.box, "dear")]
    assert list(doubts(apply(PAGE, history).transcript, history)) == [Doubt(1, 0.1), Doubt(2, 0.3)]


def test_an_accepted_line_is_not_looked_at_again_even_when_a_word_of_it_is_corrected_later() -> None:
    word = list(PAGE.words())[1]
    history = [accepted(PAGE, 1), Correction(word.id, word.text, word.box, "dear")]
    assert list(doubts(PAGE, history)) == [Doubt(2, 0.3)]
    assert list(doubts(apply(PAGE, history).transcript, history)) == [Doubt(2, 0.3)]


def test_a_word_read_otherwise_than_what_was_accepted_is_in_doubt_again() -> None:
    again = sure(page("my door mother\nI am wel\nyour son Tom", shift=3), w2=0.5, w3=0.5, w6=0.7)
    assert list(doubts(again, [accepted(PAGE, 1)])) == [Doubt(1, 0.5), Doubt(2, 0.3)]


def test_the_same_words_elsewhere_were_not_accepted() -> None:
    twice = sure(page("Tom\nTom"), w1=0.5, w2=0.5)
    assert list(doubts(twice, [accepted(twice, 2)])) == [Doubt(1, 0.5)]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=6))
def test_the_doubt_of_a_line_is_no_more_than_its_words(chances: list[float]) -> None:
    words = page(" ".join("ship" for _ in chances))
    made = sure(words, **{f"w{n}": chance for n, chance in enumerate(chances, 1)})
    (found,) = doubts(made, []) if sum(1 - c for c in chances) >= LEAST + 0.001 else [Doubt(1, LEAST)]
    assert LEAST <= found.errors <= len(chances)
    if len(chances) == 1 and 1 - chances[0] > LEAST + 0.001:
        assert found.errors == pytest.approx(1 - chances[0], abs=0.0001)
