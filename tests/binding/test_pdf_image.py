import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageCms

from familytales.binding.pdf import PdfFormat
from tests.binding.test_pdf import a_page, book_of, ignore

SIZE = (160, 120)


def gradient(mode: str) -> Image.Image:
    """Every hue and shade, smooth enough for JPEG."""
    x = np.linspace(0, 255, SIZE[0])[None, :]
    y = np.linspace(0, 255, SIZE[1])[:, None]
    colours = np.stack([x + 0 * y, y + 0 * x, (x + y) / 2], axis=2).astype(np.uint8)
    return Image.fromarray(colours).convert(mode)


@contextmanager
def opened(*scans: Path) -> Iterator[pikepdf.Pdf]:
    target = scans[0].with_suffix(".pdf")
    PdfFormat().bind(book_of(tuple(a_page(scan, *SIZE, dpi=72.0) for scan in scans)), target, ignore)
    with pikepdf.open(target) as pdf:
        yield pdf


def shown(scan: Path) -> np.ndarray:
    """The page as PDFium renders it, a pixel for a pixel at 72 dpi."""
    with pypdfium2.PdfDocument(scan.with_suffix(".pdf")) as pdf:
        return np.asarray(pdf[0].render().to_pil().convert("RGB")).astype(int)


def image_of(pdf: pikepdf.Pdf, page: int = 0) -> pikepdf.Object:
    return pdf.pages[page].Resources.XObject.Scan


def profile(space: str) -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile(space)).tobytes()


@pytest.mark.parametrize(("mode", "space"), [("L", "/DeviceGray"), ("RGB", "/DeviceRGB")])
@pytest.mark.parametrize("progressive", [False, True])
def test_a_jpeg_is_carried_as_it_is(mode: str, space: str, progressive: bool, tmp_path: Path) -> None:
    scan = tmp_path / "scan.jpg"
    gradient(mode).save(scan, quality=95, progressive=progressive)
    with opened(scan) as pdf:
        assert image_of(pdf).ColorSpace == space
        assert image_of(pdf).read_raw_bytes() == scan.read_bytes()
    expected = np.asarray(Image.open(scan).convert("RGB")).astype(int)
    assert np.abs(shown(scan) - expected).mean() < 3


def test_a_profile_goes_with_its_scans_and_is_stored_once(tmp_path: Path) -> None:
    scans = [tmp_path / "one.jpg", tmp_path / "two.jpg"]
    for scan in scans:
        gradient("RGB").save(scan, icc_profile=profile("sRGB"))
    with opened(*scans) as pdf:
        kinds = [image_of(pdf, page).ColorSpace for page in (0, 1)]
        assert kinds[0][0] == "/ICCBased"
        assert kinds[0][1].N == 3
        assert kinds[0][1].read_bytes() == profile("sRGB")
        assert kinds[0][1].objgen == kinds[1][1].objgen


@pytest.mark.parametrize(
    "broken",
    [profile("sRGB")[:200], profile("LAB"), profile("sRGB")[:128] + b"\xff" * 460, b"nonsense" * 40],
    ids=["cut", "of another space", "damaged", "no profile"],
)
def test_a_profile_that_is_none_is_left_to_the_picture(broken: bytes, tmp_path: Path) -> None:
    scan = tmp_path / "scan.jpg"
    gradient("RGB").save(scan, icc_profile=broken)
    with opened(scan) as pdf:
        assert image_of(pdf).ColorSpace == "/DeviceRGB"
        assert image_of(pdf).read_raw_bytes() == scan.read_bytes()


def test_cmyk_without_a_profile_is_shown_as_colour(tmp_path: Path) -> None:
    scan = tmp_path / "scan.jpg"
    gradient("RGB").convert("CMYK").save(scan, quality=95)
    with opened(scan) as pdf:
        # PDF/A has no meaning for bare CMYK.
        assert image_of(pdf).ColorSpace == "/DeviceRGB"
        assert image_of(pdf).Filter == "/FlateDecode"
    expected = np.asarray(Image.open(scan).convert("RGB")).astype(int)
    assert np.abs(shown(scan) - expected).mean() < 1


def cmyk_profile() -> bytes:
    """The head of a CMYK printer profile with one table, as small as LittleCMS takes it."""
    body = b"\0\0\0\1" + b"desc" + (144).to_bytes(4, "big") + (12).to_bytes(4, "big")
    head = bytearray(profile("sRGB")[:128])
    head[12:20] = b"prtrCMYK"
    head[20:24] = b"Lab "
    whole = bytes(head) + body + b"text\0\0\0\0cmyk"
    return len(whole).to_bytes(4, "big") + whole[4:]


def test_cmyk_with_a_profile_is_carried_as_it_is(tmp_path: Path) -> None:
    scan = tmp_path / "scan.jpg"
    gradient("RGB").convert("CMYK").save(scan, quality=95, icc_profile=cmyk_profile())
    with opened(scan) as pdf:
        assert image_of(pdf).ColorSpace[1].N == 4
        # Adobe's programs, and Pillow, store CMYK inverted.
        assert list(image_of(pdf).Decode) == [1, 0] * 4
        assert image_of(pdf).read_raw_bytes() == scan.read_bytes()


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "LA", "RGBA", "I;16"])
def test_a_png_loses_nothing(mode: str, tmp_path: Path) -> None:
    scan = tmp_path / "scan.png"
    if mode == "I;16":
        Image.fromarray(np.asarray(gradient("L")).astype(np.uint16) * 257).save(scan)
    else:
        gradient("RGB").convert(mode).save(scan)
    with opened(scan):
        pass
    expected = np.asarray(gradient("RGB").convert("L" if mode == "I;16" else mode).convert("RGB")).astype(int)
    assert np.abs(shown(scan) - expected).max() <= 1


def test_transparency_is_put_on_white(tmp_path: Path) -> None:
    scan = tmp_path / "scan.png"
    Image.new("RGBA", SIZE, (255, 0, 0, 0)).save(scan)
    with opened(scan):
        pass
    assert (shown(scan) == 255).all()


def test_png_pixels_are_not_compressed_again(tmp_path: Path) -> None:
    scan = tmp_path / "scan.png"
    gradient("RGB").save(scan)
    with opened(scan) as pdf:
        assert image_of(pdf).DecodeParms.Predictor == 15
        assert image_of(pdf).read_raw_bytes() in scan.read_bytes()


def test_a_jpeg_that_pdf_readers_do_not_know_is_decoded(tmp_path: Path) -> None:
    stored = io.BytesIO()
    gradient("RGB").save(stored, "JPEG")
    scan = tmp_path / "scan.jpg"
    # SOF9 in place of SOF0: arithmetic coding.
    scan.write_bytes(stored.getvalue().replace(b"\xff\xc0\x00\x11", b"\xff\xc9\x00\x11"))
    with opened(scan) as pdf:
        assert image_of(pdf).Filter == "/FlateDecode"
