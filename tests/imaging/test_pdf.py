import io
from pathlib import Path

import fpdf
import numpy
import pikepdf
import pytest
from PIL import Image

from familytales.domain.errors import BadInput
from familytales.imaging import media, pdf
from familytales.imaging.decoding import decode, inspect
from tests.imaging.conftest import MAX_PIXELS, draw_page

LINES = ("The winter of 1947 was hard;", "we burned the chairs.")


def written(path: Path, *, rotate: int = 0) -> Path:
    document = fpdf.FPDF(format=(148, 210))
    document.add_page()
    document.set_font("Helvetica", size=14)
    for number, line in enumerate(LINES):
        document.text(20, 30 + 10 * number, line)
    document.output(str(path))
    if rotate:
        with pikepdf.open(path, allow_overwriting_input=True) as opened:
            opened.pages[0].rotate(rotate, relative=True)
            opened.save(path)
    return path


def scanned(path: Path, image: Image.Image, *, dpi: int = 200, text: str = "") -> Path:
    width, height = (72 * side / dpi for side in image.size)
    document = fpdf.FPDF(unit="pt", format=(width, height))
    document.add_page()
    if text:
        document.set_font("Helvetica", size=12)
        with document.local_context(text_mode="INVISIBLE"):
            document.text(30, 30, text)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    document.image(buffer, 0, 0, width, height)
    document.output(str(path))
    return path


def test_a_drawn_page_is_rendered_at_300_dpi(tmp_path):
    info = inspect(written(tmp_path / "a.pdf"), max_pixels=MAX_PIXELS)
    assert info.media_type == media.PDF
    assert info.frames[0].dpi == 300
    assert (info.frames[0].width, info.frames[0].height) == (1748, 2480)
    assert decode(tmp_path / "a.pdf", 0, max_pixels=MAX_PIXELS).shape == (2480, 1748)


def test_a_scan_is_rendered_pixel_for_pixel(tmp_path):
    page = draw_page(width=620, height=877, size=20, margin=60)
    path = scanned(tmp_path / "scan.pdf", Image.fromarray(page.image))
    frame = inspect(path, max_pixels=MAX_PIXELS).frames[0]
    assert (frame.width, frame.height, frame.dpi) == (620, 877, 200)
    found = decode(path, 0, max_pixels=MAX_PIXELS)
    assert numpy.abs(found.astype(int) - page.image).max() <= 2


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_embedded_text_stands_on_its_ink(tmp_path, rotate):
    path = written(tmp_path / "letter.pdf", rotate=rotate)
    found = pdf.embedded_text(path, 0, max_pixels=MAX_PIXELS)
    assert found is not None
    words = [word for line in found.lines for word in line.words]
    assert sorted(word.text for word in words) == sorted(" ".join(LINES).split())
    image = decode(path, 0, max_pixels=MAX_PIXELS)
    dark = image < 128
    covered = numpy.zeros_like(dark)
    for word in words:
        inside = dark[word.box.top : word.box.bottom, word.box.left : word.box.right]
        assert inside.mean() > 0.05
        covered[word.box.top : word.box.bottom, word.box.left : word.box.right] = True
    assert (dark & covered).sum() >= 0.98 * dark.sum()


def test_lines_are_kept_apart(tmp_path):
    found = pdf.embedded_text(written(tmp_path / "letter.pdf"), 0, max_pixels=MAX_PIXELS)
    assert found is not None
    assert [" ".join(word.text for word in line.words) for line in found.lines] == list(LINES)


@pytest.mark.parametrize("text", ["", "an earlier reading"])
def test_a_scan_has_no_embedded_text_even_with_an_invisible_layer(tmp_path, text):
    path = scanned(tmp_path / "scan.pdf", Image.new("L", (400, 600), 200), text=text)
    assert pdf.embedded_text(path, 0, max_pixels=MAX_PIXELS) is None


def test_a_blank_page_has_no_embedded_text(tmp_path):
    document = fpdf.FPDF()
    document.add_page()
    document.output(str(tmp_path / "blank.pdf"))
    assert pdf.embedded_text(tmp_path / "blank.pdf", 0, max_pixels=MAX_PIXELS) is None


def test_a_password_is_asked_of_the_family_not_of_the_program(tmp_path):
    plain = written(tmp_path / "plain.pdf")
    path = tmp_path / "locked.pdf"
    with pikepdf.open(plain) as opened:
        opened.save(path, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    with pytest.raises(BadInput, match=r"“locked\.pdf” is protected by a password") as error:
        inspect(path, max_pixels=MAX_PIXELS)
    assert error.value.remedy


def test_a_damaged_pdf(tmp_path):
    path = tmp_path / "cut.pdf"
    path.write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type")
    with pytest.raises(BadInput, match="damaged"):
        inspect(path, max_pixels=MAX_PIXELS)


def test_a_huge_picture_inside_a_small_page_is_refused(tmp_path):
    path = scanned(tmp_path / "bomb.pdf", Image.new("1", (3000, 3000)))
    with pytest.raises(BadInput, match="3000 × 3000"):
        inspect(path, max_pixels=1_000_000)
    with pytest.raises(BadInput, match="3000 × 3000"):
        decode(path, 0, max_pixels=1_000_000)


def test_a_drawn_poster_is_made_to_fit(tmp_path):
    document = fpdf.FPDF(unit="in", format=(40, 40))
    document.add_page()
    document.output(str(tmp_path / "poster.pdf"))
    frame = inspect(tmp_path / "poster.pdf", max_pixels=20_000_000).frames[0]
    assert frame.width * frame.height <= 20_000_000
    assert decode(tmp_path / "poster.pdf", 0, max_pixels=20_000_000).shape[:2] == (frame.height, frame.width)


def test_a_page_that_is_not_there(tmp_path):
    with pytest.raises(BadInput, match="no page 3"):
        decode(written(tmp_path / "a.pdf"), 2, max_pixels=MAX_PIXELS)
