import pytest
from wordfreq import get_frequency_list

from familytales.transcription import wordlists


@pytest.mark.parametrize(("code", "tag"), [("eng", "en"), ("deu", "de"), ("nor", "nb"), ("hrv", "sh"), ("ell", "el")])
def test_lists_are_those_of_the_package(code: str, tag: str) -> None:
    assert wordlists.short(code) == get_frequency_list(tag, "small")
    assert wordlists.long(code) == get_frequency_list(tag, "best")


def test_a_language_without_a_list_has_none() -> None:
    assert wordlists.short("qaa") == []
    assert wordlists.long("qaa") == []
