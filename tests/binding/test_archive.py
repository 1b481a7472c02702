from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from familytales.binding.archive import Archive


def write(target: Path, media: Path) -> bytes:
    with Archive(target) as archive:
        archive.text("mimetype", "application/epub+zip", stored=True)
        archive.file("sound.m4a", media)
        archive.text("text/ä.xhtml", "häufig " * 100)
        archive.data("cover.jpg", b"jpeg")
    return target.read_bytes()


def test_members_keep_their_order_and_text_is_compressed_but_media_is_not(tmp_path: Path) -> None:
    media = tmp_path / "media"
    media.write_bytes(bytes(3_000_000))
    data = write(tmp_path / "a.zip", media)
    with ZipFile(tmp_path / "a.zip") as found:
        assert found.testzip() is None
        members = [(member.filename, member.compress_type) for member in found.infolist()]
        assert found.read("sound.m4a") == media.read_bytes()
        assert all(member.extra == b"" for member in found.infolist())
    assert members == [
        ("mimetype", ZIP_STORED),
        ("sound.m4a", ZIP_STORED),
        ("text/ä.xhtml", ZIP_DEFLATED),
        ("cover.jpg", ZIP_STORED),
    ]
    # An e-book is recognised by these bytes at this place.
    assert data[30:58] == b"mimetypeapplication/epub+zip"


def test_two_archives_of_the_same_things_are_the_same(tmp_path: Path) -> None:
    media = tmp_path / "media"
    media.write_bytes(b"sound")
    first = write(tmp_path / "a.zip", media)
    media.touch()
    assert write(tmp_path / "b.zip", media) == first


def test_an_existing_file_is_never_written_over(tmp_path: Path) -> None:
    target = tmp_path / "a.zip"
    target.write_bytes(b"precious")
    with pytest.raises(FileExistsError):
        Archive(target)
    assert target.read_bytes() == b"precious"
