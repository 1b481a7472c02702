import socket

import numpy
import pytest

from familytales.domain.errors import MissingDependency
from familytales.ports import OcrEngine
from familytales.transcription.layout import arrange
from familytales.transcription.rapid import RapidOcrEngine
from tests.transcription.conftest import LETTER


def transcript(engine, page, language="eng"):
    size = (page.shape[1], page.shape[0])
    return arrange(engine.read(page, [language]), size=size, engine="rapidocr", engine_version="", languages=[language])


def test_it_is_an_ocr_engine(rapid):
    assert isinstance(rapid, OcrEngine)
    assert not rapid.remote
    assert "PP-OCRv6" in rapid.version(["eng"])


def test_words_stand_on_their_ink(rapid, letter):
    page, drawn = letter
    words = list(transcript(rapid, page).words())
    assert [word.text for word in words] == LETTER.split()
    assert all(word.box.overlap(ink) > 0.7 for word, (_, ink) in zip(words, drawn, strict=True))
    assert all(0.5 < word.confidence <= 1 for word in words)


def test_accents_need_no_language_data(rapid, write):
    page, _ = write("Chère Hélène, où êtes-vous")
    assert transcript(rapid, page, "fra").text == "Chère Hélène, où êtes-vous"


def test_a_single_upright_letter_is_not_taken_for_a_line_that_runs_down(rapid, write):
    page, _ = write("Dear Anna\nI\nwrite to you again")
    assert [line.text for line in transcript(rapid, page).lines()] == ["Dear Anna", "I", "write to you again"]


def test_text_that_runs_down_the_page_has_its_boxes_there(rapid, write):
    page, drawn = write("written along the margin", width=740)
    turned = numpy.ascontiguousarray(numpy.rot90(page, -1))
    words = [word for line in rapid.read(turned, ["eng"]).lines for word in line.words]
    assert [word.text for word in words] == ["written", "along", "the", "margin"]
    for word, (_, ink) in zip(words, drawn, strict=True):
        assert word.box.overlap(ink.rotated(90, 740, 740)) > 0.7


@pytest.mark.parametrize("nothing_written", ["white", "black", "photograph"], indirect=True)
def test_pages_with_nothing_written_have_no_words(rapid, nothing_written):
    assert transcript(rapid, nothing_written).blocks == ()


@pytest.mark.slow
def test_a_long_receipt_is_read_in_parts(rapid, write):
    goods = [f"{n} pounds of butter" for n in range(10, 40)]
    page, drawn = write("\n".join(goods), width=420, height=2600, left=20)
    found = transcript(rapid, page)
    assert [line.text for line in found.lines()] == goods
    assert all(word.box.overlap(ink) > 0.5 for word, (_, ink) in zip(found.words(), drawn, strict=True))


@pytest.mark.parametrize("shape", [(1, 1), (2, 700)])
def test_slivers_have_no_words(rapid, shape):
    assert transcript(rapid, numpy.full(shape, 40, numpy.uint8)).blocks == ()


@pytest.mark.slow
def test_it_never_opens_a_connection_and_is_silent(write, monkeypatch, capfd):
    def refuse(*args, **kwargs):
        raise AssertionError("RapidOCR tried to reach the network")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    RapidOcrEngine().read(write("Hello")[0], ["eng"])
    assert capfd.readouterr() == ("", "")


def test_languages_in_other_scripts_are_refused(rapid, letter):
    with pytest.raises(MissingDependency, match="Russian"):
        rapid.read(letter[0], ["eng", "rus"])
