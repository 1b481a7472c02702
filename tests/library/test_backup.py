import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from familytales.domain.books import Document
from familytales.domain.errors import BadInput, LibraryBusy, UsageError
from familytales.library import blobs
from familytales.library.backup import backup, restore
from familytales.library.check import check
from familytales.library.store import DATABASE, Library

from .conftest import MakePages


@pytest.fixture
def full(library: Library, document: Document, make_pages: MakePages) -> Library:
    make_pages(document.id, "Dear Mabel", "Your Karl")
    return library


def test_a_backup_is_a_library_and_comes_back(full: Library, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    done = backup(full, tmp_path / "a" / "backup", lambda *step: told.append(step))
    assert (done.originals, done.copied, done.problems, told) == (2, 2, (), [(1, 2), (2, 2)])
    assert check(tmp_path / "a" / "backup").findings == []
    back = restore(tmp_path / "a" / "backup", tmp_path / "restored")
    assert (back.originals, back.copied, back.problems) == (2, 2, ())
    with Library.open(tmp_path / "restored") as restored:
        assert restored.pages.of_book(1) == full.pages.of_book(1)
        assert [hit.subject for hit in restored.search("mabel")] == ["d1", "p1"]
        assert restored.originals.has(restored.pages.get(1).original)


def test_backing_up_again_copies_what_is_new(full: Library, tmp_path: Path, make_pages: MakePages) -> None:
    backup(full, tmp_path / "backup")
    other = full.documents.create(1, "Other")
    make_pages(other.id, "new")
    assert backup(full, tmp_path / "backup").copied == 1
    assert check(tmp_path / "backup").findings == []
    with Library.open(tmp_path / "backup") as copy:
        assert len(copy.pages.of_book(1)) == 3
    assert backup(full, tmp_path / "backup").copied == 0


def test_a_backup_that_was_opened_since_is_replaced_cleanly(full: Library, tmp_path: Path) -> None:
    backup(full, tmp_path / "backup")
    with Library.open(tmp_path / "backup") as copy:
        copy.books.create("Only in the backup")
        full.books.create("Only in the library")
        backup(full, tmp_path / "backup")
    with Library.open(tmp_path / "backup") as copy:
        assert [book.title for book in copy.books.all()][1:] == ["Only in the library"]
    assert check(tmp_path / "backup").findings == []


def test_damage_in_the_backup_is_mended_and_damage_in_the_library_does_not_spread(
    full: Library, tmp_path: Path
) -> None:
    backup(full, tmp_path / "backup")
    one, two = (page.original for page in full.pages.of_book(1))
    blobs.original_path(tmp_path / "backup", one).write_bytes(b"rot")
    full.originals.path(two).write_bytes(b"rot")
    done = backup(full, tmp_path / "backup")
    assert (done.copied, done.problems) == (1, ())
    assert check(tmp_path / "backup").findings == []
    restore(tmp_path / "backup", full.folder, replace=True)
    assert check(full.folder).findings == []


@pytest.mark.parametrize("harm", ["missing", "damaged"])
def test_what_cannot_be_backed_up_is_named_and_the_rest_is(full: Library, tmp_path: Path, harm: str) -> None:
    path = full.originals.path(full.pages.get(1).original)
    path.unlink() if harm == "missing" else path.write_bytes(b"rot")
    done = backup(full, tmp_path / "backup")
    assert len(done.problems) == 1
    assert f"scan1-0.png ({path}) is {harm}" in done.problems[0]
    assert [found.name for found in blobs.stored_files(tmp_path / "backup" / "originals")] == [
        full.pages.get(2).original
    ]


def test_a_backup_goes_nowhere_it_could_do_harm(full: Library, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "1.jpg").touch()
    Library.open(tmp_path / "other", create=True).close()
    for target, words in (
        ("file", "is a file"),
        ("photos", r"holds other things \(1\.jpg\)"),
        ("other", "holds another library"),
        ("library/backup", "in the library itself"),
        ("library", "in the library itself"),
    ):
        with pytest.raises(UsageError, match=words):
            backup(full, tmp_path / target)


def test_a_damaged_library_does_not_replace_its_backup(full: Library, tmp_path: Path) -> None:
    backup(full, tmp_path / "backup")
    before = (tmp_path / "backup" / DATABASE).read_bytes()
    full.database.execute("PRAGMA writable_schema = ON")
    full.database.execute("UPDATE sqlite_master SET rootpage = 3 WHERE name = 'books_title'")
    with pytest.raises(BadInput, match="damaged"):
        backup(full, tmp_path / "backup")
    assert (tmp_path / "backup" / DATABASE).read_bytes() == before
    assert not (tmp_path / "backup" / "library.db.partial").exists()


def test_restore_refuses_a_library_with_something_in_it(full: Library, tmp_path: Path) -> None:
    backup(full, tmp_path / "backup")
    with Library.open(tmp_path / "target", create=True):
        pass
    restore(tmp_path / "backup", tmp_path / "target")
    with pytest.raises(UsageError, match=r"a library in .* already.*--replace"):
        restore(tmp_path / "backup", tmp_path / "target")


def test_restoring_over_a_library_keeps_its_database_beside(full: Library, tmp_path: Path) -> None:
    backup(full, tmp_path / "backup")
    full.books.create("Made since")
    full.close()
    for _ in range(2):
        restore(tmp_path / "backup", full.folder, replace=True)
    with Library.open(full.folder) as library:
        assert [book.title for book in library.books.all()] == ["Letters from Vienna"]
    (tmp_path / "old").mkdir()
    (full.folder / "library-replaced-1.db").rename(tmp_path / "old" / DATABASE)
    assert (full.folder / "library-replaced-2.db").exists()
    with Library.open(tmp_path / "old") as old:
        assert [book.title for book in old.books.all()] == ["Letters from Vienna", "Made since"]


def test_restoring_over_a_corrupted_library_works(full: Library, tmp_path: Path) -> None:
    backup(full, tmp_path / "backup")
    full.close()
    (full.folder / DATABASE).write_bytes(b"rubbish" * 9999)
    with pytest.raises(UsageError):
        restore(tmp_path / "backup", full.folder)
    restore(tmp_path / "backup", full.folder, replace=True)
    assert check(full.folder).findings == []


def test_what_is_no_backup_is_refused(full: Library, tmp_path: Path) -> None:
    (tmp_path / "unfinished" / "originals").mkdir(parents=True)
    with pytest.raises(BadInput, match="no finished backup"):
        restore(tmp_path / "unfinished", tmp_path / "new")
    (tmp_path / "unfinished" / DATABASE).write_bytes(b"rubbish" * 9999)
    with pytest.raises(BadInput, match="damaged"):
        restore(tmp_path / "unfinished", tmp_path / "new")
    assert not (tmp_path / "new" / DATABASE).exists()
    with pytest.raises(UsageError, match="library itself"):
        restore(full.folder, full.folder, replace=True)


def test_a_library_in_use_is_not_replaced(full: Library, tmp_path: Path) -> None:
    backup(full, tmp_path / "backup")
    with full.lock(), pytest.raises(LibraryBusy):
        restore(tmp_path / "backup", full.folder, replace=True)


_WRITE = """
import sys
from pathlib import Path
from familytales.library.store import Library
with Library.open(Path(sys.argv[1])) as library:
    number = 0
    while True:
        number += 1
        scan = Path(sys.argv[2]) / f"w{number}.png"
        scan.write_text(str(number) * 1000)
        with library.atomic():
            document = library.documents.create(1, f"Letter {number}")
            library.pages.create(document.id, library.originals.add(scan).sha256, 0, 1, 1)
        print(number, flush=True)
"""


def test_a_backup_made_while_another_run_writes_is_one_moment_of_it(full: Library, tmp_path: Path) -> None:
    run = [sys.executable, "-c", _WRITE, str(full.folder), str(tmp_path)]
    with subprocess.Popen(run, stdout=subprocess.PIPE) as process:
        assert process.stdout
        for number in range(3):
            for _ in range(5):
                process.stdout.readline()
            assert process.poll() is None
            backup(full, tmp_path / f"backup{number}")
        process.kill()
    pages = []
    for number in range(3):
        assert check(tmp_path / f"backup{number}").findings == []
        with Library.open(tmp_path / f"backup{number}") as copy:
            documents = copy.documents.of_book(1)
            assert all(copy.pages.of_document(document.id) for document in documents)
            pages.append(len(copy.pages.of_book(1)))
    assert 7 <= pages[0] < pages[1] < pages[2]


_BACKUP = """
import sys
from pathlib import Path
from familytales.library.backup import backup
from familytales.library.store import Library
with Library.open(Path(sys.argv[1])) as library:
    print("go", flush=True)
    backup(library, Path(sys.argv[2]))
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="no kill -9 here")
def test_a_killed_backup_never_looks_finished_and_goes_on(full: Library, tmp_path: Path) -> None:
    chance = random.Random(3)
    for number in range(30):
        scan = tmp_path / f"{number}.png"
        scan.write_bytes(chance.randbytes(300_000))
        full.originals.add(scan)
    target = tmp_path / "backup"
    for _ in range(8):
        run = [sys.executable, "-c", _BACKUP, str(full.folder), str(target)]
        with subprocess.Popen(run, stdout=subprocess.PIPE) as process:
            assert process.stdout
            process.stdout.readline()
            try:
                process.wait(chance.uniform(0, 0.15))
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
        if (target / DATABASE).exists():
            assert check(target).ok
    backup(full, target)
    assert check(target).findings == []
    assert check(target).originals == 32
