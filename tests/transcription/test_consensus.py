from dataclasses import replace
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from familytales.domain.transcripts import Box, ReadLine, ReadWord
from familytales.transcription import calibration
from familytales.transcription.calibration import LEAST, MOST, probability
from familytales.transcription.consensus import Source, places_of, vote
from familytales.transcription.evidence import Said, evidence
from familytales.transcription.standing import Standing
from familytales.transcription.vocabulary import Vocabulary, vocabulary

ENGLISH = vocabulary(("eng",))


def voted(*sources, known=ENGLISH):
    return [" ".join(word.text for word in line.words) for line in vote(sources, known)]


def rapid(*lines):
    return Source("rapidocr small", lines)


def tesseract(*lines):
    return Source("tesseract", lines)


def test_where_all_agree_that_stands_with_a_high_probability(line):
    (found,) = vote([rapid(line("my dear mother")), tesseract(line("my dear mother"))], ENGLISH)
    assert [word.text for word in found.words] == ["my", "dear", "mother"]
    assert all(word.calibrated > 0.9 for word in found.words)


def test_a_disputed_word_is_less_likely_than_an_agreed_one_and_keeps_both_readings(line):
    (found,) = vote([rapid(line("my dear mother")), tesseract(line("my dcar mother"))], ENGLISH)
    assert found.words[1].text == "dear"
    assert found.words[1].calibrated < found.words[0].calibrated
    assert [(one.engine, one.text) for one in found.words[1].readings] == [
        ("rapidocr small", "dear"),
        ("tesseract", "dcar"),
    ]


def test_one_source_is_calibrated_and_lists_no_readings(line):
    (found,) = vote([tesseract(line("dear"))], ENGLISH)
    assert 0 < found.words[0].calibrated < 1
    assert found.words[0].readings == ()


def test_sources_that_were_never_fitted_leave_probability_to_confidence(line):
    (found,) = vote([Source("unheard of", (line("dear"),))], ENGLISH)
    assert found.words[0].calibrated is None


def weights(**found):
    names = ("rapidocr small+tesseract", "rapidocr small+tesseract, disputed")
    return patch.object(calibration, "_models", lambda: dict.fromkeys(names, found))


def test_the_likelier_text_wins_and_stands_in_its_own_boxes(line):
    one, other = line("all ofthe men"), line("all of the men")
    with weights(common=1.0, unknown=-5.0):
        (found,) = vote([rapid(one), tesseract(other)], ENGLISH)
    assert [word.text for word in found.words] == ["all", "of", "the", "men"]
    assert [word.box for word in found.words] == [
        one.words[0].box,
        *(word.box for word in other.words[1:3]),
        one.words[2].box,
    ]


def test_ones_letters_can_stand_within_the_others_marks(line):
    one, other = rapid(line("mother")), tesseract(line("rnother,"))
    ((_, (place,)),) = places_of([one, other])
    assert place.texts() == ["mother", "rnother,", "mother,", "rnother"]
    with weights(common=1.0, **{"rapidocr small form": -5.0}):
        (found,) = vote([one, other], ENGLISH)
    assert [word.text for word in found.words] == ["mother,"]


@pytest.mark.parametrize(("bias", "expected"), [(5.0, ["the text", "a note"]), (-5.0, ["the text"])])
def test_what_only_a_later_source_has_must_be_likely(line, bias, expected):
    with weights(**{"rapidocr small silent": bias}):
        assert voted(rapid(line("the text")), tesseract(line("the text"), line("a note", top=300))) == expected


def test_a_word_that_the_first_source_does_not_see_in_its_line_is_not_added():
    one, other = page([["the", "old"]]), page([["the", "old", "men"]])
    with weights(**{"rapidocr small silent": 5.0}):
        assert voted(rapid(*one), tesseract(*other)) == ["the old"]


def test_anothers_word_stands_in_the_first_sources_box(line):
    one, other = line("my rnother wrote"), line("my mother wrote", left=3)
    with weights(common=1.0):
        (found,) = vote([rapid(one), tesseract(other)], ENGLISH)
    assert [word.text for word in found.words] == ["my", "mother", "wrote"]
    assert [word.box for word in found.words] == [word.box for word in one.words]


