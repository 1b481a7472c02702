"""Pages without writing stay without a word, whatever an engine sees in them; the little that is written stays."""

import numpy
import pytest
from PIL import Image, ImageDraw, ImageFont

from familytales.domain.quality import Quality
from familytales.imaging.enhancement import enhance
from familytales.transcription.quality import Reader
from familytales.transcription.transcribe import transcribe
from tests.transcription.blanks import BLANKS, blank
from tests.transcription.conftest import FONT
from tests.transcription.harder_blanks import HARDER, harder

TRICKY = ("halftone", "hairs", "punched", "fence", "staves", "faces")
HARDER_TRICKY = ("ticks", "scribble")
"""Kinds in which RapidOCR sees most."""
SLOW = ("cloth", "moire")
"""Kinds on which Tesseract spends half a minute."""


def words(pixels, engine):
    made = enhance(pixels)
    found = transcribe(
        made.image, engine, ("eng",), size=pixels.shape[1::-1], rotation=made.rotation, to_page=made.to_page.box
    )
    return [word.text for word in found.words()]


@pytest.fixture(scope="module")
def reader(tesseract, rapid):
    return Reader(Quality.GOOD, tesseract, rapid)


@pytest.mark.slow
@pytest.mark.parametrize("kind", BLANKS)
def test_tesseract_invents_nothing(tesseract, kind):
    assert words(blank(kind), tesseract) == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", TRICKY)
def test_rapidocr_invents_nothing(rapid, kind):
    assert words(blank(kind), rapid) == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", [kind for kind in HARDER if kind not in SLOW])
def test_tesseract_invents_nothing_on_harder_pages(tesseract, kind):
    assert words(harder(kind), tesseract) == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", HARDER_TRICKY)
def test_the_default_quality_invents_nothing_on_harder_pages(reader, kind):
    assert words(harder(kind), reader) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "text", "size"),
    [
        ("yellowed", "17", 44),
        ("foxing", "Ida", 44),
        ("punched", "17", 44),
        ("shadows", "Your Margaret", 44),
        ("paper", "12", 30),
        ("paper", "- 34 -", 44),
    ],
)
def test_a_number_a_name_or_a_signature_on_such_a_page_is_read(reader, kind, text, size):
    page = Image.fromarray(blank(kind))
    ImageDraw.Draw(page).text((420, 600), text, fill=(30,) * len(page.getbands()), font=ImageFont.truetype(FONT, size))
    assert "".join(words(numpy.asarray(page), reader)) == text.replace(" ", "")
