import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from familytales.binding import names
from familytales.domain.books import Book, Document
from familytales.domain.editions import Edition
from familytales.domain.provenance import Provenance


@given(st.text(), st.integers(1, 5000))
def test_every_title_gives_a_harmless_file_name(title: str, number: int) -> None:
    assert re.fullmatch(r"\d{3,}(-[a-z0-9]+)*", names.stem(number, title))
    assert len(names.stem(number, title)) <= 53


def test_a_file_name_keeps_what_it_can_of_the_title() -> None:
    assert names.stem(7, "Grüße aus Lübeck / ../x") == "007-grusse-aus-lubeck-x"
    assert names.stem(12, "家族") == "012"


@given(st.text(st.characters()))
def test_cleaned_text_is_one_line_that_xml_can_hold(text: str) -> None:
    found = names.clean(text)
    assert not re.search(r"[\x00-\x1f\ufffe\uffff]", found)
    assert found == found.strip()


def test_nothing_is_without_a_title() -> None:
    assert names.title(Document(1, 1, " \x00 ")) == "Untitled"
    assert names.book_title(Book(1, "", "")) == "Memory book"


@pytest.mark.parametrize(("codes", "tag"), [(("deu", "eng"), "de"), ((), "en"), (("xx yy",), "und"), (("kmr",), "kmr")])
def test_a_document_has_its_own_language_or_the_books(codes: tuple[str, ...], tag: str) -> None:
    assert names.language(Book(1, "", ""), Document(1, 1, "", languages=codes)) == tag


def test_an_edition_names_every_language_once(edition: Edition) -> None:
    assert names.languages(edition) == ("en", "de")
    assert names.languages(replace(edition, book=replace(edition.book, languages=()), threads=())) == ("und",)


def test_hebrew_and_yiddish_run_from_right_to_left() -> None:
    assert [names.direction(tag) for tag in ("yi", "he", "en")] == ["rtl", "rtl", "ltr"]


def test_only_known_facts_are_told() -> None:
    document = Document(
        1, 1, "x", date="1943-08~", people=("Ann", " ", "Bob"), provenance=Provenance(box="3", item="1")
    )
    assert names.facts(document) == (
        ("Date", "about August 1943"),
        ("People", "Ann, Bob"),
        ("Kept in", "Box 3, item 1"),
    )
