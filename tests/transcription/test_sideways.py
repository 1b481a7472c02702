import numpy
import pytest
from PIL import Image, ImageDraw, ImageFont

from familytales.domain.transcripts import BlockKind, Box, ReadLine, ReadWord, Recognition
from familytales.transcription import sideways
from familytales.transcription.transcribe import transcribe
from tests.transcription.conftest import FONT

LINES = [
    "My dear Margaret, the orchard was white with",
    "blossom when we came home on Sunday, and your",
    "father walked with me down to the mill.",
] * 2
NOTE = "The roof wants mending still, and soon"


def page(turn):
    """A letter with a line along its left margin, written upwards (90) or downwards (270)."""
    sheet, font = Image.new("L", (1250, 900), 240), ImageFont.truetype(FONT, 42)
    pen = ImageDraw.Draw(sheet)
    for number, text in enumerate(LINES):
        pen.text((230, 60 + 75 * number), text, fill=20, font=font)
    strip = Image.new("L", (720, 60), 240)
    ImageDraw.Draw(strip).text((5, 2), NOTE, fill=20, font=font)
    sheet.paste(strip.rotate(turn, expand=True), (90, 90))
    return numpy.asarray(sheet)


@pytest.mark.parametrize("turn", [90, 270])
def test_a_line_along_the_margin_is_read_whichever_way_it_runs(tesseract, turn):
    found = transcribe(page(turn), tesseract, ("eng",), size=(1250, 900))
    assert [block.kind for block in found.blocks] == [BlockKind.TEXT, BlockKind.MARGINALIA]
    assert found.blocks[1].lines[0].text == NOTE
    for word in found.blocks[1].lines[0].words:
        assert 85 <= word.box.left < word.box.right <= 155
    tops = [word.box.top for word in found.blocks[1].lines[0].words]
    assert tops == sorted(tops, reverse=turn == 90)


@pytest.mark.slow
@pytest.mark.parametrize("turn", [90, 270])
def test_rapidocr_reads_it_too(rapid, turn):
    found = transcribe(page(turn), rapid, ("eng",), size=(1250, 900))
    assert found.blocks[-1].lines[0].text == NOTE


class Engine:
    """Is asked about strips, and is unsure of them."""

    name = "unsure"

    def __init__(self):
        self.shown = []

    def read(self, image, languages):
        self.shown.append(image.shape)
        return Recognition((ReadLine((ReadWord("Mother", Box(0, 0, 30, 10), 0.4),)),))


def plain():
    """A page of bars for lines, read without doubt."""
    pixels = numpy.full((900, 700), 235, numpy.uint8)
    lines = []
    for top in range(60, 840, 60):
        pixels[top : top + 24, 120:640:3] = 20
        lines.append(ReadLine((ReadWord("written", Box(118, top, 642, top + 24), 0.95),)))
    return pixels, Recognition(tuple(lines))


class Upright(Engine):
    """Is sure of what is turned upright."""

    def read(self, image, languages):
        self.shown.append(image.shape)
        height, width = image.shape[:2]
        return Recognition((ReadLine((ReadWord("I have kept this letter", Box(5, 5, width - 5, height - 5), 0.95),)),))


def test_a_note_of_which_pieces_were_read_is_read_as_a_whole():
    pixels, found = plain()
    pixels[100:700:4, 40:66] = 20
    pieces = (ReadWord("this letter", Box(38, 400, 68, 702), 0.95), ReadWord("kept", Box(39, 230, 67, 300), 0.8))
    read = Recognition((*found.lines, *(ReadLine((piece,)) for piece in pieces)))
    assert sideways.added(read, pixels, Upright(), ()).lines[-1].words[0].text == "I have kept this letter"
    assert sideways.added(read, pixels, Upright(), ()).lines[:-1] == found.lines


def test_what_is_not_believed_changes_nothing():
    pixels, found = plain()
    pixels[100:700:4, 40:66] = 20
    engine = Engine()
    assert sideways.added(found, pixels, engine, ()) == found
    assert len(engine.shown) == 2
    assert all(width > 5 * height for height, width in engine.shown)


@pytest.mark.parametrize(
    "draw",
    [
        lambda pixels: None,
        lambda pixels: pixels[60:840, 50:54].fill(20),
        lambda pixels: pixels[60:840, 40:70].fill(20),
        lambda pixels: pixels[:, :40].fill(5),
        lambda pixels: pixels[100:200:4, 40:66].fill(20),
    ],
    ids=["nothing", "a rule", "a bar", "the scanner's lid", "a word or two"],
)
def test_what_is_no_line_of_writing_is_not_tried(draw):
    pixels, found = plain()
    draw(pixels)
    engine = Engine()
    assert sideways.added(found, pixels, engine, ()) == found
    assert engine.shown == []
