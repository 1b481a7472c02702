import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from familytales.domain.narration import LexiconEntry, Pause, Utterance
from familytales.domain.reading import Paragraph, RunningWord, WordRef, refs
from familytales.domain.transcripts import BlockKind
from familytales.narration.script import prepare
from familytales.narration.sentences import LONGEST
from tests.narration.letters import paragraphs, said, utterances

LETTER = """Camp Meade, Maryland
Sunday, Aug. 14th, 1943

Dear Mother and Dad,
I take my pen in hand to let you know that I am well and
hope these few lines find you the same. We had a good trip.
With much love to all,
Your loving son
Tom

P.S. Tell Mabel to write."""


def test_a_letter_falls_into_its_parts() -> None:
    assert [utterance.text for utterance in utterances(LETTER)] == [
        "Camp Meade, Maryland.",
        "Sunday, August fourteenth, nineteen forty-three.",
        "Dear Mother and Dad,",
        "I take my pen in hand to let you know that I am well and hope these few lines find you the same.",
        "We had a good trip.",
        "With much love to all,",
        "Your loving son.",
        "Tom.",
        "P S Tell Mabel to write.",
    ]


def test_pauses_say_what_ends() -> None:
    pauses = [utterance.pause for utterance in utterances(LETTER)]
    assert pauses[1] is pauses[-2] is Pause.PARAGRAPH
    assert pauses[-1] is Pause.DOCUMENT
    assert [pauses[2], pauses[5], pauses[6]] == [Pause.PART] * 3
    assert set(pauses[3:5]) == {Pause.SENTENCE}


def test_lines_of_prose_are_one_sentence() -> None:
    text = "This letter was written in haste on the kitchen\ntable at Aunt May's house, and the ink\nwas thin."
    assert "|" not in said(text)


def test_a_salutation_within_a_line_is_spoken_alone() -> None:
    assert said("Dear Mabel, I was glad to hear.") == "Dear Mabel, | I was glad to hear."
    assert "|" not in said("Dear me, what a day that was.")


def test_an_address_rests_at_its_lines() -> None:
    spoken = utterances("Mrs. E. C. Wright\n1215 Sutter Street,\nSan Francisco")
    assert [(item.text, item.pause) for item in spoken] == [
        ("Missus E C Wright.", Pause.SENTENCE),
        ("twelve fifteen Sutter Street,", Pause.CLAUSE),
        ("San Francisco.", Pause.DOCUMENT),
    ]


@pytest.mark.parametrize("kind", [BlockKind.LIST, BlockKind.TABLE])
def test_items_and_rows_are_said_one_by_one(kind: BlockKind) -> None:
    made = [replace(one, kind=kind) for one in paragraphs("2 cups of sifted flour and the yolk of\none egg\nsalt")]
    spoken = [(one.text, one.pause) for one in prepare(made, language="eng", lexicon=())]
    assert spoken == [
        ("two cups of sifted flour and the yolk of.", Pause.PART),
        ("one egg.", Pause.PART),
        ("salt.", Pause.DOCUMENT),
    ]


def test_a_letterhead_is_not_said() -> None:
    head, *rest = paragraphs("HARWICH CARRIAGE WORKS\nTelephone 214\n\nDear Anna,\n\nWe came home.")
    spoken = prepare([replace(head, kind=BlockKind.LETTERHEAD), *rest], language="eng", lexicon=())
    assert [one.text for one in spoken] == ["Dear Anna,", "We came home."]
    assert prepare([replace(head, kind=BlockKind.LETTERHEAD)], language="eng", lexicon=()) == ()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Mr.Smith saw Dr.Brown at St.Louis.", "Mister Smith saw Doctor Brown at Saint Louis."),
        ("Larkhill Farm, 3rd March.1951.", "Larkhill Farm, third March nineteen fifty-one."),
        ("See p.12 of it.", "See page twelve of it."),
        ("We came home.We slept.", "We came home We slept."),
        ("The U.S.A. won.", "The U S A won."),
    ],
)
def test_a_stop_without_a_space_behind_it_parts_words(written: str, said: str) -> None:
    assert " ".join(one.text for one in utterances(written)) == said


