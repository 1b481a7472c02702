import pytest

from familytales.narration import arpabet


@pytest.mark.parametrize(
    ("ipa", "phones"),
    [
        ("ˈvɔɪtʃɛx", "V OY CH EH K"),
        ("/ˈhɪbəɹi/", "HH IH B ER IY"),
        ("θɔːt", "TH AO T"),
        ("…", ""),
    ],
)
def test_a_transcription_becomes_phones(ipa: str, phones: str) -> None:
    assert arpabet.from_ipa(ipa) == phones


def test_names_no_dictionary_has_are_guessed() -> None:
    assert "F IH K ER T" in arpabet.guesses("Fickert")
    assert arpabet.guesses("…") == ()


def test_there_are_the_dictionarys_39_phones() -> None:
    assert len(arpabet.PHONES) == 39
