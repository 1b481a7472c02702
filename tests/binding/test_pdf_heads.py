"""What PDF needs to know of JPEG and PNG files, sound or not."""

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from familytales.binding import pdf_jpeg, pdf_png


def stored(kind: str, mode: str = "RGB", **options: object) -> bytes:
    file = io.BytesIO()
    Image.effect_noise((40, 30), 60).convert(mode).save(file, kind, **options)
    return file.getvalue()


@pytest.mark.parametrize(("mode", "components", "adobe"), [("L", 1, False), ("RGB", 3, False), ("CMYK", 4, True)])
def test_a_jpeg_says_what_it_is(mode: str, components: int, adobe: bool, tmp_path: Path) -> None:
    path = tmp_path / "scan.jpg"
    path.write_bytes(stored("JPEG", mode))
    assert pdf_jpeg.read_head(path) == pdf_jpeg.JpegHead(40, 30, components, adobe, b"")


def test_a_profile_in_many_pieces_is_put_together(tmp_path: Path) -> None:
    path = tmp_path / "scan.jpg"
    profile = bytes(range(256)) * 700
    path.write_bytes(stored("JPEG", icc_profile=profile))
    head = pdf_jpeg.read_head(path)
    assert head is not None
    assert head.profile == profile


def test_a_png_says_where_its_pixels_are(tmp_path: Path) -> None:
    path = tmp_path / "scan.png"
    path.write_bytes(stored("PNG", "P"))
    head = pdf_png.read_head(path)
    assert head is not None
    assert (head.width, head.height, head.depth, head.components) == (40, 30, 8, 1)
    assert len(head.palette) % 3 == 0
    ((offset, _),) = head.parts
    assert path.read_bytes()[offset - 4 : offset] == b"IDAT"


@pytest.mark.parametrize(("module", "data"), [(pdf_jpeg, stored("JPEG")), (pdf_png, stored("PNG"))])
def test_a_cut_file_says_nothing_wrong(module: object, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "cut"
    whole = tmp_path / "whole"
    whole.write_bytes(data)
    for length in range(0, 700, 11):
        path.write_bytes(data[:length])
        assert module.read_head(path) in (None, module.read_head(whole))


@settings(max_examples=150)
@given(st.data())
def test_a_damaged_file_never_breaks_the_reader(tmp_path: Path, data: st.DataObject) -> None:
    module, sound = data.draw(st.sampled_from([(pdf_jpeg, stored("JPEG")), (pdf_png, stored("PNG"))]))
    damaged = bytearray(sound)
    for place in data.draw(st.lists(st.integers(0, 400), max_size=6)):
        damaged[place] = data.draw(st.integers(0, 255))
    path = tmp_path / "damaged"
    path.write_bytes(damaged)
    module.read_head(path)
