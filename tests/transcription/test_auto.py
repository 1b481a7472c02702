import pytest

from familytales.domain.errors import MissingDependency
from familytales.domain.transcripts import Box, ReadLine, ReadWord, Recognition
from familytales.ports import OcrEngine
from familytales.transcription import tessdata
from familytales.transcription.auto import AutoEngine, better, needs_second
from familytales.transcription.transcribe import transcribe
from tests.transcription.conftest import LETTER, blank


@pytest.fixture(scope="module")
def auto(rapid):
    engine = AutoEngine()
    engine._rapid = rapid  # its models are loaded once for all tests
    return engine


@pytest.fixture
def no_data(monkeypatch, tmp_path):
    monkeypatch.setattr(tessdata, "_candidates", lambda: iter([tmp_path]))


def reading(text, confidence):
    words = (ReadWord(word, Box(0, 0, 10, 10), confidence) for word in text.split())
    return Recognition((ReadLine(tuple(words)),))


def text(recognition):
    return "\n".join(" ".join(word.text for word in line.words) for line in recognition.lines)


def test_it_is_an_ocr_engine(auto):
    assert isinstance(auto, OcrEngine)
    assert not auto.remote


def test_a_clean_page_is_read_by_tesseract_alone(auto, letter):
    found = auto.read(letter[0], ["eng"])
    assert text(found) == LETTER
    assert "chosen=tesseract" in found.details


def test_a_page_tesseract_cannot_read_is_read_by_rapidocr(auto, write):
    # Pale ink on dark blotched paper.
    page, _ = write("Remember the summer at the lake", size=20, ink=(120, 110, 100), paper=(150, 140, 128))
    found = auto.read(page, ["eng"])
    assert text(found) == "Remember the summer at the lake"


def test_a_language_without_data_is_read_by_rapidocr_and_said_so(auto, write, no_data):
    found = auto.read(write("Chère Hélène, où êtes-vous")[0], ["fra"])
    assert text(found) == "Chère Hélène, où êtes-vous"
    assert {"chosen=rapidocr", "tesseract-data=missing"} <= set(found.details)
    assert auto.version(["fra"]).startswith("rapidocr")


def test_a_script_neither_engine_knows_is_missing(auto, letter, no_data):
    with pytest.raises(MissingDependency, match="Russian"):
        auto.read(letter[0], ["rus"])


def test_the_version_names_both_engines(auto):
    assert "tesseract" in auto.version(["eng"])
    assert "rapidocr" in auto.version(["eng"])


@pytest.mark.parametrize("nothing_written", ["paper", "specks", "photograph"], indirect=True)
def test_nothing_written_stays_empty(auto, nothing_written):
    height, width = nothing_written.shape
    assert transcribe(nothing_written, auto, ["eng"], size=(width, height)).blocks == ()


def test_a_second_reading_is_asked_for_only_in_doubt(write):
    inked, _ = write("words")
    assert not needs_second(reading("My dear Anna", 0.95), inked)
    assert needs_second(reading("My dear Anna", 0.6), inked)
    assert needs_second(Recognition(()), inked)
    assert not needs_second(Recognition(()), blank(250))


def test_the_second_reading_wins_unless_it_misses_what_the_first_was_sure_of():
    sure = reading("a whole long letter full of words", 0.95)
    assert "chosen=tesseract" in better(sure, reading("a", 0.99)).details
    assert "chosen=rapidocr" in better(reading("lI .i Il", 0.95), Recognition(())).details
    assert "chosen=rapidocr" in better(reading("s0me n0ise ~~", 0.3), reading("some noise", 0.9)).details
    assert "chosen=rapidocr" in better(reading("s0me n0ise", 0.3), Recognition(())).details
