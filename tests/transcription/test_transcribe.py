from familytales.domain.quality import Quality
from familytales.domain.transcripts import Box
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
