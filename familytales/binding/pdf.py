"""PDF/A-2u: each scan at its true size, its corrected words searchable behind the ink."""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from familytales.binding.names import book_title, language, title
from familytales.binding.pdf_font import Characters, write_font
from familytales.binding.pdf_image import ImageWriter
from familytales.binding.pdf_metadata import PRODUCER, one_line, write_output_intent, xmp
from familytales.binding.pdf_text import text_layer
from familytales.binding.pdf_writer import Name, PdfWriter, Ref, Value, number
from familytales.domain.editions import Edition, EditionPage
from familytales.domain.errors import FamilyTalesError
from familytales.ports import Progress

_POINTS = 72
_A4 = 11.69
"""Inches of the longer side of a page whose file does not say how large it is."""
_LARGEST = 24.0
"""Inches: a longer side beyond A2 means that the file's resolution is a camera's or a program's guess."""
_SMALLEST = 1.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the outline: where it leads, and the lines below it."""

    title: str
    page: Ref
    below: tuple["Entry", ...] = ()


class PdfFormat:
    """One PDF of all scans, for reading, searching and keeping."""

    name = "pdf"
    suffix = ".pdf"
    needs_audio = False
    coding = None
    uses_views = False
    uses_scans = True
    version = "1"

    def bind(self, edition: Edition, target: Path, progress: Progress) -> None:
        """Write the PDF, one page in memory at a time.

        Raises:
            FamilyTalesError: the book has no pages.
            BadInput: a page image cannot be read.
        """
        with target.open("xb") as file:
            _Binding(edition, PdfWriter(file)).write(progress)


class _Binding:
    """A PDF under way."""

    def __init__(self, edition: Edition, writer: PdfWriter) -> None:
        self._edition = edition
        self._writer = writer
        self._images = ImageWriter(writer)
        self._characters = Characters()
        self._font = writer.reserve()
        self._tree = writer.reserve()
        self._pages: list[Ref] = []

    def write(self, progress: Progress) -> None:
        outline = self._threads(progress)
        if not self._pages:
            raise FamilyTalesError(
                f"{self._edition.book.title!r} has no pages to bind.", remedy="Add scans with `familytales add`."
            )
        write_font(self._writer, self._characters, self._font)
        self._writer.write({"Type": Name("Pages"), "Kids": self._pages, "Count": len(self._pages)}, self._tree)
        self._writer.finish(self._catalog(write_outline(self._writer, outline)), self._info())

    def _threads(self, progress: Progress) -> list[Entry]:
        total = sum(len(thread.documents) for thread in self._edition.threads)
        done = 0
        outline: list[Entry] = []
        for thread in self._edition.threads:
            entries: list[Entry] = []
            for document in thread.documents:
                pages = [self._page(page) for page in self._edition.content(document.id).pages]
                if pages:
                    entries.append(Entry(title(document), pages[0]))
                done += 1
                progress(done, total)
            if thread.title and entries:
                entries = [Entry(thread.title, entries[0].page, tuple(entries))]
            outline.extend(entries)
        return outline

    def _page(self, page: EditionPage) -> Ref:
        width, height, points = page_size(page)
        content = b"q %s 0 0 %s 0 0 cm /Scan Do Q\n" % (number(width).encode(), number(height).encode())
        packed = zlib.compress(content + text_layer(page.transcript, points, self._characters), 6)
        ref = self._writer.write(
            {
                "Type": Name("Page"),
                "Parent": self._tree,
                "MediaBox": [0, 0, width, height],
                "Resources": {"XObject": {"Scan": self._images.write(page.scan)}, "Font": {"F": self._font}},
                "Contents": self._writer.stream({"Filter": Name("FlateDecode")}, [packed], len(packed)),
            }
        )
        self._pages.append(ref)
        return ref

    def _catalog(self, outline: Ref | None) -> Ref:
        metadata = xmp(self._edition)
        entries: dict[str, Value] = {
            "Type": Name("Catalog"),
            "Pages": self._tree,
            "Metadata": self._writer.stream(
                {"Type": Name("Metadata"), "Subtype": Name("XML")}, [metadata], len(metadata)
            ),
            "OutputIntents": [write_output_intent(self._writer)],
            "ViewerPreferences": {"DisplayDocTitle": True},
            "Lang": language(self._edition.book).encode("ascii"),
        }
        if outline is not None:
            entries |= {"Outlines": outline, "PageMode": Name("UseOutlines")}
        return self._writer.write(entries)

    def _info(self) -> Ref:
        book = self._edition.book
        entries = {"Title": one_line(book_title(book)), "Author": one_line(book.author), "Producer": PRODUCER}
        return self._writer.write({key: text for key, text in entries.items() if text})


def page_size(page: EditionPage) -> tuple[float, float, float]:
    """Width and height of the upright page, and of one pixel, in points (1/72 inch).

    True size where the scan's claimed resolution gives a sheet somebody could have held (1 to 24 inches), else the
    longer side of A4. No side is under 3 points, the least PDF allows.
    """
    transcript = page.transcript
    sides = (max(1, transcript.width), max(1, transcript.height))
    dpi = page.page.dpi
    if not dpi > 0 or not _SMALLEST <= max(sides) / dpi <= _LARGEST:
        dpi = max(sides) / _A4
    points = _POINTS / dpi
    width, height = reversed(sides) if transcript.rotation in (90, 270) else sides
    return max(3.0, width * points), max(3.0, height * points), points


def write_outline(writer: PdfWriter, entries: Sequence[Entry]) -> Ref | None:
    """The outline (bookmarks), all of it open; None where there is nothing to list."""
    if not entries:
        return None
    root = writer.reserve()
    items = list(_items(writer, entries, root))
    writer.write({"Type": Name("Outlines"), "First": items[0], "Last": items[-1], "Count": _count(entries)}, root)
    return root


def _items(writer: PdfWriter, entries: Sequence[Entry], parent: Ref) -> Iterator[Ref]:
    refs = [writer.reserve() for _ in entries]
    for index, entry in enumerate(entries):
        item: dict[str, Value] = {
            "Title": one_line(entry.title),
            "Parent": parent,
            "Dest": [entry.page, Name("Fit")],
        }
        if index > 0:
            item["Prev"] = refs[index - 1]
        if index + 1 < len(refs):
            item["Next"] = refs[index + 1]
        if below := list(_items(writer, entry.below, refs[index])):
            item |= {"First": below[0], "Last": below[-1], "Count": len(below)}
        yield writer.write(item, refs[index])


def _count(entries: Sequence[Entry]) -> int:
    return sum(1 + _count(entry.below) for entry in entries)
