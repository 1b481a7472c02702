import pytest
from hypothesis import given
from hypothesis import strategies as st

from familytales.narration.ipa import misaki, plain, unlike


@pytest.mark.parametrize(
    ("ipa", "expected"),
    [
        ("/ˈvɔɪ.tʃɛx/", "vˈYʧɛk"),
        ("ˈstɹeɪ", "stɹˈA"),
        ("ˈmyːlɐ", "mˈulʌ"),
        ("[ʃtʁaʊs]", "ʃtɹWs"),
        ("t͡ʃ", "ʧ"),
        ("ˈˌ", ""),
        ("???", ""),
        ("ǃxɓʘ", ""),
        ("ɓabo", "ɑbO"),
    ],
)
def test_ipa_becomes_what_english_voices_know(ipa: str, expected: str) -> None:
    assert misaki(ipa) == expected


@given(st.text())
def test_anything_gives_only_known_sounds(ipa: str) -> None:
    assert set(misaki(ipa)) <= set("bdfhijklmnpstuvwzæðŋɑɔəɛɜɡɪɹʃʊʌʒʤʧθᵊᵻAIOQTWY ˈˌ")


def test_clicks_are_unlike_anything_english() -> None:
    assert unlike("ˈǃxɔ̃ːɓa ʘǃ") == "ǃɓʘ"
    assert unlike("ˈvɔɪ.t͡ʃɛx ʃtʁaʊs myːlɐ") == ""


def test_slashes_dots_and_ties_are_no_sounds() -> None:
    assert plain(" /ˈvɔɪ.t͡ʃɛx/ ") == "ˈvɔɪtʃɛx"
