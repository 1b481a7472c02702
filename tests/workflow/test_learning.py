from collections.abc import Iterator
from pathlib import Path

import pytest

from familytales.domain.corrections import Correction
from familytales.domain.errors import BadInput, UsageError
from familytales.library.store import Library
from familytales.settings import Settings
from familytales.workflow import correcting
from familytales.workflow.learning import lesson_of, teach, vouched
from familytales.workflow.session import Session
from familytales.workflow.transcribing import Transcribing
from familytales.workflow.workers import Workers
from tests.domain.pages import page
from tests.domain.test_doubts import sure
from tests.scans import draw

TEXT = "Dear Mother,\nthe harbour is quiet\nand the boats are home.\nyour son Tom"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A letter by Ida, read with one doubtful word on each line, and one by nobody."""
    with Library.open(tmp_path / "library", create=True) as opened:
        book = opened.books.create("Letters")
        thread = opened.threads.of_book(book.id)[0].id
        original = opened.originals.add(draw(tmp_path / "scan.png", TEXT))
        for author in ("Ida", ""):
            document = opened.documents.create(thread, f"by {author}", author=author)
            made = opened.pages.create(document.id, original.sha256, 0, 760, 420)
            opened.transcripts.put(made.id, "key", sure(page(TEXT), w1=0.3, w3=0.3, w7=0.3, w12=0.3))
        yield opened


def touch(library: Library, page_id: int) -> None:
    """Accept the first line, correct the doubtful word of the second and another of the third, mark the fourth."""
    lines = list(correcting.current(library, page_id).lines())
    corrections: list[Correction] = [correcting.accepted(lines[0])]
    for word, text in (("w3", "tbe"), ("w8", "tho"), ("w12", "[unclear: your?]")):
        corrections += correcting.of_word(library, page_id, word, text)
    library.corrections.add(page_id, corrections, "Ann")


def test_only_lines_that_a_person_vouches_for_are_learnt(library: Library) -> None:
    assert list(vouched(library, 1)) == []
    touch(library, 1)
    assert [line.text for line in vouched(library, 1)] == ["Dear Mother,", "tbe harbour is quiet"]


def test_a_lesson_is_the_authors_own_lines_cut_from_their_scans(library: Library) -> None:
    touch(library, 1)
    touch(library, 2)
    lesson = lesson_of(library, "Ida", (), 10_000_000)
    assert lesson.language == "eng"
    assert [line.text for line in lesson.lines] == ["Dear Mother,", "tbe harbour is quiet"]
    assert all(line.image.ndim == 2 and line.image.shape[0] >= 16 for line in lesson.lines)
    with pytest.raises(UsageError, match="No document is by 'Otto'"):
        lesson_of(library, "Otto", (), 10_000_000)


def test_too_little_to_learn_from_is_told(library: Library) -> None:
    touch(library, 1)
    with pytest.raises(BadInput, match="2 lines to learn from"):
        teach(library, "Ida", ("eng",), 10_000_000, lambda done, total: None, None)
    assert library.author_models.all() == ()


def test_a_model_makes_its_authors_pages_stale_and_no_others(library: Library) -> None:
    book = library.books.get(1)
    settings = Settings(library=library.folder, ocr_engine="tesseract")
    ida, nobody = library.documents.of_book(1)

    def wanted() -> list[str]:
        transcribing = Transcribing(Session(library, settings, Workers(1), lambda event: None), book)
        german = library.documents.update(nobody.id, author="Ida", languages=("eng", "deu"))
        found = [transcribing.wanted(ida), transcribing.wanted(nobody), transcribing.wanted(german)]
        library.documents.update(nobody.id, author="", languages=())
        return found

    before = wanted()
    library.author_models.put("Ida", "eng", b"a model", lines=40, before=9.5, after=3.25)
    with_it = wanted()
    assert [old == new for old, new in zip(before, with_it, strict=True)] == [False, True, True]
    library.author_models.forget("Ida")
    assert wanted() == before
