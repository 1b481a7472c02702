"""What bad input gets: one paragraph that names the file and the remedy, the right exit code, and the rest done."""

import os
import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from tests.homes import Home
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


def test_a_full_disk(home: Home) -> None:
    """A limit on the size of files refuses to write just as a full disk does."""
    for path in home.scans.rglob("*.png"):
        image = Image.frombytes("L", (1500, 1000), os.urandom(1_500_000))
        image.save(path)
    home.run("book", "list", code=8)  # there is no library yet
    command = [
        sys.executable,
        "-m",
        "familytales",
        "add",
        str(home.scans),
        "--title",
        "x",
        "--library",
        str(home.library),
    ]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        command, capture_output=True, text=True, preexec_fn=_small_files, env=environment, check=False
    )
    assert done.returncode == 7, done.stderr
    assert "Traceback" not in done.stderr
    add(home, str(home.scans), code=0)
    with home.opened() as library:
        assert len(library.pages.of_book(library.books.all()[-1].id)) == 3


def test_the_clock_jumping_back(home: Home) -> None:
    for path in home.scans.rglob("*.png"):
        os.utime(path, (4_000_000_000, 4_000_000_000))
    home.make(formats="text")
    for path in home.library.rglob("*"):
        os.utime(path, (4_000_000_000, 4_000_000_000))
    again = home.make(formats="text")
    assert not [event for event in again if event.get("event") == "done" and event["step"] != "view"]
