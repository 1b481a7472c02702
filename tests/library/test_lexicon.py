from dataclasses import replace

import pytest

from familytales.domain.books import Document
from familytales.domain.errors import UsageError
from familytales.domain.narration import LexiconEntry
from familytales.domain.reading import WordRef
from familytales.domain.transcripts import Box
from familytales.library.store import Library
from tests.library.conftest import MakePages


def says(entries: tuple[LexiconEntry, ...]) -> list[str]:
    return [entry.say for entry in entries]


def test_the_narrower_scope_comes_later(library: Library, document: Document, make_pages: MakePages) -> None:
    page = make_pages(document.id, "Ann came.")[0].id
    ann = LexiconEntry("Ann", say="library")
    place = WordRef(page, "w3")
    for entry in (
        replace(ann, say="place", place=place),
        replace(ann, say="author", author="Tom"),
        replace(ann, say="book", book_id=1),
        ann,
    ):
        library.lexicon.add(entry, Box(1, 2, 3, 4))
    of_tom = library.lexicon.of_document(document.id, book_id=1, author="Tom")
    assert says(of_tom) == ["library", "book", "author", "place"]
    assert says(library.lexicon.of_document(document.id, book_id=1, author="Ida")) == ["library", "book", "place"]
    assert says(library.lexicon.of_document(document.id + 1, book_id=2, author="Ida")) == ["library"]
    assert library.lexicon.of_book(1) == library.lexicon.all() == of_tom
    assert of_tom[-1].place == place
    assert library.lexicon.ink(place) == Box(1, 2, 3, 4)


def test_an_entry_replaces_the_one_of_the_same_word_language_part_and_scope(library: Library) -> None:
    assert library.lexicon.add(LexiconEntry("Ann", say="an"))
    assert library.lexicon.add(LexiconEntry("Ann", say="ahn"))
    assert not library.lexicon.add(LexiconEntry("Ann", say="ahn"))
    library.lexicon.add(LexiconEntry("Ann", say="en", language="deu"))
    library.lexicon.add(LexiconEntry("Ann", say="in", part="noun"))
    assert says(library.lexicon.all()) == ["ahn", "en", "in"]
    assert library.lexicon.remove(LexiconEntry("Ann", language="deu"))
    assert not library.lexicon.remove(LexiconEntry("Ann", language="deu"))
    assert says(library.lexicon.all()) == ["ahn", "in"]


@pytest.mark.parametrize("entry", [LexiconEntry(" ", say="a"), LexiconEntry("Ann")])
def test_an_entry_without_word_or_sound_is_refused(library: Library, entry: LexiconEntry) -> None:
    with pytest.raises(UsageError):
        library.lexicon.add(entry)


def test_an_entry_needs_its_book(library: Library) -> None:
    with pytest.raises(UsageError, match="no book b4"):
        library.lexicon.add(LexiconEntry("Ann", say="a", book_id=4))