def test_an_illegible_word_is_a_rest_or_the_phrase() -> None:
    rest = utterances("I saw [illegible] there.")[0]
    assert [(token.text, token.words) for token in rest.tokens] == [
        ("I", (0,)), ("saw", (1,)), ("", (2,)), ("there.", (3,)),
    ]  # fmt: skip
    assert said("I saw [illegible], there.", illegible="illegible word") == "I saw illegible word, there."


def test_what_was_crossed_out_is_silent_and_what_was_inserted_is_said() -> None:
    assert said("I saw the [crossed out: old dog] cat [inserted: on Aug. 3d].") == "I saw the cat on August third."
    assert said("[margin: see over] We [deleted: were] left. [struck out: x]") == "see over We left."
    spoken = utterances("I saw [crossed out: the dog] [inserted: a cat] [deleted: x]")[0]
    assert [(token.text, token.words) for token in spoken.tokens[2:]] == [("a cat.", (2, 3, 4))]
    assert utterances("[crossed out: all of it]") == ()


def test_an_unclear_word_is_spoken_as_guessed() -> None:
    assert said("I saw [unclear: Mabel?] there. She [unclear] me.") == "I saw Mabel there. | She me."


def test_old_letters_and_spellings_are_said_as_today() -> None:
    assert said("Der Waſſerfall im Thale ſoll ſeyn wie im Maͤrchen.", "deu") == (
        "Der Wasserfall im Tale soll sein wie im Märchen."
    )
    assert said("The ﬁſh is ﬂat to-day.") == "The fish is flat today."


def test_a_mark_spread_over_words_stays_whole() -> None:
    words = ["I", "saw", "[unclear:", "Mabel", "Gray?]", "there."]
    paragraph = Paragraph(tuple(RunningWord(word, (WordRef(1, f"w{at}"),)) for at, word in enumerate(words)))
    (spoken,) = prepare([paragraph], language="eng", lexicon=())
    assert spoken.text == "I saw Mabel Gray there."
    assert spoken.tokens[2].words == (2, 3, 4)


def test_a_broken_word_keeps_both_its_parts() -> None:
    paragraph = Paragraph(
        (RunningWord("My", (WordRef(1, "w1"),)), RunningWord("mother", (WordRef(1, "w2"), WordRef(2, "w1"))))
    )
    (spoken,) = prepare([paragraph], language="eng", lexicon=())
    assert spoken.words == (WordRef(1, "w1"), WordRef(1, "w2"), WordRef(2, "w1"))
    assert [token.words for token in spoken.tokens] == [(0,), (1, 2)]


def test_what_cannot_be_said_is_kept_with_its_neighbour() -> None:
    spoken = utterances("* * *\n\nIt rained.\n\n~~ [illegible] ~~")
    assert [(item.text, item.pause, len(item.words)) for item in spoken] == [("It rained.", Pause.DOCUMENT, 8)]
    assert utterances("* * *\n\n[illegible]") == ()
    assert utterances("") == ()


def test_a_lexicon_changes_speech_and_not_the_words() -> None:
    lexicon = (LexiconEntry("wojciech", say="VOY-chekh"), LexiconEntry("Aunt Mame", say="Auntie May"))
    (spoken,) = utterances("Tell Wojciech's sister and Aunt Mame!", lexicon=lexicon)
    assert spoken.text == "Tell voy-chekh's sister and Auntie May!"
    assert spoken.tokens[-1].words == (4, 5)
    assert len(spoken.words) == 6


def test_a_page_without_a_stop_is_divided_at_phrases() -> None:
    text = " ".join(f"we went to the fair and saw cow {'abcdefgh'[at % 8]} but" for at in range(40))
    spoken = utterances(text)
    assert all(len(item.words) <= LONGEST for item in spoken)
    assert all(item.tokens[0].text in {"and", "but", "to", "we"} for item in spoken)
    assert {item.pause for item in spoken[:-1]} == {Pause.CLAUSE}


