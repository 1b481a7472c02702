import pytest
from hypothesis import given
from hypothesis import strategies as st

from familytales.domain.errors import BadInput
from familytales.domain.narration import PARTS, LexiconEntry
from familytales.domain.reading import WordRef
from familytales.narration.lexicon_files import from_csv, from_pls, to_csv, to_pls

LINES = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=9)
ENTRIES = st.builds(
    LexiconEntry,
    word=LINES,
    say=LINES,
    ipa=LINES,
    language=st.sampled_from(["", "eng", "pol"]),
    part=st.sampled_from(["", *PARTS]),
    author=st.sampled_from(["", "Tom Hale"]),
)


@given(st.lists(ENTRIES, max_size=5))
def test_a_table_brings_back_what_was_written(entries: list[LexiconEntry]) -> None:
    assert [line.entry for line in from_csv(to_csv(entries, {}), "x.csv")] == entries


def test_a_table_names_books_and_leaves_places_behind() -> None:
    entries = [LexiconEntry("Ida", "EYE-da", book_id=2), LexiconEntry("Tom", "tomm", place=WordRef(1, "w1"))]
    text = to_csv(entries, {2: "Letters, old"})
    assert text == 'word,say,ipa,language,part,book,author\nIda,EYE-da,,,,"Letters, old",\n'
    (line,) = from_csv(text, "x.csv")
    assert line.book == "Letters, old"
    assert line.where == "x.csv, line 2,"


def test_a_spreadsheets_table_is_understood() -> None:
    (line,) = from_csv("Word;Say\nIda;EYE-da\n;\n", "x.csv")
    assert line.entry == LexiconEntry("Ida", "EYE-da")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("say\nx\n", "no column word"),
        ("word,sound\nx,y\n", "sound"),
        ("word,part\nread,pluperfect\n", "line 2, names a reading"),
        ('word,say\n"x\n', "line"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused(text: str, reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        from_csv(text, "x.csv")


@given(st.lists(ENTRIES, max_size=5, unique_by=lambda one: (one.word, one.part)))
def test_a_pronunciation_lexicon_brings_back_words_and_sounds(entries: list[LexiconEntry]) -> None:
    found = [line.entry for line in from_pls(to_pls(entries, "pol"), "x.pls")]
    everybodys = [one for one in entries if not one.author]
    assert found == [LexiconEntry(one.word, one.say, one.ipa, "pol", one.part) for one in everybodys]


def test_a_foreign_pronunciation_lexicon_is_understood() -> None:
    text = """<?xml version="1.0" encoding="UTF-8"?>
    <lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" xml:lang="en-GB">
      <meta name="x" content="y"/>
      <lexeme><grapheme>Sean</grapheme><grapheme>Shaun</grapheme>
        <phoneme prefer="true">ʃɔːn</phoneme><phoneme>x</phoneme></lexeme>
      <lexeme role="claws:VVD other:past"><grapheme>read</grapheme><alias>red <!-- so --></alias></lexeme>
    </lexicon>"""
    assert [line.entry for line in from_pls(text, "x.pls")] == [
        LexiconEntry("Sean", "", "ʃɔːn", "eng"),
        LexiconEntry("Shaun", "", "ʃɔːn", "eng"),
        LexiconEntry("read", "red", "", "eng", "past"),
    ]


BOMB = """<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><lexicon>&b;</lexicon>"""
OUTSIDE = """<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><lexicon>&a;</lexicon>"""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (BOMB, "document type"),
        (OUTSIDE, "document type"),
        ("<lexicon>&a;</lexicon>", "not XML"),
        ("<lexicon><lexeme>", "not XML"),
        ("", "not XML"),
        ("\x00", "not XML"),
        ("<html/>", "no Pronunciation Lexicon"),
        (
            '<lexicon alphabet="x-sampa"><lexeme><grapheme>a</grapheme><phoneme>a</phoneme></lexeme></lexicon>',
            "x-sampa",
        ),
    ],
)
def test_harmful_and_broken_lexicons_are_refused(text: str, reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        from_pls(text, "x.pls")


def test_deep_nesting_harms_nothing() -> None:
    depth = 20_000
    assert from_pls("<lexicon>" + "<x>" * depth + "</x>" * depth + "</lexicon>", "x.pls") == []
