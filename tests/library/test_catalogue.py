from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from familytales.domain.books import Document, Page
from familytales.domain.errors import BadInput, UsageError
from familytales.domain.provenance import Provenance
from familytales.library.store import Library

from .conftest import MakePages


def ids(library: Library, document_id: int) -> list[int]:
    return [page.id for page in library.pages.of_document(document_id)]


def test_a_book_begins_with_one_untitled_thread(library: Library) -> None:
    book = library.books.create("Letters", author="Mabel", languages=("deu", "eng"))
    assert (book.id, book.author, book.languages) == (1, "Mabel", ("deu", "eng"))
    assert [thread.title for thread in library.threads.of_book(book.id)] == [""]


def test_the_uuid_follows_from_title_and_first_scan(tmp_path: Path) -> None:
    with Library.open(tmp_path / "a", create=True) as one, Library.open(tmp_path / "b", create=True) as two:
        first = one.books.create("Letters", first_scan="ab" * 32)
        other = two.books.create("Recipes")
        assert two.books.create("Letters", first_scan="ab" * 32).uid == first.uid
        assert len({first.uid, other.uid, one.books.create("Letters", first_scan="ab" * 32).uid}) == 3


def test_books_are_found_by_title_and_the_first_of_that_name_wins(library: Library) -> None:
    first = library.books.create("Letters")
    library.books.create("Letters")
    assert library.books.find("Letters") == first
    assert library.books.find("Nothing") is None


@pytest.mark.parametrize("title", ["", "  \n\t", "x" * 10_001])
def test_a_title_is_neither_empty_nor_endless(library: Library, title: str) -> None:
    with pytest.raises((UsageError, BadInput)):
        library.books.create(title)


def test_titles_are_one_line_of_valid_text(library: Library) -> None:
    assert library.books.create("Two\nlines \x00\ud800").title == "Two lines  ?"


def test_every_field_of_a_document_is_kept_and_changed(library: Library, document: Document) -> None:
    fields: dict[str, Any] = {
        "kind": "diary",
        "date": "1943-08~",
        "author": "Karl",
        "people": ("Mabel", "Józef Nowak"),
        "place": "Wien",
        "provenance": Provenance("3", "2", "14", "torn"),
        "languages": ("deu",),
        "voice": "thorsten",
    }
    made = library.documents.create(document.thread_id, "Diary", **fields)
    assert made == replace(Document(2, 1, "Diary"), **fields)
    assert library.documents.update(document.id, title="Diary", **fields) == replace(made, id=1)
    assert library.documents.of_book(1)[0] == library.documents.get(document.id)


def test_an_unknown_field_is_a_usage_error(library: Library, document: Document) -> None:
    with pytest.raises(UsageError, match="has no 'colour'"):
        library.documents.update(document.id, colour="red")


def test_what_does_not_exist_is_named(library: Library) -> None:
    for find in (library.books.get, library.threads.get, library.documents.get, library.pages.get):
        with pytest.raises(UsageError, match=r"There is no \w+ [btdp]7 in this library"):
            find(7)
    with pytest.raises(UsageError, match="b7"):
        library.threads.create(7, "")


def test_the_cover_is_a_page_and_gone_with_it(library: Library, document: Document, make_pages: MakePages) -> None:
    page = make_pages(document.id, "Dear")[0]
    assert library.books.update(1, cover_page=page.id).cover_page == page.id
    library.pages.delete(page.id)
    assert library.books.get(1).cover_page is None
    with pytest.raises(UsageError, match="trash"):
        library.books.update(1, cover_page=page.id)


def test_counts_are_of_what_is_not_in_the_trash(library: Library, document: Document, make_pages: MakePages) -> None:
    pages = make_pages(document.id, "a", "b", "c")
    library.documents.create(document.thread_id, "Empty")
    library.books.create("No documents")
    assert library.books.counts() == {1: (2, 3), 2: (0, 0)}
    assert library.pages.read_counts() == {1: 3}
    library.pages.delete(pages[0].id)
    assert library.books.counts()[1] == (2, 2)


def test_threads_are_renamed_and_reordered(library: Library) -> None:
    book = library.books.create("Letters")
    war, peace = library.threads.create(book.id, "War"), library.threads.create(book.id, "Peace")
    library.threads.reorder(book.id, [peace.id, 1, war.id])
    library.threads.rename(war.id, "After the war")
    library.threads.update(peace.id, voice="amy")
    assert [(t.title, t.voice) for t in library.threads.of_book(book.id)] == [
        ("Peace", "amy"),
        ("", ""),
        ("After the war", ""),
    ]
    assert library.threads.find(book.id, "Peace") == library.threads.get(peace.id)


