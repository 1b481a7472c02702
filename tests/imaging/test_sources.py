from pathlib import Path, PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from familytales.domain.errors import BadInput
from familytales.imaging import media
from familytales.imaging.sources import discover, natural_key


def scan(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("L", (8, 8)).save(path, "PNG")
    return path


def test_natural_order_in_folders_and_files(tmp_path):
    for name in ("b10/page2.png", "b10/page10.png", "b2/page1.png", "b10/Page1.png"):
        scan(tmp_path / name)
    found = [source.relative.as_posix() for source in discover([tmp_path])]
    assert found == ["b2/page1.png", "b10/Page1.png", "b10/page2.png", "b10/page10.png"]


def test_content_decides_and_a_false_scan_is_reported(tmp_path):
    scan(tmp_path / "no-suffix")
    (tmp_path / "recipe.jpg").write_text("eggs")
    (tmp_path / "notes.txt").write_text("nothing to see")
    found = {source.path.name: source.media_type for source in discover([tmp_path])}
    assert found == {"no-suffix": media.PNG, "recipe.jpg": ""}


def test_a_file_given_by_name_is_always_reported(tmp_path):
    (tmp_path / "notes.txt").write_text("nothing to see")
    assert [source.media_type for source in discover([tmp_path / "notes.txt"])] == [""]


def test_hidden_files_and_sidecars_are_passed_over(tmp_path):
    for name in (".hidden.png", ".git/a.png", "__MACOSX/a.png", "familytales.csv", "book.toml", "a.png"):
        scan(tmp_path / name)
    assert [source.relative.as_posix() for source in discover([tmp_path])] == ["a.png"]


def test_a_file_met_twice_is_listed_once(tmp_path):
    path = scan(tmp_path / "a.png")
    (tmp_path / "again.png").symlink_to(path)
    assert len(discover([path, tmp_path, path])) == 1


def test_a_folder_that_links_to_itself_ends(tmp_path):
    scan(tmp_path / "a.png")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert len(discover([tmp_path])) == 1


def test_a_path_that_is_not_there(tmp_path):
    with pytest.raises(BadInput, match="no file or folder “gone”"):
        discover([tmp_path / "gone"])


@given(st.integers(0, 10**30), st.integers(0, 10**30), st.sampled_from(["page", "Brief ", "", "ß-"]))
def test_numbers_in_names_order_as_numbers(one, other, stem):
    if one < other:
        assert natural_key(f"{stem}{one}.jpg") < natural_key(f"{stem}{other}.jpg")


names = st.text(st.characters(blacklist_characters="/\0", blacklist_categories=("Cs",)), min_size=1, max_size=20)


@given(st.lists(names, max_size=20))
def test_natural_order_is_total_and_deterministic(found):
    once = sorted(map(PurePath, found), key=natural_key)
    assert once == sorted(reversed(list(map(PurePath, found))), key=natural_key)
