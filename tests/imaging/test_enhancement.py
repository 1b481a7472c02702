import time

import cv2
import numpy
import pytest

from familytales.domain.transcripts import Box
from familytales.imaging import background, ink, sheet
from familytales.imaging.enhancement import LARGEST, SMALLEST, Enhanced, enhance
from tests.imaging.conftest import DrawnPage, draw_page


def skewed(page: DrawnPage, degrees: float) -> tuple[numpy.ndarray, numpy.ndarray]:
    """The page laid askew on a larger canvas of its own paper, and the 2 x 3 matrix (pixel centres) that did it."""
    height, width = page.image.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    size = (width + 300, height + 300)
    matrix[:, 2] += 150
    return cv2.warpAffine(page.image, matrix, size, flags=cv2.INTER_CUBIC, borderValue=235), matrix


def photographed(page: DrawnPage) -> tuple[numpy.ndarray, numpy.ndarray]:
    """The page seen at a slant on a dark table, with a shadow across it."""
    height, width = page.image.shape
    corners = numpy.float32([(0, 0), (width, 0), (width, height), (0, height)])
    seen = numpy.float32([(160, 120), (width + 90, 180), (width + 140, height + 150), (110, height + 90)])
    matrix = cv2.getPerspectiveTransform(corners, seen)
    image = cv2.warpPerspective(page.image, matrix, (width + 260, height + 260), borderValue=45)
    shade = numpy.linspace(1.0, 0.65, image.shape[1], dtype=numpy.float32)
    return (image * shade).astype(numpy.uint8), matrix


