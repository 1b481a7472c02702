from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from familytales.transcription.vocabulary import Vocabulary, vocabulary

WORDS = st.dictionaries(st.text("abc", min_size=1, max_size=4), st.floats(1e-6, 1e-2), min_size=1, max_size=8)


def test_common_words_outrank_rare_ones_and_unknown_ones_have_no_share() -> None:
    english = vocabulary(("eng",))
    assert english.share("the") > english.share("harbour") > english.share("harbonr") == 0.0


@pytest.mark.parametrize(("word", "other"), [("he", "the"), ("bo", "to"), ("tthe", "the"), ("thn", "the")])
def test_a_word_s_rival_is_the_commonest_one_a_letter_away(word: str, other: str) -> None:
    english = vocabulary(("eng",))
    assert english.rival(word) == english.share(other)


@given(WORDS, st.text("abc", max_size=5))
def test_a_rival_is_another_word_a_letter_away(words: dict[str, float], word: str) -> None:
    known = Vocabulary([*words.items(), ("abca", 1e-4)])
    near = (other for other in words if other != word and Levenshtein.distance(word, other) == 1)
    assert known.rival(word) >= max((known.share(other) for other in near), default=0.0)
    assert known.rival(word) in {0.0, *(known.share(other) for other in {*words, "abca"} - {word})}


def test_a_language_without_a_list_favours_nothing() -> None:
    unknown = vocabulary(("und",))
    assert len(unknown) == 0
    assert unknown.next("th", "e") == unknown.next("qx", "z")


def test_the_familys_names_are_words() -> None:
    assert vocabulary(("eng",)).share("wojciechowska") == 0.0
    assert vocabulary(("eng",), frozenset(["Wojciechowska", "12th", ""])).share("wojciechowska") > 0.0


def test_two_languages_share_one_vocabulary() -> None:
    both = vocabulary(("eng", "deu"))
    assert both.share("mother")
    assert both.share("mutter")


@pytest.mark.parametrize(("language", "begun", "begins"), [("eng", "don'", True), ("fra", "l'", False)])
def test_an_apostrophe_is_inside_english_words_only(language: str, begun: str, begins: bool) -> None:
    assert vocabulary((language,)).begins(begun) == begins


@given(WORDS, st.text("abc", max_size=4))
def test_what_may_follow_is_never_certain_nor_impossible(words: dict[str, float], begun: str) -> None:
    known = Vocabulary(words.items())
    chances = [exp(known.next(begun, letter)) for letter in "abcxyz"]
    assert all(0.0 < chance <= 1.0 for chance in chances)
    assert sum(chances) <= 1.0 + 1e-9
    assert 0.0 < exp(known.end(begun)) <= 1.0
