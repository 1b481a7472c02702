import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from familytales.domain.spelling import letters, modern, variants


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Waſſer", "Wasser"),
        ("daſs", "dass"),
        ("Aͤpfel und Huͤhner", "Äpfel und Hühner"),
        ("muͦter", "muter"),
        ("kom̄en", "kommen"),
        ("ﬁſh, ﬂour, ſtaﬀ, oﬃce", "fish, flour, staff, office"),
        ("Weſﬅ", "Wesst"),
        ("foꝛ", "for"),
        ("Haus⸗Thür", "Haus-Thür"),
        ("cafe\u0301", "café"),
        ("plain text", "plain text"),
    ],
)
def test_old_letters_are_written_out(old: str, new: str) -> None:
    assert letters(old) == new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Es muß ſeyn, bey zwey Theilen", "Es muß sein, bei zwei Teilen"),
        ("Das Thal, die Thür, ein Thier, er that es", "Das Tal, die Tür, ein Tier, er tat es"),
        ("Muth und Noth, roth, Rath und Blüthe", "Mut und Not, rot, Rat und Blüte"),
        ("Theater, Thema, Theologie, Athen, Ruth, Meyer", "Theater, Thema, Theologie, Athen, Ruth, Meyer"),
    ],
)
def test_old_german_spellings(old: str, new: str) -> None:
    assert modern(old, "deu") == new


def test_old_english_spellings() -> None:
    old = "To-day she shewed me, and to-morrow, by reflexion"
    assert modern(old, "eng") == "Today she showed me, and tomorrow, by reflection"
    assert modern("that thing", "eng") == "that thing"


def test_other_languages_keep_their_spelling() -> None:
    assert modern("Thal ſeyn to-day", "fra") == "Thal seyn to-day"


def test_what_is_typed_may_be_old_or_new() -> None:
    assert variants("Waſſer") == ("Wasser",)
    assert variants("Thal") == ("Thal", "Tal")
    assert variants("to-day") == ("to-day", "today")


@given(st.text())
def test_writing_out_twice_changes_nothing_more(text: str) -> None:
    once = letters(text)
    assert letters(once) == once
    assert text.isascii() or unicodedata.is_normalized("NFC", once)
