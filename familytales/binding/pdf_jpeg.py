"""What a PDF has to know about a JPEG it carries unchanged, read from the file's head alone."""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

# Baseline, extended and progressive Huffman coding: what PDF readers decode. Not arithmetic, not lossless.
_CARRIED = frozenset({0xC0, 0xC1, 0xC2})
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_START_OF_SCAN = 0xDA
_END = 0xD9
_APP2, _APP14 = 0xE2, 0xEE
_ICC = b"ICC_PROFILE\0"


@dataclass(frozen=True, slots=True)
class JpegHead:
    """A JPEG's frame.

    Attributes:
        width: pixels.
        height: pixels.
        components: 1 grey, 3 colour, 4 CMYK.
        adobe: there is an Adobe marker: four components are stored inverted.
        profile: the embedded ICC profile, or b"".
    """

    width: int
    height: int
    components: int
    adobe: bool
    profile: bytes


def read_head(path: Path) -> JpegHead | None:
    """The head of a JPEG that a PDF can carry as it is; None for anything else."""
    with path.open("rb") as file:
        if file.read(2) != b"\xff\xd8":
            return None
        frame: tuple[int, int, int] | None = None
        adobe = False
        profile: dict[int, bytes] = {}
        while (segment := _segment(file)) is not None:
            marker, data = segment
            if marker in _FRAMES:
                frame = _frame(marker, data)
            elif marker == _APP14 and data.startswith(b"Adobe"):
                adobe = True
            elif marker == _APP2 and data.startswith(_ICC) and len(data) > 14:
                profile[data[12]] = data[14:]
    if frame is None:
        return None
    width, height, components = frame
    return JpegHead(width, height, components, adobe, b"".join(profile[part] for part in sorted(profile)))


def _segment(file: BinaryIO) -> tuple[int, bytes] | None:
    """The next marker and its data; None where the picture begins, or the file ends."""
    byte = file.read(1)
    while byte and byte != b"\xff":
        byte = file.read(1)
    while byte == b"\xff":
        byte = file.read(1)
    if not byte or byte[0] in (_START_OF_SCAN, _END):
        return None
    size = file.read(2)
    if len(size) < 2 or (length := int.from_bytes(size, "big")) < 2:
        return None
    return byte[0], file.read(length - 2)


def _frame(marker: int, data: bytes) -> tuple[int, int, int] | None:
    if marker not in _CARRIED or len(data) < 6:
        return None
    depth, height, width, components = struct.unpack_from(">BHHB", data)
    if depth != 8 or not width or not height or components not in (1, 3, 4):
        return None
    return width, height, components
