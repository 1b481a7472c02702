"""Upright pictures of pages: for screens, for books, for embedding in PDFs. The same input gives the same bytes."""

import io
from pathlib import Path
from typing import TYPE_CHECKING, cast

import cv2
import numpy
from PIL import Image

from familytales.domain.transcripts import Box
from familytales.imaging import decoding, media, rasters

if TYPE_CHECKING:
    from familytales.ports import Raster

SCREEN = 1600
"""Longer side in pixels of a view for screens."""

_SCAN_QUALITY = 90
_TURNS = {0: 0, 90: 3, 180: 2, 270: 1}


def turned(image: "Raster", rotation: int) -> "Raster":
    """The raster turned clockwise by 0, 90, 180 or 270 degrees."""
    return numpy.ascontiguousarray(numpy.rot90(image, _TURNS[rotation]))


def upright_jpeg(image: "Raster", rotation: int, *, longest: int | None = SCREEN, quality: int = 80) -> bytes:
    """A baseline JPEG of the page turned clockwise by `rotation`, without metadata.

    Args:
        image: the page image.
        rotation: degrees clockwise (0, 90, 180, 270) that turn it upright.
        longest: most pixels on the longer side; None leaves the size alone. Nothing is ever enlarged.
        quality: 1 to 95, as JPEG encoders count.
    """
    height, width = image.shape[:2]
    scale = min(1.0, longest / max(width, height)) if longest else 1.0
    if scale < 1.0:
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        image = cast("Raster", cv2.resize(image, size, interpolation=cv2.INTER_AREA))
    buffer = io.BytesIO()
    Image.fromarray(turned(image, rotation)).save(buffer, "JPEG", quality=quality, optimize=True)
    return buffer.getvalue()


def cut_png(image: "Raster", box: Box, rotation: int) -> bytes:
    """A PNG of a part of the page, turned clockwise by `rotation`.

    Args:
        image: the page image.
        box: the part, inside the image and not empty.
        rotation: degrees clockwise (0, 90, 180, 270) that turn it upright.
    """
    buffer = io.BytesIO()
    part = image[box.top : box.bottom, box.left : box.right]
    Image.fromarray(turned(part, rotation)).save(buffer, "PNG")
    return buffer.getvalue()


def upright_scan(path: Path, frame: int, rotation: int, *, max_pixels: int) -> tuple[bytes, str]:
    """The page upright at full resolution, and the suffix (`.jpg`) that goes with the bytes.

    An upright JPEG original keeps its pixels to the last bit, only its metadata (camera, place, editing history) are
    left out: a finished book travels further than a scan. Everything else becomes a JPEG of quality 90.

    Raises:
        BadInput: as `decoding.decode`.
    """
    if rotation == 0 and frame == 0:
        data = path.read_bytes()
        if media.sniff(data[: media.HEAD]) == media.JPEG and _plain(data):
            decoding.inspect(path, max_pixels=max_pixels)
            return without_metadata(data), ".jpg"
    image = decoding.decode(path, frame, max_pixels=max_pixels, true_colours=True)
    return upright_jpeg(image, rotation, longest=None, quality=_SCAN_QUALITY), ".jpg"


def _plain(data: bytes) -> bool:
    """Grey or colour as every viewer shows it, and upright without its metadata."""
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
            return image.mode in ("L", "RGB") and rasters.orientation(image) == 1
    except (OSError, ValueError, SyntaxError):
        return False


def without_metadata(data: bytes) -> bytes:
    """A JPEG without application segments and comments, but for its colours' meaning (JFIF, ICC profile, Adobe)."""
    kept, place = [data[:2]], 2
    while place + 4 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker == 0xFF:  # padding
            place += 1
            continue
        if marker == 0xDA:  # the image data begin
            break
        end = place + 2 + int.from_bytes(data[place + 2 : place + 4], "big")
        segment = data[place:end]
        if not (0xE0 <= marker <= 0xEF or marker == 0xFE) or _about_colour(marker, segment[4:]):
            kept.append(segment)
        place = end
    return b"".join((*kept, data[place:]))


def _about_colour(marker: int, body: bytes) -> bool:
    return (
        (marker == 0xE0 and body.startswith(b"JFIF\0"))
        or (marker == 0xE2 and body.startswith(b"ICC_PROFILE\0"))
        or (marker == 0xEE and body.startswith(b"Adobe"))
    )
