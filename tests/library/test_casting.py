from familytales.domain.narration import Manner
from familytales.library.store import Library


def test_an_author_has_a_voice_until_it_is_taken_away(library: Library) -> None:
    library.casting.set_author("Ida", "heart")
    library.casting.set_author("Ida", "joe")
    assert library.casting.of_author("Ida") == "joe"
    library.casting.set_author("Ida", "")
    assert library.casting.of_author("Ida") == ""


def test_a_books_voice_for_quotations_outranks_the_librarys(library: Library) -> None:
    book = library.books.create("Letters")
    library.casting.set_quotations("heart")
    library.casting.set_quotations("joe", book.id)
    assert [library.casting.of_quotations(number) for number in (book.id, book.id + 1)] == ["joe", "heart"]
    library.casting.set_quotations("", book.id)
    assert library.casting.of_quotations(book.id) == "heart"


def test_a_voice_reads_as_it_was_told(library: Library) -> None:
    assert library.casting.manner("joe") == Manner()
    library.casting.set_manner("joe", Manner(0.9, 1.5))
    assert library.casting.manner("joe") == Manner(0.9, 1.5)
    library.casting.set_manner("joe", Manner())
    assert library.casting.manner("joe") == Manner()
