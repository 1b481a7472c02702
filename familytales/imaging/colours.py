"""Colours as they were meant: phones and scanners write in spaces of their own, screens and books expect sRGB."""

import io

from PIL import Image, ImageCms

_LARGEST = 4 << 20
"""Bytes a colour profile may have; a printer's with full tables has one or two million."""


def in_srgb(image: Image.Image) -> Image.Image:
    """The image with its colours brought to sRGB; itself where it is grey, names no profile, or a damaged one."""
    source = foreign(image)
    if source is None:
        return image
    try:
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB") or image
    except (ImageCms.PyCMSError, ValueError):
        return image


def foreign(image: Image.Image) -> ImageCms.ImageCmsProfile | None:
    """The colour profile of an image that is not sRGB, from its header alone; None where its numbers are sRGB's."""
    profile = image.info.get("icc_profile") or b""
    if image.mode not in ("RGB", "CMYK") or not 0 < len(profile) <= _LARGEST:
        return None
    try:
        found = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        # Its many editions all have the name in their description.
        return None if "srgb" in ImageCms.getProfileDescription(found).lower() else found
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None
