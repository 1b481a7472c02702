"""Which engines read a page, with engines that say what they are told; the real ones at the end."""

from dataclasses import replace

import numpy
import pytest

from familytales import registry
from familytales.domain.errors import FamilyTalesError, MissingDependency
from familytales.domain.quality import Quality
from familytales.domain.transcripts import ReadLine, Recognition
from familytales.ports import OcrEngine
from familytales.transcription.layout import arrange
from familytales.transcription.quality import Reader
from tests.transcription.conftest import LETTER, NOTHING_WRITTEN

INKED = numpy.full((400, 300), 250, numpy.uint8)
INKED[100:120, 50:250] = 10


class Told:
    """An engine that reads what it is told, and remembers the sizes it was shown."""

    remote = False

    def __init__(self, name, line=None, *, missing=False, details=()):
        self.name = name
        self.shown = []
        self._lines = (line,) if line else ()
        self._missing = missing
        self._details = details

    def version(self, languages):
        if self._missing:
            raise MissingDependency("no data")
        return f"{self.name} 1"

    def read(self, image, languages, family=frozenset()):
        self.version(languages)
        self.shown.append(image.shape)
        return Recognition(self._lines, self._details)


def read(quality, tesseract, rapid, image=INKED):
    return Reader(quality, tesseract, rapid).read(image, ("eng",))


@pytest.mark.parametrize(
    ("quality", "confidence", "expected"),
    [
        (Quality.FAST, 0.3, "read=rapidocr"),
        (Quality.FAST, 0.9, "read=tesseract"),
        (Quality.FAST, 0.7, "read=rapidocr small+tesseract"),
        (Quality.GOOD, 0.7, "read=rapidocr small+tesseract"),
        (Quality.GOOD, 0.3, "read=rapidocr"),
        (Quality.GOOD, 0.9, "read=rapidocr small+tesseract"),
        (Quality.BEST, 0.3, "read=rapidocr+rapidocr 2"),
        (Quality.BEST, 0.9, "read=rapidocr+rapidocr small+tesseract"),
    ],
)
def test_the_kind_of_page_and_the_quality_choose_who_reads(line, quality, confidence, expected):
    found = read(quality, Told("tesseract", line("dear mother", confidence=confidence)), Told("rapidocr", line("dear")))
    assert expected in found.details


def test_fraktur_is_hard_however_sure_its_data_are(line):
    sure = Told("tesseract", line("liebe Mutter"), details=("data=frk",))
    assert "kind=hard type" in read(Quality.FAST, sure, Told("rapidocr", line("liebe Mutter"))).details


def test_typescript_is_never_left_to_tesseract_alone(line):
    text = "your letter of April reached this office after many weeks because trains were late again"
    page = numpy.kron(INKED, numpy.ones((4, 4), numpy.uint8))
    found = read(Quality.FAST, Told("tesseract", line(text, confidence=0.95)), Told("rapidocr"), page)
    assert "read=rapidocr small+tesseract" in found.details


@pytest.mark.parametrize(("rows", "expected"), [(1, "read=tesseract"), (9, "read=rapidocr small+tesseract")])
def test_a_page_of_which_tesseract_misses_most_is_never_left_to_it_alone(line, rows, expected):
    page = numpy.full((1000, 700), 235, numpy.uint8)
    for row in range(rows):
        page[20 + 90 * row : 40 + 90 * row].reshape(20, 50, 14)[:, 5:45:2] = 200
    found = read(Quality.FAST, Told("tesseract", line("dear mother " * 3, left=60, top=20)), Told("rapidocr"), page)
    assert expected in found.details


@pytest.mark.parametrize(
    ("word", "expected"), [("mother", "read=tesseract"), ("ruotber", "read=rapidocr small+tesseract")]
)
def test_many_words_that_no_language_has_are_never_left_to_tesseract_alone(line, word, expected):
    page = numpy.kron(INKED, numpy.ones((1, 4), numpy.uint8))
    said = [*["the dear"] * 5, *[word] * 6]
    sure = line(" ".join(said), confidence=0.9)
    uneven = ReadLine(
        tuple(replace(one, box=replace(one.box, right=one.box.left + 9 + n)) for n, one in enumerate(sure.words))
    )
    assert expected in read(Quality.FAST, Told("tesseract", uneven), Told("rapidocr"), page).details


def test_tesseract_is_never_voted_into_handwriting(line):
    for quality in Quality:
        found = read(quality, Told("tesseract", line("noise noise", confidence=0.3)), Told("rapidocr", line("Dear")))
        words = [word for one in found.lines for word in one.words]
        assert [word.text for word in words] == ["Dear"]
        assert all("tesseract" not in reading.engine for word in words for reading in word.readings)


def test_handwriting_is_read_at_its_own_size(line):
    rapid = Told("rapidocr", line("Dear"))
    read(Quality.GOOD, Told("tesseract"), rapid, numpy.kron(INKED, numpy.ones((8, 8), numpy.uint8)))
    assert rapid.shown == [(1100, 825)]


def test_what_is_lost_at_the_size_for_handwriting_is_looked_for_at_the_pages_own():
    rapid, page = Told("rapidocr"), numpy.kron(INKED, numpy.ones((8, 8), numpy.uint8))
    read(Quality.GOOD, Told("tesseract"), rapid, page)
    assert rapid.shown == [(1100, 825), (3200, 2400)]


