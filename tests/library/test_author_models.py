from pathlib import Path

from familytales.library.backup import backup, restore
from familytales.library.check import check
from familytales.library.store import Library


def test_a_model_is_kept_for_its_author_and_written_out_when_it_is_wanted(library: Library) -> None:
    made = library.author_models.put("Ida", "eng", b"a model", lines=40, before=9.5, after=3.25)
    assert library.author_models.get("Ida") == made
    assert library.author_models.get("Tom") is None
    assert library.author_models.get("") is None
    path = library.author_models.file(made)
    assert (path.read_bytes(), path.suffix) == (b"a model", ".traineddata")
    path.unlink()
    assert library.author_models.file(made).read_bytes() == b"a model"
    assert check(library.folder).findings == []


def test_a_later_model_takes_its_place_and_one_can_be_forgotten(library: Library) -> None:
    library.author_models.put("Ida", "eng", b"one", lines=40, before=9.5, after=3.25)
    library.author_models.put("Tom", "deu", b"other", lines=20, before=5, after=4)
    library.author_models.put("Ida", "eng", b"two", lines=80, before=9.5, after=2)
    assert [(one.author, one.lines) for one in library.author_models.all()] == [("Ida", 80), ("Tom", 20)]
    assert library.author_models.forget("Ida") is True
    assert library.author_models.forget("Ida") is False
    assert [one.author for one in library.author_models.all()] == ["Tom"]


def test_a_backup_has_the_models(library: Library, tmp_path: Path) -> None:
    made = library.author_models.put("Ida", "eng", b"a model", lines=40, before=9.5, after=3.25)
    backup(library, tmp_path / "backup")
    restore(tmp_path / "backup", tmp_path / "elsewhere")
    with Library.open(tmp_path / "elsewhere") as other:
        assert other.author_models.file(made).read_bytes() == b"a model"
