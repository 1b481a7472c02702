from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from familytales.domain.errors import UsageError
from familytales.domain.transcripts import Reading, Transcript
from familytales.library.store import Library
from familytales.workflow import correcting
from familytales.workflow.reviewing import Review
from tests.domain.pages import page
from tests.domain.test_doubts import sure
from tests.scans import draw

FIRST = "Dear Mabcl,\nthe modem barn\nis quiet now"
SECOND = "I saw Mabcl, and\nMabcl saw me"


def doubtful(text: str, **chances: float) -> Transcript:
    return replace(sure(page(text), **chances), width=760, height=420)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Two pages, the first with three doubtful words, the second with none."""
    with Library.open(tmp_path / "library", create=True) as opened:
        book = opened.books.create("Letters")
        document = opened.documents.create(opened.threads.of_book(book.id)[0].id, "To Mabel")
        original = opened.originals.add(draw(tmp_path / "scan.png", FIRST))
        for text, chances in ((FIRST, {"w2": 0.4, "w4": 0.5, "w7": 0.85}), (SECOND, {})):
            made = opened.pages.create(document.id, original.sha256, 0, 760, 420)
            opened.transcripts.put(made.id, "key", doubtful(text, **chances))
        yield opened


@pytest.fixture
def review(library: Library) -> Review:
    return Review(library, library.books.get(1))


def queued(review: Review) -> list[tuple[int, int, float]]:
    return [(item.page_id, item.line, item.errors) for item in review.queue(9)]


def test_lines_come_with_the_text_around_them_and_why(review: Review) -> None:
    assert queued(review) == [(1, 1, 0.6), (1, 2, 0.5), (1, 3, 0.15)]
    item = review.queue(2)[1]
    assert (item.document, item.before, item.text, item.after) == (
        "To Mabel", "Dear Mabcl,", "the modem barn", "is quiet now",
    )  # fmt: skip
    assert item.reasons == ("modem: low confidence (50%)",)
    assert review.item(1, 1).reasons == ("Mabcl,: low confidence (40%); not in the dictionary",)
    assert review.item(2, 2).reasons == ("Mabcl: not in the dictionary",)


def test_a_line_with_no_very_doubtful_word_names_the_least_sure_one(library: Library, review: Review) -> None:
    library.transcripts.put(1, "other", doubtful("the harbour is quiet", w2=0.95, w4=0.93))
    assert review.item(1, 1).reasons == ("quiet: the least sure word (93%)",)
    review.accept(1, 1, "Ann")
    assert review.item(1, 1).reasons == ()


def test_what_engines_read_is_a_reason_and_letters_that_look_alike_are_another(
    library: Library, review: Review
) -> None:
    made = doubtful("the harbonr", w2=0.7)
    word = list(made.words())[1]
    readings = (Reading("tesseract", "harbonr", 0.8), Reading("rapidocr", "harbor", 0.6), Reading("x", "", 0.1))
    line = replace(next(made.lines()), words=(*list(made.words())[:1], replace(word, readings=readings)))
    library.transcripts.put(1, "other", replace(made, blocks=(replace(made.blocks[0], lines=(line,)),)))
    (suspect,) = review.item(1, 1).suspects
    assert suspect.reasons == (
        "engines disagree: harbonr / harbor / nothing",
        "looks like a common slip: n for u (harbour?)",
    )
    assert suspect.proposal == "harbour"


def test_an_accepted_line_is_never_queued_again_unless_it_is_read_otherwise(library: Library, review: Review) -> None:
    review.accept(1, 1, "Ann")
    assert queued(review) == [(1, 2, 0.5), (1, 3, 0.15)]
    assert library.corrections.history()[0].author == "Ann"
    library.transcripts.put(1, "again", doubtful(FIRST, w2=0.3, w4=0.5))
    assert queued(Review(library, library.books.get(1))) == [(1, 2, 0.5)]
    library.transcripts.put(1, "again", doubtful(FIRST.replace("Mabcl", "Mabcd"), w2=0.3, w4=0.5))
    assert queued(Review(library, library.books.get(1))) == [(1, 1, 0.7), (1, 2, 0.5)]


def test_a_slip_that_was_corrected_is_proposed_wherever_it_stands_and_never_put_in_silently(
    library: Library, review: Review
) -> None:
    review.keep({1: correcting.of_word(library, 1, "w2", "Mabel,")}, "Ann")
    assert queued(review)[:3] == [(2, 1, 0.9), (2, 2, 0.9), (1, 2, 0.5)]
    assert correcting.current(library, 2).text == SECOND
    (suspect,) = review.item(2, 1).suspects
    assert (suspect.text, suspect.proposal) == ("Mabcl,", "Mabel,")
    assert suspect.reasons[0] == "Mabcl was corrected to Mabel elsewhere"
    review.keep({2: review.take(2, 1)}, "Ann")
    assert correcting.current(library, 2).text.startswith("I saw Mabel, and")
    assert [place[:2] for place in queued(review)] == [(2, 2), (1, 2), (1, 3)]
    library.corrections.undo()
    library.corrections.undo()
    review.forget()
    assert queued(review) == [(1, 1, 0.6), (1, 2, 0.5), (1, 3, 0.15)]


def test_a_proposal_that_is_refused_is_not_made_again(library: Library, review: Review) -> None:
    review.keep({1: correcting.of_word(library, 1, "w2", "Mabel,")}, "Ann")
    review.refuse(2, "w3", "Ann")
    assert (2, 1) not in [place[:2] for place in queued(review)]
    assert correcting.current(library, 2).text == SECOND
    with pytest.raises(UsageError, match="Nothing is proposed"):
        review.take(2, 1)


def test_the_same_slip_is_mended_everywhere_after_a_preview(library: Library, review: Review) -> None:
    made = correcting.of_word(library, 1, "w2", "Mabel,")
    review.keep({1: made}, "Ann")
    found = review.elsewhere(made)
    changes = [change.after for page_id in found for change in correcting.preview(library, page_id, found[page_id])]
    assert changes == ["I saw Mabel, and", "Mabel saw me"]
    assert correcting.current(library, 2).text == SECOND
    review.keep(found, "Ann")
    assert "Mabcl" not in correcting.current(library, 2).text
    assert len(library.corrections.history()) == 2
    assert review.elsewhere(correcting.of_word(library, 1, "w4", "[illegible]")) == {}


def test_a_line_written_anew_is_done_with(library: Library, review: Review) -> None:
    review.keep({1: correcting.of_line(library, 1, 2, "the modern\nbarn")}, "Ann")
    assert correcting.current(library, 1).text.splitlines()[1] == "the modern barn"
    assert [place[:2] for place in queued(review)] == [(1, 1), (1, 3)]


def test_the_picture_of_a_line_is_cut_from_its_scan_upright(library: Library, review: Review) -> None:
    shown = Image.open(BytesIO(review.picture(1, 2, 10_000_000)))
    box = list(correcting.current(library, 1).lines())[1].box
    assert shown.size == (box.width + 16, box.height + 16)
    library.transcripts.put(1, "turned", replace(doubtful(FIRST), rotation=90))
    review.forget()
    assert Image.open(BytesIO(review.picture(1, 2, 10_000_000))).size == shown.size[::-1]


@pytest.mark.parametrize("line", [0, 4, -1])
def test_a_line_that_is_not_there_is_a_usage_error(review: Review, line: int) -> None:
    with pytest.raises(UsageError, match=f"no line {line}"):
        review.item(1, line)
