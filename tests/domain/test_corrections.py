from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from familytales.domain.corrections import Corrected, Correction, Place, apply, split_text
from familytales.domain.edits import corrections_from_text, corrections_from_typing
from familytales.domain.transcripts import Block, BlockKind, Box, Line, Transcript
from tests.domain.pages import TEXTS, page, said

PAGE = page("my deer mother\nI am wel to day\n\nyour son")


def correct(transcript: Transcript, word: str, text: str, place: Place = Place.REPLACE) -> Correction:
    found = next(item for item in transcript.words() if item.id == word)
    return Correction(found.id, found.text, found.box, text, place)


def applied(
    transcript: Transcript, *made: tuple[str, str] | tuple[str, str, Place]
) -> tuple[Transcript, list[Correction]]:
    """Corrections made one after the other, each on what the page said by then."""
    history: list[Correction] = []
    now = transcript
    for change in made:
        history.append(correct(now, *change))
        now = apply(transcript, history).transcript
    return now, history


def test_a_word_is_replaced_and_what_was_read_is_kept() -> None:
    word = list(apply(PAGE, [correct(PAGE, "w2", "dear")]).transcript.words())[1]
    assert (word.id, word.text, word.read, word.confidence) == ("w2", "dear", "deer", 1.0)


def test_what_was_read_survives_a_second_correction() -> None:
    now, _ = applied(PAGE, ("w2", "dere"), ("w2", "dear"))
    assert [(word.text, word.read) for word in now.words()][1] == ("dear", "deer")


def test_a_word_becomes_two_that_share_its_ink() -> None:
    first, second = list(apply(PAGE, [correct(PAGE, "w2", "dear old")]).transcript.words())[1:3]
    whole = list(PAGE.words())[1].box
    assert (first.box.left, second.box.right) == (whole.left, whole.right)
    assert first.box.right == second.box.left
    assert second.id == "w2.2"


def test_a_deleted_line_and_block_leave_nothing_empty() -> None:
    now = apply(PAGE, [correct(PAGE, "w9", ""), correct(PAGE, "w10", "")]).transcript
    assert len(now.blocks) == 1
    assert now.text == "my deer mother\nI am wel to day"


def test_a_deleted_word_comes_back() -> None:
    gone = correct(PAGE, "w2", "")
    assert said(apply(PAGE, [gone, correct(PAGE, "w2", "dear")]).transcript)[:3] == ["my", "dear", "mother"]


def test_words_made_by_corrections_are_corrected_in_turn() -> None:
    now, history = applied(
        PAGE, ("w2", "deer auld"), ("w2.2", "old"), ("w2", "dear", Place.BEFORE), ("w2b1", "very"), ("w2", "dear")
    )
    assert said(now)[:5] == ["my", "very", "dear", "old", "mother"]
    assert len({word.id for word in now.words()}) == len(said(now))
    again = apply(page(PAGE.text, shift=2), history)
    assert again.homeless == ()
    assert said(again.transcript) == said(now)


def test_corrections_hold_on_to_ink_when_another_engine_counts_otherwise() -> None:
    _, history = applied(PAGE, ("w2", "dear"), ("w6", "well and"), ("w6.2", "fine"), ("w3", "sweet", Place.BEFORE))
    other = page("Sunday\n\n" + PAGE.text)
    moved = [
        Correction(item.word, item.read, lower(item.box), item.text, item.place) for item in history
    ]  # the same ink, one line further down
    result = apply(other, moved)
    assert result.homeless == ()
    assert result.transcript.text == "Sunday\n\nmy dear sweet mother\nI am well fine to day\n\nyour son"


def lower(box: Box) -> Box:
    return Box(box.left, box.top + 20, box.right, box.bottom + 20)


def test_a_part_is_not_taken_for_the_whole() -> None:
    _, history = applied(PAGE, ("w3", "mot her"), ("w3.2", "hat"))
    result = apply(PAGE, history[1:])
    assert said(result.transcript) == said(PAGE)
    assert result.homeless == (history[1],)


def test_a_correction_without_its_ink_is_homeless() -> None:
    made = correct(PAGE, "w9", "sun")
    result = apply(page("my deer mother"), [made])
    assert result.homeless == (made,)
    assert result.transcript.text == "my deer mother"


def test_a_broken_word_does_not_run_into_another_when_its_end_is_deleted() -> None:
    broken = page("my moth-\ner was")
    assert [word.hyphenated for word in broken.words()] == [False, True, False, False]
    now = apply(broken, [correct(broken, "w3", "")]).transcript
    assert not any(word.hyphenated for word in now.words())
    kept = apply(broken, [correct(broken, "w2", "mud-")]).transcript
    assert [word.hyphenated for word in kept.words()] == [False, True, False, False]
    whole = apply(broken, [correct(broken, "w2", "mother")]).transcript
    assert not any(word.hyphenated for word in whole.words())


