from collections import Counter

import cv2
import numpy
import pytest
from PIL import Image, ImageDraw, ImageFont

from familytales.imaging import backside
from familytales.imaging.enhancement import enhance, stages
from familytales.transcription.tesseract import TesseractEngine
from tests.imaging.conftest import draw_page


def shining(page, other, depth, soft=2.0):
    """The page with the other one's writing seen through its paper."""
    ink = cv2.GaussianBlur(1 - other[:, ::-1] / other.max(), (0, 0), soft)
    return (page * (1 - depth * ink)).astype(numpy.uint8)


@pytest.fixture(scope="module")
def sides():
    return draw_page(width=1240, height=1754, size=34), draw_page(width=1240, height=1754, size=41, margin=90)


@pytest.mark.parametrize("depth", [0.25, 0.45])
def test_what_shines_through_is_taken_away_and_the_page_stays(sides, depth):
    front, back = sides
    seen = shining(front.image, back.image, depth)
    found = backside.find(seen)
    assert found is not None
    cleaned = backside.removed(seen, found)
    bare = cv2.erode(front.image, numpy.ones((9, 9))) == 235
    assert (seen[bare] < 215).mean() > 0.02
    assert (cleaned[bare] < 215).mean() < 0.002
    assert (cleaned[front.image < 40] < 60).all()


def test_it_is_the_first_thing_that_is_done(sides):
    seen = shining(sides[0].image, sides[1].image, 0.4)
    first, second, *_ = (stage.applied for stage in stages(seen))
    assert (first, second) == ((), ("back",))
    assert enhance(seen).applied[0] == "back"


@pytest.mark.parametrize(("ink", "soft"), [(90, 0.0), (150, 0.8), (150, 1.6), (190, 2.0)])
def test_lines_that_were_written_more_faintly_stay(sides, ink, soft):
    page = sides[0].image.copy()
    half = page.shape[0] // 2
    faint = cv2.GaussianBlur(page[half:], (0, 0), soft) if soft else page[half:]
    page[half:] = 235 - (235 - faint.astype(int)) * (235 - ink) // 205
    assert backside.find(page) is None


def test_faint_writing_with_steep_edges_between_the_lines_stays(sides):
    front, back = sides
    assert backside.find(shining(front.image, back.image[:, ::-1], 0.4, soft=0.3)) is None


def test_a_rubber_stamp_stays(sides):
    stamp = Image.new("L", sides[0].image.shape[::-1], 255)
    font = ImageFont.load_default(40)
    ImageDraw.Draw(stamp).multiline_text((200, 500), "RECEIVED AND ANSWERED\nMARCH 21 1905 AT NOON", font=font)
    assert backside.find(shining(sides[0].image, numpy.asarray(stamp), 0.5)) is None


def test_paper_grain_and_creases_are_no_writing(sides):
    chance = numpy.random.default_rng(7)
    grain = cv2.GaussianBlur(chance.normal(0, 1, sides[0].image.shape), (0, 0), 1.5)
    grain[:, 600:606] -= 1.5
    page = numpy.clip(sides[0].image + 70.0 * numpy.minimum(grain, 0), 0, 255).astype(numpy.uint8)
    assert backside.find(page) is None


def test_a_page_with_nothing_but_a_signature_is_left_alone(sides):
    page = numpy.full((1754, 1240), 240, numpy.uint8)
    page[900:960, 300:700] = sides[0].image[100:160, 100:500]
    assert backside.find(shining(page, sides[1].image, 0.4)) is None


@pytest.mark.slow
def test_a_page_through_which_the_other_side_shines_is_read_as_if_it_did_not(sides):
    def words(pixels):
        lines = TesseractEngine().read(enhance(pixels).image, ("eng",)).lines
        return [word.text for line in lines for word in line.words]

    front, back = sides
    true, seen = words(front.image), words(shining(front.image, back.image, 0.45))
    same = sum((Counter(true) & Counter(seen)).values())
    assert same >= 0.97 * max(len(true), len(seen))
