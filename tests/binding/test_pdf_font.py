import io
import re

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from familytales.binding import pdf_font
from familytales.binding.pdf_font import Characters, font_program, to_unicode


def meanings(characters: Characters) -> dict[bytes, str]:
    """What the ToUnicode table says of each two-byte number."""
    pairs = re.findall(rb"^<([0-9A-F]{4})> <([0-9A-F]+)>$", to_unicode(characters), re.MULTILINE)
    return {bytes.fromhex(a.decode()): bytes.fromhex(b.decode()).decode("utf-16-be") for a, b in pairs}


def decoded(characters: Characters, text: bytes) -> str:
    known = meanings(characters)
    return "".join(known[text[start : start + 2]] for start in range(0, len(text), 2))


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"], exclude_characters="\ufeff\ufffe"))
    )
)
def test_every_character_comes_back(words: list[str]) -> None:
    characters = Characters()
    encoded = [characters.encode(word) for word in words]
    assert [decoded(characters, text) for text in encoded] == words


def test_astral_characters_and_brackets_come_back() -> None:
    characters = Characters()
    text = "[unclear:𝔉raktur?]😀日本"
    assert decoded(characters, characters.encode(text)) == text


def test_what_pdf_forbids_is_left_out_or_replaced() -> None:
    characters = Characters()
    text = characters.encode("a\0b\ufeffc\ufffed\ud800e\u00a0f\ng")
    assert decoded(characters, text) == "abcd\ufffde f g"


def test_no_number_is_zero_which_means_no_glyph() -> None:
    characters = Characters()
    characters.encode("abc")
    assert min(number for number, _ in characters) == 1


def test_when_numbers_run_out_the_rest_is_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_font, "_LAST_CID", 4)
    characters = Characters()
    assert decoded(characters, characters.encode("abcd a")) == "ab\ufffd\ufffd a"
    assert len(characters) == 4


def test_sections_of_the_table_hold_at_most_a_hundred() -> None:
    characters = Characters()
    characters.encode("".join(chr(0x4E00 + number) for number in range(250)))
    counts = [int(count) for count in re.findall(rb"(\d+) beginbfchar", to_unicode(characters))]
    assert counts == [100, 100, 52]


def test_the_font_has_a_size_and_no_ink() -> None:
    with TTFont(io.BytesIO(font_program())) as font:
        assert font.getGlyphOrder()[1] == "blank" or font["maxp"].numGlyphs == 2
        glyph = font["glyf"][font.getGlyphOrder()[1]]
        assert (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax) == (0, -200, 500, 800)
        assert len(glyph.coordinates) == 2
        assert font["hmtx"][font.getGlyphOrder()[1]][0] == 500


def test_the_font_is_the_same_every_time() -> None:
    assert font_program() == font_program()
