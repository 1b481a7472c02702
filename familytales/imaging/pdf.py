"""PDF pages as images, and the text of pages that were born digital.

PDFium is not safe to use from two threads at once: call these from one thread of a process.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy
import pypdfium2
from pypdfium2 import raw

from familytales.domain.transcripts import Recognition
from familytales.imaging import complaints, pdf_text

if TYPE_CHECKING:
    from familytales.ports import Raster

DPI = 300.0
"""Resolution at which drawn pages are rendered: what archives ask of scans for reading by machine."""

LEAST_DPI = 72.0
MOST_DPI = 1200.0
_WHOLE_PAGE = 0.7
"""Share of a page that a picture must cover for the page to be a scan."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page and the size at which it is rendered, in pixels and dots per inch."""

    width: int
    height: int
    dpi: float


def inspect(path: Path, *, max_pixels: int, max_frames: int) -> tuple[Sheet, ...]:
    """The size of every page as `render` will give it; nothing is rendered.

    Raises:
        BadInput: the PDF is locked, damaged, without pages, has too many, or holds too large a picture.
    """
    with _opened(path) as document:
        if len(document) > max_frames:
            raise complaints.too_many_frames(path, max_frames)
        if len(document) == 0:
            raise complaints.damaged(path)
        found = []
        for number in range(len(document)):
            with _page(document, number) as page:
                found.append(_sheet(path, page, max_pixels))
        return tuple(found)


def count(path: Path) -> int:
    """How many pages a PDF has.

    Raises:
        BadInput: the PDF is locked or damaged.
    """
    with _opened(path) as document:
        return len(document)


def render(path: Path, frame: int, *, max_pixels: int) -> "Raster":
    """Page number `frame` (from 0) at its scan's own resolution, or at 300 dpi where it is drawn.

    Raises:
        BadInput: as `inspect`; also when there is no such page.
    """
    with _frame(path, frame) as page:
        sheet = _sheet(path, page, max_pixels)
        bitmap = pypdfium2.PdfBitmap.new_native(sheet.width, sheet.height, raw.FPDFBitmap_BGR, rev_byteorder=True)
        try:
            bitmap.fill_rect((255, 255, 255, 255), 0, 0, sheet.width, sheet.height)
            flags = raw.FPDF_ANNOT | raw.FPDF_REVERSE_BYTE_ORDER
            raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, sheet.width, sheet.height, 0, flags)
            # A copy: the bitmap's memory goes with it.
            pixels = numpy.array(bitmap.to_numpy(), dtype=numpy.uint8)
        finally:
            bitmap.close()
    first = pixels[:, :, 0]
    grey = bool((first == pixels[:, :, 1]).all() and (first == pixels[:, :, 2]).all())
    return numpy.ascontiguousarray(first) if grey else pixels


def embedded_text(path: Path, frame: int, *, max_pixels: int) -> Recognition | None:
    """The words of a page that was born digital, with boxes in the pixels `render` gives.

    None for scans, also those with an invisible text layer: somebody's earlier reading is no better than ours,
    and None where the text cannot be told from its codes.

    Raises:
        BadInput: as `render`.
    """
    with _frame(path, frame) as page:
        sheet = _sheet(path, page, max_pixels)
        if _cover(page)[0] >= _WHOLE_PAGE:
            return None
        return pdf_text.words(page, sheet.width, sheet.height)


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise complaints.locked(path) from error
        raise complaints.damaged(path) from error
    except OSError as error:
        raise complaints.unreadable(path, error) from error
    try:
        yield document
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise complaints.damaged(path) from error
    finally:
        document.close()


@contextmanager
def _page(document: Any, number: int) -> Iterator[Any]:
    page = document[number]
    try:
        yield page
    finally:
        page.close()


@contextmanager
def _frame(path: Path, frame: int) -> Iterator[Any]:
    with _opened(path) as document:
        if not 0 <= frame < len(document):
            raise complaints.no_such_frame(path, frame)
        with _page(document, frame) as page:
            yield page


def _sheet(path: Path, page: Any, max_pixels: int) -> Sheet:
    for picture in page.get_objects([raw.FPDF_PAGEOBJ_IMAGE]):
        width, height = picture.get_px_size()
        if width * height > max_pixels:
            raise complaints.too_large(path, width, height, max_pixels)
    across, down = page.get_size()
    if not (across > 0 and down > 0):
        raise complaints.damaged(path)
    share, own = _cover(page)
    dpi = min(max(own, LEAST_DPI), MOST_DPI) if share >= _WHOLE_PAGE else DPI
    # A drawn poster is made smaller rather than refused: nothing in it has a resolution.
    dpi = min(dpi, 72 * math.sqrt(max_pixels / (across * down)) * 0.999)
    if dpi < LEAST_DPI:
        raise complaints.too_large(path, round(across * DPI / 72), round(down * DPI / 72), max_pixels)
    width, height = (max(1, round(side * dpi / 72)) for side in (across, down))
    return Sheet(width, height, round(dpi, 1))


def _cover(page: Any) -> tuple[float, float]:
    """Share of the page that its largest picture covers, and that picture's resolution in dots per inch."""
    left, bottom, right, top = page.get_bbox()
    area = max(1e-6, (right - left) * (top - bottom))
    best = (0.0, 0.0)
    for picture in page.get_objects([raw.FPDF_PAGEOBJ_IMAGE]):
        # Inside a form, bounds are in the form's own units; the form's are in the page's.
        shown = picture
        while shown.container is not None:
            shown = shown.container
        x0, y0, x1, y1 = shown.get_bounds()
        seen = max(0.0, min(x1, right) - max(x0, left)) * max(0.0, min(y1, top) - max(y0, bottom))
        width, height = picture.get_px_size()
        drawn = max(1e-6, (x1 - x0) * (y1 - y0))
        best = max(best, (seen / area, 72 * math.sqrt(width * height / drawn)))
    return best
