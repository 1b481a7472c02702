"""Any Pillow image as a raster: 8-bit grey or RGB, upright as its EXIF orientation says, transparency on white."""

from typing import TYPE_CHECKING, cast

import numpy
from PIL import ExifTags, Image, ImageOps

from familytales.imaging.colours import in_srgb

if TYPE_CHECKING:
    from familytales.ports import Raster

# Pillow's own limit warns, then raises, at figures that cannot be set per call; `decoding` checks every header instead.
Image.MAX_IMAGE_PIXELS = None

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def exif(image: Image.Image) -> Image.Exif:
    """What the header says; Pillow's own method decodes a whole PNG to look for more after the pixels."""
    return Image.Image.getexif(image)


def orientation(image: Image.Image) -> int:
    """EXIF orientation 1 to 8; 1 when there is none or it makes no sense. Read it before the pixels."""
    found = exif(image).get(ExifTags.Base.Orientation, 1)
    return found if isinstance(found, int) and 1 <= found <= 8 else 1


def upright_size(image: Image.Image) -> tuple[int, int]:
    """Width and height once the EXIF orientation is applied, from the header alone."""
    # Pillow swaps a TIFF's sides itself when it opens it.
    turned = image.format != "TIFF" and orientation(image) >= 5
    return (image.height, image.width) if turned else image.size


def raster(image: Image.Image, *, true_colours: bool = False) -> "Raster":
    """Decode `image`; (height, width) where it is grey, (height, width, 3) RGB where it has colour.

    Args:
        image: opened, its pixels not read yet.
        true_colours: bring colours to sRGB, for people's eyes; recognisers do without.

    Raises:
        OSError, ValueError, SyntaxError: as Pillow does for damaged data.
    """
    turn = None if image.format == "TIFF" else _TURNS.get(orientation(image))
    image.load()
    # Pillow knows what it already did to a TIFF.
    upright = ImageOps.exif_transpose(image) if image.format == "TIFF" else image
    upright = upright if turn is None else upright.transpose(turn)
    upright = in_srgb(upright) if true_colours else upright
    flat = _eight_bit(upright) if upright.mode.startswith(("I", "F")) else _flat(upright)
    return numpy.ascontiguousarray(numpy.asarray(flat, dtype=numpy.uint8))


def _flat(image: Image.Image) -> Image.Image:
    if "A" in image.mode.upper().replace("LAB", "") or "transparency" in image.info:
        seen = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen).convert("RGB")
    if image.mode in ("L", "RGB"):
        return image
    grey = image.mode == "1" or (image.mode == "P" and _grey_palette(image))
    return image.convert("L" if grey else "RGB")


def _grey_palette(image: Image.Image) -> bool:
    flat = image.getpalette("RGB") or []
    return flat[0::3] == flat[1::3] == flat[2::3]


def _eight_bit(image: Image.Image) -> "Raster":
    """Deep grey (16-bit, 32-bit, floating point) brought down to 8 bits, keeping black and white where they are."""
    deep = numpy.asarray(image).astype(numpy.float32)
    deep = numpy.nan_to_num(deep, nan=0.0, posinf=0.0, neginf=0.0)
    top = float(deep.max(initial=0.0))
    whites = (1.0, 255.0, 4095.0, 65535.0) if image.mode == "F" else (255.0, 4095.0, 65535.0)
    white = next((w for w in whites if top <= w), top)
    return cast("Raster", numpy.clip(deep * (255.0 / white) + 0.5, 0, 255).astype(numpy.uint8))
