import pytest

from familytales.domain.transcripts import Block, BlockKind, Box, Line, Transcript, Word
from familytales.transcription.facing import joined


def page(*texts: str, left: int = 0, rotation: int = 0, options: tuple[str, ...] = ()) -> Transcript:
    words = tuple(Word(f"w{n}", text, Box(left, 0, left + 9, 9), 0.9) for n, text in enumerate(texts, 1))
    blocks = (Block((Line(words),), BlockKind.HEADING),) if words else ()
    return Transcript(200, 100, blocks, rotation=rotation, engine="tesseract", options=options)


def test_one_page_stays_as_it_is():
    only = page("Dear", "Mother", options=("deskew=1",))
    assert joined([only]) is only


def test_words_are_numbered_from_the_left_page_to_the_right_one():
    found = joined([page("Dear", "Mother"), page("Your", "Tom", left=100)])
    assert [(word.id, word.text) for word in found.words()] == [
        ("w1", "Dear"),
        ("w2", "Mother"),
        ("w3", "Your"),
        ("w4", "Tom"),
    ]
    assert [word.box.left for word in found.words()] == [0, 0, 100, 100]
    assert found.text == "Dear Mother\n\nYour Tom"
    assert {block.kind for block in found.blocks} == {BlockKind.HEADING}


@pytest.mark.parametrize(
    ("rotation", "options", "text"),
    [
        (180, (), "Your Tom\n\nDear Mother"),
        (0, ("mirrored=page",), "Your Tom\n\nDear Mother"),
        (180, ("mirrored=page",), "Dear Mother\n\nYour Tom"),
        (90, (), "Dear Mother\n\nYour Tom"),
    ],
)
def test_upside_down_or_from_behind_the_right_page_comes_first(rotation, options, text):
    left, right = (page(*words, rotation=rotation, options=options) for words in (("Dear", "Mother"), ("Your", "Tom")))
    assert joined([left, right]).text == text


def test_what_was_done_to_each_page_is_kept_apart():
    found = joined([page("a", options=("deskew=1", "dewarp")), page("b", options=("deskew=-2",))])
    assert found.options == ("1:deskew=1", "1:dewarp", "2:deskew=-2", "pages=2")


def test_an_empty_page_does_not_say_which_way_up_the_image_is():
    assert joined([page(), page("Tom", rotation=90)]).rotation == 90
    assert joined([page(), page()]).blocks == ()
