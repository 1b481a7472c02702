import numpy
import pytest

from familytales.domain.quality import Quality
from familytales.domain.transcripts import Box, ReadLine, ReadWord, Recognition
from familytales.transcription.quality import Reader
from familytales.transcription.transcribe import transcribe
from tests.transcription.conftest import LETTER


def test_a_page_becomes_a_transcript_that_says_how(tesseract, letter):
    page, _ = letter
    found = transcribe(page, tesseract, ["eng"], size=(page.shape[1], page.shape[0]), options=("enhance=none",))
    assert found.text == LETTER
    assert (found.engine, found.languages) == ("tesseract", ("eng",))
    assert found.engine_version == tesseract.version(["eng"])
    assert "enhance=none" in found.options


def test_a_voted_page_has_probabilities_and_every_engines_reading(tesseract, rapid, letter):
    page, _ = letter
    found = transcribe(page, Reader(Quality.GOOD, tesseract, rapid), ["eng"], size=(page.shape[1], page.shape[0]))
    assert found.text == LETTER
    assert all(word.calibrated is not None for word in found.words())
    assert {one.engine for word in found.words() for one in word.readings} == {"rapidocr small", "tesseract"}
    assert found.expected_errors < 3


def test_boxes_are_mapped_to_the_page_image(tesseract, write):
    page, drawn = write("Come home soon")
    width, height = page.shape[1], page.shape[0]
    found = transcribe(
        page,
        tesseract,
        ["eng"],
        size=(height, width),
        rotation=90,
        to_page=lambda box: box.rotated(270, width, height),
    )
    for word, (name, ink) in zip(found.words(), drawn, strict=True):
        assert word.text == name
        assert word.box.rotated(90, height, width).overlap(ink) > 0.7
        assert Box(0, 0, found.width, found.height).overlap(word.box) > 0


def test_nothing_written_gives_a_transcript_without_words(tesseract, nothing_written):
    height, width = nothing_written.shape
    found = transcribe(nothing_written, tesseract, ["eng"], size=(width, height))
    assert (found.blocks, found.text, found.width, found.height) == ((), "", width, height)


class Told:
    """Reads what it is told to."""

    name = "told"
    remote = False

    def __init__(self, text, confidence):
        lefts = (100 + 90 * number for number in range(len(text)))
        boxes = (Box(left, 100, left + 16 * len(word), 130) for left, word in zip(lefts, text, strict=True))
        words = (ReadWord(word, box, confidence) for word, box in zip(text, boxes, strict=True))
        self._found = Recognition((ReadLine(tuple(words)),))

    def version(self, languages):
        return "1"

    def languages(self):
        return frozenset()

    def read(self, image, languages):
        return self._found


def diamonds():
    """A pattern of marks as large as letters."""
    page = numpy.full((800, 800), 235, numpy.uint8)
    for top in range(40, 760, 40):
        for step in range(12):
            page[top + step : top + step + 3, 40 + step : 760 : 40] = 60
    return page


@pytest.mark.parametrize(
    ("text", "confidence", "kept"),
    [(["C"], 0.96, False), (["Mitt", "LIL"], 0.5, False), (["12"], 0.97, True), (["Ida", "1920"], 0.9, True)],
)
def test_the_little_that_is_read_of_a_pattern_must_be_clear(text, confidence, kept):
    page, engine = diamonds(), Told(text, confidence)
    found = transcribe(page, engine, ("eng",), size=(800, 800))
    assert [word.text for word in found.words()] == (text if kept else [])
    paper = numpy.full((800, 800), 235, numpy.uint8)
    alone = transcribe(paper, engine, ("eng",), size=(800, 800))
    assert [word.text for word in alone.words()] == text
