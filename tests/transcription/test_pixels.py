import numpy
import pytest

from familytales.transcription.pixels import grey, has_ink, shrunk
from tests.transcription.conftest import NOTHING_WRITTEN


def test_grey_weighs_colours_as_the_eye_does_and_keeps_grey_as_it_is():
    page = numpy.zeros((2, 3, 3), numpy.uint8)
    page[:, 0, 0] = page[:, 1, 1] = page[:, 2, 2] = 255
    assert grey(page)[0].tolist() == [76, 150, 29]
    assert grey(grey(page)).tolist() == grey(page).tolist()
    assert grey(grey(page)[:, ::2]).flags.c_contiguous


@pytest.mark.parametrize("name", ["white", "paper", "black"])
def test_even_pages_have_no_ink(name):
    assert not has_ink(NOTHING_WRITTEN[name])


@pytest.mark.parametrize("ink", [20, 120, 170])
def test_two_words_are_ink_even_when_faded(write, ink):
    page, _ = write("Dear Anna", ink=(ink, ink, ink))
    assert has_ink(page)


@pytest.mark.parametrize(("ink", "grain", "expected"), [(215, 2, True), (215, 4, False), (228, 0, False)])
def test_pencil_is_ink_where_it_is_fainter_than_its_paper_is_even(ink, grain, expected):
    page = numpy.full((1000, 800), 232.0) + numpy.random.default_rng(1).normal(0, grain, (1000, 800))
    page[400:440, 300:500:8] -= 232 - ink
    assert has_ink(numpy.clip(page, 0, 255).astype(numpy.uint8)) is expected


def test_shading_is_not_ink():
    across = numpy.linspace(120, 250, 800).astype(numpy.uint8)
    assert not has_ink(numpy.tile(across, (1000, 1)))


@pytest.mark.parametrize(
    ("shape", "expected"), [((400, 100), (200, 50)), ((100, 100), (100, 100)), ((4000, 1), (200, 1))]
)
def test_shrunk_keeps_proportions_and_at_least_one_pixel(shape, expected):
    assert shrunk(numpy.zeros(shape, numpy.uint8), 200).shape == expected
