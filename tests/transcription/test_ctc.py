import pytest
from hypothesis import given
from hypothesis import strategies as st

from familytales.transcription.ctc import NONE, decode
from familytales.transcription.vocabulary import Vocabulary, vocabulary

NOTHING = Vocabulary([])
COLUMNS = st.lists(
    st.dictionaries(st.sampled_from([NONE, "a", "b", " ", "1"]), st.floats(0.01, 1.0), min_size=1), max_size=12
)


def said(columns, known=NOTHING):
    return "".join(letter.char for letter in decode(columns, known))


def spelt(text, chance=0.9):
    """Columns that show the text plainly, with a column of none after each character."""
    return [column for char in text for column in ({char: chance, NONE: 1 - chance}, {NONE: 1.0})]


def test_a_plain_line_is_taken_as_it_stands():
    assert said(spelt("Dear Anna, 12 May"), vocabulary(("eng",))) == "Dear Anna, 12 May"


def test_a_character_over_several_columns_is_one_and_two_need_a_gap():
    assert said([{"a": 1.0}, {"a": 1.0}, {"b": 1.0}]) == "ab"
    assert said([{"a": 1.0}, {NONE: 1.0}, {"a": 1.0}]) == "aa"


def test_ways_that_spell_the_same_add_up():
    # Each column prefers none, but "a" in either of them together is likelier than none in both.
    assert said([{NONE: 0.55, "a": 0.45}, {NONE: 0.55, "a": 0.45}]) == "a"


@pytest.mark.parametrize(("shown", "meant"), [("tne", "the"), ("hause", "house")])
def test_a_doubtful_letter_follows_the_language(shown, meant):
    columns = [
        {a: 1.0} if a == b else {a: 0.55, b: 0.45}
        for pair in zip(shown, meant, strict=True)
        for a, b in (pair, (NONE, NONE))
    ]
    assert said(columns) == shown
    assert said(columns, vocabulary(("eng",))) == meant


def test_a_clear_letter_is_kept_whatever_the_language_says():
    assert said(spelt("Wojciech", 0.999), vocabulary(("eng",))) == "Wojciech"


@pytest.mark.parametrize(
    ("columns", "text"),
    [
        ([{"a": 1.0}, {" ": 0.6, NONE: 0.4}, {",": 1.0}], "a,"),
        ([{"1": 1.0}, {"8": 1.0}, {"l": 0.6, "9": 0.4}, {"1": 1.0}], "1891"),
        ([*spelt("mill"), {" ": 0.8, NONE: 0.2}, *spelt("*)", 0.999)], "mill*)"),
        ([*spelt("mill-", 0.999), {" ": 0.8, NONE: 0.2}, *spelt("House", 0.999)], "mill-House"),
        ([*spelt("mill-", 0.999), {" ": 0.8, NONE: 0.2}, *spelt("house", 0.999)], "mill- house"),
        (spelt("*) at - Eton * Rye", 0.9999), "*) at - Eton * Rye"),
    ],
)
def test_odd_sequences_need_clear_evidence(columns, text):
    assert said(columns, vocabulary(("eng",))) == text


def test_a_long_s_that_looks_like_an_f_follows_the_language():
    german = vocabulary(("deu",))
    assert said(spelt("das ift auf", 0.999), german) == "das ist auf"
    assert said(spelt("das ift")) == "das ift"


def test_a_space_before_a_high_mark_is_odd_but_in_french():
    columns = [*spelt("bien"), {" ": 0.8, NONE: 0.2}]
    assert said([*columns, *spelt("!", 0.999)], vocabulary(("eng",))) == "bien!"
    assert said([*columns, *spelt("!", 0.999)], vocabulary(("fra",))) == "bien !"
    assert said([*columns, *spelt(",", 0.999)], vocabulary(("fra",))) == "bien,"


def test_an_apostrophe_parts_french_words():
    doubtful = [{"l": 0.5, "1": 0.5}, *spelt("'heure")]
    assert said(doubtful, vocabulary(("fra",))) == "l'heure"


def test_letters_know_their_column_and_chance():
    found = decode([{NONE: 1.0}, {"a": 0.3, NONE: 0.7}, {"a": 0.9, NONE: 0.1}, {NONE: 1.0}], NOTHING)
    assert [(letter.char, letter.column, letter.confidence) for letter in found] == [("a", 2, 0.9)]


def test_no_columns_say_nothing():
    assert decode([], NOTHING) == ()
    assert decode([{}, {NONE: 1.0}], NOTHING) == ()


@given(COLUMNS)
def test_whatever_the_columns_letters_stand_in_order_and_were_shown(columns):
    found = decode(columns, NOTHING)
    places = [letter.column for letter in found]
    assert places == sorted(set(places))
    assert all(columns[letter.column][letter.char] == letter.confidence for letter in found)


def test_a_long_line_does_not_vanish():
    assert said([{"a": 1e-3}, {NONE: 1e-3}] * 2000) == "a" * 2000
