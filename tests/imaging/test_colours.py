import io
from pathlib import Path

import numpy
import pytest
from PIL import Image, ImageCms

from familytales.imaging.colours import foreign, in_srgb
from familytales.imaging.decoding import decode

MOST = 10_000_000


def swapped() -> bytes:
    """A made-up profile in which red and blue have changed places: sRGB's own with the two primaries' names swapped."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    places = profile.index(b"rXYZ"), profile.index(b"bXYZ")
    changed = bytearray(profile.replace(b"s\0R\0G\0B", b"o\0w\0n\0!"))
    changed[places[0] : places[0] + 4], changed[places[1] : places[1] + 4] = b"bXYZ", b"rXYZ"
    return bytes(changed)


def red(profile: bytes) -> Image.Image:
    image = Image.new("RGB", (8, 8), (255, 0, 0))
    image.info["icc_profile"] = profile
    return image


def test_colours_of_another_space_become_srgb() -> None:
    assert in_srgb(red(swapped())).getpixel((0, 0)) == pytest.approx((0, 0, 255), abs=3)


@pytest.mark.parametrize("profile", [b"", b"no profile at all", bytes(5 << 20)])
def test_an_image_without_a_usable_profile_is_left_alone(profile: bytes) -> None:
    image = red(profile)
    assert in_srgb(image) is image


def test_srgb_is_left_alone() -> None:
    assert foreign(red(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())) is None


def test_only_what_people_see_is_converted(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8), (255, 0, 0)).save(buffer, "PNG", icc_profile=swapped())
    (tmp_path / "scan.png").write_bytes(buffer.getvalue())
    seen = decode(tmp_path / "scan.png", 0, max_pixels=MOST, true_colours=True)
    read = decode(tmp_path / "scan.png", 0, max_pixels=MOST)
    assert numpy.argmax(seen[0, 0]) == 2
    assert numpy.argmax(read[0, 0]) == 0
