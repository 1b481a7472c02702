"""What a page shows of writing that a reading does not have."""

import numpy
import pytest

from familytales.domain.transcripts import Box, ReadWord
from familytales.transcription.unread import LEAST_MARKS, marks, share_read


def page(ink, paper=235, grain=0.0):
    """Ten rows of ten marks of the size of letters, the upper five of them in the page's upper half."""
    made = numpy.full((1000, 700), float(paper))
    for top in range(50, 950, 90):
        for left in range(50, 650, 60):
            made[top : top + 20, left : left + 14] = ink
    return numpy.clip(made + grain * numpy.random.default_rng(7).normal(size=made.shape), 0, 255).astype(numpy.uint8)


@pytest.mark.parametrize(("ink", "grain"), [(20, 2.0), (150, 2.0), (205, 2.0), (205, 0.0)])
def test_marks_are_found_also_where_they_are_faint(ink, grain):
    found = marks(page(ink, grain=grain))
    assert len(found) == 100
    assert found[0] == pytest.approx((56.5, 59.5), abs=1)


def test_grain_and_what_is_no_letter_are_no_marks():
    assert len(marks(page(235, grain=8.0))) < LEAST_MARKS
    frame = numpy.full((1000, 700), 235, numpy.uint8)
    frame[100:900, 100:105] = frame[100:105, 100:600] = 20
    assert len(marks(frame)) == 0


def test_a_large_page_s_marks_are_in_its_own_pixels():
    found = marks(numpy.kron(page(20), numpy.ones((3, 3), numpy.uint8)))
    assert len(found) == 100
    assert found[0] == pytest.approx((3 * 57, 3 * 60), abs=4)


def test_words_read_what_stands_in_them():
    image = page(20)
    words = [ReadWord("dear", Box(-20, 0, 700, 490), 0.9), ReadWord("mother", Box(0, 450, 300, 490), 0.9)]
    assert share_read(words, marks(image), image) == pytest.approx(0.5)
    assert share_read([], marks(image), image) == 0.0
