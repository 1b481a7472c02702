import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from familytales.domain.errors import BadInput
from familytales.imaging.archives import Limits, safe_name, unpack


def packed(path: Path, files: dict[str, bytes], *, deflate: bool = False) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED if deflate else zipfile.ZIP_STORED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def refused(archive: Path, into: Path, limits: Limits | None = None) -> str:
    with pytest.raises(BadInput) as error:
        unpack(archive, into, limits=limits)
    assert "\n" not in str(error.value)
    assert archive.name in str(error.value)
    assert error.value.remedy
    assert not into.exists() or not list(into.rglob("*"))
    return str(error.value)


def test_files_and_sub_folders_come_out(tmp_path):
    archive = packed(tmp_path / "a.zip", {"letters/page 1.jpg": b"one", "letters/page 2.jpg": b"two", "b.png": b"x"})
    found = unpack(archive, tmp_path / "out")
    assert [path.relative_to(tmp_path / "out").as_posix() for path in found] == [
        "letters/page 1.jpg",
        "letters/page 2.jpg",
        "b.png",
    ]
    assert found[0].read_bytes() == b"one"


def test_newline_emoji_and_doubles(tmp_path):
    archive = packed(
        tmp_path / "a.zip", {"my\nscan.jpg": b"1", "my_scan.jpg": b"2", "MY_SCAN.JPG": b"3", "🎈.jpg": b"4"}
    )
    names = [path.name for path in unpack(archive, tmp_path / "out")]
    assert names == ["my_scan.jpg", "my_scan (2).jpg", "MY_SCAN (2).JPG", "🎈.jpg"] or len(set(names)) == 4
    assert {path.read_bytes() for path in (tmp_path / "out").iterdir()} == {b"1", b"2", b"3", b"4"}


def test_what_systems_add_is_left_out(tmp_path):
    archive = packed(tmp_path / "a.zip", {"__MACOSX/._a.jpg": b"", ".DS_Store": b"", "a.jpg": b"scan"})
    assert [path.name for path in unpack(archive, tmp_path / "out")] == ["a.jpg"]


@pytest.mark.parametrize("name", ["../escape.jpg", "a/../../b.jpg", "/etc/cron.d/x", "C:\\x.jpg", "..\\up.jpg"])
def test_leaving_the_folder_is_refused(tmp_path, name):
    archive = packed(tmp_path / "slip.zip", {"good.jpg": b"x", name: b"evil"})
    assert "outside the folder" in refused(archive, tmp_path / "out")


def test_links_are_refused(tmp_path):
    entry = zipfile.ZipInfo("link.jpg")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "link.zip", "w") as archive:
        archive.writestr(entry, "/etc/passwd")
    assert "outside the folder" in refused(tmp_path / "link.zip", tmp_path / "out")


def test_ratio_total_and_count_are_bounded(tmp_path):
    bomb = packed(tmp_path / "bomb.zip", {"zeros.tif": bytes(3_000_000)}, deflate=True)
    assert "bomb" in refused(bomb, tmp_path / "out", Limits(free=1_000_000))
    assert "bomb" in refused(bomb, tmp_path / "out", Limits(total=2_000_000))
    many = packed(tmp_path / "many.zip", {f"{n}.jpg": b"" for n in range(30)})
    assert "30 files" in refused(many, tmp_path / "out", Limits(files=20))


def test_a_list_of_contents_that_lies_is_found_out(tmp_path):
    archive = packed(tmp_path / "lie.zip", {"a.tif": bytes(100_000)}, deflate=True)
    data = bytearray(archive.read_bytes())
    place = data.rindex(b"PK\x01\x02")
    data[place + 24 : place + 28] = (1000).to_bytes(4, "little")
    archive.write_bytes(data)
    with pytest.raises(BadInput):
        unpack(archive, tmp_path / "out")
    assert sum(path.stat().st_size for path in (tmp_path / "out").rglob("*")) <= 1000


def test_zip_in_zip_is_refused_whatever_its_name(tmp_path):
    inner = packed(tmp_path / "inner.zip", {"a.jpg": b"x"}).read_bytes()
    archive = packed(tmp_path / "outer.zip", {"scan.jpg": inner})
    assert "ZIP file inside a ZIP file" in refused(archive, tmp_path / "out")


def test_an_office_document_is_no_zip(tmp_path):
    document = packed(tmp_path / "x.docx", {"[Content_Types].xml": b"<x/>"}).read_bytes()
    archive = packed(tmp_path / "outer.zip", {"memoir.docx": document, "a.jpg": b"x"})
    assert len(unpack(archive, tmp_path / "out")) == 2


def test_damaged_empty_and_locked(tmp_path):
    (tmp_path / "cut.zip").write_bytes(packed(tmp_path / "a.zip", {"a.jpg": b"x" * 500}).read_bytes()[:300])
    assert "damaged" in refused(tmp_path / "cut.zip", tmp_path / "out")
    assert "without a file" in refused(packed(tmp_path / "none.zip", {}), tmp_path / "out")
    data = bytearray((tmp_path / "a.zip").read_bytes())
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "locked.zip").write_bytes(data)
    assert "password" in refused(tmp_path / "locked.zip", tmp_path / "out")


@given(st.text(max_size=300))
def test_safe_names_are_single_harmless_components(name):
    safe = safe_name(name)
    assert safe
    assert safe not in (".", "..")
    assert not set(safe) & set('/\\\0\n\r:*?"<>|')
    assert len(safe.encode()) <= 200
    assert safe_name(safe) == safe
