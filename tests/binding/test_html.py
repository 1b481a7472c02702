import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from markupsafe import Markup

from familytales.binding.html import PageStart, paragraph, render, sequence
from familytales.binding.passages import Passage, Sentence, Span, passages
from familytales.domain.editions import Edition
from familytales.domain.reading import WordRef
from familytales.domain.transcripts import BlockKind


def marker(number: int) -> Markup:
    return Markup('<b id="page-{}"></b>').format(number)


def one(text: str, *, page: int = 1, starts: int = 0) -> Passage:
    ref = WordRef(page, "w1")
    first = Span("a", "first", (ref,), None, page)
    return Passage(BlockKind.TEXT, (Sentence("s1", (first, Span("b", text, (ref,), None, starts))),), page)


@given(st.text(st.characters(codec="utf-8")))
def test_any_word_is_well_formed_and_only_text(text: str) -> None:
    found = etree.fromstring(paragraph(one(text), marker, every_word=True))
    kept = "".join(letter for letter in text if letter in "\t\n\r" or unicodedata.category(letter) != "Cc")
    kept = kept.replace("\ufffe", "").replace("\uffff", "").replace("\r\n", "\n").replace("\r", "\n")
    assert [span.text or "" for span in found] == ["first", kept]


@pytest.mark.parametrize("every_word", [True, False])
def test_narrated_words_have_spans_in_their_sentence(edition: Edition, every_word: bool) -> None:
    signature = passages(edition.content(1))[-1]
    assert paragraph(signature, marker, every_word=every_word) == (
        '<p><span class="s" id="s7"><span class="w" id="p2-w8">Your</span> <span class="w" id="p2-w9">loving</span> '
        '<span class="w" id="p2-w10">son,</span><br/><span class="w" id="p2-w11">Edward</span></span></p>'
    )


def test_kinds_have_their_own_markup(edition: Edition) -> None:
    heading = passages(edition.content(1))[0]
    assert paragraph(heading, marker, every_word=False).startswith("<h2>")
    aside = replace(one("x"), kind=BlockKind.MARGINALIA)
    assert paragraph(aside, marker, every_word=False) == '<p class="marginalia">first x</p>'


def test_a_tables_rows_are_lines_and_its_cells_stand_apart() -> None:
    words = (("Flour", False, False), ("1.20", False, True), ("Oil", True, False), ("0.35", False, True))
    spans = (Span(text, text, (), None, 0, line, cell) for text, line, cell in words)
    table = Passage(BlockKind.TABLE, (Sentence("s1", tuple(spans)),), 1)
    shown = paragraph(table, marker, every_word=False)
    assert shown == '<p class="table">Flour\u20031.20<br/>Oil\u20030.35</p>'
    assert table.lines == ("Flour\u20031.20", "Oil\u20030.35")


def test_pages_come_in_order_also_blank_ones_within_a_paragraph() -> None:
    across = one("x", page=2, starts=4)
    assert list(sequence([across], 5)) == [
        PageStart(1, False),
        PageStart(2, False),
        across,
        PageStart(3, True),
        PageStart(4, True),
        PageStart(5, False),
    ]
    assert paragraph(across, marker, every_word=False) == '<p>first <b id="page-3"></b><b id="page-4"></b>x</p>'


def test_templates_refuse_what_they_are_not_given() -> None:
    with pytest.raises(Exception, match="title"):
        render("epub/cover.xhtml", language="en", direction="ltr")
