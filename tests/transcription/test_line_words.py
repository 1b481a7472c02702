import numpy
from hypothesis import given
from hypothesis import strategies as st

from familytales.transcription.line_words import Letter, cut, ink

QUAD = numpy.array([[100.0, 50.0], [300.0, 50.0], [300.0, 90.0], [100.0, 90.0]])


def strip(*inked):
    """A line 200 pixels long and 40 high with ink, 20 high, between the given columns."""
    crop = numpy.full((40, 200), 240, numpy.uint8)
    for first, last in inked:
        crop[10:30, first:last] = 20
    return crop


def letters(*places):
    return [Letter(place, 0.9) for place in places]


def test_words_part_in_the_widest_gap_and_keep_to_their_ink():
    one, two = cut("ab c", letters(0.1, 0.3, 0.75), strip((10, 25), (30, 80), (130, 180)), QUAD)
    assert (one.text, one.box.left, one.box.top, one.box.right, one.box.bottom) == ("ab", 110, 60, 180, 80)
    assert (two.text, two.box.left, two.box.right) == ("c", 230, 280)


def test_words_that_touch_part_half_way():
    one, two = cut("a b", letters(0.25, 0.75), strip((0, 200)), QUAD)
    assert one.box.right == two.box.left == 200


def test_the_next_line_s_strokes_are_not_the_word_s():
    crop = numpy.full((40, 200), 240, numpy.uint8)
    crop[14:26, 20:180] = crop[0:4, 60:70] = crop[36:40, 100:140] = 20
    (word,) = cut("abc", letters(0.2, 0.5, 0.8), crop, QUAD)
    assert (word.box.top, word.box.bottom) == (64, 76)


def test_what_is_ruled_under_or_through_a_line_is_not_its_letters_ink():
    crop = numpy.full((40, 400), 240, numpy.uint8)
    for left in (*range(20, 100, 10), *range(150, 300, 10)):
        crop[12:28, left : left + 3] = 20
    for row in (2, 20, 34):
        ruled = crop.copy()
        ruled[row : row + 2] = 20
        quad = numpy.array([[0.0, 0.0], [400.0, 0.0], [400.0, 40.0], [0.0, 40.0]])
        one, two = cut("ab cd", letters(0.1, 0.2, 0.5, 0.6), ruled, quad)
        assert (one.box.left, one.box.right, two.box.left, two.box.right) == (20, 93, 150, 293)
        assert one.box.top == two.box.top == 12
        assert one.box.bottom == two.box.bottom == 28


def test_a_line_that_is_all_dash_keeps_its_ink():
    crop = numpy.full((20, 200), 240, numpy.uint8)
    crop[9:11, 20:180] = 20
    (word,) = cut("—", letters(0.5), crop, numpy.array([[0.0, 0.0], [200.0, 0.0], [200.0, 20.0], [0.0, 20.0]]))
    assert (word.box.left, word.box.top, word.box.right, word.box.bottom) == (20, 9, 180, 11)


def test_white_on_black_is_ink_too():
    assert ink(255 - strip((50, 60))).sum() == ink(strip((50, 60))).sum() == 200


def test_text_running_down_is_boxed_upright():
    down = numpy.roll(numpy.array([[10.0, 0.0], [50.0, 0.0], [50.0, 200.0], [10.0, 200.0]]), -1, axis=0)
    (word,) = cut("a", letters(0.1), strip((0, 50)), down)
    assert (word.box.left, word.box.top, word.box.right, word.box.bottom) == (20, 0, 40, 50)


@given(
    st.lists(st.text("abc.", min_size=1, max_size=5), min_size=1, max_size=6),
    st.binary(min_size=2000, max_size=2000),
)
def test_every_word_gets_a_box_within_the_line_in_order(words, pixels):
    total = sum(map(len, words))
    crop = numpy.frombuffer(pixels, numpy.uint8).reshape(20, 100)
    found = list(cut(" ".join(words), letters(*((n + 0.5) / total for n in range(total))), crop, QUAD))
    assert [word.text for word in found] == words
    for word in found:
        assert 100 <= word.box.left < word.box.right <= 301
        assert 50 <= word.box.top < word.box.bottom <= 91
