import pytest

from familytales.domain.errors import UsageError
from familytales.domain.narration import LexiconEntry
from familytales.library.store import Library


def test_a_books_own_entry_outranks_the_librarys(library: Library) -> None:
    library.books.create("Letters")
    library.lexicon.add(LexiconEntry("Wojciech", say="VOY-chekh"))
    library.lexicon.add(LexiconEntry("Anna", ipa="ˈanːa", language="pol"))
    library.lexicon.add(LexiconEntry("Wojciech", say="VOY-check"), book_id=1)
    assert [entry.say for entry in library.lexicon.entries(1)] == ["", "VOY-check"]
    assert [entry.say for entry in library.lexicon.entries()] == ["", "VOY-chekh"]
    assert [entry.word for entry in library.lexicon.own(1)] == ["Wojciech"]


def test_an_entry_replaces_the_one_for_the_same_word_and_language(library: Library) -> None:
    library.lexicon.add(LexiconEntry("Ann", say="an"))
    library.lexicon.add(LexiconEntry("Ann", say="ahn"))
    library.lexicon.add(LexiconEntry("Ann", say="en", language="deu"))
    assert [entry.say for entry in library.lexicon.entries()] == ["ahn", "en"]
    assert library.lexicon.remove("Ann", language="deu")
    assert not library.lexicon.remove("Ann", language="deu")
    assert [entry.say for entry in library.lexicon.entries()] == ["ahn"]


@pytest.mark.parametrize("entry", [LexiconEntry(" ", say="a"), LexiconEntry("Ann")])
def test_an_entry_without_word_or_sound_is_refused(library: Library, entry: LexiconEntry) -> None:
    with pytest.raises(UsageError):
        library.lexicon.add(entry)


def test_an_entry_needs_its_book(library: Library) -> None:
    with pytest.raises(UsageError, match="no book b4"):
        library.lexicon.add(LexiconEntry("Ann", say="a"), book_id=4)
