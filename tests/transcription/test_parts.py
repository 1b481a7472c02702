import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from familytales.domain.transcripts import Box, ReadLine, ReadWord
from familytales.transcription.parts import LEAST_SIDE, LONG, parts, within


@given(st.integers(1, 1500), st.integers(1, 3000))
def test_parts_cover_the_image_once_in_pieces_of_a_page_s_shape(height, width):
    image = numpy.zeros((height, width), numpy.uint8)
    found = list(parts(image))
    assert sum(part.pixels.size for part in found) == max(height, LEAST_SIDE) * max(width, LEAST_SIDE)
    for part in found:
        assert max(part.pixels.shape) <= LONG * min(part.pixels.shape)


@pytest.mark.parametrize("turned", [False, True])
def test_cuts_run_between_the_lines(turned):
    receipt = numpy.full((4000, 300), 240, numpy.uint8)
    for top in range(0, 4000, 50):
        receipt[top + 10 : top + 40, 20:280:2] = 30
    found = list(parts(receipt.T.copy() if turned else receipt))
    assert len(found) > 3
    assert all(((part.left if turned else part.top) - 40) % 50 <= 20 for part in found[1:])


def test_an_ordinary_page_is_not_touched():
    page = numpy.zeros((700, 500), numpy.uint8)
    (part,) = parts(page)
    assert part.pixels is page or part.pixels.base is page


@pytest.mark.parametrize(
    ("box", "kept"),
    [
        (Box(5, 5, 90, 60), [Box(5, 5, 90, 60)]),
        (Box(5, 50, 340, 110), [Box(5, 50, 324, 91)]),
        (Box(22, 19, 323, 255), []),
        (Box(330, 5, 400, 60), []),
    ],
)
def test_words_end_with_the_image_and_none_stands_in_what_it_was_widened_by(box, kept):
    found = list(within([ReadLine((ReadWord("boats", box, 0.9),))], 324, 91))
    assert [word.box for line in found for word in line.words] == kept