def ink_covered(image: numpy.ndarray, done: Enhanced, *, dark: int = 110) -> float:
    """Share of the page image's dark pixels inside the boxes of the enhanced image's words, mapped back."""
    words = cv2.dilate((done.image < 130).astype(numpy.uint8), numpy.ones((5, 15), numpy.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(words)
    inside = numpy.zeros(image.shape, bool)
    for left, top, width, height, _ in stats[1:]:
        box = done.to_page.box(Box(int(left), int(top), int(left + width), int(top + height)))
        assert box.area < image.size / 4
        inside[box.top : box.bottom, box.left : box.right] = True
    inked = image < dark
    return float((inked & inside).sum() / inked.sum())


def test_a_clean_level_page_comes_back_untouched():
    page = draw_page(width=1650, height=2200, size=44)
    done = enhance(page.image)
    assert done.applied == ()
    assert done.rotation == 0
    assert numpy.array_equal(done.image, page.image)
    assert all(done.to_page.box(box) == box for box in page.boxes)


@pytest.mark.parametrize("degrees", [-6.0, -1.5, 2.0, 9.0])
def test_a_skewed_page_is_made_level_and_its_boxes_lead_back_to_the_ink(page, degrees):
    image, matrix = skewed(page, degrees)
    done = enhance(image)
    turned = next(float(step.removeprefix("deskew=")) for step in done.applied if step.startswith("deskew="))
    assert turned == pytest.approx(degrees, abs=0.2)
    assert ink_covered(image, done) >= 0.98
    # each word's own ink, from where it was drawn to where its enhanced box leads
    forth = numpy.linalg.inv(done.to_page.matrix)
    for box in page.boxes[::7]:
        middle = matrix @ numpy.array([(box.left + box.right) / 2, (box.top + box.bottom) / 2, 1])
        x, y, w = forth @ numpy.array([*middle, 1])
        near = Box(round(x / w - 2), round(y / w - 2), round(x / w + 2), round(y / w + 2))
        found = done.to_page.box(near)
        assert found.left - 6 <= middle[0] <= found.right + 6
        assert found.top - 6 <= middle[1] <= found.bottom + 6


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_turned_page_is_turned_upright(page, rotation):
    pytest.importorskip("tesserocr", reason="turning pages needs Tesseract's orientation detector")
    image = numpy.ascontiguousarray(numpy.rot90(page.image, rotation // 90))
    done = enhance(image)
    assert done.rotation == rotation
    assert f"rotate={rotation}" in done.applied
    assert ink_covered(image, done) >= 0.98


def test_a_photographed_page_is_seen_straight_on(page):
    image, _ = photographed(page)
    done = enhance(image)
    assert "perspective" in done.applied
    assert "background" in done.applied
    assert abs(done.image.shape[0] / done.image.shape[1] - page.image.shape[0] / page.image.shape[1]) < 0.06


def test_words_of_a_photograph_lead_back_to_their_ink(page):
    image, matrix = photographed(page)
    done = enhance(image)
    forth = numpy.linalg.inv(done.to_page.matrix) @ matrix
    for box in page.boxes[::5]:
        corners = numpy.array([(box.left, box.top, 1), (box.right, box.bottom, 1)], dtype=float)
        seen, read = corners @ matrix.T, corners @ forth.T
        seen, read = seen[:, :2] / seen[:, 2:], read[:, :2] / read[:, 2:]
        back = done.to_page.box(Box(*(int(v) for v in (*numpy.floor(read[0]), *numpy.ceil(read[1])))))
        assert back.left <= seen[:, 0].min() + 3
        assert back.right >= seen[:, 0].max() - 3


def test_small_print_is_enlarged_and_large_print_reduced():
    small = enhance(draw_page(width=900, height=900, size=20, margin=40).image)
    large = enhance(draw_page(width=2600, height=3400, size=110).image)
    assert small.to_page.rows[0] < 0.8
    assert large.to_page.rows[0] > 1.3
    for done in (small, large):
        assert SMALLEST < ink.find(done.image).x_height < LARGEST


def test_stains_and_shadows_are_flattened_and_ink_stays():
    page = draw_page()
    height, width = page.image.shape
    y, x = numpy.mgrid[0:height, 0:width].astype(numpy.float32)
    stain = 1 - 0.4 * numpy.exp(-(((x - 400) / 200) ** 2 + ((y - 700) / 200) ** 2))
    image = (page.image * stain * (1 - 0.25 * x / width)).astype(numpy.uint8)
    done = enhance(image)
    assert "background" in done.applied
    paper = background.paper(done.image)
    assert int(paper.max()) - int(paper.min()) < 20
    assert done.image.min() < 90


def test_a_sheet_whose_edges_do_not_show_is_not_cropped(page):
    assert sheet.find(page.image, ink.find(page.image)) is None


def test_a_sheet_is_not_cropped_when_text_lies_outside_it(page):
    image = numpy.full((2300, 1600), 90, numpy.uint8)
    image[100:1200, 100:1340] = page.image[:1100]
    image[1210:2200, 100:1340] = numpy.where(page.image[:990] < 128, 10, 90)
    assert sheet.find(image, ink.find(image)) is None


@pytest.mark.parametrize("shade", [0, 128, 255])
@pytest.mark.parametrize("shape", [(1, 1), (3, 4000), (800, 600)])
def test_pages_with_nothing_on_them_come_through(shape, shade):
    done = enhance(numpy.full(shape, shade, numpy.uint8))
    assert done.rotation == 0
    assert done.to_page.box(Box(0, 0, 1, 1)) == Box(0, 0, 1, 1)


def test_noise_and_pictures_are_not_turned():
    random = numpy.random.default_rng(5)
    noise = random.integers(0, 256, (900, 700), dtype=numpy.uint8)
    assert enhance(noise).rotation == 0
    blobs = cv2.GaussianBlur(random.integers(0, 256, (900, 700, 3), dtype=numpy.uint8), (0, 0), 25)
    assert enhance(cv2.normalize(blobs, None, 0, 255, cv2.NORM_MINMAX)).rotation == 0


def test_the_same_page_is_enhanced_the_same_way_twice(page):
    image, _ = photographed(page)
    one, other = enhance(image), enhance(image)
    assert numpy.array_equal(one.image, other.image)
    assert one.to_page == other.to_page
    assert one.applied == other.applied


@pytest.mark.slow
def test_a_300_dpi_page_takes_less_than_half_a_second_of_one_core():
    page = draw_page(width=2480, height=3508, size=60, margin=250)
    image, _ = skewed(page, 1.2)
    enhance(image)
    start = time.process_time()
    enhance(image)
    assert time.process_time() - start < 0.5
