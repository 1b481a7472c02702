import zlib

import pytest

from familytales.domain.books import Document
from familytales.domain.corrections import Correction, Place
from familytales.domain.errors import BadInput, UsageError
from familytales.domain.transcripts import Block, Box, Line, Reading, Transcript, Word
from familytales.library.store import Library
from familytales.library.transcripts import decode, encode

from .conftest import MakePages, transcript


def correct(transcript: Transcript, word: str, text: str, place: Place = Place.REPLACE) -> Correction:
    found = next(each for each in transcript.words() if each.id == word)
    return Correction(word, found.text, found.box, text, place)


def test_a_transcript_comes_back_as_it_went_in(library: Library, document: Document, make_pages: MakePages) -> None:
    page = make_pages(document.id, "Dear Mabel,\nit is Christ-\nmas again ſo ﬁne")[0]
    wanted = transcript("Dear Mabel,\nit is Christ-\nmas again ſo ﬁne")
    assert library.transcripts.get(page.id) == wanted
    assert decode(zlib.compress(encode(wanted))) == wanted


def test_probabilities_and_readings_are_kept_and_may_be_missing() -> None:
    readings = (Reading("tesseract", "Mabcl", 0.61), Reading("rapidocr", "Mabel", 0.97))
    word = Word("w1", "Mabel", Box(0, 0, 9, 9), 0.97, calibrated=0.93, readings=readings)
    wanted = Transcript(10, 10, (Block((Line((word,)),)),))
    assert decode(zlib.compress(encode(wanted))) == wanted
    without = b'{"width":10,"height":10,"blocks":[{"lines":[{"words":[{"id":"w1","text":"a","confidence":0.5,'
    without += b'"box":{"left":0,"top":0,"right":9,"bottom":9},"read":null,"hyphenated":false}]}],"kind":"text"}]}'
    (found,) = decode(zlib.compress(without)).words()
    assert (found.probability, found.readings) == (0.5, ())


def test_a_page_that_was_not_read_has_none_and_a_blank_page_an_empty_one(library: Library, document: Document) -> None:
    library.database.insert("originals", sha256="a" * 64, size=1, name="scan")
    page = library.pages.create(document.id, "a" * 64, 0, 10, 10)
    assert library.transcripts.get(page.id) is None
    assert library.transcripts.corrected(page.id) is None
    assert library.transcripts.keys(1) == {}
    library.transcripts.put(page.id, "key", Transcript(10, 10, ()))
    corrected = library.transcripts.corrected(page.id)
    assert corrected is not None
    assert corrected.transcript == Transcript(10, 10, ())


def test_keys_are_in_reading_order_and_change_with_a_correction_only_where_it_is(
    library: Library, document: Document, make_pages: MakePages
) -> None:
    make_pages(document.id, "one", "two", "three")
    library.pages.move(3, document.id, 0)
    before = library.transcripts.keys(1)
    assert [(page, key) for page, (key, _) in before.items()] == [(3, "key3"), (1, "key1"), (2, "key2")]
    library.corrections.add(1, [correct(transcript("one"), "w1", "won")], "Ann")
    after = library.transcripts.keys(1)
    assert {page for page in before if before[page] != after[page]} == {1}
    assert after[1][0] == before[1][0]


def test_corrections_survive_reading_again_with_other_word_ids(
    library: Library, document: Document, make_pages: MakePages
) -> None:
    page = make_pages(document.id, "Dear Mabcl\nhow arc you")[0]
    first = transcript("Dear Mabcl\nhow arc you")
    changes = [correct(first, "w2", "Mabel"), correct(first, "w4", "are"), correct(first, "w5", "today", Place.AFTER)]
    library.corrections.add(page.id, changes, "Ann")
    again = transcript("Deer Mahel\nhow ore you", engine="rapidocr", first=101)
    library.transcripts.put(page.id, "other", again)
    corrected = library.transcripts.corrected(page.id)
    assert corrected is not None
    assert corrected.transcript.text == "Deer Mabel\nhow are you today"
    assert corrected.homeless == ()
    assert library.transcripts.get(page.id) == again
    assert [hit.subject for hit in library.search("today mabel are")] == ["p1"]


def test_a_correction_that_finds_no_word_is_kept(library: Library, document: Document, make_pages: MakePages) -> None:
    page = make_pages(document.id, "Dear")[0]
    library.corrections.add(page.id, [Correction("w9", "far", Box(900, 900, 950, 950), "away")], "Ann")
    corrected = library.transcripts.corrected(page.id)
    assert corrected is not None
    assert [found.text for found in corrected.homeless] == ["away"]
    assert library.corrections.of_page(page.id)[0].text == "away"


def test_an_edit_is_undone_as_one_and_stays_in_the_history(
    library: Library, document: Document, make_pages: MakePages
) -> None:
    make_pages(document.id, "one two", "one two")
    text = transcript("one two")
    before = library.transcripts.keys(1)
    changes = {1: [correct(text, "w1", "eins"), correct(text, "w2", "zwei")], 2: [correct(text, "w1", "uno")]}
    assert library.corrections.add_all(changes, "Ann") == [1, 2, 3]
    assert library.corrections.add(2, [correct(text, "w2", "due")], "Bob") == [4]
    assert [batch.author for batch in library.corrections.history(book_id=1)] == ["Bob", "Ann"]
    assert [batch.author for batch in library.corrections.history(page_id=1)] == ["Ann"]
    assert len(library.corrections.history(page_id=1)[0].changes) == 3
    assert len(library.corrections.history(limit=1)) == 1
    undone = library.corrections.undo(1)
    assert undone is not None
    assert undone.undone
    assert library.corrections.of_page(1) == ()
    assert [found.text for found in library.corrections.of_page(2)] == ["due"]
    assert [batch.undone for batch in library.corrections.history()] == [False, True]
    with pytest.raises(UsageError, match="no edit 1 to undo"):
        library.corrections.undo(1)
    last = library.corrections.undo()
    assert last is not None
    assert last.author == "Bob"
    assert library.corrections.undo() is None
    assert library.transcripts.keys(1) == before
    assert library.search("eins") == []


def test_an_edit_of_no_words_or_of_no_page_changes_nothing(library: Library) -> None:
    assert library.corrections.add(1, [], "Ann") == []
    with pytest.raises(UsageError, match="no page p1"):
        library.corrections.add(1, [Correction("w1", "a", Box(0, 0, 1, 1), "b")], "Ann")
    with pytest.raises(UsageError, match="no edit 9"):
        library.corrections.undo(9)
    assert library.corrections.history() == ()


def test_an_endless_correction_is_refused_whole(library: Library, document: Document, make_pages: MakePages) -> None:
    page = make_pages(document.id, "one two")[0]
    text = transcript("one two")
    with pytest.raises(BadInput, match="characters"):
        library.corrections.add(page.id, [correct(text, "w1", "a"), correct(text, "w2", "b" * 10_001)], "Ann")
    assert library.corrections.of_page(page.id) == ()


@pytest.mark.parametrize(
    "data", [b"no zlib", zlib.compress(b"no json"), zlib.compress(b'{"width": 1}'), zlib.compress(b"{}" * 99)[:-4]]
)
def test_a_damaged_transcript_names_its_page(
    library: Library, document: Document, make_pages: MakePages, data: bytes
) -> None:
    make_pages(document.id, "one")
    library.database.execute("UPDATE transcript_data SET data = ?", (data,))
    with pytest.raises(BadInput, match=r"transcript of page p1 .* is damaged"):
        library.transcripts.get(1)


def test_a_transcript_that_unpacks_without_end_is_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        decode(zlib.compress(bytes(70 << 20), 9))