@pytest.mark.slow
def test_a_book_is_prepared_with_a_large_lexicon() -> None:
    sentence = "I rec'd your letter of Aug. 14th, 1943, and Mr. Wm. Smith paid me £3 4s. for {} lb. of it. "
    text = "\n\n".join("".join(sentence.format(at * 10 + part) for part in range(8)) for at in range(330))
    found = paragraphs(text)
    assert sum(len(paragraph.words) for paragraph in found) > 50_000
    spoken = prepare(found, language="eng", lexicon=[LexiconEntry(f"name{at}", say="x") for at in range(2_000)])
    assert len(spoken) == 8 * 330


@pytest.mark.parametrize(
    "text",
    [
        "word " * 20_000,
        "a" * 100_000,
        "9" * 10_000,
        "," * 50_000 + "a",
        "a" + ",;" * 20_000 + "b",
        "[" * 5_000,
        "[illegible " * 2_000,
        '"' * 3_000 + " said ( " * 1_000,
        "... ?! " * 3_000,
        "😀 " * 2_000 + "x",
        "£" * 1_000 + " 1/0 0/0 0d 00/00/00 32.13.99 ½½ ²³ ٣٤ Ⅷ 1,2,3 99999999999999999/3",
    ],
    ids=range(11),
)
def test_hostile_text_is_prepared_whole(text: str) -> None:
    found = paragraphs(text)
    spoken = prepare(found, language="eng", lexicon=())
    covers(found, spoken)
    assert all(len(utterance.text) < 25_000 for utterance in spoken)


WORDS = st.one_of(
    st.sampled_from(
        re.split(
            " (?![xy])",
            "I the and Mr. St. Wm. Aug. 14th 14 1943 £3 4s. 6d. ½ lb. 2½ 3d inst. &c. VIII Henry [illegible] No. 5 the "
            '[unclear: x?] [unclear: y?] ] — " ? it. him! 8:30 a.m. 3/4 1/2 cups Dear Mother, Yours truly, Tom '
            "read lead wind tear bow A P. M. Co. Btry. 5' 6\" x I Cor. v. Uhr 17.30 h. u. s. w. 3,50 M zł r. XIX w. "
            '[crossed [crossed-out] [deleted: x] [inserted: y] out: x] [margin: x y] "We said." “So,” „Nein“ 10 000',
        )
    ),
    st.text(st.characters(exclude_categories=("Z", "C")), min_size=1, max_size=9),
)


@st.composite
def documents(draw: st.DrawFn) -> list[Paragraph]:
    made = []
    for number in range(draw(st.integers(0, 3))):
        texts = draw(st.lists(WORDS, min_size=1, max_size=40))
        parts = draw(st.lists(st.sampled_from((1, 1, 1, 2)), min_size=len(texts), max_size=len(texts)))
        words = tuple(
            RunningWord(text, tuple(WordRef(number, f"w{at}.{part}") for part in range(count)))
            for at, (text, count) in enumerate(zip(texts, parts, strict=True))
        )
        lines = draw(st.sets(st.integers(1, len(texts))))
        made.append(Paragraph(words, lines=tuple(sorted(line for line in lines if line < len(words)))))
    return made


def covers(found: list[Paragraph], spoken: tuple[Utterance, ...]) -> None:
    """Every written word in order in exactly one utterance and token; every utterance with something to say."""
    if spoken:
        assert [ref for utterance in spoken for ref in utterance.words] == list(refs(found))
    for utterance in spoken:
        assert re.search(r"\w", utterance.text)
        assert [at for token in utterance.tokens for at in token.words] == list(range(len(utterance.words)))
        assert all(token.words for token in utterance.tokens)
    assert not any(utterance.pause is Pause.DOCUMENT for utterance in spoken[:-1])


@settings(max_examples=150)
@given(
    documents(),
    st.sampled_from(["eng", "deu", "fra", "spa", "pol", "swe", "lat", "heb"]),
    st.sampled_from(["", "hm"]),
    st.booleans(),
)
def test_every_word_is_said_once(found: list[Paragraph], language: str, illegible: str, quotations: bool) -> None:
    lexicon = [
        LexiconEntry("the Mother", ipa="x"),
        LexiconEntry("Tom", say="tomm"),
        LexiconEntry("read", say="red", part="past"),
        LexiconEntry("Co", say="coe", place=WordRef(0, "w1.0")),
    ]
    covers(found, prepare(found, language=language, lexicon=lexicon, illegible=illegible, quotations=quotations))