@pytest.mark.parametrize(("text", "feature"), [("MABEL", "shout"), ("moTher", "odd case"), ("l", "single")])
def test_shapes_that_few_right_words_have_are_evidence(text, feature):
    for said, expected in ((text, 1.0), ("Mother", 0.0), ("a", 0.0)):
        found = evidence(said, {"rapidocr small": Said(said, 0.9)}, {"rapidocr small": 0.9}, ENGLISH, Standing())
        assert found[feature] == expected


@pytest.mark.parametrize(
    ("feature", "more", "less"), [("rival", "tbe", "the"), ("rival", "he", "is"), ("marks before", "‘The", "The.")]
)
def test_a_commoner_word_a_letter_away_and_marks_before_a_word_are_evidence(feature, more, less):
    def found(text):
        return evidence(text, {"tesseract": Said(text, 0.9)}, {"tesseract": 0.9}, ENGLISH, Standing())[feature]

    assert found(more) > found(less) >= 0.0


@pytest.mark.parametrize(("text", "unknown"), [("l’heure", 0.0), ("Qu'il", 0.0), ("l'hcure", 1.0)])
def test_words_that_an_apostrophe_joins_are_known_where_both_are(text, unknown):
    french = vocabulary(("fra",))
    found = evidence(text, {"tesseract": Said(text, 0.9)}, {"tesseract": 0.9}, french, Standing())
    assert found["unknown"] == unknown


def test_a_word_that_is_too_short_for_its_ink_is_doubted(line):
    written = line("we came home on Sunday and your father had walked with me and then we had some tea and wrote home")
    *words, last = written.words
    wide = replace(last, box=replace(last.box, right=last.box.right + 3 * last.box.width // len(last.text)))
    with patch.object(calibration, "_models", lambda: {"tesseract": {"always": 2.0, "wide": -1.0}}):
        ((*_, usual),), ((*_, doubted),) = (
            [found.words for found in vote([tesseract(one)], ENGLISH)]
            for one in (written, replace(written, words=(*words, wide)))
        )
    assert doubted.calibrated < usual.calibrated - 0.05


def test_a_familys_own_name_outranks_a_misreading_of_it(line):
    said = {"rapidocr small": Said("Vvojciech", 0.9), "tesseract": Said("Wojciech", 0.9)}
    pages = {"rapidocr small": 0.9, "tesseract": 0.9}
    family = vocabulary(("eng",), frozenset(["Wojciech"]))
    names = ["rapidocr small", "tesseract"]
    with_it, without = (
        probability(names, evidence("Wojciech", said, pages, known, Standing())) for known in (family, ENGLISH)
    )
    assert with_it > without


def test_a_source_that_reads_nothing_casts_no_doubt(line):
    read = rapid(line("dear mother")), tesseract(line("dear mother"))
    assert vote([Source("rapidocr", ()), *read], ENGLISH) == vote(read, ENGLISH)


def test_nothing_read_gives_nothing():
    assert vote([rapid(), tesseract()], ENGLISH) == ()


LINES = st.lists(
    st.lists(st.sampled_from(["a", "of", "ofthe", "the", "Mabel,", "12", "—"]), min_size=1, max_size=5), max_size=4
)


def page(rows):
    return tuple(
        ReadLine(
            tuple(ReadWord(text, Box(60 * n, 40 * y, 60 * n + 50, 40 * y + 20), 0.8) for n, text in enumerate(row))
        )
        for y, row in enumerate(rows)
    )


@given(LINES, LINES)
def test_no_word_of_the_first_source_is_lost_and_every_chance_is_one(one, other):
    sources = [rapid(*page(one)), tesseract(*page(other))]
    placed = [word for _, places in places_of(sources) for place in places for word in place.words["rapidocr small"]]
    assert placed == sources[0].words
    seconds = [word for _, places in places_of(sources) for place in places for word in place.words["tesseract"]]
    assert sorted(word.box.left for word in seconds) == sorted(word.box.left for word in sources[1].words)
    for line in vote(sources, Vocabulary([])):
        assert all(LEAST <= word.calibrated <= MOST for word in line.words)
