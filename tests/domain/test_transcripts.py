import pytest
from hypothesis import given
from hypothesis import strategies as st

from familytales.domain.corrections import Correction, apply
from familytales.domain.transcripts import Block, Box, Line, Transcript, Word, bounding
from tests.domain.pages import TEXTS, page

BOXES = st.builds(
    lambda left, top, width, height: Box(left, top, left + width, top + height),
    *(st.integers(0, 500) for _ in range(2)),
    *(st.integers(0, 300) for _ in range(2)),
)


@given(BOXES, BOXES)
def test_overlap_is_a_share_and_the_same_both_ways(one: Box, other: Box) -> None:
    assert 0.0 <= one.overlap(other) <= 1.0
    assert one.overlap(other) == other.overlap(one)
    assert one.overlap(one) == (1.0 if one.area else 0.0)


@given(st.lists(BOXES, min_size=1, max_size=5))
def test_a_bounding_box_holds_all(boxes: list[Box]) -> None:
    whole = bounding(boxes)
    assert all(whole.union(box) == whole for box in boxes)


@given(BOXES, st.sampled_from([0, 90, 180, 270]))
def test_turning_on_to_upright_comes_back(box: Box, rotation: int) -> None:
    width, height = 900, 1200
    turned = (height, width) if rotation in {90, 270} else (width, height)
    there = box.rotated(rotation, width, height)
    assert there.area == box.area
    assert there.rotated((360 - rotation) % 360, *turned) == box


@given(TEXTS)
def test_the_text_is_as_written(text: str) -> None:
    assert page(text).text == text
    assert page(text).confidence == pytest.approx(0.9 if text else 1.0)


def test_a_words_probability_is_the_calibrated_one_else_its_engines_confidence() -> None:
    assert Word("w1", "Mabel", Box(0, 0, 9, 9), 0.9).probability == 0.9
    assert Word("w1", "Mabel", Box(0, 0, 9, 9), 0.9, calibrated=0.0).probability == 0.0


def test_lines_and_pages_say_how_many_words_to_expect_wrong() -> None:
    unsure = Line(
        (Word("w1", "Dear", Box(0, 0, 9, 9), 0.9), Word("w2", "Mabcl", Box(9, 0, 20, 9), 0.9, calibrated=0.2))
    )
    found = Transcript(99, 99, (Block((unsure,)),))
    assert unsure.expected_errors == found.expected_errors == pytest.approx(0.9)
    assert unsure.probability == found.probability == pytest.approx(0.55)
    mended = apply(found, [Correction("w2", "Mabcl", Box(9, 0, 20, 9), "Mabel")]).transcript
    assert mended.expected_errors == pytest.approx(0.1)
    assert (Transcript(99, 99, ()).probability, Transcript(99, 99, ()).expected_errors) == (1.0, 0.0)
