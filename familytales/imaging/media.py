"""What a file is, told from its first bytes: names lie, and a text file called .jpg is common."""

from pathlib import Path

JPEG = "image/jpeg"
PNG = "image/png"
WEBP = "image/webp"
TIFF = "image/tiff"
HEIC = "image/heic"
JPEG_2000 = "image/jp2"
PDF = "application/pdf"
ZIP = "application/zip"

SCAN_SUFFIXES = frozenset(
    {
        ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".tif", ".tiff", ".heic", ".heif", ".hif",
        ".jp2", ".j2k", ".jpf", ".jpx", ".jpc", ".pdf", ".zip",
    }
)  # fmt: skip
"""Names a family gives to scans; a file called so that is none is an error and not something to pass over."""

HEAD = 1100
"""Bytes `sniff` wants to see: readers accept a PDF whose header stands within the first 1024."""

_STARTS = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"II*\0", TIFF),
    (b"MM\0*", TIFF),
    (b"II+\0", TIFF),
    (b"MM\0+", TIFF),
    (b"\0\0\0\x0cjP  \r\n\x87\n", JPEG_2000),
    (b"\xff\x4f\xff\x51", JPEG_2000),
)
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"})
# Office documents and books are ZIP files too; their first entry says so.
_PACKAGES = (b"mimetype", b"[Content_Types].xml", b"_rels/", b"docProps/", b"word/", b"META-INF/")


def sniff(head: bytes) -> str:
    """Media type of a file that starts with `head` (`HEAD` bytes or the whole file), "" when it is not a scan."""
    for start, found in _STARTS:
        if head.startswith(start):
            return found
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS and b"avif" not in head[8:64]:
        return HEIC
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return "" if head[30:].startswith(_PACKAGES) else ZIP
    return PDF if b"%PDF-" in head[:1029] else ""


def sniff_file(path: Path) -> str:
    """Media type of the file at `path`, "" when it is not a scan.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return sniff(file.read(HEAD))
