import numpy
import pytest

from familytales.domain.transcripts import Box, ReadLine, ReadWord, Recognition
from familytales.transcription import mirrored
from familytales.transcription.transcribe import transcribe
from tests.transcription.blanks import blank

TEXT = "My dear Margaret, the orchard\nwas white with blossom when\nwe came home on Sunday"


def words(count, confidence):
    boxes = (Box(40 + 90 * (n % 8), 40 * (n // 8), 110 + 90 * (n % 8), 30 + 40 * (n // 8)) for n in range(count))
    return tuple(ReadLine((ReadWord("Dear", box, confidence),)) for box in boxes)


class Engine:
    """Reads what it is told to, and remembers what it was shown."""

    name = "told"

    def __init__(self, *answers):
        self.answers, self.shown = list(answers), []

    def read(self, image, languages):
        self.shown.append(image)
        return self.answers.pop(0)


def page(ink):
    pixels = numpy.full((400, 800), 220, numpy.uint8)
    for line in words(40, 1.0):
        box = line.words[0].box
        pixels[box.top + 5 : box.bottom - 5 : 4, box.left : box.right] = ink
    return pixels


def test_a_page_that_is_read_well_is_not_tried_again():
    found = Recognition(words(40, 0.95))
    assert mirrored.righted(found, page(30), Engine(), ()) is found


def test_a_scrawl_that_is_no_clearer_from_behind_stays():
    found = Recognition(words(40, 0.5))
    engine = Engine(Recognition(words(16, 0.6)))
    assert mirrored.righted(found, page(30), engine, ()) is found
    assert engine.shown[0].shape[0] < 300


@pytest.mark.parametrize(("count", "confidence", "flipped"), [(40, 0.97, True), (6, 0.97, False)])
def test_a_page_of_which_hardly_a_word_was_read_is_tried_whole(count, confidence, flipped):
    engine = Engine(Recognition(words(count, confidence)))
    pixels = numpy.full((400, 800), 220, numpy.uint8)
    for row in range(20, 380, 30):
        for column in range(20, 780, 20):
            pixels[row : row + 14, column : column + 8] = 30
    found = mirrored.righted(Recognition(words(1, 0.9)), pixels, engine, ())
    assert ("mirrored=page" in found.details) is flipped


def test_a_few_words_that_are_all_there_is_are_not_tried_again():
    pixels = page(30)
    pixels[40:] = 220
    found = Recognition(words(4, 0.9))
    assert mirrored.righted(found, pixels, Engine(), ()) is found


def test_a_page_scanned_through_its_back_is_read_the_right_way_round():
    engine = Engine(Recognition(words(16, 0.97)), Recognition(words(40, 0.97), ("mode=quick",)))
    found = mirrored.righted(Recognition(words(40, 0.5)), page(30), engine, ())
    assert found.details == ("mode=quick", "mirrored=page")
    assert (engine.shown[1] == page(30)[:, ::-1]).all()
    assert found.lines[0].words[0].box == Box(800 - 110, 0, 800 - 40, 30)


def test_what_shines_through_from_the_back_is_no_writing_of_this_page():
    engine = Engine(Recognition(words(16, 0.97)), Recognition(words(40, 0.97)))
    found = mirrored.righted(Recognition(words(40, 0.5), ("mode=quick",)), page(180), engine, ())
    assert found == Recognition((), ("mode=quick", "mirrored=back"))


def test_a_faint_page_of_thin_strokes_is_no_writing_of_the_other_side():
    thin = page(165)
    thin[5::20] = numpy.where(thin[5::20] == 165, 120, thin[5::20])
    engine = Engine(Recognition(words(16, 0.97)), Recognition(words(40, 0.97)))
    found = mirrored.righted(Recognition(words(40, 0.5)), thin, engine, ())
    assert found.details == ("mirrored=page",)


def test_what_is_too_faint_for_a_strip_is_tried_as_a_whole():
    engine = Engine(Recognition(()), Recognition(words(40, 0.97)))
    found = mirrored.righted(Recognition(words(40, 0.5)), page(195), engine, ())
    assert found == Recognition((), ("mirrored=back",))


def test_a_few_unsure_words_are_not_enough_to_tell():
    found = Recognition(words(4, 0.3))
    assert mirrored.righted(found, page(30), Engine(), ()) is found


def test_a_mirrored_scan_is_read_by_tesseract_with_boxes_on_its_ink(tesseract, write):
    pixels, boxes = write(TEXT, size=48)
    turned = numpy.ascontiguousarray(pixels[:, ::-1])
    size = (turned.shape[1], turned.shape[0])
    found = transcribe(turned, tesseract, ("eng",), size=size)
    assert [word.text for word in found.words()] == [text for text, _ in boxes]
    assert "mirrored=page" in found.options
    for word, (_, box) in zip(found.words(), boxes, strict=True):
        assert word.box.overlap(Box(size[0] - box.right, box.top, size[0] - box.left, box.bottom)) > 0.5


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["show_through", "strong_show_through"])
def test_the_writing_of_the_other_side_is_not_read(rapid, tesseract, kind):
    for engine in (tesseract, rapid):
        assert transcribe(blank(kind), engine, ("eng",), size=(1000, 1300)).blocks == ()
