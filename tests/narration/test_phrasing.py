from itertools import pairwise

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from familytales.domain.narration import SpokenToken
from familytales.narration.phrasing import Atom, assemble, atoms, phrases, token_times
from familytales.narration.spans import spread, tidy

times = st.floats(-1e3, 1e3, allow_nan=False)
texts = st.lists(st.text(max_size=80), min_size=1, max_size=30)


@given(st.lists(st.tuples(times, times), max_size=40), st.floats(0, 500))
def test_tidied_times_are_in_order_inside_and_apart(spans: list[tuple[float, float]], duration: float) -> None:
    found = tidy(spans, duration)

    assert len(found) == len(spans)
    for start, end in found:
        assert -1e-9 <= start <= end <= duration + 1e-9
    for (_, before), (after, _) in pairwise(found):
        assert before <= after + 1e-9


def test_tidy_closes_gaps_between_words_but_keeps_pauses() -> None:
    assert tidy([(0.0, 0.3), (0.35, 0.6), (1.0, 1.2)], 2.0) == ((0.0, 0.35), (0.35, 0.6), (1.0, 1.2))


def test_every_token_is_shown_for_a_moment() -> None:
    found = tidy([(0.5, 0.5), (0.5, 0.5), (0.5, 0.5)], 1.0)

    assert all(end - start >= 0.0099 for start, end in found)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=20), st.floats(0, 100), st.floats(0, 100))
def test_spread_covers_the_whole_time(weights: list[float], start: float, length: float) -> None:
    parts = spread(weights, start, start + length)

    assert len(parts) == len(weights)
    assert parts[0][0] == start
    assert parts[-1][1] == start + length
    assert all(before[1] == after[0] for before, after in pairwise(parts))


@given(texts)
def test_atoms_keep_every_letter_and_no_control_character(said: list[str]) -> None:
    tokens = [SpokenToken(text, ()) for text in said]
    found = atoms(tokens)

    assert {atom.token for atom in found} == set(range(len(tokens)))
    for index, text in enumerate(said):
        letters = "".join(c if c.isprintable() else " " for c in text)
        assert "".join(atom.text for atom in found if atom.token == index) == "".join(letters.split())
    assert all(len(atom.text) <= 60 for atom in found)


@given(texts, st.integers(1, 40))
def test_phrases_cover_everything_once_within_the_limit(said: list[str], limit: int) -> None:
    words = atoms([SpokenToken(text, ()) for text in said])
    weights = [len(word.text) for word in words]
    runs = list(phrases(words, weights, limit))

    assert [index for run in runs for index in run] == list(range(len(words)))
    for run in runs:
        assert len(run) == 1 or not words[run[0]].text or sum(weights[index] for index in run) <= limit
        assert len({bool(words[index].text) for index in run}) == 1


def test_a_long_sentence_is_cut_at_its_punctuation() -> None:
    words = atoms([SpokenToken("one two three four, five six seven eight nine", ())])

    assert [run.stop for run in phrases(words, [1] * 9, 6)] == [4, 9]


def test_rests_take_a_breath_and_many_of_them_no_longer_than_two() -> None:
    def say(run: range) -> tuple[numpy.ndarray, list[tuple[float, float]]]:
        return numpy.ones(1000, numpy.float32) / 2, [(0.0, 1.0)] * len(run)

    one, _ = assemble([Atom("", 0)], [0], 10, 1000, say)
    many, spans = assemble([Atom("a", 0), *[Atom("", n) for n in range(1, 9)]], [1] * 9, 10, 1000, say)

    assert len(one) == 400
    assert len(many) == 1800
    assert token_times([Atom("a", 0), *[Atom("", n) for n in range(1, 9)]], spans, 1.8)[-1] == pytest.approx((1.7, 1.8))
