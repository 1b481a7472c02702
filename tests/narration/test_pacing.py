import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from familytales.narration import pacing
from familytales.narration.clips import RATE
from tests.narration.conftest import sentence


def sound(*seconds: float) -> numpy.typing.NDArray[numpy.int16]:
    """Noise and silence in turns, noise first."""
    chance = numpy.random.default_rng(7)
    parts = [
        chance.normal(0, 3000 if number % 2 == 0 else 3, round(length * RATE)) for number, length in enumerate(seconds)
    ]
    return numpy.concatenate(parts).astype(numpy.int16)


def test_silences_are_found() -> None:
    found = pacing.pauses(pacing.levels(sound(1.0, 0.5, 2.0, 0.1, 1.0)))
    assert [(round(pause.start, 1), round(pause.end, 1)) for pause in found] == [(1.0, 1.5)]


def test_a_sentence_ends_in_the_pause_near_its_likely_end() -> None:
    spoken = [sentence("Eins zwei drei vier."), sentence("Fünf sechs sieben acht."), sentence("Neun.")]
    found = pacing.paced(spoken, pacing.levels(sound(2.6, 0.6, 2.0, 0.6, 0.7)))
    assert [one[0][0] for one in found] == pytest.approx([0.0, 3.2, 5.8], abs=0.05)
    assert found[0][-1][1] == pytest.approx(2.6, abs=0.05)


@given(
    st.lists(st.text("abc ", min_size=1, max_size=40).filter(str.strip), min_size=1, max_size=6),
    st.lists(st.floats(0.1, 3.0), min_size=1, max_size=9),
)
def test_times_rise_and_stay_inside(texts: list[str], lengths: list[float]) -> None:
    level = pacing.levels(sound(*lengths))
    found = pacing.paced([sentence(text) for text in texts], level)
    edges = [edge for spans in found for span in spans for edge in span]
    assert edges == sorted(edges)
    assert edges[0] >= 0
    assert edges[-1] <= len(level) * pacing.STEP + 1e-6
