"""Pages without writing stay without a word, whatever an engine sees in them; the little that is written stays."""

import numpy
import pytest
from PIL import Image, ImageDraw, ImageFont

from familytales.imaging.enhancement import enhance
from familytales.transcription.transcribe import transcribe
from tests.transcription.blanks import BLANKS, blank
from tests.transcription.conftest import FONT

TRICKY = ("halftone", "hairs", "punched", "fence", "staves", "faces")
"""Kinds in which RapidOCR sees most."""


def words(pixels, engine):
    made = enhance(pixels)
    found = transcribe(
        made.image, engine, ("eng",), size=pixels.shape[1::-1], rotation=made.rotation, to_page=made.to_page.box
    )
    return [word.text for word in found.words()]


@pytest.mark.slow
@pytest.mark.parametrize("kind", BLANKS)
def test_tesseract_invents_nothing(tesseract, kind):
    assert words(blank(kind), tesseract) == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", TRICKY)
def test_rapidocr_invents_nothing(rapid, kind):
    assert words(blank(kind), rapid) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "text"), [("yellowed", "17"), ("foxing", "Ida"), ("punched", "17"), ("shadows", "Your Margaret")]
)
def test_a_number_a_name_or_a_signature_on_such_a_page_is_read(rapid, kind, text):
    page = Image.fromarray(blank(kind))
    ImageDraw.Draw(page).text((420, 600), text, fill=(30,) * len(page.getbands()), font=ImageFont.truetype(FONT, 44))
    assert " ".join(words(numpy.asarray(page), rapid)) == text
