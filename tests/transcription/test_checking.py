import errno
import math

import numpy
import pytest

from familytales.domain.errors import FamilyTalesError, MissingDependency
from familytales.domain.transcripts import Box, Reading, ReadLine, ReadWord, Recognition
from familytales.transcription import checking

BOX = Box(10, 10, 60, 30)
IMAGE = numpy.zeros((300, 400), numpy.uint8)


def reading(text="Dear", box=BOX, confidence=0.9):
    return Recognition((ReadLine((ReadWord(text, box, confidence),), 2, 3),), ("mode=quick",))


class Engine:
    name = "odd"
    remote = False

    def __init__(self, answer):
        self.answer = answer

    def read(self, image, languages):
        if isinstance(self.answer, BaseException):
            raise self.answer
        return self.answer


def told(answer):
    with pytest.raises(FamilyTalesError) as caught:
        checking.read(Engine(answer), IMAGE, ("eng",))
    return caught.value


def test_a_sound_reading_comes_back_as_it_is():
    assert checking.read(Engine(reading()), IMAGE, ("eng",)) == reading()
    assert checking.read(Engine(Recognition(())), IMAGE, ("eng",)) == Recognition(())


def test_probabilities_and_readings_are_kept():
    readings = (Reading("tesseract", "Dcar", 0.4),)
    sound = Recognition((ReadLine((ReadWord("Dear", BOX, 0.9, 0.7, readings),)),))
    assert checking.read(Engine(sound), IMAGE, ("eng",)) == sound
    with pytest.raises(ValueError, match="between 0 and 1"):
        checking.checked(Recognition((ReadLine((ReadWord("Dear", BOX, 0.9, 7.0),)),)), 400, 300)


def test_numbers_of_other_libraries_become_plain_ones():
    odd = reading(box=Box(*map(numpy.int64, (10, 10, 60, 30))), confidence=numpy.float32(0.5))
    word = checking.checked(odd, 400, 300).lines[0].words[0]
    assert [type(value) for value in (word.box.left, word.confidence)] == [int, float]


def test_a_little_outside_the_image_is_no_fault():
    box = Box(-20, -9, 430, 320)
    assert checking.checked(reading(box=box), 400, 300).lines[0].words[0].box == box


def test_a_confidence_a_hair_above_one_is_one():
    assert checking.checked(reading(confidence=1.0000002), 400, 300).lines[0].words[0].confidence == 1.0


@pytest.mark.parametrize(
    "garbage",
    [
        None,
        "Dear Mother",
        Recognition("Dear"),
        Recognition((None,)),
        Recognition((ReadLine("Dear"),)),
        reading(text=b"Dear"),
        reading(text="De\x00ar"),
        reading(text="\udc80"),
        reading(text="a" * 1_001),
        reading(box=(1, 2, 3, 4)),
        reading(box=Box(0, 0, 801, 30)),
        reading(box=Box(0, 301, 50, 330)),
        reading(box=Box(0.5, 0, 8, 30)),
        reading(confidence=math.nan),
        reading(confidence=math.inf),
        reading(confidence="high"),
        reading(confidence=None),
        reading(confidence=-1),
        Recognition((ReadLine((ReadWord("a", Box(0, 0, 1, 1), 0.5),) * 50_001),)),
    ],
)
def test_garbage_is_told_and_names_the_engine(garbage):
    error = told(garbage)
    assert error.message.startswith("What the engine odd returned cannot be used: ")
    assert error.remedy


def test_odd_exceptions_become_errors_that_help():
    assert told(RuntimeError("bad shape")).message == "The engine odd failed on it (RuntimeError: bad shape)."
    assert told(KeyError()).message == "The engine odd failed on it (KeyError)."
    assert told(FileNotFoundError("model.onnx")).remedy
    missing = MissingDependency("No data.", remedy="Get some.")
    assert told(missing) is missing


@pytest.mark.parametrize("error", [MemoryError(), OSError(errno.ENOSPC, "full")])
def test_what_concerns_the_whole_machine_comes_through(error):
    with pytest.raises(type(error)):
        checking.read(Engine(error), IMAGE, ("eng",))
