"""True text from the files archives keep it in: plain text, PAGE XML and ALTO.

Such files come from anywhere, so they are read as hostile: no document type, no entities, nothing outside the file,
and no more of it than a page can hold.
"""

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from familytales.domain.errors import BadInput

LARGEST = 16 << 20
"""Bytes of a file: a newspaper page with a box for every word has 5 MB of XML. Read, it takes 30 times as much."""
LONGEST = 300_000
"""Characters of a page: the fullest newspaper page has about 80,000."""
DEEPEST = 20
"""Groups within groups of a reading order; real ones have three or four."""


def read(path: Path) -> str:
    """The text of a page, a line for each written line, in the order the file gives.

    Args:
        path: a text file in UTF-8, or PAGE XML or ALTO of any version.

    Raises:
        BadInput: it cannot be read, is too large, or is none of these.
    """
    data = _bytes(path)
    text = _of_xml(path, data) if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else _of_text(path, data)
    if len(text) > LONGEST:
        raise _bad(path, f"has {len(text):,} characters, more than any page")
    return text


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise _bad(path, "is no file")
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise _bad(path, f"cannot be read: {error.strerror}") from error
    if len(data) > LARGEST:
        raise _bad(path, f"is larger than {LARGEST >> 20} MB")
    return data


def _of_text(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _bad(path, f"is not UTF-8 (byte {error.start + 1})", "Save it again as UTF-8.") from error


def _of_xml(path: Path, data: bytes) -> str:
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise _bad(path, "declares a document type or entities, which no page needs") from error
    except (ParseError, ValueError, LookupError) as error:
        raise _bad(path, f"is not sound XML: {error}") from error
    if _name(root) == "PcGts":
        return "\n".join(_page_lines(root))
    if _name(root) == "alto":
        return "\n".join(map(_alto_line, _all(root, "TextLine")))
    raise _bad(path, f"is neither PAGE XML nor ALTO: its first element is {_name(root)!r}")


def _page_lines(root: Element) -> Iterator[str]:
    """Lines of the regions in reading order; regions that it does not name come after, as they stand in the file."""
    regions = {region.get("id", str(number)): region for number, region in enumerate(_all(root, "TextRegion"))}
    ordered = [ref for order in _all(root, "ReadingOrder") for ref in _references(order)]
    for name in dict.fromkeys([*(ref for ref in ordered if ref in regions), *regions]):
        yield from _region_lines(regions[name])


def _references(order: Element, depth: int = 0) -> Iterator[str]:
    """Regions that a reading order names; members of an ordered group by their index."""
    for member in sorted(order, key=lambda member: _index(member, 0)):
        if reference := member.get("regionRef"):
            yield reference
        if depth < DEEPEST:
            yield from _references(member, depth + 1)


def _region_lines(region: Element) -> Iterator[str]:
    lines = [child for child in region if _name(child) == "TextLine"]
    if lines:
        yield from filter(None, map(_page_text, lines))
    elif text := _equivalent(region):
        yield text


def _page_text(line: Element) -> str:
    """A line's own text, else its words'."""
    text = _equivalent(line)
    return text or " ".join(filter(None, (_equivalent(word) for word in line if _name(word) == "Word")))


def _equivalent(element: Element) -> str:
    """The first of an element's alternative readings; those without an index come first."""
    found = [child for child in element if _name(child) == "TextEquiv"]
    if not found:
        return ""
    best = min(found, key=lambda child: _index(child, -1))
    return next((child.text or "" for child in best if _name(child) == "Unicode"), "").strip()


def _alto_line(line: Element) -> str:
    parts = []
    for child in line:
        match _name(child):
            case "String":
                parts.append(child.get("CONTENT", ""))
            case "SP":
                parts.append(" ")
            case "HYP":
                parts.append(child.get("CONTENT", "-"))
    return "".join(parts)


def _all(root: Element, name: str) -> Iterator[Element]:
    return (element for element in root.iter() if _name(element) == name)


def _name(element: Element) -> str:
    """The element's name without its name space: PAGE and ALTO have one for every version."""
    return str(element.tag).rpartition("}")[2]


def _index(element: Element, default: int) -> int:
    text = element.get("index", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default


def _bad(path: Path, what: str, remedy: str = "Use plain text in UTF-8, PAGE XML or ALTO.") -> BadInput:
    return BadInput(f"The true text {path} {what}.", remedy=remedy)