@pytest.mark.parametrize("order", [[1, 2], [1, 2, 2], [1, 2, 3, 3], [1, 2, 4], []])
def test_a_new_order_names_everything_once(
    library: Library, document: Document, make_pages: MakePages, order: list[int]
) -> None:
    make_pages(document.id, "a", "b", "c")
    with pytest.raises(UsageError, match="It has: p1 p2 p3"):
        library.pages.reorder(document.id, order)
    assert ids(library, document.id) == [1, 2, 3]


def test_merging_fills_what_the_first_does_not_say(library: Library, document: Document, make_pages: MakePages) -> None:
    other = library.documents.create(document.thread_id, "Second", date="1943", people=("Karl",), place="Graz")
    library.documents.update(document.id, people=("Mabel",), place="Wien")
    make_pages(document.id, "a")
    make_pages(other.id, "b")
    merged = library.documents.merge([document.id, other.id])
    assert (merged.title, merged.date, merged.people, merged.place) == ("To Mabel", "1943", ("Mabel", "Karl"), "Wien")
    assert [item.label for item in library.trash.list()] == ["Second"]


def test_a_document_is_not_split_at_its_first_page(library: Library, document: Document, make_pages: MakePages) -> None:
    make_pages(document.id, "a", "b")
    for page in (1, 9):
        with pytest.raises(UsageError, match="cannot be split"):
            library.documents.split(document.id, page)
    with pytest.raises(UsageError, match="two or more"):
        library.documents.merge([document.id, document.id])


def test_adding_after_moving_still_goes_to_the_end(library: Library, document: Document, make_pages: MakePages) -> None:
    make_pages(document.id, "a", "b", "c")
    library.pages.move(1, document.id)
    make_pages(document.id, "d")
    assert ids(library, document.id) == [2, 3, 1, 4]


Outline = list[tuple[int, list[int]]]


def outline(library: Library) -> Outline:
    return [(document.id, ids(library, document.id)) for document in library.documents.of_book(1)]


def act(library: Library, draw: Callable[[int], int]) -> None:
    """One change a person might make, chosen by `draw`."""
    documents = library.documents.of_book(1)
    one = documents[draw(len(documents))]
    inside = ids(library, one.id)
    match draw(7):
        case 0 if inside:
            library.pages.move(inside[0], documents[draw(len(documents))].id, draw(6))
        case 1:
            library.pages.reorder(one.id, sorted(inside, key=lambda page: draw(1000)))
        case 2:
            library.documents.move(one.id, 1 + draw(2), draw(4))
        case 3 if len(inside) > 1:
            library.documents.split(one.id, inside[1 + draw(len(inside) - 1)])
        case 4 if one is not documents[0]:
            library.documents.merge([one.id, documents[0].id])
        case 5 if not inside and len(documents) > 1:
            library.documents.delete(one.id)
        case _:
            library.documents.update(one.id, title=f"Title {draw(3)}")


@settings(max_examples=15)
@given(data=st.data())
def test_no_page_is_lost_or_doubled_and_undo_leads_back(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    def draw(below: int) -> int:
        return data.draw(st.integers(0, below - 1))

    with Library.open(tmp_path_factory.mktemp("library"), create=True) as library:
        with library.atomic():
            library.books.create("Letters")
            library.threads.create(1, "Second")
            library.database.insert("originals", sha256="0" * 64, size=1, name="scan")
            for number in range(4):
                document = library.documents.create(1 + number % 2, f"Letter {number}")
                for frame in range(number):
                    library.pages.create(document.id, "0" * 64, frame, 10, 10)
        before = [(outline(library), library.documents.of_book(1))]
        for _ in range(data.draw(st.integers(1, 8))):
            changes = len(library.history.list())
            act(library, draw)
            pages: list[Page] = list(library.pages.of_book(1))
            assert sorted(page.id for page in pages) == [1, 2, 3, 4, 5, 6]
            if len(library.history.list()) > changes:
                before.append((outline(library), library.documents.of_book(1)))
        while len(before) > 1:
            assert (outline(library), library.documents.of_book(1)) == before.pop()
            assert library.history.undo()
        assert (outline(library), library.documents.of_book(1)) == before[0]
        assert library.history.undo() is None
        assert library.trash.list() == ()
