"""What bad input gets: one paragraph that names the file and the remedy, the right exit code, and the rest done."""

import os
import resource
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from tests.homes import Home, digests
from tests.scans import draw

pytestmark = pytest.mark.slow


def add(home: Home, *more: str, code: int) -> list[dict[str, object]]:
    return home.run("add", *more, "--title", "Harbour letters", code=code)


def truncated(path: Path) -> None:
    draw(path.with_suffix(".png"), "cut short").rename(path)
    Image.open(path).convert("RGB").save(path, "JPEG")
    path.write_bytes(path.read_bytes()[:3000])


def huge(path: Path) -> None:
    Image.new("1", (40_000, 40_000)).save(path, "PNG")


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("scan.tif", b"II*\0" + bytes(200_000_000))


def slip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../escaped.jpg", b"\xff\xd8\xff")


def locked(path: Path) -> None:
    import pikepdf

    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path, encryption=pikepdf.Encryption(owner="a", user="b"))


BAD = {
    "truncated.jpg": truncated,
    "empty.jpg": Path.touch,
    "shopping list.jpg": lambda path: path.write_text("eggs, milk"),
    "huge.png": huge,
    "bomb.zip": bomb,
    "slip.zip": slip,
    "locked.pdf": locked,
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_alone_is_bad_input(home: Home, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    BAD[name](path)
    error = add(home, str(path), code=8)[-1]["error"]
    assert isinstance(error, dict)
    assert name in str(error["message"])
    assert error["remedy"]


def test_bad_files_do_not_stop_the_good_ones(home: Home) -> None:
    for name, make in BAD.items():
        make(home.scans / "2 Garden" / name)
    add(home, str(home.scans), code=3)
    with home.opened() as library:
        assert len(library.pages.of_book(1)) == 3
    assert not list(home.scans.parent.rglob("escaped.jpg"))


@pytest.mark.parametrize("name", ["two\nlines.png", "🐟 fish.png", "-dash.png", "%s{0}.png"])
def test_odd_names_are_only_names(home: Home, name: str) -> None:
    draw(home.scans / "2 Garden" / name, "The tide was out.")
    add(home, str(home.scans), code=0)
    with home.opened() as library:
        assert name in {page.name for page in library.pages.of_book(1)}


def test_no_scans_at_all(home: Home, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    assert "no scans" in str(add(home, str(tmp_path / "nothing"), code=8)[-1])
    assert "missing" in str(add(home, str(tmp_path / "missing"), code=8)[-1])


def test_a_library_of_a_newer_version(home: Home) -> None:
    add(home, str(home.scans), code=0)
    with home.opened() as library:
        library.database.execute("PRAGMA user_version = 99")
    answer = home.run("status", code=8)
    assert "newer" in str(answer[-1])


def test_a_corrupted_library(home: Home) -> None:
    add(home, str(home.scans), code=0)
    for name in ("library.db-wal", "library.db-shm"):
        (home.library / name).unlink(missing_ok=True)
    (home.library / "library.db").write_bytes(b"not a database" * 1000)
    answer = home.run("status", code=8)
    assert "library.db" in str(answer[-1])
    assert "restore" in str(answer[-1])


def _small_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))


def with_a_full_disk(home: Home, *arguments: str) -> str:
    """What a command says that finds the disk full: a limit on the size of files refuses to write just as that does."""
    command = [sys.executable, "-m", "familytales", *arguments, "--library", str(home.library)]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        command, capture_output=True, text=True, preexec_fn=_small_files, env=environment, check=False
    )
    assert done.returncode == 7, done.stderr
    assert "Traceback" not in done.stderr
    return " ".join(done.stderr.split())


def noise(home: Home, width: int, height: int) -> None:
    """The scans become noise, which nothing makes smaller: a byte for each pixel."""
    for path in home.scans.rglob("*.png"):
        Image.frombytes("L", (width, height), os.urandom(width * height)).save(path)


def test_a_full_disk(home: Home) -> None:
    noise(home, 1500, 1000)
    home.run("book", "list", code=8)  # there is no library yet
    with_a_full_disk(home, "add", str(home.scans), "--title", "x")
    add(home, str(home.scans), code=0)
    with home.opened() as library:
        assert len(library.pages.of_book(library.books.all()[-1].id)) == 3


def test_a_full_disk_where_bindings_go(home: Home) -> None:
    noise(home, 600, 1000)
    home.make(formats="pdf")
    whole = digests(home.out)
    home.run("book", "set", "b1", "--subtitle", "From the harbour")
    told = with_a_full_disk(home, "bind", "--formats", "pdf", "--out", str(home.out))
    assert f"{home.out / 'Harbour letters.pdf'} cannot be written" in told
    assert digests(home.out) == whole
    home.run("bind", "--formats", "pdf", "--out", str(home.out))
    assert digests(home.out).keys() == whole.keys()
    assert digests(home.out) != whole


def test_bindings_that_cannot_be_written_are_told_of_before_any_work(home: Home) -> None:
    home.out.write_text("a file")
    assert str(home.out) in str(home.make(code=8)[-1])
    with home.opened() as library:
        assert not library.pages.of_book(1)


# root may write anywhere, so the process becomes somebody else
_ASK_AS_ANOTHER = """
import os, sys
from pathlib import Path
from familytales.domain.errors import BadInput
from familytales.workflow.binding import make_folder
if os.getuid() == 0:
    os.setuid(65534)
try:
    make_folder(Path(sys.argv[1]))
except BadInput as error:
    print(error)
"""


def test_a_read_only_folder_for_bindings() -> None:
    with tempfile.TemporaryDirectory() as name:  # pytest's own folders are closed to others
        folder = Path(name)
        folder.chmod(0o555)
        run = [sys.executable, "-c", _ASK_AS_ANOTHER, name]
        done = subprocess.run(run, capture_output=True, text=True, check=True)
        folder.chmod(0o755)
    assert done.stdout.startswith(f"The folder {folder} is read-only.")


def test_the_clock_jumping_back(home: Home) -> None:
    for path in home.scans.rglob("*.png"):
        os.utime(path, (4_000_000_000, 4_000_000_000))
    home.make(formats="text")
    for path in home.library.rglob("*"):
        os.utime(path, (4_000_000_000, 4_000_000_000))
    again = home.make(formats="text")
    assert not [event for event in again if event.get("event") == "done" and event["step"] != "view"]
