import numpy
import pytest

from familytales.domain.narration import SpokenToken
from familytales.narration import flac, forced_alignment
from familytales.narration.clips import RATE
from familytales.narration.speaking import speak
from tests.narration.conftest import Speaker, sentence

pytest.importorskip("pocketsphinx")


def test_words_are_found_where_the_voice_says_it_put_them(hibari: Speaker) -> None:
    asked = sentence("The brown horse is well, and Wojciech sends his love.")
    clip, data = speak(*hibari, asked)
    spans = forced_alignment.token_spans(flac.decode(data), RATE, asked.tokens)

    assert all(span is not None for span in spans)
    late = [span[0] - start for span, (start, _) in zip(spans, clip.times, strict=True) if span]
    assert float(numpy.abs(late).max()) < 0.1


def test_a_rest_has_no_time_and_its_neighbours_have(hibari: Speaker) -> None:
    clip, data = speak(*hibari, sentence("The brown horse is well."))
    tokens = (SpokenToken("The brown horse", (0, 1, 2)), SpokenToken("", (3,)), SpokenToken("is well.", (4, 5)))
    spans = forced_alignment.token_spans(flac.decode(data), RATE, tokens)

    assert spans[1] is None
    assert spans[0] is not None
    assert spans[2] is not None
    assert 0 <= spans[0][0] < spans[0][1] <= spans[2][0] < spans[2][1] <= clip.duration


def test_silence_has_no_words() -> None:
    spans = forced_alignment.token_spans(numpy.zeros(RATE // 20, numpy.int16), RATE, sentence("Nobody spoke.").tokens)
    assert spans == (None, None)


def test_only_english_is_known() -> None:
    assert forced_alignment.possible("eng")
    assert not forced_alignment.possible("deu")
