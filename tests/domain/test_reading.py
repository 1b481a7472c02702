from hypothesis import given
from hypothesis import strategies as st

from familytales.domain.reading import WordRef, paragraphs, refs
from familytales.domain.transcripts import BlockKind, Transcript
from tests.domain.pages import TEXTS, page


def texts(*pages: str | Transcript) -> list[str]:
    made = [(number, item if isinstance(item, Transcript) else page(item)) for number, item in enumerate(pages, 1)]
    return [paragraph.text for paragraph in paragraphs(made)]


def test_a_broken_word_is_whole_and_keeps_both_parts() -> None:
    (found,) = paragraphs([(3, page("my moth-\ner was\nill"))])
    assert found.text == "my mother was ill"
    assert found.words[1].refs == (WordRef(3, "w2"), WordRef(3, "w3"))
    assert found.lines == (2, 3)


def test_a_line_of_one_broken_part_starts_no_line_twice() -> None:
    (found,) = paragraphs([(1, page("an extra-\nordi-\nnary\nday"))])
    assert found.text == "an extraordinary day"
    assert found.lines == (2,)


def test_a_sentence_runs_over_a_page() -> None:
    assert texts("we went to\nthe fair and", "saw a cow.\n\nThen home.") == [
        "we went to the fair and saw a cow.",
        "Then home.",
    ]
    assert texts("We stopped.", "then we slept") == ["We stopped.", "then we slept"]
    assert texts("We went", "Tom stayed") == ["We went", "Tom stayed"]


def test_a_sentence_runs_over_a_page_before_a_name() -> None:
    assert texts("We went to the fair to\nsee the cows and met", "Tom there.") == [
        "We went to the fair to see the cows and met Tom there."
    ]
    assert texts("We went to the fair to\nsee the cows,", "Tom came.")[1:] == ["Tom came."]
    assert texts("We went to the fair to\nsee the old brown cows,", "Tom came.")[1:] == []
    assert texts("We went to the fair to\nyour son", "Tom")[1:] == ["Tom"]
    assert texts("We went to the fair to\nsee the cows of Mabel", "Tom came.")[1:] == ["Tom came."]


def test_a_note_in_the_margin_breaks_no_sentence() -> None:
    first = page("we went to\n\nsee over", kinds={1: BlockKind.MARGINALIA})
    assert texts(first, "the fair.") == ["see over", "we went to the fair."]
    assert texts(first, "Tom came.") == ["we went to", "see over", "Tom came."]


def test_a_letterhead_overleaf_breaks_no_sentence() -> None:
    over = page("HALE & SON\n\nthe fair.", kinds={0: BlockKind.LETTERHEAD})
    assert texts("we went to", over) == ["HALE & SON", "we went to the fair."]


def test_a_letter_on_headed_paper_goes_on_from_no_page_before_it() -> None:
    before = "Reduce the stock and strain it well, then\nbefore serving add salt and pepper to taste;"
    letter = page("CITY OF HARWICH\n\nHarwich, March 22nd, 1905.", kinds={0: BlockKind.LETTERHEAD})
    assert texts(before, letter)[-2:] == ["CITY OF HARWICH", "Harwich, March 22nd, 1905."]


def test_a_word_runs_over_a_page() -> None:
    (found,) = paragraphs([(1, page("dear moth-")), (2, page("er and all\nof you"))])
    assert found.text == "dear mother and all of you"
    assert found.words[1].refs == (WordRef(1, "w2"), WordRef(2, "w1"))
    assert [found.words[at].text for at in found.lines] == ["and", "of"]


def test_a_dash_at_a_page_end_breaks_no_word() -> None:
    assert texts("my father -", "will not") == ["my father - will not"]


def test_running_heads_are_left_out_and_do_not_part_a_sentence() -> None:
    kinds = {0: BlockKind.HEADER, 2: BlockKind.PAGE_NUMBER}
    first = page("Head\n\nwe went to\n\n7", kinds=kinds)
    second = page("Head\n\nthe fair\n\n8", kinds=kinds)
    assert texts(first, second) == ["we went to the fair"]
    assert len(paragraphs([(1, first), (2, second)], furniture=True)) == 6


@given(st.lists(TEXTS, max_size=4))
def test_every_word_is_read_once_in_order(pages: list[str]) -> None:
    made = [(number, page(text)) for number, text in enumerate(pages)]
    found = paragraphs(made)
    assert list(refs(found)) == [WordRef(number, word.id) for number, item in made for word in item.words()]
    for paragraph in found:
        assert list(paragraph.lines) == sorted({at for at in paragraph.lines if 0 < at < len(paragraph.words)})
