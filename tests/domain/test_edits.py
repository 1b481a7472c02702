from dataclasses import replace

from hypothesis import example, given

from familytales.domain.corrections import Place, apply
from familytales.domain.edits import corrections_from_text, replace_in
from familytales.domain.reading import paragraphs
from familytales.domain.transcripts import Block, Line, Transcript
from tests.domain.pages import TEXTS, page, said


def changes(old: str, new: str) -> list[tuple[str, str, str]]:
    return [(item.read, item.text, item.place.value) for item in corrections_from_text(page(old), new)]


def test_only_what_changed_is_corrected() -> None:
    assert changes("my deer mother\nI am wel", "my dear mother\nI am well") == [
        ("deer", "dear", "replace"), ("wel", "well", "replace"),
    ]  # fmt: skip
    assert changes("my deer mother", "my deer\n\n mother") == []


def test_joined_and_parted_words() -> None:
    assert changes("I go to day", "I go today") == [("to", "", "replace"), ("day", "today", "replace")]
    assert changes("I am wellthank you", "I am well thank you") == [("wellthank", "well thank", "replace")]


def test_words_are_deleted_and_inserted_on_their_line() -> None:
    assert changes("the the ship", "the ship") == [("the", "", "replace")]
    assert changes("my ship\nis here", "my good ship\nis here") == [("my", "good", "after")]
    assert changes("my ship\nis here", "my ship\nnow is here") == [("is", "now", "before")]
    assert changes("my ship\nis here", "Oh my ship now\nall is here") == [
        ("my", "Oh", "before"), ("ship", "now", "after"), ("is", "all", "before"),
    ]  # fmt: skip
    assert changes("my ship", "my ship\nsails") == [("ship", "sails", "after")]


def test_words_are_paired_by_likeness() -> None:
    assert changes("Deerest Mabl I rote", "Sunday Dearest Mabel wrote") == [
        ("Deerest", "Sunday Dearest", "replace"), ("Mabl", "Mabel", "replace"), ("I", "", "replace"),
        ("rote", "wrote", "replace"),
    ]  # fmt: skip


def test_a_mark_replaces_a_word() -> None:
    made = corrections_from_text(page("I saw Mdble there"), "I saw [unclear: Mabel?] there")
    result = apply(page("I saw Mdble there"), made).transcript
    assert said(result) == ["I", "saw", "[unclear: Mabel?]", "there"]
    back = corrections_from_text(result, "I saw [unclear: Mabel Gray?] there")
    assert [item.text for item in back] == ["[unclear: Mabel Gray?]"]
    assert corrections_from_text(result, result.text) == []


def test_a_page_without_ink_takes_no_words() -> None:
    assert corrections_from_text(page(""), "words from nowhere") == []


@given(TEXTS, TEXTS)
def test_the_page_then_says_what_was_typed(old: str, new: str) -> None:
    shown = page(old)
    result = apply(shown, corrections_from_text(shown, new))
    assert result.homeless == ()
    if said(shown):
        assert result.transcript.text.split() == new.split()


@given(TEXTS, TEXTS, TEXTS)
@example("the", "the [ Mabel?]", "a Mabel?] a")
def test_an_edited_page_is_edited_again(old: str, first: str, second: str) -> None:
    read = page(old)
    history = corrections_from_text(read, first)
    now = apply(read, history).transcript
    history += corrections_from_text(now, second)
    result = apply(read, history)
    assert result.homeless == ()
    if said(now):
        assert result.transcript.text.split() == second.split()


def replaced(text: str, old: str, new: str, *, whole_words: bool = True) -> str:
    shown: Transcript = page(text)
    return apply(shown, replace_in(shown, old, new, whole_words=whole_words)).transcript.text


def test_a_word_is_replaced_with_its_punctuation_kept() -> None:
    assert replaced('"Bess," said (Bess) to Bessie.', "Bess", "Tess") == '"Tess," said (Tess) to Bessie.'
    assert replaced("Bess, Bessie", "Bess", "Tess", whole_words=False) == "Tess, Tessie"
    assert replaced("Bess's cat", "Bess", "Tess") == "Tess's cat"


def test_a_phrase_is_found_across_lines() -> None:
    assert replaced("in New\nYork, and New York", "New York", "Old Boston") == "in Old\nBoston, and Old Boston"
    assert replaced("we go to\nday.", "to day", "today") == "we go\ntoday."
    assert replaced("my (Aunt May) came", "Aunt May", "Auntie") == "my (Auntie) came"


def test_a_word_broken_at_the_line_end_is_found() -> None:
    assert replaced("to Vvoj-\nciech, dear", "Vvojciech", "Wojciech") == "to Woj-\nciech, dear"
    assert replaced("(Christ-\nmas) eve", "Christmas", "Christiania") == "(Christ-\niania) eve"
    assert replaced("the har-\nbor", "harbor", "harbour") == "the har-\nbour"
    assert replaced("in New Har-\nbour now", "New Harbour", "Port") == "in Port\nnow"
    assert replaced("the har-\nbour wall", "harbour", "") == "the\nwall"
    assert replaced("the har-\nbour", "bour", "x") == "the har-\nbour"


def test_a_broken_compound_is_found_with_its_hyphen() -> None:
    (block,) = page("cut in one-\nhalf").blocks
    words = [replace(word, compound=word.hyphenated) for line in block.lines for word in line.words]
    shown = Transcript(100, 100, (Block((Line(tuple(words[:3])), Line(tuple(words[3:])))),))
    made = apply(shown, replace_in(shown, "one-half", "one-third")).transcript
    assert [word.text for word in paragraphs([(1, made)])[0].words] == ["cut", "in", "one-third"]


def test_a_broken_word_that_becomes_whole_goes_on_with_nothing() -> None:
    shown = page("at Christ-\nmas time")
    made = apply(shown, replace_in(shown, "Christmas", "Easter")).transcript
    assert made.text == "at Easter\ntime"
    assert not any(word.hyphenated for word in made.words())


@given(TEXTS)
def test_replacing_a_word_that_is_there_leaves_none_of_it(text: str) -> None:
    shown = page(text)
    made = apply(shown, replace_in(shown, "ship", "boat")).transcript
    running = [word.text for paragraph in paragraphs([(1, made)], furniture=True) for word in paragraph.words]
    assert "ship" not in running


def test_a_word_is_deleted() -> None:
    assert replaced("a very, very old ship", "very", "") == "a old ship"


def test_nothing_is_found_where_nothing_is() -> None:
    shown = page("the ship")
    assert replace_in(shown, "", "x") == []
    assert replace_in(shown, "ship", "ship") == []
    assert replace_in(shown, "Ship", "boat") == []
    assert replace_in(page(""), "ship", "boat") == []


def test_several_matches_in_one_word() -> None:
    made = replace_in(page("Anna-Anna ran"), "Anna", "Hanna")
    assert [(item.word, item.text, item.place) for item in made] == [("w1", "Hanna-Hanna", Place.REPLACE)]
