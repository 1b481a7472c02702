import cv2
import numpy
import pytest

from familytales.domain.transcripts import Box
from familytales.imaging import background, ink, sheet
from familytales.imaging.enhancement import enhance
from familytales.imaging.planning import LARGEST, SMALLEST
from tests.imaging import scenes
from tests.imaging.conftest import draw_page
from tests.imaging.scenes import Scene


def covered(scene: Scene) -> float:
    """Share of the words whose box on the enhanced image, led back, covers at least 95 % of their ink."""
    return float((scenes.read_back(scene) >= 0.95).mean())


def test_a_clean_level_page_comes_back_untouched():
    page = draw_page(width=1650, height=2200, size=44)
    done = enhance(page.image)
    assert done.applied == ()
    assert done.rotation == 0
    assert numpy.array_equal(done.image, page.image)
    assert all(done.to_page.box(box) == box for box in page.boxes)


@pytest.mark.parametrize("degrees", [-6.0, -1.5, 2.0, 9.0])
def test_a_skewed_page_is_made_level(page, degrees):
    scene = scenes.skewed(scenes.flat(page), degrees)
    applied = enhance(scene.image).applied
    turned = next(float(step.removeprefix("deskew=")) for step in applied if step.startswith("deskew="))
    assert turned == pytest.approx(degrees, abs=0.2)
    assert "dewarp" not in applied
    assert covered(scene) >= 0.98


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_turned_page_is_turned_upright(page, rotation):
    pytest.importorskip("tesserocr", reason="turning pages needs Tesseract's orientation detector")
    scene = scenes.turned(scenes.flat(page), rotation)
    done = enhance(scene.image)
    assert done.rotation == rotation
    assert f"rotate={rotation}" in done.applied
    assert covered(scene) >= 0.98


def test_a_photographed_page_is_seen_straight_on(page):
    scene = scenes.shaded(scenes.photographed(scenes.flat(page)))
    done = enhance(scene.image)
    assert "perspective" in done.applied
    assert "background" in done.applied
    assert abs(done.image.shape[0] / done.image.shape[1] - page.image.shape[0] / page.image.shape[1]) < 0.06
    assert covered(scene) >= 0.98


@pytest.mark.parametrize(("rise", "spine"), [(0.12, "left"), (0.25, "right")])
def test_a_curled_page_is_straightened(page, rise, spine):
    scene = scenes.curled(scenes.flat(page), rise, spine=spine)
    done = enhance(scene.image)
    assert "dewarp" in done.applied
    assert "dewarp" not in enhance(done.image).applied
    assert covered(scene) >= 0.98


def test_words_lead_back_to_their_ink_through_everything_at_once(page):
    pytest.importorskip("tesserocr", reason="turning pages needs Tesseract's orientation detector")
    scene = scenes.turned(scenes.shaded(scenes.photographed(scenes.curled(scenes.flat(page), 0.2))), 180)
    assert {"perspective", "rotate=180", "dewarp", "background"} <= set(enhance(scene.image).applied)
    assert covered(scene) >= 0.98


def test_small_print_is_enlarged_and_large_print_reduced():
    small = enhance(draw_page(width=900, height=900, size=20, margin=40).image)
    large = enhance(draw_page(width=2600, height=3400, size=110).image)
    assert small.to_page.rows[0] < 0.8
    assert large.to_page.rows[0] > 1.3
    for done in (small, large):
        assert SMALLEST < ink.find(done.image).x_height < LARGEST


def test_specks_are_not_enlarged():
    random = numpy.random.default_rng(4)
    image = numpy.full((1200, 900), 235, numpy.uint8)
    for x, y in random.integers(20, 860, (900, 2)):
        image[y : y + 8, x : x + 6] = 40
    assert 0 < ink.find(image).x_height < SMALLEST
    assert enhance(image).image.shape == image.shape


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


def _askew() -> numpy.ndarray:
    """Turned by three degrees, a little way into the picture."""
    turn = numpy.vstack([cv2.getRotationMatrix2D((600, 800), 3, 1.0), (0, 0, 1)])
    turn[:2, 2] += 120
    return turn


def test_what_a_sheet_lies_on_does_not_come_back_at_its_edges(page):
    askew = scenes.seen(scenes.flat(page), _askew(), (1500, 2000), around=scenes.TABLE)
    done = enhance(askew.image)
    assert {"crop", "perspective"} & set(done.applied)
    assert (done.image < 90).mean() < 1.5 * (page.image < 90).mean()


def test_grain_turns_white_and_faint_pencil_stays():
    random = numpy.random.default_rng(6)
    image = (190 + random.normal(0, 4, (1000, 800))).clip(0, 255).astype(numpy.uint8)
    for row in range(100, 900, 60):
        cv2.putText(image, "faint pencil of long ago", (60, row), cv2.FONT_HERSHEY_SIMPLEX, 1.2, 148, 3)
    done = enhance(image)
    assert "background" in done.applied
    assert numpy.median(done.image) == 255
    assert (done.image < 225).mean() > 0.02
    assert ((done.image > 225) & (done.image < 255)).mean() < 0.05


def staves() -> numpy.ndarray:
    """A page of music: five lines, and notes on them, ten times."""
    random = numpy.random.default_rng(1)
    image = numpy.full((1754, 1240), 240, numpy.uint8)
    for top in range(150, 1600, 155):
        for line in range(5):
            cv2.line(image, (100, top + 12 * line), (1140, top + 12 * line), 30, 2)
        for x in range(130, 1120, 34):
            y = top + 6 * int(random.integers(-2, 11))
            cv2.ellipse(image, (x, y), (7, 5), -20, 0, 360, 20, -1)
            cv2.line(image, (x + 7, y), (x + 7, y - 38), 20, 2)
    return image


def test_music_is_neither_turned_nor_bent():
    done = enhance(staves())
    assert done.rotation == 0
    assert "dewarp" not in done.applied


def test_a_mirrored_page_comes_through(page):
    done = enhance(numpy.ascontiguousarray(page.image[:, ::-1]))
    assert done.rotation == 0
    assert done.image.shape == page.image.shape


@pytest.mark.parametrize("factor", [0.4, 3.0])
def test_the_resolution_of_a_scan_does_not_matter(page, factor):
    """60 and 450 dpi, as it were; 1200 dpi goes the same way."""
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    done = enhance(cv2.resize(page.image, None, fx=factor, fy=factor, interpolation=way))
    assert SMALLEST * 0.9 < ink.find(done.image).x_height < LARGEST


@pytest.mark.slow
def test_a_receipt_of_three_metres_is_made_large_enough_and_level():
    strip = draw_page(width=900, height=34000, size=24, margin=60).image
    turn = cv2.getRotationMatrix2D((450, 17000), -0.8, 1)
    turn[:, 2] += (300, 100)
    done = enhance(cv2.warpAffine(strip, turn, (1500, 34200), borderValue=235))
    assert done.applied[0].startswith("deskew=0.8")
    assert done.applied[1].startswith("scale=1.")


def test_a_page_too_long_to_be_straightened_comes_through():
    strip = draw_page(width=700, height=33000, size=40, margin=60).image
    fall = (20 * ((numpy.arange(700) - 350) / 350) ** 2).astype(int)
    for column in range(700):
        strip[:, column] = numpy.roll(strip[:, column], fall[column])
    assert "dewarp" not in enhance(strip).applied


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
    image = scenes.photographed(scenes.curled(scenes.flat(page), 0.2)).image
    one, other = enhance(image), enhance(image)
    assert numpy.array_equal(one.image, other.image)
    assert one.to_page == other.to_page
    assert one.applied == other.applied
