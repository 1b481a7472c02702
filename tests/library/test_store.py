import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from familytales.domain.errors import BadInput, ExitCode, FamilyTalesError, UsageError
from familytales.library import schema
from familytales.library.store import DATABASE, Library


def test_a_folder_without_a_library_names_the_command_that_makes_one(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"no library in .*familytales add"):
        Library.open(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_new_library_is_empty_current_and_opens_again(tmp_path: Path) -> None:
    with Library.open(tmp_path / "a" / "b", create=True) as library:
        assert library.version == schema.VERSION
        assert library.books.all() == ()
    with Library.open(tmp_path / "a" / "b") as library:
        assert library.database.value("PRAGMA foreign_keys") == 1
        assert library.database.value("PRAGMA journal_mode") == "wal"


def test_a_run_killed_while_making_the_library_leaves_an_empty_one(tmp_path: Path) -> None:
    (tmp_path / DATABASE).touch()
    with Library.open(tmp_path) as library:
        assert library.books.all() == ()


def test_a_library_of_a_newer_version_says_which_is_needed_and_stays_as_it_is(tmp_path: Path) -> None:
    Library.open(tmp_path, create=True).close()
    connection = sqlite3.connect(tmp_path / DATABASE)
    connection.execute("UPDATE about SET value = '9.8.7' WHERE name = 'needs'")
    connection.execute("PRAGMA user_version = 99")
    connection.commit()
    connection.close()
    before = (tmp_path / DATABASE).read_bytes()
    with pytest.raises(BadInput, match=r"newer FamilyTales.*FamilyTales 9\.8\.7 or later"):
        Library.open(tmp_path)
    assert (tmp_path / DATABASE).read_bytes() == before


def test_another_programs_database_is_refused_and_stays_as_it_is(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / DATABASE)
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.commit()
    connection.close()
    before = (tmp_path / DATABASE).read_bytes()
    with pytest.raises(BadInput, match="another program"):
        Library.open(tmp_path)
    assert (tmp_path / DATABASE).read_bytes() == before


@pytest.mark.parametrize("content", [b"not a database at all, but long enough to be looked at" * 50, b"short"])
def test_a_corrupted_database_is_named_with_the_remedy(tmp_path: Path, content: bytes) -> None:
    (tmp_path / DATABASE).write_bytes(content)
    with pytest.raises(BadInput, match=r"library\.db is damaged.*library check.*library restore") as caught:
        Library.open(tmp_path)
    assert caught.value.exit_code is ExitCode.BAD_INPUT


def test_a_database_damaged_inside_is_named_when_it_is_read(tmp_path: Path) -> None:
    with Library.open(tmp_path, create=True) as library:
        for number in range(200):
            library.books.create(f"Book {number}")
    path = tmp_path / DATABASE
    content = bytearray(path.read_bytes())
    for start in range(4096, len(content), 4096):
        content[start : start + 64] = b"\xff" * 64
    path.write_bytes(content)
    with pytest.raises(BadInput, match=r"library\.db is damaged"), Library.open(tmp_path) as library:
        library.books.all()


# root may write anywhere, so the process becomes somebody else once everything is imported
_OPEN_AS_ANOTHER = """
import os, sys
import urllib.parse
from pathlib import Path
import sqlite_utils
from familytales.domain.errors import FamilyTalesError
from familytales.library.store import Library
if os.getuid() == 0:
    os.setuid(65534)
try:
    Library.open(Path(sys.argv[1]), create=True).books.create("A")
except FamilyTalesError as error:
    print(error)
"""


@pytest.fixture
def reachable() -> Iterator[Path]:
    """A folder other users can get to: pytest's own are closed to them."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
        Path(folder).chmod(0o755)


@pytest.mark.skipif(os.name != "posix", reason="permissions are kept otherwise here")
def test_a_read_only_folder_is_said_plainly(reachable: Path) -> None:
    folder = reachable / "library"
    Library.open(folder, create=True).close()
    for path in (folder / DATABASE, folder, reachable):
        path.chmod(0o555)
    for target in (folder, reachable / "new"):
        run = [sys.executable, "-c", _OPEN_AS_ANOTHER, str(target)]
        done = subprocess.run(run, capture_output=True, text=True, check=True)
        assert f"library folder {target} cannot be written" in done.stdout, done


def _make_and_fail(library: Library) -> None:
    library.books.create("Half a book")
    library.books.get(99)


def test_what_failed_inside_atomic_leaves_nothing(library: Library) -> None:
    with pytest.raises(UsageError), library.atomic():
        _make_and_fail(library)
    assert library.books.all() == ()
    assert library.books.create("Whole").id == 1


def test_a_part_can_fail_alone(library: Library) -> None:
    with library.atomic():
        library.books.create("One")
        with pytest.raises(UsageError), library.atomic():
            _make_and_fail(library)
    assert [book.title for book in library.books.all()] == ["One"]


def test_a_number_no_database_can_hold_is_an_error_for_people(library: Library) -> None:
    with pytest.raises(FamilyTalesError, match="larger"):
        library.pages.get(10**30)


def test_reading_loads_neither_sqlite_utils_nor_numpy_nor_pydantic(tmp_path: Path) -> None:
    Library.open(tmp_path, create=True).close()
    code = (
        "import sys; from pathlib import Path; from familytales.library.store import Library\n"
        "from familytales.library.overviews import overviews\n"
        "library = Library.open(Path(sys.argv[1])); library.search('a'); overviews(library)\n"
        "print([name for name in ('sqlite_utils', 'numpy', 'pydantic', 'familytales.domain.transcripts')"
        "       if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
