import re
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import numpy
import pytest
from PIL import Image
from pillow_heif import HeifImagePlugin  # noqa: F401 - has Pillow write HEIC

from familytales.domain.errors import BadInput
from familytales.imaging import media
from familytales.imaging.decoding import Frame, decode, inspect
from familytales.imaging.fingerprints import distance, fingerprint
from tests.imaging.conftest import MAX_PIXELS, draw_page

LOSSLESS = [("scan.png", media.PNG, {}), ("scan.tif", media.TIFF, {}), ("scan.jp2", media.JPEG_2000, {})]
LOSSLESS.append(("scan.webp", media.WEBP, {"lossless": True}))


def png_header(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return start + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


def close(found: numpy.ndarray, wanted: Image.Image, within: int) -> bool:
    return bool(numpy.abs(found.astype(int) - numpy.asarray(wanted).astype(int)).max() <= within)


@pytest.mark.parametrize(("name", "kind", "options"), LOSSLESS)
def test_lossless_kinds_give_their_pixels(tmp_path, picture, name, kind, options):
    path = tmp_path / name
    picture.save(path, **options)
    assert inspect(path, max_pixels=MAX_PIXELS).media_type == kind
    assert inspect(path, max_pixels=MAX_PIXELS).frames[0].width == 60
    assert close(decode(path, 0, max_pixels=MAX_PIXELS), picture, 0)


@pytest.mark.parametrize(("name", "kind"), [("a.jpg", media.JPEG), ("a.heic", media.HEIC)])
def test_lossy_kinds_give_nearly_their_pixels(tmp_path, picture, name, kind):
    path = tmp_path / name
    picture.save(path, quality=95)
    assert inspect(path, max_pixels=MAX_PIXELS).media_type == kind
    found = decode(path, 0, max_pixels=MAX_PIXELS)
    assert found.shape == (40, 60, 3)
    assert numpy.abs(found[10, 10].astype(int) - (220, 0, 0)).max() < 12


def test_kind_is_told_by_content_not_by_name(tmp_path, picture):
    path = tmp_path / "scan.jpg"
    picture.save(path, "PNG")
    assert inspect(path, max_pixels=MAX_PIXELS).media_type == media.PNG


def test_every_page_of_a_tiff_is_a_frame_but_not_its_thumbnails(tmp_path):
    pages = [Image.new("L", (50 + n, 40), 60 * n) for n in range(3)]
    pages[1].encoderinfo = {"tiffinfo": {254: 1}}
    path = tmp_path / "letter.tif"
    pages[0].save(path, save_all=True, append_images=pages[1:])
    info = inspect(path, max_pixels=MAX_PIXELS)
    assert [frame.width for frame in info.frames] in ([50, 51, 52], [50, 52])
    last = len(info.frames) - 1
    assert decode(path, last, max_pixels=MAX_PIXELS)[0, 0] == 120


def test_tiff_in_cmyk_becomes_rgb(tmp_path):
    path = tmp_path / "cmyk.tif"
    Image.new("CMYK", (30, 20), (0, 255, 255, 0)).save(path)
    found = decode(path, 0, max_pixels=MAX_PIXELS)
    assert tuple(found[5, 5]) == (255, 0, 0)


@pytest.mark.parametrize("name", ["deep.tif", "deep.png"])
def test_sixteen_bit_grey_keeps_its_tones(tmp_path, name):
    path = tmp_path / name
    ramp = numpy.linspace(0, 65535, 256).astype(numpy.uint16).reshape(1, 256).repeat(4, axis=0)
    Image.fromarray(ramp).save(path)
    found = decode(path, 0, max_pixels=MAX_PIXELS)
    assert found.dtype == numpy.uint8
    assert numpy.abs(found[0].astype(int) - numpy.arange(256)).max() <= 1


def test_one_bit_is_black_and_white(tmp_path):
    path = tmp_path / "fax.tif"
    image = Image.new("1", (64, 32), 1)
    image.paste(0, (0, 0, 32, 32))
    image.save(path, compression="group4")
    found = decode(path, 0, max_pixels=MAX_PIXELS)
    assert found.ndim == 2
    assert set(numpy.unique(found)) == {0, 255}
    assert found[0, 0] == 0


def test_transparency_is_seen_on_white(tmp_path):
    path = tmp_path / "clear.png"
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(path)
    assert decode(path, 0, max_pixels=MAX_PIXELS).min() == 255


def test_grey_palette_becomes_grey_and_colour_palette_rgb(tmp_path, picture):
    Image.new("L", (20, 20), 90).convert("P").save(tmp_path / "grey.png")
    picture.quantize(8).save(tmp_path / "colour.png")
    assert decode(tmp_path / "grey.png", 0, max_pixels=MAX_PIXELS).ndim == 2
    assert decode(tmp_path / "colour.png", 0, max_pixels=MAX_PIXELS).ndim == 3


@pytest.mark.parametrize("suffix", ["png", "tif", "webp"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation_is_applied_to_size_and_pixels(tmp_path, picture, orientation, suffix):
    path = tmp_path / f"turned.{suffix}"
    undo = {1: None, 2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}[orientation]
    stored = picture if undo is None else picture.transpose(Image.Transpose(undo))
    exif = Image.Exif()
    exif[0x0112] = orientation
    options = {"lossless": True} if suffix == "webp" else {}
    if suffix == "tif":
        options = {"tiffinfo": {274: orientation}}
    else:
        options["exif"] = exif
    stored.save(path, **options)
    frame = inspect(path, max_pixels=MAX_PIXELS).frames[0]
    assert (frame.width, frame.height) == (60, 40)
    assert close(decode(path, 0, max_pixels=MAX_PIXELS), picture, 0)


def test_exif_date_and_resolution(tmp_path, picture):
    path = tmp_path / "a.jpg"
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "2024:05:01 10:11:12"
    picture.save(path, exif=exif, dpi=(300, 300))
    assert inspect(path, max_pixels=MAX_PIXELS).frames == (Frame(60, 40, 300.0, "2024-05-01T10:11:12"),)


def test_a_silly_exif_date_is_no_date(tmp_path, picture):
    path = tmp_path / "a.jpg"
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "0000:00:00 00:00:00"
    picture.save(path, exif=exif)
    assert inspect(path, max_pixels=MAX_PIXELS).frames[0].taken == ""


def said(error: pytest.ExceptionInfo[BadInput], name: str) -> str:
    text = str(error.value)
    assert name in text
    assert "\n" not in text
    assert error.value.remedy
    return text


def test_empty_file(tmp_path):
    (tmp_path / "empty.jpg").touch()
    with pytest.raises(BadInput) as error:
        inspect(tmp_path / "empty.jpg", max_pixels=MAX_PIXELS)
    assert "empty" in said(error, "empty.jpg")


def test_text_called_jpg(tmp_path):
    (tmp_path / "recipe.jpg").write_text("Two eggs and a cup of flour")
    with pytest.raises(BadInput) as error:
        inspect(tmp_path / "recipe.jpg", max_pixels=MAX_PIXELS)
    assert "is not an image" in said(error, "recipe.jpg")


def test_missing_file(tmp_path):
    with pytest.raises(BadInput) as error:
        inspect(tmp_path / "gone.png", max_pixels=MAX_PIXELS)
    assert "cannot be read" in said(error, "gone.png")


@pytest.mark.parametrize("rough", [False, True])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP", "JPEG2000", "HEIF"])
def test_truncated_file(tmp_path, kind, rough):
    noise = numpy.random.default_rng(1).integers(0, 255, (600, 600, 3), dtype=numpy.uint8)
    whole = tmp_path / "whole"
    Image.fromarray(noise).save(whole, kind)
    path = tmp_path / "cut.img"
    path.write_bytes(whole.read_bytes()[: whole.stat().st_size * 6 // 10])
    with pytest.raises(BadInput) as error:
        decode(path, 0, max_pixels=MAX_PIXELS, rough=rough)
    assert "damaged" in said(error, "cut.img")


def test_a_rough_jpeg_is_small_and_upright_and_its_page_is_recognised(tmp_path):
    page, path, exif = draw_page(width=1600, height=2400, size=40).image, tmp_path / "page.jpg", Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(page).rotate(90, expand=True).save(path, exif=exif)
    rough = decode(path, 0, max_pixels=MAX_PIXELS, rough=True)
    assert rough.shape == (600, 400)
    assert distance(fingerprint(rough), fingerprint(decode(path, 0, max_pixels=MAX_PIXELS))) <= 1


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP", "JPEG2000", "HEIF"])
def test_noise_after_the_first_bytes_never_raises_anything_else(tmp_path, picture, kind):
    whole = tmp_path / "whole"
    picture.save(whole, kind)
    good = whole.read_bytes()
    random = numpy.random.default_rng(7)
    path = tmp_path / "noise"
    for _ in range(40):
        data = bytearray(good)
        for place in random.integers(4, len(data), 6):
            data[place] = random.integers(0, 256)
        path.write_bytes(data)
        try:
            for number in range(len(inspect(path, max_pixels=1_000_000).frames)):
                decode(path, number, max_pixels=1_000_000)
        except BadInput:
            pass


def test_a_huge_png_is_refused_from_its_header(tmp_path):
    path = tmp_path / "huge.png"
    path.write_bytes(png_header(40_000, 40_000))
    for refuse in (inspect, lambda p, max_pixels: decode(p, 0, max_pixels=max_pixels)):
        with pytest.raises(BadInput) as error:
            refuse(path, max_pixels=MAX_PIXELS)
        assert "40000 × 40000" in said(error, "huge.png")


@pytest.mark.slow
def test_refusing_a_huge_png_takes_no_memory(tmp_path):
    path = tmp_path / "huge.png"
    path.write_bytes(png_header(40_000, 40_000))
    code = f"""
import resource
from pathlib import Path
from familytales.domain.errors import BadInput
from familytales.imaging.decoding import decode, inspect
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
path = Path({str(path)!r})
for act in (lambda: inspect(path, max_pixels=2 * 10**8), lambda: decode(path, 0, max_pixels=2 * 10**8)):
    try:
        act()
    except BadInput:
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    grown = [int(n) for n in out.split()]
    assert len(grown) == 2
    assert max(grown) < 20_000  # kilobytes


def test_size_limit_counts_every_page(tmp_path):
    path = tmp_path / "pages.tif"
    Image.new("L", (10, 10)).save(path, save_all=True, append_images=[Image.new("L", (200, 200))])
    with pytest.raises(BadInput, match="200 × 200"):
        inspect(path, max_pixels=1000)


def test_a_page_that_is_not_there(jpeg):
    with pytest.raises(BadInput, match="no page 2"):
        decode(jpeg, 1, max_pixels=MAX_PIXELS)


def test_names_with_newline_and_emoji_are_said_on_one_line(tmp_path):
    path = tmp_path / "my\nscan 🎈.jpg"
    path.write_bytes(b"nothing")
    with pytest.raises(BadInput) as error:
        inspect(path, max_pixels=MAX_PIXELS)
    assert re.search(r"my\\nscan 🎈\.jpg", said(error, "🎈"))


def test_decoding_twice_gives_the_same(jpeg: Path):
    one, other = (decode(jpeg, 0, max_pixels=MAX_PIXELS) for _ in range(2))
    assert numpy.array_equal(one, other)