@pytest.mark.parametrize(("size", "smaller"), [(1, (300, 225)), (8, (1500, 1125))])
def test_type_is_read_smaller_than_rapidocr_sees_it(line, size, smaller):
    rapid = Told("rapidocr", line("dear"))
    page = numpy.kron(INKED, numpy.ones((size, size), numpy.uint8))
    found = read(Quality.BEST, Told("tesseract", missing=True), rapid, page)
    assert "read=rapidocr+rapidocr small" in found.details
    assert sorted(rapid.shown) == sorted([page.shape, smaller])


@pytest.mark.parametrize(("smaller", "kept"), [("dear old mother", "dear old mother"), ("dear mother", "dear mother")])
def test_the_fuller_of_two_readings_gives_the_lines(line, smaller, kept):
    class ByScale(Told):
        def read(self, image, languages, family=frozenset()):
            text = "dear mother" if image.shape == INKED.shape else smaller
            return Recognition((line(text),))

    found = read(Quality.BEST, Told("tesseract", missing=True), ByScale("rapidocr"))
    assert " ".join(word.text for word in found.lines[0].words) == kept
    assert all(word.calibrated for word in found.lines[0].words)


@pytest.mark.parametrize(("own", "kept"), [("dear old mother", "dear old mother"), ("mother", "dear mother")])
def test_the_fuller_of_two_readings_of_handwriting_gives_the_lines(line, own, kept):
    class ByScale(Told):
        def read(self, image, languages, family=frozenset()):
            text = own if image.shape == INKED.shape else "dear mother"
            return Recognition((line(text),))

    tesseract = Told("tesseract", line("dcar mothcr", confidence=0.3))
    found = read(Quality.BEST, tesseract, ByScale("rapidocr"))
    assert "kind=handwriting" in found.details
    assert " ".join(word.text for word in found.lines[0].words) == kept


def test_boxes_of_every_reading_are_in_the_pages_own_pixels(line):
    found = read(Quality.FAST, Told("tesseract"), Told("rapidocr", line("Dear", left=100, top=100)))
    box = found.lines[0].words[0].box
    assert (box.left, box.top) == (round(100 * 400 / 1100), round(100 * 400 / 1100))


def test_without_tesseracts_data_rapidocr_reads_alone(line):
    found = read(Quality.GOOD, Told("tesseract", missing=True), Told("rapidocr", line("cher")))
    assert "read=rapidocr small" in found.details
    assert (
        Reader(Quality.GOOD, Told("tesseract", missing=True), Told("rapidocr")).version(("fra",))
        == "rapidocr rapidocr 1"
    )


def test_a_script_only_tesseract_knows_is_read_by_it_alone(line):
    found = read(Quality.BEST, Told("tesseract", line("мама мыла")), Told("rapidocr", missing=True))
    assert "read=tesseract" in found.details


@pytest.mark.parametrize(("faulty", "other"), [("tesseract", "rapidocr"), ("rapidocr", "tesseract")])
def test_of_two_engines_the_one_that_failed_is_named(line, faulty, other):
    class Faulty(Told):
        def read(self, image, languages, family=frozenset()):
            raise ValueError("odd shape")

    engines = {other: Told(other, line("dear mother")), faulty: Faulty(faulty)}
    with pytest.raises(FamilyTalesError, match=f"engine {faulty} failed.*odd shape") as told:
        read(Quality.GOOD, engines["tesseract"], engines["rapidocr"])
    assert other in told.value.remedy


def test_a_script_neither_knows_is_missing():
    with pytest.raises(MissingDependency):
        read(Quality.GOOD, Told("tesseract", missing=True), Told("rapidocr", missing=True))


def test_a_page_without_ink_is_not_given_to_the_slow_engine(line):
    rapid = Told("rapidocr", line("invented"))
    found = read(Quality.BEST, Told("tesseract"), rapid, numpy.full((400, 300), 250, numpy.uint8))
    assert (found.lines, rapid.shown) == ((), [])


@pytest.mark.parametrize("quality", Quality)
def test_each_quality_is_an_engine_that_shares_this_process_s_models(quality):
    reader = registry.load(registry.Kind.OCR, quality)
    assert isinstance(reader, OcrEngine)
    assert reader._rapid is registry.load(registry.Kind.OCR, "rapidocr")
    assert reader._tesseract is registry.load(registry.Kind.OCR, "tesseract")
    assert "tesseract" in reader.version(("eng",))


@pytest.mark.slow
@pytest.mark.parametrize("quality", Quality)
def test_a_letter_is_read_and_a_page_without_text_stays_empty(quality, letter, tesseract, rapid):
    reader = Reader(quality, tesseract, rapid)
    page, _ = letter
    found = arrange(
        reader.read(page, ("eng",)), size=(page.shape[1], page.shape[0]), engine="", engine_version="", languages=()
    )
    assert [word.text for word in found.words()] == LETTER.split()
    assert all(word.probability > 0.8 for word in found.words())
    for image in NOTHING_WRITTEN.values():
        nothing = arrange(
            reader.read(image, ("eng",)), size=image.shape[::-1], engine="", engine_version="", languages=()
        )
        assert nothing.blocks == ()


def test_what_a_typist_ran_together_is_read_apart(line):
    typed = line("your letter of April reached this office after many weeks because trains were late,as always before")
    page = numpy.kron(INKED, numpy.ones((4, 4), numpy.uint8))
    found = read(Quality.FAST, Told("tesseract", typed), Told("rapidocr"), page)
    assert [word.text for word in found.lines[0].words][-4:] == ["late,", "as", "always", "before"]
