"""Colour to grey."""

from typing import TYPE_CHECKING, cast

import cv2

if TYPE_CHECKING:
    from familytales.ports import Raster


def grey(image: "Raster") -> "Raster":
    """Luminance (ITU-R BT.601 weights) of an RGB raster; a grey one as it is."""
    return image if image.ndim == 2 else cast("Raster", cv2.cvtColor(image, cv2.COLOR_RGB2GRAY))
