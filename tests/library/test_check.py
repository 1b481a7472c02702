import os
from pathlib import Path

import pytest

from familytales.domain.books import Document
from familytales.domain.errors import BadInput
from familytales.library import blobs
from familytales.library.check import Report, check
from familytales.library.repair import repair
from familytales.library.store import DATABASE, Library

from .conftest import MakePages


def messages(report: Report) -> str:
    return "\n".join(f"{found.message} {found.remedy}" for found in report.findings)


@pytest.fixture
def full(library: Library, document: Document, make_pages: MakePages) -> Library:
    make_pages(document.id, "Dear Mabel", "Your Karl")
    written = blobs.write_derived(library.folder, "abcdef", ".tar.gz", b"sound")
    library.derived.record("speak", "abcdef", ".tar.gz", written.sha256, written.size)
    return library


def flip(path: Path, at: int = 1) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def test_a_sound_library_has_no_findings(full: Library) -> None:
    told: list[tuple[int, int]] = []
    report = check(full.folder, lambda done, total: told.append((done, total)))
    assert report.findings == []
    assert (report.ok, report.originals, report.derived, report.transcripts) == (True, 2, 1, 2)
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_flipped_byte_in_an_original_is_found(full: Library) -> None:
    path = full.originals.path(full.pages.get(2).original)
    flip(path)
    report = check(full.folder)
    assert not report.ok
    assert [found.subject for found in report.findings] == [str(path)]
    assert "(scan1-1.png) is damaged" in messages(report)
    assert "Delete that file, then add the scan again" in messages(report)


def test_what_the_remedy_says_helps(full: Library, tmp_path: Path) -> None:
    path = full.originals.path(full.pages.get(2).original)
    flip(path)
    path.unlink()
    assert "scan1-1.png is missing" in messages(check(full.folder))
    full.originals.add(tmp_path / "scan1-1.png")
    assert check(full.folder).findings == []


def test_files_without_rows_are_named_and_not_serious(full: Library) -> None:
    os.truncate(full.derived.path("abcdef", ".tar.gz"), 5)
    stray = full.folder.parent / "stray.png"
    stray.write_bytes(b"stray")
    blobs.store_original(full.folder, stray)
    blobs.write_derived(full.folder, "stray", ".bin", b"stray")
    report = check(full.folder)
    assert report.ok
    assert len(report.findings) == 2
    assert messages(report).count("a run that was killed left it") == 2


def test_derived_files_that_are_missing_or_damaged_are_named(full: Library) -> None:
    path = full.derived.path("abcdef", ".tar.gz")
    flip(path)
    assert f"{path} is damaged" in messages(check(full.folder))
    path.unlink()
    report = check(full.folder)
    assert report.ok
    assert f"{path} is missing" in messages(report)


def test_the_text_and_its_index_are_compared(full: Library) -> None:
    full.database.execute("UPDATE words SET body = 'other' WHERE rowid = 1")
    full.database.execute("UPDATE transcripts SET digest = 'other' WHERE page_id = 2")
    full.database.execute("INSERT INTO words (rowid, body) VALUES (9, 'ghost')")
    report = check(full.folder)
    assert {found.subject for found in report.findings} == {"p1", "p2", "p9"}


def test_a_damaged_transcript_is_found_and_the_rest_is_checked(full: Library) -> None:
    full.database.execute("UPDATE transcript_data SET data = x'00' WHERE page_id = 1")
    full.database.execute("DELETE FROM transcript_data WHERE page_id = 2")
    report = check(full.folder)
    assert [found.subject for found in report.findings] == ["p1", "p2"]
    assert report.originals == 2


def test_rows_without_what_they_belong_to_are_found(full: Library) -> None:
    full.database.execute("PRAGMA foreign_keys = OFF")
    full.database.execute("UPDATE pages SET document_id = 77 WHERE id = 1")
    item = full.database.insert("trash", kind="document", subject=1, label="")
    full.database.execute("UPDATE documents SET trash = ? WHERE id = 1", (item,))
    found = messages(check(full.folder))
    assert "Row 1 of pages refers to a row of documents that does not exist" in found
    assert "p2 is in a document that is in the trash" in found


def test_repair_puts_right_what_can_be_made_again(full: Library) -> None:
    full.database.execute("UPDATE words SET body = 'other' WHERE rowid = 1")
    full.database.execute("DELETE FROM names")
    full.database.execute("UPDATE pages SET read = 0 WHERE id = 1")
    full.database.execute("UPDATE transcripts SET digest = 'other' WHERE page_id = 2")
    full.database.execute("UPDATE words_data SET block = x'00' WHERE id > 10")
    flip(full.derived.path("abcdef", ".tar.gz"))
    blobs.write_derived(full.folder, "stray", ".bin", b"stray")
    assert not check(full.folder).ok
    done = repair(full)
    assert (done.pages, done.dropped, done.freed) == (2, 1, 10)
    assert check(full.folder).findings == []
    assert [hit.subject for hit in full.search("mabel")] == ["d1", "p1"]


@pytest.mark.parametrize("damage", ["gone", "no database", "torn"])
def test_the_scans_of_a_library_with_a_damaged_database_are_still_checked(full: Library, damage: str) -> None:
    full.close()
    path = full.folder / DATABASE
    match damage:
        case "gone":
            path.unlink()
        case "no database":
            path.write_bytes(b"x" * 100_000)
        case _:
            content = path.read_bytes()
            path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    original = next(blobs.stored_files(full.folder / "originals"))
    flip(original)
    report = check(full.folder)
    assert not report.ok
    assert report.originals == 2
    assert f"The original {original} is damaged" in messages(report)
    assert "library restore" in messages(report)


def test_every_page_of_the_database_may_be_damaged_without_a_traceback(full: Library) -> None:
    full.close()
    path = full.folder / DATABASE
    content = path.read_bytes()
    for start in range(0, len(content), 4096):
        path.write_bytes(content[:start] + b"\xa5" * 4096 + content[start + 4096 :])
        for ending in ("-wal", "-shm"):
            Path(f"{path}{ending}").unlink(missing_ok=True)
        check(full.folder)


def test_a_folder_without_a_library_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no library"):
        check(tmp_path)


def test_a_newer_library_is_left_to_the_newer_program(full: Library) -> None:
    full.database.execute("PRAGMA user_version = 99")
    with pytest.raises(BadInput, match="newer FamilyTales"):
        check(full.folder)
