"""Pages that stand on their heads or lie on their side are read all the same; upright ones are read once."""

import numpy
import pytest

from familytales.domain.transcripts import Box, ReadLine, ReadWord, Recognition
from familytales.transcription import turning
from familytales.transcription.transcribe import transcribe


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_is_read_whichever_way_it_came_with_boxes_on_its_ink(tesseract, letter, turn):
    upright, boxes = letter
    height, width = upright.shape[:2]
    page = upright if not turn else turning.turned(upright, 360 - turn)
    found = transcribe(page, tesseract, ("eng",), size=page.shape[1::-1])
    assert [word.text for word in found.words()] == [text for text, _ in boxes]
    assert found.rotation == turn
    assert ("turned=" in " ".join(found.options)) is bool(turn)
    for word, (_, box) in zip(found.words(), boxes, strict=True):
        assert word.box.overlap(box.rotated(-turn % 360, width, height)) > 0.5


@pytest.mark.slow
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_rapidocr_s_lines_on_their_side_are_read_as_lines(rapid, letter, turn):
    upright, boxes = letter
    page = turning.turned(upright, 360 - turn)
    found = transcribe(page, rapid, ("eng",), size=page.shape[1::-1])
    assert found.rotation == turn
    assert [word.text for word in found.words()] == [text for text, _ in boxes]


class Engine:
    """Is asked about strips, and gives the answers it was told."""

    name = "told"

    def __init__(self, *answers):
        self.answers, self.shown = list(answers), []

    def read(self, image, languages):
        self.shown.append(image.shape)
        return self.answers.pop(0)


PAGE = numpy.full((900, 700), 235, numpy.uint8)
for top in range(60, 840, 60):
    for left in range(60, 640, 30):
        PAGE[top : top + 20, left : left + 14] = 20


def read(count):
    """So many rows of the page as read."""
    rows = (Box(50, 50 + 60 * n, 650, 90 + 60 * n) for n in range(count))
    return Recognition(tuple(ReadLine((ReadWord("Margaret walked with me", box, 0.9),)) for box in rows))


def said(count):
    """So many lines read on a strip."""
    return Recognition(
        tuple(
            ReadLine((ReadWord("Margaret walked with me", Box(5, 9 * n, 250, 9 * n + 8), 0.9),)) for n in range(count)
        )
    )


def turn(*answers, first, page=PAGE):
    """Degrees by which the page is turned, and what the engine was shown."""
    engine = Engine(*answers)
    return turning.righted(first, page, engine, ())[0], engine.shown


def test_a_page_that_is_mostly_read_is_not_tried_another_way():
    assert turn(first=read(8)) == (0, [])


def test_the_way_in_which_most_is_read_is_taken():
    engine = Engine(said(1), said(9), said(2), read(9))
    degrees, image, found = turning.righted(read(1), PAGE, engine, ())
    assert (degrees, found.details) == (180, ("turned=180",))
    assert (image == PAGE[::-1, ::-1]).all()
    assert engine.shown == [(280, 900), (360, 700), (280, 900), (900, 700)]


def test_what_a_strip_leaves_open_the_whole_page_decides():
    first = Recognition(read(8).lines[5:])
    assert turn(said(1), said(4), said(0), read(9), first=first)[0] == 180
    assert turn(said(1), said(4), said(0), read(5), first=first)[0] == 0


def test_a_scrawl_that_is_read_no_better_another_way_stays():
    first = Recognition(read(8).lines[5:])
    assert turn(said(1), said(3), said(0), first=first) == (0, [(280, 900), (360, 700), (280, 900)])


def test_a_few_letters_read_by_chance_turn_nothing():
    one = Recognition((ReadLine((ReadWord("Ida,", Box(50, 50, 90, 70), 0.9),)),))
    assert turn(one, one, one, first=one)[0] == 0


def test_a_page_on_which_nothing_is_seen_is_not_tried():
    assert turn(first=Recognition(())) == (0, [])
    assert turn(first=read(1), page=numpy.full((900, 700), 235, numpy.uint8)) == (0, [])
