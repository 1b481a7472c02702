"""What importing remembers of files, and what it says of those that fail."""

import os
import shutil
import sys
import zipfile
from pathlib import Path

import pytest

from tests.homes import Home, done
from tests.scans import draw


def add(home: Home, *scans: Path, code: int = 0) -> list[dict[str, object]]:
    return home.run("add", *map(str, scans), "--title", "Harbour letters", code=code)


def failed(events: list[dict[str, object]]) -> list[object]:
    return [event["name"] for event in events if event.get("event") == "failed"]


def zipped(folder: Path, target: Path) -> Path:
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(folder.rglob("*.png")):
            archive.write(path, path.relative_to(folder))
    return target


@pytest.mark.skipif(sys.platform == "darwin", reason="this file system has only names in Unicode")
def test_names_that_are_no_unicode_are_imported_and_stay_different(home: Home) -> None:
    folder = home.scans / "Café"
    folder.mkdir()
    for name, text in ((b"caf\xe9.png", "one"), (b"caf\xe8.png", "two")):
        shutil.copy(draw(home.scans / f"{text}.png", text), folder / os.fsdecode(name))
    bad = folder / os.fsdecode(b"na\xefve.png")
    bad.write_bytes(b"no picture")
    assert len(failed(add(home, folder, code=3))) == 1
    again = add(home, folder, code=3)
    assert not done(again, "import")
    add(home, home.scans / "2 Garden")
    with home.opened() as library:
        assert len(library.outcomes.failures()) == 1
    bad.unlink()
    assert add(home, folder)[-1]["pages"] == 2


def test_scans_in_a_zip_are_known_again_by_the_zip(home: Home, tmp_path: Path) -> None:
    packed = zipped(home.scans, tmp_path / "letters.zip")
    assert add(home, packed)[-1]["new"] == 3
    again = add(home, packed)
    assert [event["event"] for event in again] == ["planned", "finished"]
    assert again[-1]["pages"] == 3


def test_a_bad_scan_in_a_zip_is_named_by_it_and_forgotten_with_it(home: Home, tmp_path: Path) -> None:
    (home.scans / "1 Harbour/page 9.png").write_bytes(b"no picture")
    packed = zipped(home.scans, tmp_path / "letters.zip")
    add(home, packed, code=3)
    with home.opened() as library:
        (failure,) = library.outcomes.failures()
        assert failure.subject == f"b1:{packed}/1 Harbour/page 9.png"
    packed.unlink()
    add(home, home.scans / "2 Garden")
    with home.opened() as library:
        assert not library.outcomes.failures()


def test_an_original_that_is_gone_comes_back_with_its_scan(home: Home) -> None:
    add(home, home.scans)
    with home.opened() as library:
        original = library.originals.path(library.pages.get(1).original)
    original.unlink()
    assert add(home, home.scans)[-1]["pages"] == 3
    assert original.is_file()


def test_a_failure_is_forgotten_with_its_file(home: Home) -> None:
    bad = home.scans / "1 Harbour/page 9.png"
    bad.write_bytes(b"no picture")
    add(home, home.scans, code=3)
    bad.unlink()
    add(home, home.scans)
    with home.opened() as library:
        assert not library.outcomes.failures()


def test_what_was_done_is_said_although_a_scan_failed_and_a_rerun_ends_alike(home: Home) -> None:
    (home.scans / "1 Harbour/page 9.png").write_bytes(b"no picture")
    for new in (3, 0):
        answer = add(home, home.scans, code=3)
        assert (answer[-2]["new"], answer[-2]["pages"]) == (new, 3)
        assert answer[-1]["error"]["kind"] == "some-failed"  # type: ignore[index]


def test_a_lone_bad_scan_is_the_command_s_own_error(home: Home) -> None:
    bad = home.scans / "bad.png"
    bad.write_bytes(b"no picture")
    assert add(home, bad, code=8)[-1]["error"]["kind"] == "bad-input"  # type: ignore[index]


def test_a_book_that_cannot_be_read_keeps_no_other_from_its_turn(home: Home) -> None:
    home.run("add", str(home.scans / "1 Harbour"), "--title", "Harbour letters")
    home.run("add", str(home.scans / "2 Garden"), "--title", "Garden letters")
    home.run("document", "set", "d1", "--language", "tlh")
    answer = home.run("transcribe", "--engine", "tesseract", code=3)
    assert [event["read"] for event in answer if event.get("event") == "finished"] == [0, 1]
