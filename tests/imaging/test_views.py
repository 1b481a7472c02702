import io

import numpy
import pytest
from PIL import Image

from familytales.domain.transcripts import Box
from familytales.imaging.decoding import decode
from familytales.imaging.views import turned, upright_jpeg, upright_scan
from tests.imaging.conftest import MAX_PIXELS


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data), formats=["JPEG"])


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_turning_agrees_with_how_boxes_turn(rotation):
    image = numpy.zeros((40, 60), numpy.uint8)
    box = Box(5, 10, 20, 14)
    image[box.top : box.bottom, box.left : box.right] = 255
    there = box.rotated(rotation, 60, 40)
    found = turned(image, rotation)
    assert found[there.top : there.bottom, there.left : there.right].min() == 255
    assert int((found > 0).sum()) == box.area


def test_a_view_fits_the_screen_and_is_never_enlarged(page):
    assert max(opened(upright_jpeg(page.image, 90, longest=500)).size) == 500
    assert opened(upright_jpeg(page.image, 90, longest=9000)).size == page.image.shape
    assert opened(upright_jpeg(page.image, 0, longest=None)).size == page.image.shape[::-1]


def test_views_are_the_same_when_made_twice(page):
    assert upright_jpeg(page.image, 270) == upright_jpeg(page.image, 270)


def test_an_upright_jpeg_keeps_its_pixels_and_loses_its_metadata(tmp_path, picture):
    path = tmp_path / "a.jpg"
    exif = Image.Exif()
    exif[0x010F] = "Kodak"
    picture.save(path, exif=exif, comment="private", dpi=(300, 300))
    data, suffix = upright_scan(path, 0, 0, max_pixels=MAX_PIXELS)
    assert suffix == ".jpg"
    assert b"Kodak" not in data
    assert b"private" not in data
    assert numpy.array_equal(numpy.asarray(opened(data)), decode(path, 0, max_pixels=MAX_PIXELS))
    assert opened(data).info["dpi"] == (300, 300)


@pytest.mark.parametrize(("orientation", "rotation"), [(6, 0), (1, 90)])
def test_a_turned_scan_is_saved_upright(tmp_path, picture, orientation, rotation):
    path = tmp_path / "a.jpg"
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture.save(path, exif=exif, quality=95)
    data, _ = upright_scan(path, 0, rotation, max_pixels=MAX_PIXELS)
    assert opened(data).size == (40, 60)
    wanted = turned(decode(path, 0, max_pixels=MAX_PIXELS), rotation)
    assert numpy.abs(numpy.asarray(opened(data)).astype(int) - wanted)[8, 8].max() < 10


def test_other_kinds_become_jpeg(tmp_path, picture):
    picture.save(tmp_path / "a.png")
    data, suffix = upright_scan(tmp_path / "a.png", 0, 0, max_pixels=MAX_PIXELS)
    assert suffix == ".jpg"
    assert opened(data).size == (60, 40)


def test_cmyk_jpeg_becomes_rgb(tmp_path, picture):
    picture.convert("CMYK").save(tmp_path / "a.jpg")
    data, _ = upright_scan(tmp_path / "a.jpg", 0, 0, max_pixels=MAX_PIXELS)
    assert opened(data).mode == "RGB"
