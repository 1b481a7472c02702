from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from familytales.narration.alignment import owners

sounds = st.text("abcdeˈ ", max_size=8)


@given(st.lists(sounds, min_size=1, max_size=12), st.lists(sounds.filter(bool), max_size=12))
def test_every_sound_has_one_owner_in_order(alone: list[str], groups: list[str]) -> None:
    found = owners(alone, groups)

    assert [len(owner) for owner in found] == [len(group) for group in groups]
    flat = [index for owner in found for index in owner]
    assert all(0 <= index < len(alone) for index in flat)
    assert all(before <= after for before, after in pairwise(flat))


def test_words_run_together_are_told_apart() -> None:
    assert owners(["wɪð", "ðə", "dɒɡ"], ["wɪððə ", "dˈɒɡ"]) == [(0, 0, 0, 1, 1, 1), (2, 2, 2, 2)]


def test_a_number_keeps_all_its_words() -> None:
    assert owners(["ɪn", "naɪntin fɔɹti", "wi"], ["ɪn ", "naɪntin ", "fɔɹti ", "wi"]) == [
        (0,) * 3,
        (1,) * 8,
        (1,) * 6,
        (2,) * 2,
    ]


def test_a_silent_word_owns_nothing() -> None:
    assert owners(["haʊs", "", "tə"], ["haʊs ", "tə"]) == [(0,) * 5, (2,) * 2]


def test_a_merge_and_a_split_do_not_cancel_out() -> None:
    groups = ["aʊɾəv ", "ðə ", "haʊs ", "naɪntin ", "fɔɹti"]

    assert owners(["aʊt", "ʌv", "ðə", "haʊs", "naɪntin fɔɹti"], groups) == [
        (0, 0, 0, 1, 1, 1),
        (2,) * 3,
        (3,) * 5,
        (4,) * 8,
        (4,) * 5,
    ]
