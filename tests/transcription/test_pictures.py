import numpy
import pytest

from familytales.domain.transcripts import BlockKind, Box, Recognition
from familytales.transcription import pictures
from familytales.transcription.layout import arrange
from tests.transcription.blanks import BLANKS, blank

PHOTOGRAPH = Box(200, 150, 900, 700)


def mounted():
    """A photograph on a sheet of paper."""
    sheet = numpy.full((1300, 1000), 236, numpy.uint8)
    sheet[150:700, 200:900] = blank("faces")[250:800, 150:850]
    return sheet


def test_a_photograph_on_a_sheet_is_found():
    (found,) = pictures.find(mounted())
    assert found.overlap(PHOTOGRAPH) > 0.9


def test_a_page_of_writing_has_none(letter):
    assert pictures.find(letter[0]) == ()


@pytest.mark.parametrize("kind", [kind for kind in BLANKS if kind not in {"faces", "foliage", "fabric", "bricks"}])
def test_no_stain_shadow_or_card_is_taken_for_one(kind):
    assert pictures.find(blank(kind)) == ()


@pytest.mark.parametrize(
    ("left", "top", "expected"),
    [
        (400, 720, BlockKind.CAPTION),
        (400, 110, BlockKind.CAPTION),
        (400, 660, BlockKind.CAPTION),
        (400, 900, BlockKind.TEXT),
        (950, 720, BlockKind.TEXT),
    ],
)
def test_what_stands_close_to_a_photograph_is_its_caption(line, left, top, expected):
    assert kinds([line("Ida and Tom, 1920", left, top)]) == [expected]


def test_a_caption_on_a_page_scanned_on_its_side_is_below_its_photograph_all_the_same(line):
    turned = arrange(
        Recognition((line("Ida and Tom, 1920", 400, 720),)),
        size=(1300, 1000),
        rotation=90,
        to_page=lambda box: box.rotated(270, 1000, 1300),
        engine="tesseract",
        engine_version="5",
        languages=("eng",),
        pictures=(PHOTOGRAPH.rotated(270, 1000, 1300),),
    )
    assert [block.kind for block in turned.blocks] == [BlockKind.CAPTION]


def test_a_long_text_under_a_photograph_is_text(line):
    assert kinds([line("and this is how it went on", 300, 720 + 40 * n) for n in range(6)]) == [BlockKind.TEXT]


def kinds(lines):
    found = arrange(
        Recognition(tuple(lines)),
        size=(1300, 1300),
        engine="tesseract",
        engine_version="5",
        languages=("eng",),
        pictures=(PHOTOGRAPH,),
    )
    return [block.kind for block in found.blocks]
