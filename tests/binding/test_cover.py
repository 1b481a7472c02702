import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from familytales.binding.cover import cover_jpeg
from familytales.domain.editions import Edition


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_a_made_cover_is_a_portrait_jpeg_and_always_the_same(edition: Edition) -> None:
    made = cover_jpeg(edition)
    assert opened(made).format == "JPEG"
    assert opened(made).size == (1200, 1600)
    assert cover_jpeg(edition) == made


def test_the_title_is_on_the_made_cover(edition: Edition) -> None:
    other = replace(edition, book=replace(edition.book, title="Another title"))
    assert cover_jpeg(other) != cover_jpeg(edition)


@pytest.mark.parametrize("title", ["", "W" * 400, "a word " * 200, "\x00\x1b", "Ковальские Ωδή", "家族の手紙"])
def test_every_title_makes_a_cover(edition: Edition, title: str) -> None:
    other = replace(edition, book=replace(edition.book, title=title, subtitle=title, author=title))
    assert opened(cover_jpeg(other)).size == (1200, 1600)


def test_a_chosen_scan_is_made_small_enough(edition: Edition, tmp_path: Path) -> None:
    scan = tmp_path / "scan.jpg"
    Image.new("L", (2600, 4000), 200).save(scan)
    cover = opened(cover_jpeg(replace(edition, cover=scan)))
    assert (cover.size, cover.mode) == ((1040, 1600), "RGB")
