from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from familytales.domain.transcripts import Block, Box, Line, Transcript, Word
from familytales.library.blobs import write_derived
from familytales.library.store import Library
from tests.cli.conftest import Ran

Ft = Callable[..., Ran]
WORDS = Transcript(100, 100, (Block((Line((Word("w1", "Dear", Box(0, 0, 9, 9), 0.9),)),)),))


@pytest.fixture
def family(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library with one book, two threads, three documents, five pages; the command line's default."""
    folder = tmp_path / "library"
    monkeypatch.setenv("FAMILYTALES_LIBRARY", str(folder))
    scan = tmp_path / "scan.jpg"
    scan.write_bytes(b"any bytes")
    with Library.open(folder, create=True) as library:
        original = library.originals.add(scan)
        book = library.books.create("Letters", author="The family")
        first = library.threads.of_book(book.id)[0]
        second = library.threads.create(book.id, "Home again")
        for title, thread, pages in (("Swallows", first, 2), ("The barn", first, 2), ("Harvest", second, 1)):
            document = library.documents.create(thread.id, title, date="1943-08~")
            for frame in range(pages):
                library.pages.create(document.id, original.sha256, frame, 100, 100, name=f"{title} {frame + 1}.jpg")
        library.transcripts.put(1, "key", WORDS)
    return folder


@pytest.mark.usefixtures("family")
def test_lists_are_in_order_and_name_what_they_list(ft: Ft) -> None:
    assert [one["documents"] for one in ft("book", "--json").json["books"]] == [3]
    assert [one["title"] for one in ft("thread", "list", "b1", "--json").json["threads"]] == ["", "Home again"]
    assert [one["id"] for one in ft("document", "list", "--json").json["documents"]] == [1, 2, 3]
    assert [one["id"] for one in ft("page", "list", "d2", "--json").json["pages"]] == [3, 4]
    assert "about August 1943" in ft("document", "list").out
    assert "p5" in ft("page", "list", "--book", "letters").out


@pytest.mark.usefixtures("family")
def test_things_are_shown_by_number_with_or_without_letter_and_by_title(ft: Ft) -> None:
    for name in ("d2", "2", "the barn"):
        assert ft("document", "show", name, "--json").json["document"]["title"] == "The barn"
    assert "d3 Harvest" in ft("book", "show", "Letters").out
    assert "d3 Harvest" in ft("thread", "show", "home again").out


@pytest.mark.usefixtures("family")
def test_a_page_shows_its_text_and_its_words(ft: Ft) -> None:
    assert "Dear" in ft("page", "show", "p1").out
    assert "w1" in ft("page", "show", "1", "--words").out
    assert "Not read yet." in ft("page", "show", "p2").out
    assert ft("page", "show", "p1", "--json").json["text"] == "Dear"


def test_a_page_shows_how_it_is_prepared(ft: Ft, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAMILYTALES_LIBRARY", str(tmp_path / "library"))
    shaded = Image.linear_gradient("L").resize((300, 400))
    shaded.save(tmp_path / "scan.png")
    with Library.open(tmp_path / "library", create=True) as library:
        original = library.originals.add(tmp_path / "scan.png")
        thread = library.threads.of_book(library.books.create("Letters").id)[0]
        library.pages.create(library.documents.create(thread.id, "Swallows").id, original.sha256, 0, 300, 400)
    assert ft("page", "enhance", "p1", "--json").json["parts"] == [["paper evened"]]
    picture = tmp_path / "stages.png"
    assert "paper evened" in ft("page", "enhance", "p1", "--show", picture).out
    with Image.open(picture) as image:
        assert image.size[0] > 2 * 500
    assert ft("page", "enhance", "p1", "--show", tmp_path / "stages.txt").code == 2


@pytest.mark.usefixtures("family")
def test_what_is_not_there_is_told_with_a_way_on(ft: Ft) -> None:
    for command in (
        ("book", "show", "b9"),
        ("document", "show", "No such"),
        ("page", "show", "x"),
        ("thread", "show", "t9"),
    ):
        ran = ft(*command, "--json")
        assert ran.code == 2
        assert ran.error["remedy"]


@pytest.mark.usefixtures("family")
def test_names_and_particulars_are_changed_and_taken_back(ft: Ft) -> None:
    assert ft("book", "rename", "b1", "Papers").code == 0
    assert ft("thread", "rename", "t1", "The war").code == 0
    assert ft("document", "rename", "d1", "The swallows").code == 0
    particulars = ("--date", "1944", "--people", "Ida; Tom", "--box", "3", "--language", "en+de")
    changed = ft("document", "set", "d1", *particulars, "--json").json["document"]
    assert (changed["date"], changed["people"], changed["languages"]) == ("1944", ["Ida", "Tom"], ["eng", "deu"])
    assert changed["provenance"]["box"] == "3"
    book = ft("book", "set", "b1", "--subtitle", "1943", "--cover", "p2", "--json").json["book"]
    assert (book["title"], book["subtitle"], book["cover_page"]) == ("Papers", "1943", 2)
    assert ft("thread", "set", "t2", "--voice", "hibari-heart", "--json").json["thread"]["voice"] == "hibari-heart"
    for _ in range(3):
        ft("library", "undo")
    assert ft("document", "show", "d1", "--json").json["document"]["date"] == "1943-08~"


@pytest.mark.usefixtures("family")
def test_a_date_that_is_none_is_refused(ft: Ft) -> None:
    assert ft("document", "set", "d1", "--date", "soon").code == 8
    assert ft("document", "set", "d1").code == 2


@pytest.mark.usefixtures("family")
def test_documents_and_pages_are_moved_ordered_split_and_merged(ft: Ft) -> None:
    assert ft("document", "move", "d3", "--to", "t1", "--position", "1").code == 0
    assert [one["id"] for one in ft("document", "list", "--json").json["documents"]] == [3, 1, 2]
    assert ft("document", "reorder", "t1", "d1", "d2", "d3").out.strip() == "d1 d2 d3"
    assert ft("page", "reorder", "d1", "p2", "p1").out.strip() == "p2 p1"
    assert ft("page", "move", "p5", "--to", "d1", "--position", "2").code == 0
    assert [one["id"] for one in ft("page", "list", "d1", "--json").json["pages"]] == [2, 5, 1]
    assert ft("document", "split", "d1", "--at", "p5", "--json").json["document"]["id"] == 4
    assert ft("document", "merge", "d1", "d4", "--json").json["document"]["id"] == 1
    assert [one["id"] for one in ft("page", "list", "d1", "--json").json["pages"]] == [2, 5, 1]
    assert ft("thread", "add", "b1", "Recipes", "--json").json["thread"]["id"] == 3
    assert ft("thread", "reorder", "b1", "t3", "t2", "t1").out.strip() == "t3 t2 t1"


@pytest.mark.usefixtures("family")
def test_nothing_is_deleted_without_a_yes(ft: Ft) -> None:
    for command in (("book", "b1"), ("thread", "t1"), ("document", "d1"), ("page", "p1")):
        ran = ft(command[0], "delete", command[1])
        assert ran.code == 2
        assert "--yes" in ran.err
    assert len(ft("page", "list", "--json").json["pages"]) == 5


@pytest.mark.usefixtures("family")
def test_what_was_deleted_comes_back(ft: Ft) -> None:
    for command in (("page", "p1"), ("document", "d2"), ("thread", "t2"), ("book", "b1")):
        assert ft(command[0], "delete", command[1], "--yes").code == 0
    assert [item["kind"] for item in ft("trash", "--json").json["items"]] == ["page", "document", "thread", "book"]
    assert "thread" in ft("trash", "list").out
    assert ft("trash", "restore", "d2").code == 2
    for item in ("b1", "t2", "2", "p1"):
        assert ft("trash", "restore", item).code == 0
    assert len(ft("page", "list", "--json").json["pages"]) == 5
    assert ft("trash", "restore", "d2").code == 2
    assert ft("trash", "restore", "nonsense").code == 2


def test_the_trash_is_emptied_for_good_but_scans_stay(ft: Ft, family: Path) -> None:
    ft("document", "delete", "d1", "--yes")
    assert ft("trash", "empty").code == 2
    assert ft("trash", "empty", "--yes", "--json").json["pages"] == 2
    assert ft("trash", "list").out.strip() == "The trash is empty."
    assert ft("trash", "empty", "--json").json["pages"] == 0
    assert any(path.is_file() for path in (family / "originals").rglob("*"))


@pytest.mark.usefixtures("family")
def test_the_library_tells_and_undoes(ft: Ft) -> None:
    assert ft("library", "info", "--json").json["pages"] == 5
    assert ft("library", "undo").out.strip() == "Nothing to undo."
    ft("book", "rename", "b1", "Papers")
    assert "b1" in ft("library", "history").out
    assert ft("library", "undo", "--json").json["undone"]["label"]
    assert ft("book", "show", "b1", "--json").json["book"]["title"] == "Letters"


def test_the_library_is_checked_repaired_backed_up_and_restored(ft: Ft, family: Path, tmp_path: Path) -> None:
    assert ft("library", "check", "--json").json["ok"] is True
    assert ft("library", "repair").code == 0
    assert ft("library", "backup", tmp_path / "backup").code == 0
    scan = next(path for path in (family / "originals").rglob("*") if path.is_file())
    scan.chmod(0o644)
    scan.write_bytes(b"damaged")
    broken = ft("library", "check", "--json")
    assert broken.code == 1
    assert broken.json["ok"] is False
    assert ft("library", "restore", tmp_path / "backup").code == 2
    assert ft("library", "restore", tmp_path / "backup", "--replace").code == 0
    assert ft("library", "check").code == 0
    with Library.open(family) as library:
        for key in "abc":
            written = write_derived(family, key * 64, ".json", b"{}")
            library.derived.record("narrate", key * 64, ".json", written.sha256, written.size)
    for path in (family / "derived").rglob("*.json"):
        path.unlink()
    assert "2 more files" in ft("library", "check").out
    other = tmp_path / "elsewhere"
    assert ft("--library", other, "library", "restore", tmp_path / "backup").code == 0
    assert ft("book", "list", "--library", other, "--json").json["books"][0]["pages"] == 5


def test_without_a_library_the_way_to_one_is_told(ft: Ft, tmp_path: Path) -> None:
    ran = ft("book", "list", "--library", tmp_path / "nowhere", "--json")
    assert ran.code == 8
    assert "familytales add" in ran.error["remedy"]
