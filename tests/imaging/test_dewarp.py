import numpy
import pytest

from familytales.imaging import dewarp, textlines
from familytales.imaging.bend import Bend
from familytales.imaging.ink import Ink

X_HEIGHT = 20.0


def bend(ink: Ink) -> Bend | None:
    return dewarp.find(textlines.find(ink.letters, ink.x_height), ink.x_height)


def marks(lines: int = 24, letters: int = 60, *, sunk=lambda x, y: 0 * x, seed: int = 3) -> Ink:
    """Small letters on lines, every seventh with a descender; `sunk` says how far each point has sunk."""
    random = numpy.random.default_rng(seed)
    found = []
    for line in range(lines):
        x = 200 + numpy.arange(letters) * 26.0 + numpy.where(numpy.arange(letters) % 6 == 5, 8, 0)
        y = numpy.full(letters, 300 + 60.0 * line) + random.normal(0, 0.6, letters)
        foot = y + sunk(x, y)
        below = numpy.where(random.random(letters) < 1 / 7, 7.0, 0.0)
        found.append(numpy.stack([x, foot - X_HEIGHT, x + 16, foot + below], axis=1))
    return Ink(numpy.concatenate(found))


def to_spine(x, y):
    """Lines that fall steeply to the right end, the more the further from the middle."""
    return ((x - 200) / 1560) ** 3 * (y - 1000) * 0.09


def test_lines_are_found_whole():
    ink = marks(sunk=to_spine)
    lines = textlines.find(ink.letters, ink.x_height)
    assert lines.count == 24
    assert all(numpy.ptp(lines.x[lines.line == line]) > 1400 for line in range(lines.count))
    steps = [numpy.abs(numpy.diff(lines.y[lines.line == line])).max() for line in range(lines.count)]
    assert max(steps) < 20


def test_a_bent_page_is_described_to_a_fraction_of_a_letter():
    ink = marks(sunk=to_spine)
    found = bend(ink)
    assert found is not None
    x, y = numpy.meshgrid(numpy.linspace(250, 1700, 30), numpy.linspace(320, 1600, 30))
    error = found.sinks(x, y) - to_spine(x, y)
    # where a line as a whole stands is free
    error -= error.mean(axis=1, keepdims=True)
    assert numpy.abs(error).max() < 0.15 * X_HEIGHT


def test_lines_that_run_apart_are_made_level():
    found = bend(marks(sunk=lambda x, y: (x - 900) * (y - 1000) * 3e-5))
    assert found is not None


@pytest.mark.parametrize("slope", [0.0, 0.004, -0.02])
def test_straight_lines_are_left_alone(slope):
    assert bend(marks(sunk=lambda x, y: slope * x)) is None


def test_lines_that_bend_each_their_own_way_are_not_believed():
    def own(x, y):
        return 18 * numpy.sin((x - 200) / 1560 * 5 + 40 * numpy.round((y - 300) / 60) ** 2)

    assert bend(marks(sunk=own)) is None


@pytest.mark.parametrize(("lines", "letters"), [(0, 0), (1, 60), (5, 60), (24, 5)])
def test_too_little_text_says_nothing(lines, letters):
    ink = marks(lines, letters, sunk=to_spine) if lines else Ink(numpy.empty((0, 4)))
    assert bend(ink) is None


def test_scattered_marks_are_no_lines():
    random = numpy.random.default_rng(1)
    corner = random.uniform(0, 2000, (1500, 2))
    assert bend(Ink(numpy.concatenate([corner, corner + random.uniform(14, 24, (1500, 2))], axis=1))) is None


def test_a_shape_no_page_can_have_is_refused():
    assert bend(marks(sunk=lambda x, y: ((x - 980) / 780) ** 2 * (y - 1000) * 0.8)) is None