def test_a_corrected_word_still_begins_its_cell() -> None:
    words = [replace(word, cell=word.id == "w2") for word in PAGE.blocks[0].lines[0].words]
    table = replace(PAGE, blocks=(Block((Line(tuple(words)),), BlockKind.TABLE),))
    now = apply(table, [correct(table, "w2", "dear old")]).transcript
    assert [word.text for word in now.words() if word.cell] == ["dear"]


def test_marks_stay_whole() -> None:
    assert split_text("I saw [unclear: Mabel Gray?] there") == ["I", "saw", "[unclear: Mabel Gray?]", "there"]
    assert (
        split_text("an [open bracket stays open " + "on " * 20)
        == ["an", "[open", "bracket", "stays", "open"] + ["on"] * 20
    )


def accepted(transcript: Transcript, number: int) -> Correction:
    line = list(transcript.lines())[number]
    return Correction(line.words[0].id, line.text, line.box, line.text, Place.ACCEPT)


def test_an_accepted_line_changes_nothing_whatever_is_read_later() -> None:
    assert apply(PAGE, [accepted(PAGE, 0)]).transcript is PAGE
    other = page("my dear mother\nI am well")
    assert apply(other, [accepted(PAGE, 0)]) == Corrected(other)


EMPTY = page("")


def typed(transcript: Transcript, text: str) -> Corrected:
    return apply(transcript, corrections_from_typing(transcript, text))


def test_lines_typed_onto_an_empty_page_are_words_of_a_person_spread_over_it() -> None:
    made = typed(Transcript(1000, 800, ()), "The barn,\n summer 1947 \n\n[illegible] Ida").transcript
    assert made.text == "The barn,\nsummer 1947\n\n[illegible] Ida"
    assert [word.id for word in made.words()] == ["h1", "h2", "h3", "h4", "h5", "h6"]
    assert {(word.confidence, word.read) for word in made.words()} == {(1.0, "")}
    tops = [line.box.top for line in made.lines()]
    assert tops == [0, 200, 600]
    first, second = next(made.lines()).words
    assert (first.box.left, first.box.right, second.box.right) == (50, 50 + 900 * 3 // 8, 950)


@given(st.sampled_from([0, 90, 180, 270]), TEXTS)
def test_typed_words_stand_on_the_page_however_it_is_turned(turn: int, text: str) -> None:
    blank = Transcript(300, 200, (), rotation=turn)
    made = typed(blank, text)
    assert made.homeless == ()
    assert [line.split() for line in made.transcript.text.splitlines() if line] == [
        line.split() for line in text.splitlines() if line
    ]
    for word in made.transcript.words():
        assert 0 <= word.box.left <= word.box.right <= 300
        assert 0 <= word.box.top <= word.box.bottom <= 200


def test_what_an_engine_reads_beside_typed_lines_does_not_count_but_what_a_person_corrected_does() -> None:
    history = corrections_from_typing(EMPTY, "The barn")
    assert apply(PAGE, history).transcript.text == "The barn"
    assert apply(PAGE, [correct(PAGE, "w2", "dear"), *history]).transcript.text == "dear\n\nThe barn"


def test_typed_lines_are_corrected_like_any_other_and_can_be_typed_again() -> None:
    history = corrections_from_typing(EMPTY, "The barm\n1947")
    now = apply(EMPTY, history).transcript
    history += corrections_from_text(now, "The old barn\n1947")
    now = apply(EMPTY, history).transcript
    assert now.text == "The old barn\n1947"
    history += corrections_from_text(now, "")
    assert apply(EMPTY, history).transcript.text == ""
    history += corrections_from_typing(EMPTY, "The mill")
    assert apply(EMPTY, history) == Corrected(apply(EMPTY, history).transcript)
    assert apply(EMPTY, history).transcript.text == "The mill"


@given(st.text("ab [] ", max_size=40))
def test_splitting_loses_nothing(text: str) -> None:
    assert " ".join(split_text(text)).split() == text.split()


WORD_PLACES = {Place.REPLACE: (0, 1), Place.BEFORE: (0, 0), Place.AFTER: (1, 1)}
CHANGES = st.lists(
    st.tuples(
        st.integers(0, 30),
        st.sampled_from(["", "x", "x y", "[unclear: z?]", "a b c-"]),
        st.sampled_from(list(WORD_PLACES)),
    ),
    max_size=8,
)


@given(CHANGES)
def test_a_history_gives_the_same_page_again(changes: list[tuple[int, str, Place]]) -> None:
    history: list[Correction] = []
    now = PAGE
    for at, text, place in changes:
        words = list(now.words())
        if not words:
            break
        word = words[at % len(words)]
        expected = said(now)
        parts = split_text(text)
        start, end = WORD_PLACES[place]
        expected[at % len(words) + start : at % len(words) + end] = parts
        history.append(Correction(word.id, word.text, word.box, text, place))
        result = apply(PAGE, history)
        assert result.homeless == ()
        now = result.transcript
        assert said(now) == expected
        assert len({item.id for item in now.words()}) == len(expected)
