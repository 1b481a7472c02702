from hypothesis import given
from hypothesis import strategies as st

from familytales.binding.epub_overlay import clock, overlay
from familytales.binding.passages import Clip, Passage, Sentence, Span
from familytales.domain.narration import Narration, TimedUtterance, TimingSource
from familytales.domain.reading import WordRef
from familytales.domain.transcripts import BlockKind

times = st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 800)), min_size=1, max_size=30)


def spoken(clips: list[tuple[int, int]], per_sentence: int) -> tuple[Passage, ...]:
    spans = [
        Span(f"p1-w{number}", "x", (WordRef(1, f"w{number}"),), Clip(min(start, 5000), min(start + length, 5000)))
        for number, (start, length) in enumerate(clips)
    ]
    groups = [spans[at : at + per_sentence] for at in range(0, len(spans), per_sentence)]
    sentences = tuple(
        Sentence(f"s{number}", tuple(group), number, Clip(0, 5000)) for number, group in enumerate(groups)
    )
    return (Passage(BlockKind.TEXT, sentences, 1),)


@given(times, st.integers(1, 5), st.integers(5000, 9000))
def test_whatever_the_times_clips_cover_the_audio_once(
    clips: list[tuple[int, int]], per_sentence: int, length: int
) -> None:
    silence = tuple(TimedUtterance("", 0, 0, (), TimingSource.MODEL) for _ in clips)
    narration = Narration(length / 1000, silence, "", "", "", 0.0)
    pars = [par for heard in overlay(spoken(clips, per_sentence), narration) for par in heard.pars]
    edges = [0, *(par.clip.end for par in pars)]
    assert [par.clip.start for par in pars] == edges[:-1]
    assert all(par.clip.start < par.clip.end for par in pars)
    assert edges[-1] == int(narration.duration * 1000)
    assert len({par.target for par in pars}) == len(pars)


def test_nothing_spoken_gives_no_overlay() -> None:
    assert overlay((), Narration(3.0, (), "", "", "", 0.0)) == ()


def test_clock_values_have_milliseconds() -> None:
    assert (clock(0), clock(754_120), clock(3_600_005)) == ("0.000s", "754.120s", "3600.005s")
