import pytest
from hypothesis import given
from hypothesis import strategies as st

from familytales.domain.corrections import Correction, Place
from familytales.domain.slips import Slip, core, learnt, likely, repaired, within
from familytales.domain.transcripts import Box

BOX = Box(0, 0, 9, 9)
USUAL = {"burn": 1e-5, "bum": 1e-6, "modern": 1e-4, "will": 1e-3, "dear": 1e-4, "one": 1e-3, "erie": 4e-6}


def put(read: str, text: str, place: Place = Place.REPLACE) -> Correction:
    return Correction("w1", read, BOX, text, place)


def test_what_was_corrected_most_often_is_learnt_without_its_punctuation() -> None:
    history = [put("Mabcl,", "Mabel,"), put("Mabcl", "Mabell"), put('"Mabcl', '"Mabel'), put("tbe", "the")]
    assert learnt(history) == {"Mabcl": "Mabel", "tbe": "the"}
    assert learnt([put("arc", "are"), put("arc", "ark")]) == {"arc": "ark"}


@pytest.mark.parametrize(
    "other",
    [
        put("Mabcl", ""),
        put("Mabcl", "Mabel Gray"),
        put("Mabcl", "[unclear: Mabel?]"),
        put("Mabcl", "[illegible]"),
        put("Mabcl", "Mabcl,"),
        put("1943", "1945"),
        put("Mabcl", "dear", Place.BEFORE),
        put("my Mabcl", "my Mabcl", Place.ACCEPT),
        put("Wojciech", "Tell"),
    ],
)
def test_other_corrections_teach_nothing(other: Correction) -> None:
    assert learnt([other]) == {}


def test_a_common_word_that_was_wrong_once_is_not_wrong_everywhere() -> None:
    assert learnt([put("the", "she")], common=lambda word: word == "the") == {}


def test_a_word_that_was_left_as_it_is_just_as_often_is_not_wrong_everywhere() -> None:
    assert learnt([put("Maria", "Marta"), put("Maria,", "Maria,", Place.ACCEPT)]) == {}
    assert learnt([put("Maria", "Marta"), put("Maria", "Marta"), put("Maria", "Maria", Place.ACCEPT)]) == {
        "Maria": "Marta"
    }


def test_a_learnt_slip_is_proposed_with_the_punctuation_that_stands_there() -> None:
    assert repaired("(Mabcl’s", {"Mabcl’s": "Mabel’s"}) == "(Mabel’s"
    assert repaired("“Mabcl,”", {"Mabcl": "Mabel"}) == "“Mabel,”"
    assert repaired("mabcl", {"Mabcl": "Mabel"}) == ""
    assert repaired("...", {"Mabcl": "Mabel"}) == ""


def test_letters_that_look_alike_are_tried_and_the_most_usual_word_is_proposed() -> None:
    def frequency(word: str) -> float:
        return USUAL.get(word, 0.0)

    assert likely("modem,", frequency) == ("modern,", Slip("m", "rn"))
    assert likely("dcar", frequency) == ("dear", Slip("c", "e"))
    assert likely("wi1l", frequency) == ("will", Slip("1", "l"))
    assert likely("ene", frequency) == ("one", Slip("e", "o"))
    assert likely("bum", frequency) is None
    assert likely("xyzzy", frequency) is None
    assert likely("tb", frequency) is None


@given(st.text("ab.,(é1 ", max_size=12), st.text("xy", min_size=1, max_size=4))
def test_a_word_is_its_core_and_the_punctuation_around_it(text: str, other: str) -> None:
    assert within(text, core(text)) == text
    if core(text):
        assert core(within(text, other)) == other
