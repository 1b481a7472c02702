"""What a PDF/A says about itself: XMP metadata and the meaning of its colours."""

import struct
from collections.abc import Sequence
from functools import cache
from xml.sax.saxutils import escape

from PIL import ImageCms

from familytales.binding.names import book_title, clean, languages
from familytales.binding.pdf_writer import Name, PdfWriter, Ref
from familytales.domain.editions import Edition

PRODUCER = "FamilyTales"
_LONGEST = 2000
"""Characters of a title that are kept: PDF/A limits a string to 32,767 bytes."""


def one_line(text: str) -> str:
    """A title as PDF and XML can carry it: no control characters, no line breaks, not endless."""
    return clean(text[:_LONGEST])


def xmp(edition: Edition) -> bytes:
    """The XMP packet: PDF/A-2u, title, creator, languages, identity; no dates, so that it never differs."""
    book = edition.book
    parts = [
        _alternatives("dc:title", one_line(book_title(book))),
        _list("dc:creator", "Seq", [one_line(book.author)]),
        _alternatives("dc:description", one_line(book.subtitle)),
        _list("dc:language", "Bag", languages(edition)),
        _simple("dc:format", "application/pdf"),
        _simple("pdf:Producer", PRODUCER),
        _simple("xmpMM:DocumentID", f"uuid:{one_line(book.uid)}"),
        _simple("pdfaid:part", "2"),
        _simple("pdfaid:conformance", "U"),
    ]
    body = "\n".join(part for part in parts if part)
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
{body}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>""".encode()


def _simple(name: str, value: str) -> str:
    return f"<{name}>{escape(value)}</{name}>"


def _alternatives(name: str, value: str) -> str:
    if not value:
        return ""
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(value)}</rdf:li></rdf:Alt></{name}>'


def _list(name: str, kind: str, values: Sequence[str]) -> str:
    items = "".join(_simple("rdf:li", value) for value in values if value)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>" if items else ""


@cache
def srgb() -> bytes:
    """An ICC profile of sRGB, the same bytes every time.

    LittleCMS stamps a profile with the time it was made and with the newest version of the format; here the time is
    fixed, and the version is 4.2, which says all this profile needs and is the last one PDF/A-2 names.
    """
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[8:12] = bytes((4, 0x20, 0, 0))
    profile[24:36] = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    return bytes(profile)


def write_output_intent(writer: PdfWriter) -> Ref:
    """The output intent: colours without a profile of their own are sRGB."""
    profile = writer.stream({"N": 3}, [srgb()], len(srgb()))
    return writer.write(
        {
            "Type": Name("OutputIntent"),
            "S": Name("GTS_PDFA1"),
            "OutputConditionIdentifier": b"sRGB IEC61966-2.1",
            "Info": b"sRGB IEC61966-2.1",
            "DestOutputProfile": profile,
        }
    )
