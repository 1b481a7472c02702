from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from familytales.domain.narration import Pause, Pauses, SpokenToken, TimingSource, Utterance
from familytales.domain.reading import WordRef
from familytales.narration.clips import RATE, Clip
from familytales.narration.timeline import AAC_FRAME, Timeline, arrange

SILENCE = round(0.05 * RATE)


def clip(samples: int, tokens: int = 1) -> Clip:
    each = samples / RATE / tokens
    times = tuple((index * each, (index + 1) * each) for index in range(tokens))
    hops = -(-samples // 2400)
    return Clip(samples, times, TimingSource.MODEL, (0.01,) * hops, (0.3,) * hops)


def utterance(pause: Pause, words: int = 1) -> Utterance:
    return Utterance(
        tuple(WordRef(1, f"w{index}") for index in range(words)),
        tuple(SpokenToken("so", (index,)) for index in range(words)),
        pause,
    )


@st.composite
def documents(draw: st.DrawFn) -> tuple[list[Utterance], list[Clip]]:
    said = draw(st.lists(st.tuples(st.sampled_from(Pause), st.integers(1, 40 * RATE)), max_size=40))
    return [utterance(pause) for pause, _ in said], [clip(samples) for _, samples in said]


@given(documents())
def test_segments_are_whole_frames_with_silence_at_both_ends(document: tuple[list[Utterance], list[Clip]]) -> None:
    utterances, clips = document
    timeline = arrange(utterances, clips)

    assert [index for segment in timeline.segments for index in segment.clips] == list(range(len(clips)))
    at = 0
    for segment in timeline.segments:
        assert segment.start == at
        assert segment.samples % AAC_FRAME == 0
        assert segment.offsets[0] >= SILENCE
        assert segment.samples - segment.offsets[-1] - clips[segment.clips[-1]].samples >= SILENCE
        assert segment.samples <= 62 * RATE or len(segment.clips) == 1
        at += segment.samples
    assert timeline.samples == at


@given(documents(), st.builds(Pauses, *[st.floats(0.0, 5.0)] * 4))
def test_pauses_are_as_long_as_what_ends_there_asks(
    document: tuple[list[Utterance], list[Clip]], pauses: Pauses
) -> None:
    utterances, clips = document
    timeline = arrange(utterances, clips, pauses=pauses)
    starts = timeline.starts()
    last = {segment.clips[-1] for segment in timeline.segments}

    for index, (before, after) in enumerate(pairwise(starts)):
        pause = (after - before - clips[index].samples) / RATE
        wanted = pauses.after(utterances[index].pause)
        if index in last:  # silence for the join, and a whole number of frames
            assert -1e-4 <= pause - max(wanted, 0.12) <= AAC_FRAME / RATE + 1e-4
        else:
            assert abs(pause - wanted) <= 1e-4


def test_a_longer_sentence_moves_no_other_segment_s_borders() -> None:
    utterances = [utterance(Pause.PARAGRAPH if index % 3 == 2 else Pause.SENTENCE) for index in range(30)]
    clips = [clip(3 * RATE) for _ in utterances]
    changed = [*clips[:4], clip(4 * RATE), *clips[5:]]
    before, after = arrange(utterances, clips).segments, arrange(utterances, changed).segments

    assert len(before) > 3
    assert [(s.clips, s.offsets, s.samples) for s in before[1:]] == [(s.clips, s.offsets, s.samples) for s in after[1:]]


def test_words_are_placed_on_the_document_s_time() -> None:
    said = Utterance(
        (WordRef(1, "w1"), WordRef(1, "w2"), WordRef(2, "w1")),
        (SpokenToken("five", (1,)), SpokenToken("dollars", (0,)), SpokenToken("", (2,))),
    )
    clips = [clip(RATE), clip(3 * RATE, tokens=3)]
    timeline = arrange([utterance(Pause.PARAGRAPH), said], clips)
    narration = timeline.narration(
        [utterance(Pause.PARAGRAPH), said], clips, voice="v", engine="e", engine_version="1", loudness=-18.0
    )
    start = timeline.starts()[1] / RATE

    assert narration.duration == timeline.duration
    assert [word.ref for word in narration.utterances[1].words] == [
        WordRef(1, "w2"),
        WordRef(1, "w1"),
        WordRef(2, "w1"),
    ]
    assert narration.utterances[1].words[1].start == start + 1
    assert narration.utterances[1].end == start + 3


def test_words_of_one_token_share_its_time() -> None:
    said = Utterance((WordRef(1, "w1"), WordRef(1, "w2")), (SpokenToken("three pounds four", (0, 1)),))
    timeline = arrange([said], [clip(2 * RATE)])
    words = timeline.narration([said], [clip(2 * RATE)], voice="", engine="", engine_version="", loudness=0).utterances[
        0
    ]

    assert [round(word.end - word.start, 6) for word in words.words] == [1.0, 1.0]


def test_nothing_to_say_is_no_sound() -> None:
    assert arrange([], []) == Timeline(())
