"""Words of a born-digital PDF page, put together from PDFium's characters."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
from pypdfium2 import raw

from familytales.domain.transcripts import Box, ReadLine, ReadWord, Recognition, bounding

_HYPHEN = 2
"""PDFium gives this code for a hyphen that breaks a word at a line's end."""

_GARBAGE = 0.05
"""Most of the characters that may be without meaning; fonts without a usable code table give far more."""

_SAME_LINE = 0.3
"""Least share of the lower word's height that two words of one line have in common."""


@dataclass
class _Gathering:
    """Words and lines as far as they have been read."""

    lines: list[list[ReadWord]] = field(default_factory=lambda: [[]])
    text: str = ""
    boxes: list[Box] = field(default_factory=list)

    def end_word(self) -> None:
        if self.text and self.boxes:
            word = ReadWord(self.text, bounding(self.boxes), 1.0)
            if self.lines[-1] and not _level(self.lines[-1][-1].box, word.box):
                self.lines.append([])
            self.lines[-1].append(word)
        self.text, self.boxes = "", []

    def end_line(self) -> None:
        self.end_word()
        if self.lines[-1]:
            self.lines.append([])


def words(page: Any, width: int, height: int) -> Recognition | None:
    """Words of `page` in the pixels of its width x height rendering.

    None when it shows no text, or text that its fonts' codes do not tell.
    """
    text_page = page.get_textpage()
    try:
        return _gathered(text_page, pypdfium2.PdfPosConv(page, (0, 0, width, height, 0)))
    finally:
        text_page.close()


def _gathered(text_page: Any, place: Any) -> Recognition | None:
    found = _Gathering()
    seen = garbage = 0
    for text, box in _characters(text_page, place):
        if text in "\r\n":
            found.end_line()
        elif text.isspace() or box is None:
            found.end_word()
        else:
            seen += 1
            garbage += not text.isprintable() or text == "\ufffd"
            found.text += text
            found.boxes.append(box)
    found.end_line()
    if not seen or garbage > _GARBAGE * seen:
        return None
    return Recognition(tuple(ReadLine(tuple(line)) for line in found.lines if line), ("source=pdf-text",))


def _characters(text_page: Any, place: Any) -> Iterator[tuple[str, Box | None]]:
    """Each visible character with its box; white space with whatever box it has."""
    high = 0
    for index in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(text_page, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        text = "-" if code == _HYPHEN else chr(code or 0xFFFD)
        if text.isspace() or raw.FPDFText_IsGenerated(text_page, index) == 1:
            yield text, None
        elif _visible(text_page, index):
            yield text, _box(text_page, place, index)


def _visible(text_page: Any, index: int) -> bool:
    shown = raw.FPDFText_GetTextObject(text_page, index)
    return not shown or raw.FPDFTextObj_GetTextRenderMode(shown) not in (
        raw.FPDF_TEXTRENDERMODE_INVISIBLE,
        raw.FPDF_TEXTRENDERMODE_CLIP,
    )


def _box(text_page: Any, place: Any, index: int) -> Box | None:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if not raw.FPDFText_GetCharBox(text_page, index, left, right, bottom, top):
        return None
    x0, y0 = place.to_bitmap(left.value, top.value)
    x1, y1 = place.to_bitmap(right.value, bottom.value)
    across, down = sorted((x0, x1)), sorted((y0, y1))
    return Box(across[0], down[0], across[1] + 1, down[1] + 1)


def _level(one: Box, other: Box) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared >= _SAME_LINE * min(one.height, other.height) and other.left >= one.left
