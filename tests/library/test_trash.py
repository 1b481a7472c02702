from pathlib import Path

import pytest

from familytales.domain.books import Document
from familytales.domain.errors import UsageError
from familytales.library.history import KEPT
from familytales.library.store import Library

from .conftest import MakePages


def test_a_deleted_book_is_gone_with_all_in_it_and_comes_back(
    library: Library, document: Document, make_pages: MakePages
) -> None:
    make_pages(document.id, "Dear Mabel", "Your Karl")
    item = library.books.delete(1)
    assert (item.kind, item.subject, item.label) == ("book", 1, "Letters from Vienna")
    assert library.books.all() == ()
    assert library.pages.of_book(1) == ()
    assert library.search("mabel") == []
    assert library.pages.find_original(library.database.value("SELECT sha256 FROM originals LIMIT 1")) == []
    with pytest.raises(UsageError, match=r"page p1 is in the trash.*trash restore 1"):
        library.pages.get(1)
    library.trash.restore(item.id)
    assert [page.id for page in library.pages.of_book(1)] == [1, 2]
    assert [hit.subject for hit in library.search("mabel")] == ["d1", "p1"]
    assert library.trash.list() == ()


def test_what_was_deleted_before_its_document_stays_deleted(
    library: Library, document: Document, make_pages: MakePages
) -> None:
    make_pages(document.id, "a", "b", "c")
    page = library.pages.delete(2)
    whole = library.documents.delete(document.id)
    with pytest.raises(UsageError, match=rf"in the trash itself.*trash restore {whole.id}"):
        library.trash.restore(page.id)
    library.trash.restore(whole.id)
    assert [found.id for found in library.pages.of_document(document.id)] == [1, 3]
    library.trash.restore(page.id)
    assert [found.id for found in library.pages.of_document(document.id)] == [1, 2, 3]


def test_deleting_and_restoring_are_undone_like_any_change(
    library: Library, document: Document, make_pages: MakePages
) -> None:
    make_pages(document.id, "a")
    library.trash.restore(library.documents.delete(document.id).id)
    assert [change.label for change in library.history.list()] == ["restore document d1", "delete document d1"]
    library.history.undo()
    assert [item.subject for item in library.trash.list()] == [1]
    library.history.undo()
    assert library.documents.get(document.id) == document
    assert library.trash.list() == ()


def test_nothing_is_there_to_restore(library: Library) -> None:
    with pytest.raises(UsageError, match="no item 3 in the trash"):
        library.trash.restore(3)


def test_emptying_removes_for_good_but_keeps_the_scans(
    library: Library, document: Document, make_pages: MakePages
) -> None:
    page = make_pages(document.id, "Dear Mabel", "b")[0]
    library.outcomes.record("transcribe", "p1", "key")
    library.pages.delete(page.id)
    assert library.trash.empty() == 1
    assert library.trash.list() == ()
    assert library.history.list() == ()
    assert library.transcripts.get(page.id) is None
    assert library.outcomes.get("transcribe", "p1") is None
    assert library.originals.has(page.original)
    assert [found.id for found in library.pages.of_document(document.id)] == [2]
    assert library.search("mabel", book_id=1)[0].subject == "d1"


def test_ids_are_never_used_again(library: Library, document: Document, make_pages: MakePages) -> None:
    make_pages(document.id, "a", "b")
    library.pages.delete(2)
    library.trash.empty()
    assert make_pages(document.id, "c")[0].id == 3


def test_undoing_a_split_refuses_to_lose_pages_added_since(
    library: Library, document: Document, make_pages: MakePages
) -> None:
    make_pages(document.id, "a", "b")
    second = library.documents.split(document.id, 2)
    make_pages(second.id, "c")
    with pytest.raises(UsageError, match=rf"remove d{second.id}.*pages"):
        library.history.undo()
    assert [page.id for page in library.pages.of_document(second.id)] == [2, 3]


def test_the_history_keeps_the_last_changes_only(library: Library) -> None:
    library.books.create("Book")
    for number in range(KEPT + 5):
        library.books.update(1, title=f"Title {number}")
    assert len(library.history.list()) == KEPT
    library.history.undo()
    assert library.books.get(1).title == f"Title {KEPT + 3}"


def test_a_change_that_changes_nothing_is_not_remembered(library: Library) -> None:
    library.books.create("Book")
    library.books.update(1, title="Book")
    assert library.history.list() == ()


def test_a_failed_change_is_not_remembered(library: Library, tmp_path: Path) -> None:
    library.books.create("Book")
    with pytest.raises(UsageError):
        library.threads.reorder(1, [5])
    assert library.history.list() == ()
    assert library.books.update(1, title="New").title == "New"
