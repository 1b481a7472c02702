import numpy
import pytest

from familytales.domain.transcripts import Box
from familytales.imaging.strips import strip
from familytales.imaging.views import turned

WORDS = [Box(100 + 90 * n, 200 + 9 * n, 170 + 90 * n, 220 + 9 * n) for n in range(6)]


def page() -> numpy.ndarray:
    """Six black words on a line that falls by one in ten."""
    image = numpy.full((400, 800), 255, numpy.uint8)
    for box in WORDS:
        for x in range(box.left, box.right):
            middle = 210 + (x - 135) // 10
            image[middle - 8 : middle + 8, x] = 0
    return image


def rows(image: numpy.ndarray) -> tuple[int, int]:
    dark = numpy.flatnonzero((image < 128).any(axis=1))
    return int(dark[0]), int(dark[-1])


def test_a_falling_line_is_level_in_its_strip() -> None:
    made = strip(page(), WORDS)
    first, last = rows(made)
    assert last - first <= 18, "the words stand side by side, not one below the other"
    assert abs((first + last) / 2 - made.shape[0] / 2) <= 2
    assert made.shape == (20 + 2 * 4, WORDS[-1].right - WORDS[0].left + 2 * 4)


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_page_on_its_side_gives_the_same_strip(rotation: int) -> None:
    lying = turned(page(), 360 - rotation)
    boxes = [box.rotated(360 - rotation, 800, 400) for box in WORDS]
    assert numpy.abs(strip(lying, boxes, rotation).astype(int) - strip(page(), WORDS)).max() <= 2


def test_one_word_at_the_edge_and_colour_are_no_trouble() -> None:
    colour = numpy.repeat(page()[:, :, None], 3, axis=2)
    assert strip(colour, [Box(0, 0, 30, 12)]).shape[2] == 3
