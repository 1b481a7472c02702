"""The font of the invisible text: no ink, any character.

Each character of the book gets a number (a CID) when it first appears. All numbers show one and the same inkless glyph;
the ToUnicode table gives each its character back when text is searched or copied.
"""

import io
import unicodedata
import zlib
from collections.abc import Iterator

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph

from familytales.binding.pdf_writer import Name, PdfWriter, Ref

ADVANCE = 0.5
"""Width of every character, in ems."""
ASCENT = 0.8
"""Height above the baseline, in ems."""
DESCENT = -0.2
"""Depth below the baseline, in ems (0 would be taken for "not given" by readers)."""

_NAME = "FamilyTalesInvisible"
_UNITS = 1000
_LAST_CID = 0xFFFF
_REPLACEMENT = "\ufffd"
# PDF/A forbids these two as meanings of a character; the other refused ones are found by category.
_REFUSED = frozenset("\ufeff\ufffe")


class Characters:
    """Numbers given to the characters of a book, in order of first use.

    PDF knows 65,535 of them; should a book have more, the rest are U+FFFD.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {" ": 1, _REPLACEMENT: 2}
        # Shapes of bytes are looked up once for each character of each word: this is the hot path.
        self._encoded: dict[str, bytes] = {}

    def encode(self, text: str) -> bytes:
        """Two bytes for each character; controls become spaces or nothing, lone surrogates U+FFFD."""
        known = self._encoded
        return b"".join([known[char] if char in known else self._add(char) for char in text])

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[tuple[int, str]]:
        """Every number with its character, ascending."""
        return ((number, char) for char, number in self._numbers.items())

    def _add(self, char: str) -> bytes:
        meant = _meaning(char)
        if meant and meant not in self._numbers:
            if len(self._numbers) < _LAST_CID:
                self._numbers[meant] = len(self._numbers) + 1
            else:
                meant = _REPLACEMENT
        self._encoded[char] = self._numbers[meant].to_bytes(2, "big") if meant else b""
        return self._encoded[char]


def _meaning(char: str) -> str:
    if char.isspace():
        return " "
    match unicodedata.category(char):
        case "Cs":
            return _REPLACEMENT
        case "Cc":
            return ""
        case _:
            return "" if char in _REFUSED else char


def write_font(writer: PdfWriter, characters: Characters, ref: Ref) -> None:
    """Write the font, embedded, for exactly these characters."""
    program = font_program()
    packed = zlib.compress(program, 9)
    file = writer.stream({"Filter": Name("FlateDecode"), "Length1": len(program)}, [packed], len(packed))
    descriptor = writer.write(
        {
            "Type": Name("FontDescriptor"),
            "FontName": Name(_NAME),
            # 4: symbolic, as an Identity-H font's character set is its own.
            "Flags": 4,
            "FontBBox": [0, int(DESCENT * _UNITS), int(ADVANCE * _UNITS), int(ASCENT * _UNITS)],
            "ItalicAngle": 0,
            "Ascent": int(ASCENT * _UNITS),
            "Descent": int(DESCENT * _UNITS),
            "CapHeight": int(ASCENT * _UNITS),
            "StemV": 80,
            "FontFile2": file,
        }
    )
    cid_font = writer.write(
        {
            "Type": Name("Font"),
            "Subtype": Name("CIDFontType2"),
            "BaseFont": Name(_NAME),
            "CIDSystemInfo": {"Registry": b"Adobe", "Ordering": b"Identity", "Supplement": 0},
            "FontDescriptor": descriptor,
            "DW": int(ADVANCE * _UNITS),
            "CIDToGIDMap": _packed(writer, b"\0\0" + b"\0\1" * len(characters)),
        }
    )
    writer.write(
        {
            "Type": Name("Font"),
            "Subtype": Name("Type0"),
            "BaseFont": Name(_NAME),
            "Encoding": Name("Identity-H"),
            "DescendantFonts": [cid_font],
            "ToUnicode": _packed(writer, to_unicode(characters)),
        },
        ref,
    )


def _packed(writer: PdfWriter, data: bytes) -> Ref:
    packed = zlib.compress(data, 9)
    return writer.stream({"Filter": Name("FlateDecode")}, [packed], len(packed))


def to_unicode(characters: Characters) -> bytes:
    """The CMap that tells what each number means (UTF-16, so that characters beyond the BMP take four bytes)."""
    pairs = [f"<{number:04X}> <{char.encode('utf-16-be').hex().upper()}>" for number, char in characters]
    # A bfchar section holds at most 100 entries.
    sections = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    body = "\n".join(f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar" for part in sections)
    return f"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{body}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
""".encode("ascii")


def font_program() -> bytes:
    """A TrueType font of one inkless glyph beside the obligatory .notdef; the same bytes every time."""
    builder = FontBuilder(_UNITS, isTTF=True)
    builder.setupGlyphOrder([".notdef", "blank"])
    builder.setupCharacterMap({0x20: "blank"})
    builder.setupGlyf(dict.fromkeys((".notdef", "blank"), _blank()))
    advance = int(ADVANCE * _UNITS)
    builder.setupHorizontalMetrics({".notdef": (advance, 0), "blank": (advance, 0)})
    builder.setupHorizontalHeader(ascent=int(ASCENT * _UNITS), descent=int(DESCENT * _UNITS))
    builder.setupNameTable({"familyName": _NAME, "styleName": "Regular", "psName": _NAME})
    builder.setupOS2()
    builder.setupPost(keepGlyphNames=False)
    builder.updateHead(created=0, modified=0)
    builder.font.recalcTimestamp = False
    stored = io.BytesIO()
    builder.save(stored)
    return stored.getvalue()


def _blank() -> Glyph:
    """A line across the character's whole cell and back: no area, so no ink, but a size.

    PDFium takes a glyph without outline for nothing at all, and would drop words of one letter.
    """
    pen = TTGlyphPen(None)
    pen.moveTo((0, int(DESCENT * _UNITS)))
    pen.lineTo((int(ADVANCE * _UNITS), int(ASCENT * _UNITS)))
    pen.closePath()
    return pen.glyph()
