"""A perceptual fingerprint: the same page scanned, saved or scaled again is told by it, though no byte is the same."""

from typing import TYPE_CHECKING, cast

import cv2
import numpy

from familytales.imaging.grey import grey

if TYPE_CHECKING:
    from familytales.ports import Raster

SAME = 6
"""Most differing bits between two scans of one page."""

_SIDE = 32
_KEPT = 8
_FLAT = 2.0
"""Standard deviation of the shrunken page, in grey levels, below which there is nothing to recognise it by."""


def fingerprint(image: "Raster") -> str:
    """64-bit perceptual hash as 16 hex digits: signs of the lowest frequencies of the page, shrunk to 32 x 32.

    "" for a page with nothing on it: all blank pages would look alike.
    """
    small = cv2.resize(_reduced(grey(image)), (_SIDE, _SIDE), interpolation=cv2.INTER_AREA).astype(numpy.float32)
    if float(small.std()) < _FLAT:
        return ""
    waves = cv2.dct(small)[1 : _KEPT + 1, 1 : _KEPT + 1].ravel()
    bits = waves > numpy.median(waves)
    return f"{int(numpy.packbits(bits).view('>u8')[0]):016x}"


def _reduced(flat: "Raster") -> "Raster":
    """A smaller copy by a whole number, which is six times quicker than going to the last size at once."""
    factor = max(1, min(flat.shape) // (8 * _SIDE))
    height, width = (side // factor for side in flat.shape)
    whole = flat[: height * factor, : width * factor]
    return cast("Raster", cv2.resize(whole, (width, height), interpolation=cv2.INTER_AREA))


def distance(one: str, other: str) -> int:
    """Differing bits of two fingerprints, 0 to 64; 64 where either page has none."""
    if not one or not other:
        return 64
    return (int(one, 16) ^ int(other, 16)).bit_count()
