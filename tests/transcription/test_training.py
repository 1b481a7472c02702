import random
from pathlib import Path

import fontpkg_eb_garamond
import numpy
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from familytales import registry
from familytales.domain.errors import BadInput, MissingDependency
from familytales.ports import TrainableEngine
from familytales.transcription import tessdata, training
from familytales.transcription.scoring import Errors
from familytales.transcription.tesseract import TesseractEngine
from familytales.transcription.training import Trained, TrainingLine, split, train

FONT = Path(fontpkg_eb_garamond.ROOT) / "files" / "EBGaramond-Italic[wght].ttf"
WORDS = (
    *("harbour", "garden", "letter", "mother", "winter", "apple", "window", "river", "morning", "orchard"),
    *("singing", "walked", "of", "and", "the"),
)
tools = pytest.mark.skipif(bool(training.missing_programs()), reason="needs Tesseract's training programs")


def worn(number: int) -> TrainingLine:
    """A line in a worn slanted face, which Tesseract reads with some errors."""
    text = " ".join(random.Random(number).choices(WORDS, k=5)).capitalize() + "."
    font = ImageFont.truetype(FONT, 34)
    image = Image.new("L", (int(font.getlength(text)) + 30, 60), 235)
    ImageDraw.Draw(image).text((12, 6), text, font=font, fill=70)
    soft = numpy.asarray(image.filter(ImageFilter.GaussianBlur(2.2))).astype(int)
    noise = numpy.random.default_rng(number).integers(-28, 28, soft.shape)
    return TrainingLine(numpy.clip(soft + noise, 0, 255).astype(numpy.uint8), text)


def clean(text: str) -> numpy.ndarray:
    image = Image.new("L", (500, 120), 255)
    ImageDraw.Draw(image).text((30, 30), text, font=ImageFont.truetype(FONT, 44), fill=0)
    return numpy.asarray(image)


LINES = [worn(number) for number in range(30)]


@tools
@pytest.mark.slow
def test_a_hand_is_learnt_and_the_gain_measured_on_lines_never_seen(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    base = tessdata.choose(["eng"]) / "eng.traineddata"
    made = train(LINES, base, lambda done, total: told.append((done, total)), steps=200)
    assert (made.learnt, made.held_out) == (24, 6)
    assert made.better, (made.before, made.after)
    assert made.before.of_characters == sum(len(line.text) for line in split(LINES)[1])
    assert told == [(100, 200), (200, 200)]
    (tmp_path / "ida.traineddata").write_bytes(made.data)
    assert tessdata.available(tmp_path) == {"ida"}
    assert len(made.data) < 1.1 * base.stat().st_size, "as quick to read with as before"
    engine = TesseractEngine().trained(tmp_path / "ida.traineddata")
    assert engine.version(["eng"]) != TesseractEngine().version(["eng"])
    words = [word.text for line in engine.read(clean("and the orchard"), ["eng"]).lines for word in line.words]
    assert words == ["and", "the", "orchard"]


@tools
def test_a_model_that_is_none_is_bad_input(tmp_path: Path) -> None:
    (tmp_path / "eng.traineddata").write_bytes(b"nothing of the kind")
    with pytest.raises(Exception, match=r"combine_tessdata failed|cannot be trained"):
        train(LINES, tmp_path / "eng.traineddata", lambda done, total: None)


@tools
def test_too_few_lines_are_told() -> None:
    with pytest.raises(BadInput, match="19 lines"):
        train(LINES[:19], Path("any"), lambda done, total: None)


@pytest.mark.parametrize("name", ["fast", "good", "best", "tesseract"])
def test_every_quality_reads_with_a_trained_model(name: str, tmp_path: Path) -> None:
    model = tmp_path / "ida.traineddata"
    model.write_bytes(b"a model")
    engine = registry.load(registry.Kind.OCR, name)
    assert isinstance(engine, TrainableEngine)
    assert "model=" in engine.trained(model).version(["eng"])
    assert "model=" not in engine.version(["eng"])


def test_without_the_programs_it_is_said_which_and_how_to_get_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MissingDependency, match="lstmtraining") as caught:
        train(LINES, Path("any"), lambda done, total: None)
    assert "tesseract-ocr" in caught.value.remedy


def test_the_lines_held_out_are_the_same_in_any_order_and_never_learnt() -> None:
    learn, hold = split(LINES)
    again = split(LINES[::-1])
    assert [line.text for line in learn] == [line.text for line in again[0]]
    assert len(hold) == 6
    assert not {id(line) for line in learn} & {id(line) for line in hold}


@pytest.mark.parametrize(
    ("after", "better"),
    [(Errors(4, 100, 3, 20), True), (Errors(5, 100, 3, 20), False), (Errors(4, 100, 4, 20), False)],
)
def test_only_fewer_wrong_characters_without_more_wrong_words_are_better(after: Errors, better: bool) -> None:
    assert Trained(b"", 24, 6, Errors(5, 100, 3, 20), after).better is better
