import cv2
import numpy
import pytest

from familytales.imaging.fingerprints import SAME, distance, fingerprint
from tests.imaging.conftest import draw_page


def rescanned(image: numpy.ndarray) -> numpy.ndarray:
    """Laid on the glass a little askew, darker, with noise, at two thirds of the resolution, saved hard."""
    height, width = image.shape
    askew = cv2.getRotationMatrix2D((width / 2, height / 2), 0.2, 1.0)
    askew[:, 2] += (0.003 * width, -0.002 * height)
    moved = cv2.warpAffine(image, askew, (width, height), borderMode=cv2.BORDER_REPLICATE)
    noise = numpy.random.default_rng(3).normal(0, 4, moved.shape)
    dark = numpy.clip(moved * 0.9 + noise, 0, 255).astype(numpy.uint8)
    small = cv2.resize(dark, None, fx=0.66, fy=0.66, interpolation=cv2.INTER_AREA)
    return cv2.imdecode(cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 50])[1], cv2.IMREAD_GRAYSCALE)


def letter(seed: int) -> numpy.ndarray:
    """A page whose paragraphs end where no other letter's do."""
    random = numpy.random.default_rng(seed)
    page = draw_page(width=900, height=1200, size=24, margin=80).image
    for top in range(80, 1120, 41):
        page[top : top + 41, 80 + random.integers(100, 740) :] = 235
    return page


def test_the_same_page_again_is_recognised():
    page = letter(1)
    assert distance(fingerprint(page), fingerprint(rescanned(page))) <= SAME


def test_grey_and_colour_agree():
    page = letter(2)
    assert distance(fingerprint(page), fingerprint(numpy.dstack([page] * 3))) == 0


def test_other_letters_are_told_apart():
    prints = [fingerprint(letter(seed)) for seed in range(6)]
    assert all(distance(one, other) > SAME for n, one in enumerate(prints) for other in prints[:n])


def test_blank_pages_are_like_nothing():
    assert fingerprint(numpy.full((500, 400), 240, numpy.uint8)) == ""
    assert distance("", "") == 64


@pytest.mark.parametrize("shape", [(1, 1), (3, 5000), (32, 32)])
def test_any_size_has_a_fingerprint_of_16_digits_or_none(shape):
    image = numpy.random.default_rng(0).integers(0, 255, shape, dtype=numpy.uint8)
    assert len(fingerprint(image)) in (0, 16)
