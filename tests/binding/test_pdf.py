import tracemalloc
from dataclasses import replace
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image

from familytales.binding.pdf import PdfFormat, page_size
from familytales.domain.books import Book, Document, Page
from familytales.domain.editions import Edition, EditionDocument, EditionPage, EditionThread
from familytales.domain.errors import BadInput, FamilyTalesError
from familytales.domain.transcripts import Block, Box, Line, Transcript, Word
from familytales.ports import BindingFormat


def ignore(done: int, total: int) -> None:
    pass


def book_of(pages: tuple[EditionPage, ...], title: str = "A book") -> Edition:
    document = Document(1, 1, title)
    content = EditionDocument(document, pages)
    return Edition(Book(1, "u", title), (EditionThread("", (document,)),), None, lambda number: content)


def a_page(scan: Path, width: int, height: int, dpi: float = 0.0, words: tuple[Word, ...] = ()) -> EditionPage:
    blocks = (Block((Line(words),)),) if words else ()
    return EditionPage(Page(1, 1, "", 0, width, height, dpi), Transcript(width, height, blocks), scan, scan)


def bound(edition: Edition, target: Path) -> Path:
    PdfFormat().bind(edition, target, ignore)
    return target


@pytest.fixture(scope="module")
def pdf(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bound(edition, tmp_path_factory.mktemp("pdf") / "book.pdf")


def pages_of(edition: Edition) -> list[EditionPage]:
    return [page for document in edition.documents() for page in document.pages]


def test_it_is_a_binding_format() -> None:
    assert isinstance(PdfFormat(), BindingFormat)


def test_the_file_is_sound(pdf: Path) -> None:
    with pikepdf.open(pdf) as opened:
        assert opened.check_pdf_syntax() == []
        assert len(opened.pages) == 4


def test_made_twice_it_is_the_same(edition: Edition, pdf: Path, tmp_path: Path) -> None:
    assert bound(edition, tmp_path / "again.pdf").read_bytes() == pdf.read_bytes()


def test_other_scans_make_another_identifier(edition: Edition, pdf: Path, tmp_path: Path) -> None:
    other = bound(book_of(pages_of(edition)[:1]), tmp_path / "other.pdf")
    with pikepdf.open(pdf) as first, pikepdf.open(other) as second:
        assert first.trailer.ID[0] == first.trailer.ID[1] != second.trailer.ID[0]


def test_scans_are_carried_byte_for_byte(edition: Edition, pdf: Path) -> None:
    with pikepdf.open(pdf) as opened:
        carried = [page.Resources.XObject.Scan.read_raw_bytes() for page in opened.pages]
    assert carried == [page.scan.read_bytes() for page in pages_of(edition)]


def test_words_are_found_where_their_ink_is(edition: Edition, pdf: Path) -> None:
    with pypdfium2.PdfDocument(pdf) as opened:
        for page, shown in zip(pages_of(edition), opened, strict=True):
            text = shown.get_textpage()
            transcript = page.transcript
            for word in transcript.words():
                box = word.box.rotated(transcript.rotation, transcript.width, transcript.height)
                left, top, right, bottom = (edge * 72 / 120 for edge in (box.left, box.top, box.right, box.bottom))
                found = text.get_text_bounded(left, shown.get_height() - bottom, right, shown.get_height() - top)
                # PDFium marks a hyphen at a line's end as one that may go.
                assert found.replace("\x02", "-").replace("\ufffe", "-").strip() == word.text


def test_copying_a_page_gives_its_words_in_reading_order(edition: Edition, pdf: Path) -> None:
    with pypdfium2.PdfDocument(pdf) as opened:
        copied = [page.get_textpage().get_text_range() for page in opened]
    assert "Tell little Wojciech that\r\nhis pony waits & eats <all> the apples." in copied[0]
    assert "lich aus Lübeck. Alles blüht.\r\nDeine Änne" in copied[2]


def test_the_text_leaves_no_trace_on_the_page(edition: Edition, pdf: Path, tmp_path: Path) -> None:
    page = pages_of(edition)[0]
    silent = replace(page, transcript=replace(page.transcript, blocks=()))
    bare = bound(book_of((silent,)), tmp_path / "bare.pdf")
    with pypdfium2.PdfDocument(pdf) as opened, pypdfium2.PdfDocument(bare) as blank:
        assert np.array_equal(opened[0].render().to_numpy(), blank[0].render().to_numpy())


def test_the_outline_leads_to_every_document(pdf: Path) -> None:
    with pypdfium2.PdfDocument(pdf) as opened:
        outline = [(entry.level, entry.get_title(), entry.get_dest().get_index()) for entry in opened.get_toc()]
    assert outline == [
        (0, "A Letter from the Farm", 0),
        (0, "Oma's <box>", 2),
        (1, "Grüße aus Lübeck", 2),
        (1, "Aunt \"Mae\" & <script>alert('x')</script>", 3),
    ]


def test_it_names_itself_and_its_language(pdf: Path) -> None:
    with pikepdf.open(pdf) as opened:
        assert str(opened.docinfo.Title) == "The Kowalski Letters & <other> papers"
        assert str(opened.Root.Lang) == "en"
        assert opened.Root.ViewerPreferences.DisplayDocTitle
        metadata = opened.open_metadata()
        assert metadata["dc:title"] == "The Kowalski Letters & <other> papers"
        assert metadata["dc:creator"] == ["The Kowalski family"]
        assert metadata["dc:language"] == {"en", "de"}
        assert metadata.pdfa_status == "2U"


def test_progress_counts_documents(edition: Edition, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    PdfFormat().bind(edition, tmp_path / "book.pdf", lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize(
    ("dpi", "width", "height"),
    [
        (300.0, 595.2, 841.92),
        (200.0, 892.8, 1262.88),
        (0.0, 595.032, 841.68),  # not said: A4
        (72.0, 595.032, 841.68),  # a sheet of over a metre: a camera's guess
        (10_000.0, 595.032, 841.68),
        (-3.0, 595.032, 841.68),
        (float("nan"), 595.032, 841.68),
        (float("inf"), 595.032, 841.68),
    ],
)
def test_a_page_has_its_true_size(dpi: float, width: float, height: float) -> None:
    found = page_size(a_page(Path("scan.jpg"), 2480, 3508, dpi))
    assert found[:2] == pytest.approx((width, height), abs=0.01)


def test_a_turned_page_is_upright() -> None:
    page = a_page(Path("scan.jpg"), 3508, 2480, 300.0)
    turned = replace(page, transcript=replace(page.transcript, rotation=270))
    assert page_size(turned)[:2] == pytest.approx((595.2, 841.92))


def test_no_side_is_shorter_than_pdf_allows() -> None:
    assert page_size(a_page(Path("scan.jpg"), 40_000, 1))[:2] == pytest.approx((841.68, 3.0))


def test_a_book_without_pages_is_an_error_that_helps(tmp_path: Path) -> None:
    with pytest.raises(FamilyTalesError, match="has no pages") as caught:
        bound(book_of(()), tmp_path / "book.pdf")
    assert "familytales add" in caught.value.remedy


def test_a_scan_that_is_no_image_is_named(tmp_path: Path) -> None:
    scan = tmp_path / "p7.jpg"
    scan.write_bytes(b"not a picture")
    with pytest.raises(BadInput, match=r"p7\.jpg"):
        bound(book_of((a_page(scan, 10, 10),)), tmp_path / "book.pdf")


def test_hostile_titles_and_words_do_no_harm(edition: Edition, tmp_path: Path) -> None:
    scan = pages_of(edition)[0].scan
    words = (
        Word("w1", "nul\0bell\a", Box(100, 100, 300, 150), 0.5),
        Word("w2", "\ud800half", Box(310, 100, 420, 150), 0.5),
        Word("w3", "x" * 20_000, Box(430, 100, 440, 150), 0.5),
        Word("w4", "\u200f\ufeff", Box(450, 100, 460, 150), 0.5),
        Word("w5", "<) Tj ET (>", Box(900, 100, 900, 100), 0.5),
        Word("w6", "\0", Box(-50, -20, -10, 5), 0.5),
    )
    book = book_of((a_page(scan, 1000, 1400, words=words),), "Title\n\0\ud800\ufffe 😀 " + "long " * 3000)
    with pikepdf.open(bound(book, tmp_path / "book.pdf")) as opened:
        assert opened.check_pdf_syntax() == []
        assert str(opened.docinfo.Title).startswith("Title 😀 long long")
        assert len(str(opened.docinfo.Title)) <= 2000
    with pypdfium2.PdfDocument(tmp_path / "book.pdf") as read:
        copied = read[0].get_textpage().get_text_range()
    assert copied.startswith("nulbell \ufffdhalf xxx")
    assert "<) Tj ET (>" in copied


def test_memory_does_not_grow_with_the_book(tmp_path: Path) -> None:
    scan = tmp_path / "scan.jpg"
    noise = np.random.default_rng(1).integers(0, 255, (1000, 1000), dtype=np.uint8)
    Image.fromarray(noise).save(scan, quality=95)

    def peak(pages: int) -> int:
        edition = book_of((a_page(scan, 1000, 1000),) * pages)
        tracemalloc.start()
        try:
            bound(edition, tmp_path / f"{pages}.pdf")
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(1)
    assert peak(60) < peak(4) + scan.stat().st_size / 4
