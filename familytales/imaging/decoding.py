"""From a file to its page images; everything that can be wrong with a file is found here and said in one paragraph."""

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import ExifTags, Image

from familytales.domain.errors import BadInput
from familytales.imaging import complaints, media, rasters

if TYPE_CHECKING:
    from familytales.ports import Raster

MAX_FRAMES = 5000
"""Most pages one file may hold; the thickest bound volume a scanner saves as one file stays well below."""

_FORMATS = {
    media.JPEG: "JPEG",
    media.PNG: "PNG",
    media.WEBP: "WEBP",
    media.TIFF: "TIFF",
    media.HEIC: "HEIF",
    media.JPEG_2000: "JPEG2000",
}
_ROUGH = 256
"""Pixels that each side of a rough image has at least, where the scan has as many."""
_PART = 254  # TIFF NewSubfileType: bit 0 a thumbnail, bit 2 a transparency mask
_WHEN = re.compile(r"(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)")


@dataclass(frozen=True, slots=True)
class Frame:
    """One image of a file, upright as its EXIF orientation says.

    Attributes:
        width: pixels across.
        height: pixels down.
        dpi: dots per inch as the file claims, 0.0 when it does not say or makes no sense.
        taken: EXIF date and time (`2024-05-01T10:11:12`) or "".
    """

    width: int
    height: int
    dpi: float = 0.0
    taken: str = ""


@dataclass(frozen=True, slots=True)
class ScanInfo:
    """What a scan file is and which images it holds, at least one."""

    media_type: str
    frames: tuple[Frame, ...]


def inspect(path: Path, *, max_pixels: int) -> ScanInfo:
    """What the file holds, from headers only: no pixel is decoded.

    Args:
        path: the file; its name is used in messages only.
        max_pixels: largest width x height allowed of any image in it.

    Raises:
        BadInput: it is empty, unreadable, not a scan, damaged, locked, or an image is too large.
    """
    kind = _kind(path)
    if kind == media.PDF:
        from familytales.imaging import pdf  # slow to import, and most scans are pictures

        sheets = pdf.inspect(path, max_pixels=max_pixels, max_frames=MAX_FRAMES)
        return ScanInfo(kind, tuple(Frame(sheet.width, sheet.height, sheet.dpi) for sheet in sheets))
    with _opened(path, kind) as image:
        frames = []
        for _ in _parts(path, image, kind):
            width, height = _checked(path, image, max_pixels)
            frames.append(Frame(width, height, _dpi(image), _taken(image)))
        return ScanInfo(kind, tuple(frames))


def decode(path: Path, frame: int, *, max_pixels: int, true_colours: bool = False, rough: bool = False) -> "Raster":
    """The page image number `frame` (from 0): (height, width) grey or (height, width, 3) RGB, EXIF applied.

    Args:
        path: the file.
        frame: which of its images.
        max_pixels: largest width x height allowed.
        true_colours: bring colours to sRGB, for people's eyes; recognisers do without.
        rough: a JPEG may come at an eighth of its size, in half the time, though all of its data are read.

    Raises:
        BadInput: as `inspect`; also when the data end early or there is no such frame.
    """
    kind = _kind(path)
    if kind == media.PDF:
        from familytales.imaging import pdf

        return pdf.render(path, frame, max_pixels=max_pixels)
    with _opened(path, kind) as image:
        for number, _ in enumerate(_parts(path, image, kind)):
            if number == frame:
                _checked(path, image, max_pixels)
                if rough:
                    image.draft(None, (_ROUGH, _ROUGH))
                return rasters.raster(image, true_colours=true_colours)
    raise complaints.no_such_frame(path, frame)


def holds_several(path: Path) -> bool:
    """Whether a file holds more than one page image; a file that cannot be read holds none."""
    try:
        kind = _kind(path)
        if kind == media.PDF:
            from familytales.imaging import pdf

            return pdf.count(path) > 1
        with _opened(path, kind) as image:
            return len(list(islice(_parts(path, image, kind), 2))) > 1
    except BadInput:
        return False


def _kind(path: Path) -> str:
    try:
        if path.stat().st_size == 0:
            raise complaints.empty(path)
        kind = media.sniff_file(path)
    except OSError as error:
        raise complaints.unreadable(path, error) from error
    if kind not in _FORMATS and kind != media.PDF:
        raise complaints.not_a_scan(path)
    return kind


@contextmanager
def _opened(path: Path, kind: str) -> Iterator[Image.Image]:
    """The image, its header read; every way in which a decoder complains becomes `BadInput`."""
    if kind == media.HEIC:
        from pillow_heif import HeifImagePlugin  # noqa: F401 - registers HEIC with Pillow
    try:
        with warnings.catch_warnings():
            # Pillow warns of oddities in metadata that change nothing for us.
            warnings.simplefilter("ignore")
            with Image.open(path, formats=[_FORMATS[kind]]) as image:
                yield image
    except (OSError, ValueError, SyntaxError, EOFError, KeyError, IndexError, TypeError, OverflowError) as error:
        raise complaints.damaged(path) from error
    except (RuntimeError, ArithmeticError, MemoryError, Image.DecompressionBombError) as error:
        raise complaints.damaged(path) from error


def _parts(path: Path, image: Image.Image, kind: str) -> Iterator[int]:
    """Seeks `image` to each page in turn; thumbnails, masks and a phone's alternative exposures are not pages."""
    if kind != media.TIFF:
        yield 0
        return
    found = 0
    for number in range(MAX_FRAMES + 1):
        try:
            image.seek(number)
        except EOFError:
            break
        if number == MAX_FRAMES:
            raise complaints.too_many_frames(path, MAX_FRAMES)
        purpose = getattr(image, "tag_v2", {}).get(_PART, 0)
        if not (isinstance(purpose, int) and purpose & 0b101):
            found += 1
            yield number
    if not found:
        raise complaints.damaged(path)


def _checked(path: Path, image: Image.Image, max_pixels: int) -> tuple[int, int]:
    if image.width * image.height > max_pixels:
        raise complaints.too_large(path, *image.size, max_pixels)
    if image.width < 1 or image.height < 1:
        raise complaints.damaged(path)
    return rasters.upright_size(image)


def _dpi(image: Image.Image) -> float:
    found = image.info.get("dpi")
    try:
        dpi = float(found[0]) if isinstance(found, tuple) else 0.0
    except (TypeError, ValueError, ArithmeticError):
        return 0.0
    return round(dpi, 1) if 20 <= dpi <= 10_000 else 0.0


def _taken(image: Image.Image) -> str:
    tags = rasters.exif(image).get_ifd(ExifTags.IFD.Exif)
    for tag in (ExifTags.Base.DateTimeOriginal, ExifTags.Base.DateTimeDigitized):
        if when := _WHEN.match(str(tags.get(tag, ""))):
            year, month, day, clock = when.groups()
            if year != "0000":
                return f"{year}-{month}-{day}T{clock}"
    return ""
