import cv2
import numpy
import pytest

from familytales.domain.transcripts import Box
from familytales.imaging import spread
from tests.imaging import scenes
from tests.imaging.conftest import draw_page
from tests.imaging.scenes import Scene


@pytest.fixture(scope="module")
def leaf() -> Scene:
    return scenes.flat(draw_page(width=900, height=1300, size=30, margin=100))


@pytest.fixture(scope="module")
def book(leaf: Scene) -> Scene:
    left = scenes.curled(leaf, 0.15, spine="right")
    return scenes.bound(left, scenes.curled(leaf, 0.2, spine="left"))


def halves(scene: Scene) -> list[set[int]]:
    """The words whose ink is on each part."""
    found = []
    for part in spread.parts(scene.image):
        height, width = part.image.shape[:2]
        window = scene.labels[part.top : part.top + height, part.left : part.left + width]
        # what the cut painted over is not there
        found.append(set(numpy.unique(window[part.image < scenes.DARK])) - {0})
    return found


@pytest.mark.parametrize("lay", [lambda s: s, lambda s: scenes.skewed(s, 2.0), scenes.photographed])
def test_a_spread_is_cut_at_its_gutter(leaf, book, lay):
    left, right = halves(lay(book))
    assert left == set(range(1, leaf.words + 1))
    assert right == set(range(leaf.words + 1, 2 * leaf.words + 1))


def test_its_words_lead_back_to_the_whole_image(book):
    assert (scenes.read_back(scenes.skewed(book, -1.5)) >= 0.95).mean() >= 0.98


@pytest.mark.parametrize("rotation", [90, 270])
def test_a_spread_on_its_side_begins_with_its_left_page(leaf, book, rotation):
    pytest.importorskip("tesserocr", reason="turning pages needs Tesseract's orientation detector")
    left, right = halves(scenes.turned(book, rotation))
    assert left == set(range(1, leaf.words + 1))
    assert right == set(range(leaf.words + 1, 2 * leaf.words + 1))


def test_prose_on_both_sides_needs_no_shadow(leaf):
    assert len(spread.parts(scenes.bound(leaf, leaf, shadow=0.0).image)) == 2


def scribbled(width: int, height: int, ends: tuple[float, ...]) -> numpy.ndarray:
    """Short loose words, as no printed page has them, in columns between the given shares of the width."""
    random = numpy.random.default_rng(2)
    image = numpy.full((height, width), 230, numpy.uint8)
    for left, right in zip(ends[::2], ends[1::2], strict=True):
        for _ in range(120):
            x, y = random.uniform(left, right - 0.03) * width, random.uniform(0.1, 0.85) * height
            cv2.putText(image, "no", (int(x), int(y)), cv2.FONT_HERSHEY_SCRIPT_SIMPLEX, 1.0, 40, 2)
    return image


def darkened(image: numpy.ndarray) -> numpy.ndarray:
    away = (numpy.arange(image.shape[1]) / image.shape[1] - 0.5) / 0.04
    return (image * (1 - 0.5 * numpy.exp(-(away**2)))).astype(numpy.uint8)


def test_handwriting_needs_a_shadow():
    written = scribbled(1800, 1200, (0.06, 0.46, 0.54, 0.94))
    assert len(spread.parts(written)) == 1
    assert len(spread.parts(darkened(written))) == 2


def test_writing_across_the_shadow_forbids_the_cut():
    assert len(spread.parts(darkened(scribbled(1800, 1200, (0.06, 0.94))))) == 1


def test_a_table_of_two_columns_is_no_spread():
    image = numpy.full((1200, 1800), 235, numpy.uint8)
    for row in range(24):
        for column in (100, 420, 1000, 1320):
            cv2.putText(image, "Eggs, flour", (column, 120 + row * 42), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 30, 2)
    assert len(spread.parts(image)) == 1


@pytest.mark.parametrize(("width", "height"), [(900, 1300), (1900, 1200), (900, 900)])
def test_a_single_page_is_left_whole(width, height):
    image = draw_page(width=width, height=height, size=30, margin=100).image
    (only,) = spread.parts(image)
    assert only.image is image
    assert only.on_page(Box(1, 2, 3, 4)) == Box(1, 2, 3, 4)


@pytest.mark.parametrize("shape", [(1, 1), (1, 4000), (600, 900), (900, 600, 3)])
def test_a_page_with_nothing_on_it_is_left_whole(shape):
    assert len(spread.parts(numpy.full(shape, 200, numpy.uint8))) == 1


def test_colour_stays(book):
    colour = numpy.repeat(book.image[:, :, None], 3, axis=2)
    assert [part.image.shape[2] for part in spread.parts(colour)] == [3, 3]
