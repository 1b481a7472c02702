from pathlib import Path

import pytest

from familytales.domain.errors import BadInput
from familytales.workflow.truth_folder import read

PNG = b"\x89PNG\r\n\x1a\n"


def put(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix in {".png", ".jpg"}:
            path.write_bytes(PNG)
        else:
            path.write_text("<alto/>" if path.suffix == ".xml" else f"truth of {name}")


def manifest(folder: Path, *rows: str, head: str = "file\tkind\tlang\tnote") -> None:
    (folder / "manifest.tsv").write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")


def test_truth_is_found_beside_the_image_and_in_folders_for_xml(tmp_path: Path) -> None:
    names = ("a.png", "a.txt", "b/2.png", "b/2.gt.txt", "c/3.png", "c/page/3.xml", "d.png", "alto/d.xml", "e.png")
    put(tmp_path, *names)
    found = read(tmp_path)
    assert [case.name for case in found.cases] == ["a.png", "b/2.png", "c/3.png", "d.png"]
    assert found.cases[0].truth == "truth of a.txt"
    assert [case.group for case in found.cases] == [""] * 4
    (unusable,) = found.unusable
    assert unusable[0] == "e.png"
    assert "no true text" in unusable[1].message


def test_a_manifest_tells_kinds_and_languages_and_which_images_count(tmp_path: Path) -> None:
    put(tmp_path, "a.png", "a.txt", "b.png", "b.txt", "c.png", "c.txt")
    manifest(tmp_path, "b.png\tprint\ten+de\tx", "a.png\tphoto", "", 'c.png\tprint\tfra\t"')
    found = read(tmp_path)
    assert [(case.name, case.group) for case in found.cases] == [
        ("b.png", "print-eng+deu"),
        ("a.png", "photo"),
        ("c.png", "print-fra"),
    ]
    assert [case.name for case in read(tmp_path, kinds=["photo"]).cases] == ["a.png"]


def test_what_a_manifest_must_not_say_is_named_and_skipped(tmp_path: Path) -> None:
    put(tmp_path, "in/a.png", "in/a.txt", "b.png", "b.txt")
    inside = tmp_path / "in"
    manifest(inside, "../b.png\tprint", f"{tmp_path}/b.png\tprint", "gone.png\tprint", "a.png\t=cmd()", "a.png\tprint")
    found = read(inside)
    assert [case.name for case in found.cases] == ["a.png"]
    reasons = [error.message for _, error in found.unusable]
    assert [word in reason for word, reason in zip(["outside", "outside", "not there", "kind"], reasons, strict=True)]
    assert len(reasons) == 4


@pytest.mark.parametrize("data", [b"name\tkind\na.png\tprint\n", b"file\xff\n", b"x" * (5 << 20)], ids=len)
def test_a_manifest_that_is_none_is_bad_input(tmp_path: Path, data: bytes) -> None:
    put(tmp_path, "a.png", "a.txt")
    (tmp_path / "manifest.tsv").write_bytes(data)
    with pytest.raises(BadInput, match=r"manifest\.tsv"):
        read(tmp_path)


def test_a_folder_without_images_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no images"):
        read(tmp_path)
    with pytest.raises(BadInput, match="no folder"):
        read(tmp_path / "gone")
    put(tmp_path, "a.png", "a.txt")
    manifest(tmp_path, "a.png\tprint")
    with pytest.raises(BadInput, match="no images of kind music"):
        read(tmp_path, kinds=["music"])
