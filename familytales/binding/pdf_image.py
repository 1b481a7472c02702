"""A scan as a PDF image: the file's own compressed bytes wherever PDF can carry them."""

import hashlib
import io
import struct
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image, ImageCms

from familytales.binding import pdf_jpeg, pdf_png
from familytales.binding.pdf_writer import Name, PdfWriter, Ref, Value
from familytales.domain.errors import BadInput

_DEVICE = {1: Name("DeviceGray"), 3: Name("DeviceRGB")}
_SPACES = {1: b"GRAY", 3: b"RGB ", 4: b"CMYK"}
# The device classes PDF/A-2 takes as the meaning of an image's colours: scanner, monitor, printer, conversion.
_CLASSES = frozenset({b"scnr", b"mntr", b"prtr", b"spac"})
_BLOCK = 1 << 20


class ImageWriter:
    """Writes scans into one PDF; profiles that many scans share are written once."""

    def __init__(self, writer: PdfWriter) -> None:
        self._writer = writer
        self._profiles: dict[bytes, Ref] = {}

    def write(self, path: Path) -> Ref:
        """The scan as an image object.

        Raises:
            BadInput: it is no image that can be decoded.
        """
        jpeg = pdf_jpeg.read_head(path)
        if jpeg is not None:
            space = self._space(jpeg.profile, jpeg.components)
            if space is not None:
                return self._jpeg(path, jpeg, space)
        png = pdf_png.read_head(path)
        return self._decoded(path) if png is None else self._png(path, png)

    def _jpeg(self, path: Path, head: pdf_jpeg.JpegHead, space: Value) -> Ref:
        entries = _entries(head.width, head.height, 8, space, "DCTDecode")
        if head.components == 4 and head.adobe:
            entries["Decode"] = [1, 0] * 4
        size = path.stat().st_size
        return self._writer.stream(entries, _pieces(path, [(0, size)]), size)

    def _png(self, path: Path, head: pdf_png.PngHead) -> Ref:
        space: Value = _DEVICE[head.components]
        if head.palette:
            space = [Name("Indexed"), Name("DeviceRGB"), len(head.palette) // 3 - 1, head.palette]
        entries = _entries(head.width, head.height, head.depth, space, "FlateDecode")
        entries["DecodeParms"] = {
            # 15: each row says which of PNG's filters it went through.
            "Predictor": 15,
            "Colors": head.components,
            "BitsPerComponent": head.depth,
            "Columns": head.width,
        }
        return self._writer.stream(entries, _pieces(path, head.parts), sum(length for _, length in head.parts))

    def _decoded(self, path: Path) -> Ref:
        """What PDF cannot carry as it is, without loss: decoded and compressed again; transparency on white."""
        try:
            with Image.open(path) as image:
                pixels = _opaque(image)
        except (OSError, ValueError, Image.DecompressionBombError) as error:
            raise BadInput(
                f"The page image {path.name} cannot be read: {error}.",
                remedy="Run `familytales library check`; it says what to do about damaged files.",
            ) from error
        data = zlib.compress(pixels.tobytes(), 6)
        components = len(pixels.getbands())
        entries = _entries(pixels.width, pixels.height, 8, _DEVICE[components], "FlateDecode")
        return self._writer.stream(entries, [data], len(data))

    def _space(self, profile: bytes, components: int) -> "Value | None":
        """A colour space of so many components; None where nothing says what they mean (CMYK without a profile)."""
        if not _usable(profile, components):
            return _DEVICE.get(components)
        key = hashlib.sha256(profile).digest()
        if key not in self._profiles:
            self._profiles[key] = self._writer.stream({"N": components}, [profile], len(profile))
        return [Name("ICCBased"), self._profiles[key]]


def _entries(width: int, height: int, depth: int, space: Value, coding: str) -> dict[str, Value]:
    return {
        "Type": Name("XObject"),
        "Subtype": Name("Image"),
        "Width": width,
        "Height": height,
        "BitsPerComponent": depth,
        "ColorSpace": space,
        "Filter": Name(coding),
    }


def _pieces(path: Path, parts: Sequence[tuple[int, int]]) -> Iterator[bytes]:
    with path.open("rb") as file:
        for offset, length in parts:
            file.seek(offset)
            left = length
            while left and (piece := file.read(min(left, _BLOCK))):
                left -= len(piece)
                yield piece


def _opaque(image: Image.Image) -> Image.Image:
    if image.has_transparency_data:
        layered = image.convert("RGBA")
        paper = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(paper, layered).convert("RGB")
    return image.convert("L" if image.mode in {"1", "L"} else "RGB")


def _usable(profile: bytes, components: int) -> bool:
    """Whether an embedded profile is whole and of the kind PDF/A-2 allows for such an image."""
    if len(profile) < 132 or profile[36:40] != b"acsp":
        return False
    (length,) = struct.unpack_from(">I", profile)
    fits = length == len(profile) and profile[8] in (2, 4) and profile[12:16] in _CLASSES
    if not fits or profile[16:20] != _SPACES[components]:
        return False
    try:
        ImageCms.ImageCmsProfile(io.BytesIO(profile))
    except (OSError, ImageCms.PyCMSError):
        return False
    return True
