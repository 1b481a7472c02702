from dataclasses import replace

from familytales.binding.passages import Clip, passages
from familytales.domain.editions import Edition
from familytales.domain.narration import Narration, TimedUtterance, TimedWord, TimingSource
from familytales.domain.reading import WordRef
from familytales.domain.transcripts import BlockKind


def test_a_letter_is_paragraphs_of_sentences_with_furniture_left_out(edition: Edition) -> None:
    found = passages(edition.content(1))
    assert [passage.kind for passage in found] == [BlockKind.HEADING, *[BlockKind.TEXT] * 3]
    assert [" ".join(span.text for span in sentence.spans) for sentence in found[2].sentences] == [
        "We came home on Monday, and the whole orchard stood in bloom.",
        "Tell little Wojciech that his pony waits & eats <all> the apples.",
        "It was the warmest spring we ever saw.",
        "Write soon!",
    ]


def test_a_broken_word_is_one_span_with_two_places_and_one_time(edition: Edition) -> None:
    (orchard,) = [s for passage in passages(edition.content(1)) for s in passage.spans if s.text == "orchard"]
    assert orchard.refs == (WordRef(1, "w16"), WordRef(1, "w17"))
    assert orchard.id == "p1-w16"
    assert orchard.clip is not None
    assert orchard.clip.end - orchard.clip.start == 300


def test_pages_start_at_their_first_word_also_within_a_sentence(edition: Edition) -> None:
    starts = [(s.page, s.text) for passage in passages(edition.content(1)) for s in passage.spans if s.page]
    assert starts == [(1, "A"), (2, "warmest")]


def test_a_signature_keeps_its_line(edition: Edition) -> None:
    assert passages(edition.content(1))[-1].lines == ("Your loving son,", "Edward")


def test_estimated_times_are_good_enough_for_sentences_only(edition: Edition) -> None:
    sentences = [s for passage in passages(edition.content(2)) for s in passage.sentences]
    assert [(s.id, s.utterance, s.clip is not None) for s in sentences] == [
        ("s1", 0, True),
        ("s2", 1, True),
        ("s3", 2, True),
    ]
    assert all(span.clip is None for sentence in sentences for span in sentence.spans)


def test_without_narration_there_are_no_times(edition: Edition) -> None:
    (passage,) = passages(edition.content(3))
    assert [(sentence.utterance, sentence.clip) for sentence in passage.sentences] == [(None, None)]


def test_words_spoken_as_one_are_one_span(edition: Edition) -> None:
    content = edition.content(1)
    heading = [WordRef(1, f"w{number}") for number in range(1, 6)]
    times = [(0.0, 0.2), (0.2, 0.9), (0.2, 0.9), (0.9, 1.0), (1.0, 9.0)]
    words = tuple(TimedWord(ref, *time) for ref, time in zip(heading, times, strict=True))
    spoken = TimedUtterance("", 0.0, 9.0, words, TimingSource.MODEL)
    narration = Narration(2.0, (spoken,), "", "", "", 0.0)
    first = passages(replace(content, narration=narration))[0]
    assert [(span.text, span.clip) for span in first.spans] == [
        ("A", Clip(0, 200)),
        ("Letter from", Clip(200, 900)),
        ("the", Clip(900, 1000)),
        ("Farm", Clip(1000, 2000)),
    ]
