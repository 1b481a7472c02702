"""One line of writing cut out of its page, straight however the page lies, as line readers want it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

import cv2
import numpy

from familytales.domain.transcripts import Box
from familytales.imaging.views import turned

if TYPE_CHECKING:
    from familytales.ports import Raster

AROUND = 0.2
"""Part of a line's height that is kept above, below, before and after it."""


def strip(page: "Raster", words: Sequence[Box], rotation: int = 0) -> "Raster":
    """The line that words make, sheared so that it runs level.

    Args:
        page: the page image, (height, width) grey or (height, width, 3) RGB.
        words: boxes of the line's words in page-image pixels, at least one.
        rotation: degrees clockwise (0, 90, 180, 270) that turn the page upright.

    Returns:
        Pixels of the same kind; beyond the page's edges they repeat the edge.
    """
    height, width = page.shape[:2]
    boxes = [box.rotated(rotation, width, height) for box in words]
    tall = max(8, int(numpy.percentile([box.height for box in boxes], 90)))
    around = round(AROUND * tall)
    left, right = min(box.left for box in boxes) - around, max(box.right for box in boxes) + around
    slope, level = _middle(boxes)
    size = (right - left, tall + 2 * around)
    # Where the strip's pixels come from: column x of the page, as far from the line's middle there.
    source = numpy.array([[1.0, 0.0, left], [slope, 1.0, slope * left + level - size[1] / 2]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    made = cv2.warpAffine(turned(page, rotation), source, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return cast("Raster", made)


def _middle(boxes: Sequence[Box]) -> tuple[float, float]:
    """Slope and height at x = 0 of the line through the middles of its words; level where they are too few to tell."""
    xs = numpy.array([(box.left + box.right) / 2 for box in boxes])
    ys = numpy.array([(box.top + box.bottom) / 2 for box in boxes])
    if len(boxes) < 3:
        return 0.0, float(ys.mean())
    slope, level = numpy.polyfit(xs, ys, 1, w=numpy.sqrt([box.width for box in boxes]))
    return float(slope), float(level)
