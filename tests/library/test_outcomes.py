import pytest

from familytales.domain.books import Document
from familytales.library.outcomes import Outcome
from familytales.library.store import Library

from .conftest import MakePages


def test_the_last_outcome_replaces_the_one_before(library: Library) -> None:
    library.outcomes.record("bind", "b1:epub", "old", error="The disk is full.", remedy="Free some space.")
    library.outcomes.record("bind", "b1:epub", "new", meta={"path": "a.epub"})
    assert library.outcomes.get("bind", "b1:epub") == Outcome("bind", "b1:epub", "new", meta={"path": "a.epub"})
    assert library.outcomes.get("bind", "b1:pdf") is None
    library.outcomes.forget("bind", "b1:epub")
    assert library.outcomes.get("bind", "b1:epub") is None


def test_outcomes_of_a_book_are_those_of_all_that_is_in_it(
    library: Library, document: Document, make_pages: MakePages
) -> None:
    make_pages(document.id, "a", "b")
    other = library.books.create("Other")
    elsewhere = library.documents.create(library.threads.of_book(other.id)[0].id, "Elsewhere")
    make_pages(elsewhere.id, "c")
    for page in (1, 2, 3):
        library.outcomes.record("transcribe", f"p{page}", "k", error="bad" if page != 1 else "")
    library.outcomes.record("narrate", "d1", "k", error="no voice")
    library.outcomes.record("bind", "b1:epub", "k")
    library.outcomes.record("bind", "b2:epub", "k")
    assert list(library.outcomes.all("transcribe", 1)) == ["p1", "p2"]
    assert list(library.outcomes.all("transcribe")) == ["p1", "p2", "p3"]
    assert list(library.outcomes.all("narrate", 1)) == ["d1"]
    assert list(library.outcomes.all("bind", 2)) == ["b2:epub"]
    assert [(found.step, found.subject) for found in library.outcomes.failures(1)] == [
        ("narrate", "d1"),
        ("transcribe", "p2"),
    ]
    assert len(library.outcomes.failures()) == 3


def test_what_is_in_the_trash_is_no_failure(library: Library, document: Document, make_pages: MakePages) -> None:
    make_pages(document.id, "a")
    library.outcomes.record("transcribe", "p1", "k", error="bad")
    library.pages.delete(1)
    assert library.outcomes.failures() == ()
    assert library.outcomes.failures(1) == ()
    assert library.outcomes.all("transcribe", 1) == {}


@pytest.mark.parametrize("subject", ["", "p", "12", "pp1", "p1x", "p-1"])
def test_a_subject_is_a_letter_and_a_number(library: Library, subject: str) -> None:
    with pytest.raises(ValueError, match="not a subject"):
        library.outcomes.record("bind", subject, "k")


def test_seconds_are_those_of_one_mode_and_of_what_succeeded(library: Library) -> None:
    assert library.outcomes.seconds("transcribe", "good") is None
    for page, (mode, seconds, error) in enumerate(
        [("good", 4, ""), ("good", 6, ""), ("good", 99, "bad"), ("fast", 1, "")]
    ):
        meta = {"mode": mode, "seconds": seconds}
        library.outcomes.record("transcribe", f"p{page}", "k", error=error, meta=meta)
    assert library.outcomes.seconds("transcribe", "good") == 5.0
