"""Words broken at a line's end."""

import pytest

from familytales.transcription.hyphens import broken, compound


@pytest.mark.parametrize(
    ("text", "following", "expected"),
    [
        ("foot-", "path", True),
        ("foot¬", "path", True),
        ("foot\u00ad", "path", True),
        ("foot-", "Path", False),
        ("foot-", "", False),
        ("1914-", "and", False),
        ("-", "path", False),
        ("foot—", "path", False),
    ],
)
def test_broken_needs_a_letter_a_hyphen_and_a_small_letter(text, following, expected):
    assert broken(text, following) is expected


@pytest.mark.parametrize(
    ("text", "following", "language", "expected"),
    [
        ("one-", "half", "eng", True),
        ("(well-", "known)", "eng", True),
        ("self-", "taught,", "eng", True),
        ("avez-", "vous", "fra", True),
        ("one¬", "half", "eng", True),
        ("one\u00ad", "half", "eng", False),
        ("foot-", "path", "eng", False),
        ("for-", "gave", "eng", False),
        ("out-", "grew", "eng", False),
        ("Lark-", "hill", "eng", False),
        ("thur-", "ible", "eng", False),
        ("haus-", "tür", "deu", False),
        ("one-", "half", "und", False),
        ("one-", "?", "eng", False),
    ],
)
def test_a_hyphen_is_the_word_s_own_between_words_that_make_none_together(text, following, language, expected):
    assert compound(text, following, (language,)) is expected
