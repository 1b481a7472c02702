from pathlib import Path

import pytest

from familytales.domain.books import Document
from familytales.domain.errors import UsageError
from familytales.domain.narration import Reader, Recording
from familytales.library.backup import backup
from familytales.library.check import check
from familytales.library.store import Library

IDA = Reader("Aunt Ida", "Christmas 1998", "For the family\nand nobody else")


@pytest.fixture
def recording(library: Library, document: Document, tmp_path: Path) -> Recording:
    sound = tmp_path / "ida.m4a"
    sound.write_bytes(b"Ida reading")
    found = Recording(library.originals.add(sound).sha256, sound.name, IDA)
    library.recordings.set(document.id, found)
    return found


def test_a_recording_is_kept_as_it_was_told(library: Library, document: Document, recording: Recording) -> None:
    assert library.recordings.get(document.id) == recording


def test_forgetting_it_leaves_the_sound(library: Library, document: Document, recording: Recording) -> None:
    assert library.recordings.remove(document.id) == recording
    assert library.recordings.get(document.id) is None
    assert library.recordings.remove(document.id) is None
    assert library.originals.path(recording.original).read_bytes() == b"Ida reading"


def test_a_new_one_takes_the_place_of_the_old(library: Library, document: Document, recording: Recording) -> None:
    other = Recording(recording.original, "ida.m4a", Reader("Ida Hale"))
    library.recordings.set(document.id, other)
    assert library.recordings.get(document.id) == other


def test_somebody_must_read(library: Library, document: Document, recording: Recording) -> None:
    with pytest.raises(UsageError, match="who reads"):
        library.recordings.set(document.id, Recording(recording.original, "x.wav", Reader(" \n")))
    assert library.recordings.get(document.id) == recording


def test_backup_and_check_know_recordings(
    library: Library, document: Document, recording: Recording, tmp_path: Path
) -> None:
    assert backup(library, tmp_path / "backup").copied == 1
    assert check(tmp_path / "backup").findings == []
    with Library.open(tmp_path / "backup") as copy:
        assert copy.recordings.get(document.id) == recording
        copy.originals.path(recording.original).write_bytes(b"Ida singing")
    assert [finding.serious for finding in check(tmp_path / "backup").findings] == [True]
