import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from familytales.binding.pdf_font import Characters
from familytales.binding.pdf_text import band, in_sight, text_layer
from familytales.domain.transcripts import Block, Box, Line, Transcript, Word

edges = st.integers(-100, 5000)
boxes = st.builds(lambda x, y, w, h: Box(x, y, x + w, y + h), edges, edges, st.integers(0, 900), st.integers(0, 300))


def page(*lines: tuple[Word, ...]) -> Transcript:
    return Transcript(2480, 3508, (Block(tuple(Line(words) for words in lines)),))


def test_a_blank_page_has_no_text() -> None:
    assert text_layer(Transcript(2480, 3508, ()), 0.24, Characters()) == b""


def test_a_word_fills_its_box() -> None:
    layer = text_layer(page((Word("w1", "Mother", Box(250, 1000, 550, 1100), 0.9),)), 0.24, Characters())
    # 100 pixels high is 24 points; 6 letters of half an em are 72 points wide, as the box is. The baseline is a fifth
    # of the height above the box's bottom, which is (3508 - 1100) x 0.24 points above the page's.
    assert layer.splitlines() == [
        b"BT",
        b"3 Tr",
        b"/F 24 Tf",
        b"1 0 0 1 60 582.72 Tm",
        b"100 Tz",
        b"<000300040005000600070008> Tj",
        b"ET",
    ]


def test_words_of_a_line_are_parted_by_a_space_that_fills_the_gap() -> None:
    words = (Word("w1", "a", Box(0, 0, 50, 100), 0.9), Word("w2", "b", Box(75, 0, 125, 100), 0.9))
    layer = text_layer(page(words), 1.0, Characters()).splitlines()
    assert layer[3:] == [
        b"1 0 0 1 0 3428 Tm",
        b"100 Tz",
        b"<0003> Tj",
        b"50 Tz",
        b"<0001> Tj",
        b"1 0 0 1 75 3428 Tm",
        b"100 Tz",
        b"<0004> Tj",
        b"ET",
    ]


def test_words_that_touch_are_still_parted() -> None:
    words = (Word("w1", "ab", Box(0, 0, 100, 100), 0.9), Word("w2", "cd", Box(95, 0, 195, 100), 0.9))
    layer = text_layer(page(words), 1.0, Characters()).splitlines()
    assert layer[4] == b"75 Tz"
    assert layer[6] == b"40 Tz"


def test_a_slanted_line_slants() -> None:
    slope = math.tan(math.radians(1))
    stepped = [Box(x, round(500 + slope * x), x + 100, round(560 + slope * x)) for x in range(0, 900, 120)]
    strip = band(stepped)
    assert strip.slope == pytest.approx(slope, rel=0.1)
    assert strip.size == pytest.approx(60, abs=3)


def test_a_steep_line_is_not_followed_further_than_readers_do() -> None:
    stepped = [Box(x, 500 + x // 10, x + 100, 560 + x // 10) for x in range(0, 2400, 120)]
    strip = band(stepped)
    assert strip.bottom_at(2400) - strip.bottom_at(0) <= strip.size / 2


def test_a_bent_line_is_no_taller_than_its_words_need() -> None:
    bow = [Box(x, 500 + (x - 600) ** 2 // 4000, x + 100, 560 + (x - 600) ** 2 // 4000) for x in range(0, 1300, 120)]
    strip = band(bow)
    assert strip.size == pytest.approx(84)
    # It lies across the middle of what the line covers.
    assert strip.bottom_at(650) - strip.size / 2 == pytest.approx(575, abs=6)


@given(st.lists(boxes, min_size=1, max_size=12))
def test_every_line_has_a_strip(found: list[Box]) -> None:
    strip = band(found)
    assert strip.size >= 1
    assert math.isfinite(strip.bottom_at(found[0].left))


@given(st.lists(st.tuples(st.text(max_size=8), boxes), max_size=10), st.sampled_from([0, 90, 180, 270]))
def test_any_words_anywhere_give_plain_operators(found: list[tuple[str, Box]], rotation: int) -> None:
    words = tuple(Word(f"w{number}", text, box, 0.5) for number, (text, box) in enumerate(found))
    blocks = (Block((Line(words),)),) if words else ()
    layer = text_layer(Transcript(2480, 3508, blocks, rotation), 0.24, Characters())
    for operands in (line.split()[:-1] for line in layer.splitlines()):
        assert all(part[:1] in (b"<", b"/") or math.isfinite(float(part)) for part in operands)
        assert not any(b"e" in part and part[:1] != b"<" for part in operands)


def test_words_are_written_as_they_are_seen() -> None:
    assert in_sight("Wojciech") == "Wojciech"
    assert in_sight("שלום") == "םולש"
    assert in_sight("ב-1943") == "1943-ב"
    assert in_sight("Grüße") == "Grüße"
