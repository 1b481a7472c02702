from hypothesis import given
from hypothesis import strategies as st

from familytales.narration.anchoring import Gap, anchors, gaps

WORDS = st.lists(st.sampled_from(["the", "a", "cat", "sat", "on", "mat", "and", "dog", "ran"]), max_size=30)


def test_words_in_a_row_are_sure_and_lone_ones_are_not() -> None:
    text = ["dear", "mother", "the", "farm", "is", "large", "and", "the", "well", "is", "deep"]
    heard = ["dear", "mother", "the", "farm", "was", "the", "and", "the", "well", "is", "deep"]
    found = anchors(text, heard)
    assert [text[at] for at in sorted(found)] == ["dear", "mother", "the", "farm", "and", "the", "well", "is", "deep"]
    assert gaps(found, len(text), len(heard)) == [Gap(4, 6, 4, 6)]


def test_a_text_of_one_word_can_be_found() -> None:
    assert anchors(["Amen"], ["Amen"]) == {0: 0}


@given(WORDS, WORDS)
def test_anchors_rise_and_agree_and_gaps_are_the_rest(text: list[str], heard: list[str]) -> None:
    found = anchors(text, heard)
    assert all(text[at] == heard[to] for at, to in found.items())
    assert sorted(found) == list(found)
    assert sorted(found.values()) == list(found.values())
    between = gaps(found, len(text), len(heard))
    assert sorted([*found, *(at for gap in between for at in range(gap.first, gap.last))]) == list(range(len(text)))
