import os
import shutil

import numpy
import pytest

from familytales.domain.errors import MissingDependency
from familytales.ports import OcrEngine
from familytales.transcription import tessdata
from familytales.transcription import tesseract as module
from familytales.transcription.noise import written
from tests.transcription.conftest import LETTER

needs_program = pytest.mark.skipif(not shutil.which("tesseract"), reason="the tesseract program is not installed")


def text(recognition):
    return "\n".join(" ".join(word.text for word in line.words) for line in recognition.lines)


def test_it_is_an_ocr_engine(tesseract):
    assert isinstance(tesseract, OcrEngine)
    assert not tesseract.remote


def test_one_thread_only(tesseract):
    assert os.environ["OMP_THREAD_LIMIT"] == "1"


def test_words_with_boxes_and_confidences_in_one_pass(tesseract, letter):
    page, drawn = letter
    found = tesseract.read(page, ["eng"])
    assert text(found) == LETTER
    words = [word for line in found.lines for word in line.words]
    assert [word.text for word in words] == [name for name, _ in drawn]
    assert all(word.box.overlap(ink) > 0.7 for word, (_, ink) in zip(words, drawn, strict=True))
    assert all(0.6 < word.confidence <= 1 for word in words)
    assert all(line.block >= 0 and line.paragraph >= 0 for line in found.lines)


def test_the_same_page_again_reads_the_same(tesseract, letter):
    assert tesseract.read(letter[0], ["eng"]) == tesseract.read(letter[0], ["eng"])


class Way:
    """Reads one word with each data, as sure as it is told to be."""

    name = "told"

    def __init__(self, **sure):
        self.sure, self.asked = sure, []

    def version(self):
        return "5"

    def words(self, image, folder, languages):
        self.asked.append(languages)
        yield module._Found(0, 0, 0, f"{languages}-word", (0, 0, 90, 20), self.sure[languages])


@pytest.mark.parametrize(
    ("languages", "sure", "said", "asked"),
    [
        (["deu"], {"deu": 75, "frk": 84}, "frk-word", ["deu", "frk"]),
        (["deu"], {"deu": 85, "frk": 80}, "deu-word", ["deu", "frk"]),
        (["deu"], {"deu": 95}, "deu-word", ["deu"]),
        (["eng"], {"eng": 40}, "eng-word", ["eng"]),
    ],
)
def test_german_pages_are_read_as_fraktur_where_that_is_surer(monkeypatch, tmp_path, languages, sure, said, asked):
    for code in ("deu", "eng", "frk"):
        (tmp_path / f"{code}.traineddata").write_bytes(code.encode())
    monkeypatch.setattr(tessdata, "_candidates", lambda: iter([tmp_path]))
    engine = module.TesseractEngine()
    engine._way = Way(**sure)
    found = engine.read(numpy.full((40, 100), 255, numpy.uint8), languages)
    assert text(found) == said
    assert engine._way.asked == asked
    assert ("data=frk" in found.details) == (said == "frk-word")
    assert ("frk=" in engine.version(languages)) == (languages == ["deu"])


@needs_program
def test_the_program_reads_the_same_words(letter):
    driven = module.TesseractEngine()
    driven._way = module._Program()
    found = driven.read(letter[0], ["eng"])
    assert text(found) == LETTER
    assert found.details == ("driver=program", "psm=3")
    assert driven.version(["eng"])[0].isdigit()


def test_several_languages_and_accents(tesseract, write):
    page, _ = write("Liebe Grüße aus Köln, the weather\nist schön und wir hören die Glocken")
    assert "Grüße aus Köln" in text(tesseract.read(page, ["deu", "eng"]))


def test_colour_and_grey_are_read_alike(tesseract, write):
    page, _ = write("Blue ink on yellow paper", ink=(40, 40, 160), paper=(250, 235, 170))
    grey = numpy.ascontiguousarray(page.mean(axis=2).astype(numpy.uint8))
    assert text(tesseract.read(page, ["eng"])) == text(tesseract.read(grey, ["eng"])) == "Blue ink on yellow paper"


def test_pages_with_nothing_written_have_no_words_and_no_complaints(tesseract, nothing_written, capfd):
    assert written(tesseract.read(nothing_written, ["eng"]).lines) == ()
    assert capfd.readouterr() == ("", "")


def test_a_page_of_one_pixel_has_no_words_and_no_complaints(tesseract, capfd):
    assert tesseract.read(numpy.zeros((1, 1), numpy.uint8), ["eng"]).lines == ()
    assert capfd.readouterr() == ("", "")


def test_a_receipt_longer_than_tesseract_allows_is_read_smaller(tesseract, write, monkeypatch):
    page, drawn = write("Two pounds of butter")
    monkeypatch.setattr(module, "LONGEST_SIDE", 800)
    *_, word = tesseract.read(page, ["eng"]).lines[0].words
    assert word.text == "butter"
    assert word.box.overlap(drawn[-1][1]) > 0.6


def test_a_missing_language_is_said_before_reading(tesseract, letter):
    with pytest.raises(MissingDependency, match="xxx"):
        tesseract.read(letter[0], ["xxx"])
    with pytest.raises(MissingDependency, match="xxx"):
        tesseract.version(["xxx"])


def test_damaged_language_data_is_an_error_that_helps(tesseract, letter, tmp_path, monkeypatch):
    (tmp_path / "eng.traineddata").write_bytes(b"not what it says")
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    with pytest.raises(MissingDependency, match="cannot use the language data for eng"):
        tesseract.read(letter[0], ["eng"])


def test_the_version_names_the_data(tesseract, tmp_path, monkeypatch):
    before = tesseract.version(["eng"])
    (tmp_path / "eng.traineddata").write_bytes(b"other data")
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    assert before.split()[0] == tesseract.version(["eng"]).split()[0]
    assert before != tesseract.version(["eng"])


def test_without_library_and_program_it_says_what_to_install(letter, monkeypatch):
    monkeypatch.setattr(module, "tesserocr", None)
    monkeypatch.setattr(module, "which", lambda name: None)
    with pytest.raises(MissingDependency, match="Tesseract is not installed"):
        module.TesseractEngine().read(letter[0], ["eng"])


def test_its_languages_are_those_with_data(tesseract):
    assert tesseract.languages() == tessdata.languages() >= {"eng", "deu"}
