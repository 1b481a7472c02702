"""How a PNG's pixels go into a PDF unchanged: PDF knows the very compression PNG uses."""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_COMPONENTS = {0: 1, 2: 3, 3: 1}
"""Components by colour type: grey, RGB, palette. The types with transparency (4, 6) are not carried."""


@dataclass(frozen=True, slots=True)
class PngHead:
    """A PNG's layout.

    Attributes:
        width: pixels.
        height: pixels.
        depth: bits per component.
        components: 1 grey or palette, 3 colour.
        palette: RGB triples, or b"" where there is none.
        parts: (offset, length) of the compressed pixels' pieces in the file.
    """

    width: int
    height: int
    depth: int
    components: int
    palette: bytes
    parts: tuple[tuple[int, int], ...]


def read_head(path: Path) -> PngHead | None:
    """The layout of a PNG that a PDF can carry as it is (no transparency, not interlaced); None for anything else."""
    with path.open("rb") as file:
        if file.read(8) != _SIGNATURE:
            return None
        size = path.stat().st_size
        head, palette = b"", b""
        parts: list[tuple[int, int]] = []
        while (chunk := _chunk(file, size)) is not None:
            kind, offset, length = chunk
            match kind:
                case b"IHDR":
                    head = file.read(min(length, 13))
                case b"PLTE":
                    palette = file.read(min(length, 768))
                case b"tRNS":
                    return None
                case b"IDAT":
                    parts.append((offset, length))
            file.seek(offset + length + 4)
    return _layout(head, palette, tuple(parts))


def _chunk(file: BinaryIO, size: int) -> tuple[bytes, int, int] | None:
    """The next chunk's (kind, offset of its data, length); None at the end, or where it would pass the file's end."""
    head = file.read(8)
    if len(head) < 8 or head[4:] == b"IEND":
        return None
    length, kind = struct.unpack(">I4s", head)
    offset = file.tell()
    return (kind, offset, length) if offset + length + 4 <= size else None


def _layout(head: bytes, palette: bytes, parts: tuple[tuple[int, int], ...]) -> PngHead | None:
    if len(head) < 13 or not parts:
        return None
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", head)
    components = _COMPONENTS.get(colour)
    if components is None or interlaced or not width or not height or depth not in (1, 2, 4, 8, 16):
        return None
    if colour == 3 and (len(palette) < 3 or len(palette) % 3):
        return None
    return PngHead(width, height, depth, components, palette if colour == 3 else b"", parts)
