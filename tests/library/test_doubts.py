from dataclasses import replace

import pytest

from familytales.domain.books import Document
from familytales.domain.corrections import Correction, Place
from familytales.domain.doubts import Doubt
from familytales.domain.provenance import Provenance
from familytales.domain.transcripts import Block, Line, Transcript
from familytales.library.check import check
from familytales.library.doubts import Total
from familytales.library.repair import repair
from familytales.library.store import Library

from .conftest import MakePages, transcript


def sure(text: str, chance: float) -> Transcript:
    """A page on which each word has the same chance of being right."""
    read = transcript(text)
    lines = tuple(Line(tuple(replace(word, calibrated=chance) for word in line.words)) for line in read.lines())
    return replace(read, blocks=(Block(lines),))


@pytest.fixture
def read(library: Library, document: Document, make_pages: MakePages) -> Library:
    make_pages(document.id, "one", "two", "three")
    for page_id, chance in ((1, 0.9), (2, 0.5), (3, 1.0)):
        library.transcripts.put(page_id, "key", sure("a b\nc", chance))
    return library


def test_lines_are_ranked_when_a_page_is_read(read: Library) -> None:
    assert read.doubts.ranked(1, 3) == [(2, Doubt(1, 1.0)), (2, Doubt(2, 0.5)), (1, Doubt(1, 0.2))]
    assert read.doubts.of_page(3) == ()
    assert read.doubts.total(1) == Total(4, 1.8)
    assert read.doubts.total(2) == Total(0, 0.0)


def test_they_are_ranked_again_when_a_person_corrects_accepts_and_undoes(read: Library) -> None:
    words = list(sure("a b\nc", 0.5).words())
    line = next(sure("a b\nc", 0.5).lines())
    read.corrections.add(2, [Correction("w3", "c", words[2].box, "d")], "Ann")
    assert read.doubts.of_page(2) == (Doubt(1, 1.0),)
    before = read.transcripts.keys(1)[2]
    read.corrections.add(2, [Correction("w1", line.text, line.box, line.text, Place.ACCEPT)], "Ann")
    assert read.doubts.of_page(2) == ()
    assert read.transcripts.keys(1)[2] == before, "accepting a line makes nothing stale"
    read.corrections.undo()
    assert read.doubts.of_page(2) == (Doubt(1, 1.0),)


def test_pages_in_the_trash_are_not_queued(read: Library) -> None:
    read.pages.delete(2)
    assert [page for page, _ in read.doubts.ranked(1, 9)] == [1, 1]


def test_a_queue_that_is_not_what_the_pages_say_is_found_and_repaired(read: Library) -> None:
    assert check(read.folder).findings == []
    with read.atomic():
        read.database.execute("UPDATE doubts SET errors = 9 WHERE page_id = 1")
    (finding,) = check(read.folder).findings
    assert (finding.subject, finding.serious) == ("p1", False)
    repair(read)
    assert check(read.folder).findings == []


def test_lessons_are_corrections_of_words_and_words_that_were_left(read: Library) -> None:
    word = next(sure("a b", 0.5).words())
    made = [
        replace(Correction(word.id, "a", word.box, "e"), place=place) for place in (Place.REPLACE, Place.BEFORE)
    ] + [Correction(word.id, read_, word.box, read_, Place.ACCEPT) for read_ in ("a", "a b")]
    read.corrections.add(1, made, "Ann")
    found = [(one.text, one.place) for one in read.corrections.lessons(1)]
    assert found == [("e", Place.REPLACE), ("a", Place.ACCEPT)]
    assert read.corrections.lessons(2) == []


def test_the_words_of_a_hand_are_those_people_vouched_for_on_its_pages(read: Library, make_pages: MakePages) -> None:
    other = read.books.create("Other")
    thread = read.threads.of_book(other.id)[0].id
    places = [("Ida", ""), ("", "Box 3"), ("", "")]
    made = [
        read.documents.create(thread, f"{n}", author=author, provenance=Provenance(box=box))
        for n, (author, box) in enumerate(places)
    ]
    for document, text in zip(made, ("one", "two", "three"), strict=True):
        make_pages(document.id, text)
    for page_id, text in ((4, "Wojciech,"), (5, "“Zielonka”"), (6, "[unclear: Otto?] 1943"), (1, "Mabel")):
        word = next(sure("a", 0.5).words())
        read.corrections.add(page_id, [Correction(word.id, "a", word.box, text)], "Ann")
    assert read.corrections.words(1) == {"Mabel"}
    assert read.corrections.words(1, author="Ida") == {"Mabel", "Wojciech"}
    assert read.corrections.words(1, box="Box 3") == {"Mabel", "Zielonka"}
    assert read.corrections.words(other.id) == {"Wojciech", "Zielonka", "1943"}
    read.corrections.undo()
    assert read.corrections.words(1) == frozenset()
