"""Lexicons to pass on: as a table (CSV), or as a W3C Pronunciation Lexicon (PLS 1.0), which other speech tools read.

PLS holds one language and no scopes: its entries hold wherever they are brought in, so that what only one author says
is left out.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from familytales.domain.errors import BadInput
from familytales.domain.languages import bcp47, iso639_3
from familytales.domain.narration import PARTS, LexiconEntry

COLUMNS = ("word", "say", "ipa", "language", "part", "book", "author")
LARGEST = 8 << 20
"""Characters of a lexicon file: 100 for each of 80,000 words."""
EVERY_LANGUAGE = "und"
"""What PLS calls the language of entries that hold for every one (BCP 47: undetermined)."""
_SPACE = "{http://www.w3.org/2005/01/pronunciation-lexicon}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_PARTS = "urn:familytales:part"
_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML file can hold (XML 1.0, production 2)."""


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as a file gives it.

    Attributes:
        where: file and line, for messages.
        entry: without its scope's book.
        book: the book's title, "" for every book.
    """

    where: str
    entry: LexiconEntry
    book: str = ""


def to_csv(entries: Iterable[LexiconEntry], titles: Mapping[int, str]) -> str:
    """A table with a row for each entry; those for a single place are left out, since places are a library's own.

    Args:
        entries: in order.
        titles: of books, by id.
    """
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in entries:
        if one.place is None:
            book = titles.get(one.book_id, "") if one.book_id else ""
            writer.writerow((one.word, one.say, one.ipa, one.language, one.part, book, one.author))
    return target.getvalue()


def from_csv(text: str, name: str) -> list[Line]:
    """The entries of a table; columns but `word` may be left out.

    Raises:
        BadInput: it is no such table; the message names the line.
    """
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    try:
        names = [column.strip().lower() for column in next(reader, [])]
        _check_columns(names, name)
        found = []
        for cells in reader:
            values = {column: cell.strip() for column, cell in zip(names, cells, strict=False) if column}
            if any(values.values()):
                found.append(_line(f"{name}, line {reader.line_num},", values))
    except csv.Error as error:
        raise BadInput(
            f"{name}, line {reader.line_num}, cannot be read: {error}.", remedy="Save it as CSV again."
        ) from error
    return found


def _check_columns(names: Sequence[str], name: str) -> None:
    unknown = sorted({column for column in names if column and column not in COLUMNS})
    if unknown or "word" not in names:
        problem = f"names columns that mean nothing: {', '.join(unknown)}" if unknown else "has no column word"
        raise BadInput(f"{name}, line 1, {problem}.", remedy=f"Use {', '.join(COLUMNS)}.")


def _line(where: str, values: Mapping[str, str]) -> Line:
    part = values.get("part", "").lower()
    if part and part not in PARTS:
        raise BadInput(f"{where} names a reading that means nothing: {part}.", remedy=f"Use {', '.join(PARTS)}.")
    language = iso639_3(values["language"]) if values.get("language") else ""
    word, say, ipa, author = (values.get(column, "") for column in ("word", "say", "ipa", "author"))
    return Line(where, LexiconEntry(word, say, ipa, language, part, author=author), values.get("book", ""))


def for_pls(entries: Iterable[LexiconEntry]) -> list[LexiconEntry]:
    """The entries that PLS can hold: none for one author or one place only, and of those for the same word the last."""
    held = (entry for entry in entries if entry.place is None and not entry.author)
    return list({(entry.word, entry.part): entry for entry in held}.values())


def to_pls(entries: Iterable[LexiconEntry], language: str) -> str:
    """A Pronunciation Lexicon of the entries, scopes left out.

    Args:
        entries: in order.
        language: ISO 639-3 code, "" for every language.
    """
    ElementTree.register_namespace("", _SPACE.strip("{}"))
    tag = bcp47(language) if language else EVERY_LANGUAGE
    root = ElementTree.Element(f"{_SPACE}lexicon", {"version": "1.0", "alphabet": "ipa", _LANG: tag})
    for one in for_pls(entries):
        role = {"role": f"part:{one.part}"} if one.part else {}
        lexeme = ElementTree.SubElement(root, f"{_SPACE}lexeme", role)
        for kind, text in (("grapheme", one.word), ("phoneme", one.ipa), ("alias", one.say)):
            if text:
                ElementTree.SubElement(lexeme, f"{_SPACE}{kind}").text = _NO_XML.sub("", text)
    ElementTree.indent(root)
    # roles are qualified names, for whose prefix ElementTree has no place
    text = ElementTree.tostring(root, encoding="unicode").replace("<lexicon ", f'<lexicon xmlns:part="{_PARTS}" ', 1)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def from_pls(text: str, name: str) -> list[Line]:
    """The entries of a Pronunciation Lexicon; of several ways to say a word the first.

    Document types, and with them entities, are refused: a lexicon needs none, and they are how XML does harm.

    Raises:
        BadInput: it is none, or of another alphabet than the IPA.
    """
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: ElementTree.Element = fromstring(text, forbid_dtd=True)
    except DefusedXmlException as error:
        raise BadInput(f"{name} declares a document type, which no lexicon needs.", remedy="Take it out.") from error
    except (ElementTree.ParseError, ValueError) as error:
        raise BadInput(f"{name} is not XML: {error}.", remedy="Export it again.") from error
    if root.tag not in {f"{_SPACE}lexicon", "lexicon"}:
        raise BadInput(f"{name} is no Pronunciation Lexicon.", remedy="Its outermost element must be lexicon.")
    tag = root.get(_LANG, EVERY_LANGUAGE)
    language = "" if tag == EVERY_LANGUAGE else iso639_3(tag)
    space = _SPACE if root.tag.startswith(_SPACE) else ""
    found = []
    for number, lexeme in enumerate(root.iter(f"{space}lexeme"), 1):
        where = f"{name}, lexeme {number},"
        for word, say, ipa in _ways(lexeme, space, root.get("alphabet", ""), where):
            found.append(Line(where, LexiconEntry(word, say, ipa, language, _part(lexeme))))
    return found


def _ways(lexeme: ElementTree.Element, space: str, alphabet: str, where: str) -> Iterator[tuple[str, str, str]]:
    """Word, respelling and sounds, for each spelling."""
    phoneme = lexeme.find(f"{space}phoneme")
    if phoneme is not None and phoneme.get("alphabet", alphabet).lower() != "ipa":
        raise BadInput(
            f"{where} is in the alphabet {phoneme.get('alphabet', alphabet)!r}.", remedy="Only ipa is understood."
        )
    alias = lexeme.find(f"{space}alias")
    for grapheme in lexeme.iter(f"{space}grapheme"):
        yield _text(grapheme), _text(alias), _text(phoneme)


def _text(element: ElementTree.Element | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _part(lexeme: ElementTree.Element) -> str:
    roles = (role.rpartition(":")[2] for role in lexeme.get("role", "").split())
    return next((role for role in roles if role in PARTS), "")
