from collections.abc import Callable
from pathlib import Path

import pytest

from familytales.library.store import Library
from tests.cli.conftest import Ran

Ft = Callable[..., Ran]


@pytest.fixture
def family(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "library"
    monkeypatch.setenv("FAMILYTALES_LIBRARY", str(folder))
    with Library.open(folder, create=True) as library:
        book = library.books.create("Letters")
        library.documents.create(library.threads.of_book(book.id)[0].id, "A letter", author="Ida")
        library.author_models.put("Tom", "eng", b"a model", lines=40, before=9.5, after=3.25)
    return folder


@pytest.mark.usefixtures("family")
def test_models_are_listed_and_forgotten(ft: Ft) -> None:
    assert "Tom     eng       40     9.5 %          3.2 %" in ft("engine", "list").out
    assert ft("engine", "list", "--json").json["models"][0]["lines"] == 40
    assert ft("engine", "forget", "--author", "Tom").code == 0
    assert ft("engine", "forget", "--author", "Tom").code == 2
    assert ft("engine", "list").out.strip() == "No models were trained yet."


@pytest.mark.usefixtures("family")
def test_what_training_lacks_is_told(ft: Ft, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ft("engine", "train", "--author", "Ida", "--base", "nowhere.traineddata").code == 2
    monkeypatch.setattr("familytales.transcription.training.missing_programs", lambda: [])
    assert ft("engine", "train", "--author", "Otto").code == 2
    ran = ft("engine", "train", "--author", "Ida")
    assert ran.code == 8
    assert "0 lines to learn from" in ran.err
    monkeypatch.setattr("familytales.transcription.training.missing_programs", lambda: ["lstmtraining"])
    ran = ft("engine", "train", "--author", "Ida")
    assert ran.code == 5
    assert "lstmtraining" in ran.err
