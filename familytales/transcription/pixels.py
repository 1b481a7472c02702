"""Page pixels as the engines want them; OpenCV is loaded where pixels are, for naming an engine needs none."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from familytales.ports import Raster


INK_CONTRAST = 30
"""Grey levels by which ink differs from its paper: faded pencil is 35 to 50 from it, paper grain below 30."""
FAINTEST, GRAIN = 15, 8
"""On smooth paper fainter ink is seen as well: so many grey levels, and so many times what the paper itself varies."""
INK_SHARE = 0.00004
"""Least share of inky pixels on a page with writing: two short words on a letter-size page are about 0.0005, the
figures of a page number 0.0001."""


def grey(image: Raster) -> Raster:
    """`image` as (height, width) luminance, contiguous; engines' own conversion of colour reads worse."""
    import cv2
    import numpy

    if image.ndim == 3:
        return numpy.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), dtype=numpy.uint8)
    return numpy.ascontiguousarray(image)


def has_ink(image: Raster) -> bool:
    """Whether anything stands out from the paper: false for blank, black and evenly shaded pages."""
    import cv2

    small = shrunk(grey(image), 1000)
    paper = cv2.medianBlur(small, 31)
    away = cv2.absdiff(small, paper)
    faintest = min(INK_CONTRAST, max(FAINTEST, GRAIN * float(away.mean())))
    return float((away > faintest).mean()) >= INK_SHARE


def shrunk(image: Raster, longest: int) -> Raster:
    """`image` with its longer side at most `longest` pixels."""
    import cv2
    import numpy

    scale = longest / max(image.shape[:2])
    if scale >= 1:
        return image
    size = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
    small = cv2.resize(reduced(image, int(0.5 / scale)), size, interpolation=cv2.INTER_AREA)
    return numpy.asarray(small, dtype=numpy.uint8)


def reduced(image: Raster, factor: int) -> Raster:
    """`image` smaller by a whole number, which is many times quicker than going to any other size at once."""
    import cv2

    if factor < 2:
        return image
    height, width = (max(1, side // factor) for side in image.shape[:2])
    whole = image[: height * factor, : width * factor]
    return cast("Raster", cv2.resize(whole, (width, height), interpolation=cv2.INTER_AREA))
