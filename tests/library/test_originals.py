import errno
import os
import random
import signal
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from familytales.domain.errors import BadInput, FamilyTalesError, TryAgainLater
from familytales.library import blobs
from familytales.library.store import Library


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "Brief 1.jpg"
    path.write_bytes(os.urandom(3_000_000))
    return path


def leftovers(library: Library) -> list[Path]:
    return [path for part in ("originals", "derived") for path in (library.folder / part).glob("tmp/*")]


def test_a_scan_is_stored_as_it_came_under_its_digest(library: Library, scan: Path) -> None:
    stored = library.originals.add(scan)
    content = scan.read_bytes()
    assert (stored.sha256, stored.size, stored.new) == (sha256(content).hexdigest(), len(content), True)
    assert library.originals.path(stored.sha256).read_bytes() == content
    assert library.originals.has(stored.sha256)
    assert leftovers(library) == []


def test_the_same_bytes_under_another_name_are_recognised(library: Library, scan: Path) -> None:
    first = library.originals.add(scan)
    again = library.originals.add(scan.rename(scan.with_name("copy.jpg")))
    assert (again.sha256, again.new) == (first.sha256, False)
    assert len(list(blobs.stored_files(library.folder / "originals"))) == 1


def test_adding_again_brings_back_a_missing_original(library: Library, scan: Path) -> None:
    stored = library.originals.add(scan)
    library.originals.path(stored.sha256).unlink()
    assert not library.originals.has(stored.sha256)
    with pytest.raises(BadInput, match=r"Brief 1\.jpg is missing"):
        library.originals.path(stored.sha256)
    assert not library.originals.add(scan).new
    assert library.originals.has(stored.sha256)


@pytest.mark.parametrize("name", ["line\nbreak.png", "🦊.png", os.fsdecode(b"caf\xe9.png")])
def test_odd_names_are_kept_for_messages_and_never_used_as_paths(library: Library, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"scan")
    stored = library.originals.add(path)
    assert library.originals.path(stored.sha256).name == stored.sha256


def test_what_is_no_file_is_bad_input(library: Library, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "gone.png", tmp_path, tmp_path / "pipe", tmp_path / "nul\0.png"):
        with pytest.raises(BadInput):
            library.originals.add(path)


@pytest.mark.parametrize(
    ("number", "kind", "words"),
    [
        (errno.ENOSPC, TryAgainLater, "disk is full.*is kept.*Free some space"),
        (errno.EROFS, FamilyTalesError, "cannot be written"),
        (errno.EIO, FamilyTalesError, "could not be written.*is kept"),
    ],
)
def test_a_disk_that_refuses_leaves_no_trace_and_what_was_there(
    library: Library, scan: Path, monkeypatch: pytest.MonkeyPatch, number: int, kind: type[Exception], words: str
) -> None:
    before = library.originals.add(scan)
    other = scan.with_name("other.jpg")
    other.write_bytes(b"other")

    def refuse(*_: Any) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(kind, match=words):
        library.originals.add(other)
    monkeypatch.undo()
    assert leftovers(library) == []
    assert [path.name for path in blobs.stored_files(library.folder / "originals")] == [before.sha256]
    assert library.originals.add(other).new


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_while_making_a_result_is_try_again_later(library: Library) -> None:
    def make(target: Path) -> None:
        target.write_bytes(b"half")
        with Path("/dev/full").open("wb") as full:
            full.write(b"more")

    with pytest.raises(TryAgainLater):
        blobs.make_derived(library.folder, "abcdef", ".m4a", make)
    assert leftovers(library) == []
    assert not library.derived.path("abcdef", ".m4a").exists()


_ADD = """
import sys
from pathlib import Path
from familytales.library.store import Library
with Library.open(Path(sys.argv[1]), create=True) as library, library.lock():
    print("go", flush=True)
    for path in sorted(Path(sys.argv[2]).iterdir()):
        library.originals.add(path)
"""


def snapshot(folder: Path) -> tuple[list[str], list[tuple[Any, ...]]]:
    with Library.open(folder) as library, library.lock():
        rows = [tuple(row) for row in library.database.rows("SELECT * FROM originals ORDER BY sha256")]
    files = (path for path in folder.rglob("*") if path.is_file() and "originals" in path.parts)
    return sorted(str(path.relative_to(folder)) for path in files), rows


@pytest.mark.skipif(os.name != "posix", reason="no kill -9 here")
def test_killed_at_random_moments_then_run_again_gives_the_same_library(tmp_path: Path) -> None:
    chance = random.Random(7)
    scans = tmp_path / "scans"
    scans.mkdir()
    for number in range(60):
        (scans / f"{number:03}.png").write_bytes(chance.randbytes(200_000))
    disturbed, quiet = tmp_path / "disturbed", tmp_path / "quiet"
    subprocess.run([sys.executable, "-c", _ADD, str(quiet), str(scans)], check=True, capture_output=True)
    killed = 0
    for _ in range(6):
        run = [sys.executable, "-c", _ADD, str(disturbed), str(scans)]
        with subprocess.Popen(run, stdout=subprocess.PIPE) as process:
            assert process.stdout
            process.stdout.readline()
            try:
                process.wait(chance.uniform(0, 0.1))
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                killed += 1
    subprocess.run([sys.executable, "-c", _ADD, str(disturbed), str(scans)], check=True, capture_output=True)
    assert killed
    assert snapshot(disturbed) == snapshot(quiet)
    assert len(snapshot(quiet)[1]) == 60


def test_derived_counts_only_when_row_and_file_agree(library: Library) -> None:
    key = sha256(b"key").hexdigest()
    assert library.derived.get(key, ".flac") is None
    written = blobs.write_derived(library.folder, key, ".flac", b"sound")
    assert library.derived.get(key, ".flac") is None
    library.derived.record("speak", key, ".flac", written.sha256, written.size, {"samples": 5})
    entry = library.derived.get(key, ".flac")
    assert entry is not None
    assert (entry.sha256, entry.meta) == (sha256(b"sound").hexdigest(), {"samples": 5})
    assert library.derived.get(key, ".aac") is None
    library.derived.path(key, ".flac").write_bytes(b"")
    assert library.derived.get(key, ".flac") is None


def test_prune_keeps_what_is_wanted_and_removes_rows_files_and_strays(library: Library) -> None:
    for name in ("wanted", "unwanted"):
        written = blobs.write_derived(library.folder, name, ".bin", b"12345")
        library.derived.record("speak", name, ".bin", written.sha256, written.size)
    blobs.write_derived(library.folder, "stray", ".bin", b"123")
    assert library.derived.prune({"wanted"}) == 8
    assert library.derived.get("wanted", ".bin")
    assert [path.name for path in blobs.stored_files(library.folder / "derived")] == ["wanted.bin"]
    assert library.derived.get("unwanted", ".bin") is None


@pytest.mark.parametrize(("key", "suffix"), [("../../etc", ""), ("abcd/ef", ""), ("abcd", "/../x"), ("abcd", "../x")])
def test_a_key_cannot_leave_the_folder(tmp_path: Path, key: str, suffix: str) -> None:
    with pytest.raises(ValueError, match="not a key"):
        blobs.write_derived(tmp_path, key, suffix, b"")
    with pytest.raises(ValueError, match="not a SHA-256"):
        blobs.original_path(tmp_path, key)
