"""Full-text search over what pages say (as corrected) and over titles, people and places."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from familytales.domain.errors import UsageError
from familytales.domain.spelling import variants
from familytales.library.database import Database
from familytales.library.schema import NAME_CODES
from familytales.library.texts import valid

MOST_TERMS = 32
"""Words of a query that count; FTS5 refuses expressions it finds too large."""

CANDIDATES = 2_000
"""Most matches that are ranked: 100,000 take 0.3 s, and the best of so many say little."""

_TYPED = (("ss", "ß"), ("ß", "ss"), ("ae", "ä"), ("oe", "ö"), ("ue", "ü"))
"""What German is typed as where a keyboard lacks its letters; the index takes care of the dots themselves."""

_OPEN, _CLOSE = "\x02", "\x03"
"""Marks around a match in FTS5's snippets; stored text cannot hold them."""

_TERM = re.compile(r'"([^"]*)"?(\*?)|([^\s"]+)')


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found.

    Attributes:
        subject: what was found: `p12` for a page by its text, `d3`, `t2`, `b1` by its title, people or place.
        book_id: the book it is in.
        document_id: the document it is or is in, None for a book or thread.
        page_id: the page, None when not found by its text.
        title: of the document, thread or book.
        snippet: the text around the first matches, one line.
        matches: (start, end) of each match within `snippet`.
    """

    subject: str
    book_id: int
    document_id: int | None
    page_id: int | None
    title: str
    snippet: str
    matches: tuple[tuple[int, int], ...]


def search(database: Database, query: str, *, book_id: int | None = None, limit: int = 50) -> list[Hit]:
    """Everything that has all words of `query`: titles, people and places first, then pages, best first.

    Upper case, accents and punctuation do not matter. "Words in quotes" stand together; `Christ*` finds words that
    begin so. No query is an error: one without a word in it finds nothing.

    Raises:
        UsageError: the limit is not positive.
    """
    if limit < 1:
        raise UsageError("The limit must be at least 1.")
    match = expression(query)
    if not match:
        return []
    hits = _names(database, match, book_id, limit)
    return hits + _pages(database, match, book_id, limit - len(hits))


def saying(database: Database, text: str, book_id: int, limit: int) -> list[int]:
    """Pages of a book that say a word or phrase, in order of number; capitals, accents, punctuation do not matter."""
    match = expression(f'"{text}"')
    if not match:
        return []
    first, last = database.rows(_RANGE, (book_id,))[0]
    found = f"SELECT f.rowid FROM {_PAGED} WHERE f.words MATCH ? AND t.book_id = ? AND f.rowid BETWEEN ? AND ?"
    return [row[0] for row in database.rows(f"{found} LIMIT ?", (match, book_id, first, last, limit))]


def expression(query: str) -> str:
    """The query as FTS5 wants it: every term quoted, so nothing of it is syntax; "" when there is no word in it.

    A term in an old spelling also finds the modern one, in which pages are indexed, and Groesse finds Größe.
    """
    terms = []
    for found in _TERM.finditer(valid(query)[:10_000]):
        text, star = (found[1], found[2]) if found[3] is None else (found[3], found[3][-1:])
        ways = dict.fromkeys(_term(way, star) for spelling in (text, *variants(text)) for way in _typed(spelling))
        if known := [way for way in ways if way]:
            terms.append(known[0] if len(known) == 1 else f"({' OR '.join(known)})")
    return " AND ".join(terms[:MOST_TERMS])


def _typed(text: str) -> list[str]:
    """The text itself, then what it may be typed for."""
    ways = [text]
    for typed, meant in _TYPED:
        ways += [way.replace(typed, meant) for way in ways if typed in way]
    return ways


def _term(text: str, star: str) -> str:
    words = "".join(char if _searchable(char) else " " for char in text).split()
    return '"{}"{}'.format(" ".join(words), " *" if star == "*" else "") if words else ""


def _searchable(char: str) -> bool:
    """Whether FTS5's unicode61 takes the character as part of a word (marks are parts of letters)."""
    return unicodedata.category(char)[0] in "LNM" or unicodedata.category(char) == "Co"


def _names(database: Database, match: str, book_id: int | None, limit: int) -> list[Hit]:
    where, values = ("", ()) if book_id is None else ("AND coalesce(b.id, t.book_id, dt.book_id) = ?", (book_id,))
    best = _best(database, "names", _NAMED, where, (match, *values))[:limit]
    return [_name_hit(database, match, row) for row in best]


def _pages(database: Database, match: str, book_id: int | None, limit: int) -> list[Hit]:
    if book_id is None:
        best = _best(database, "words", _PAGE, "", (match,))[:limit]
    else:
        # A book's pages have numbers close together: the full-text index need not be read outside them.
        first, last = database.rows(_RANGE, (book_id,))[0]
        where = "AND t.book_id = ? AND f.rowid BETWEEN ? AND ?"
        best = _best(database, "words", _PAGED, where, (match, book_id, first, last))[:limit]
    return [_page_hit(database, match, row) for row in best]


# CROSS JOIN keeps the full-text index outermost: the other tables are looked up by number only.
_PAGE = "words f CROSS JOIN pages p ON p.id = f.rowid AND p.trash IS NULL"
_PAGED = f"""{_PAGE} CROSS JOIN documents d ON d.id = p.document_id CROSS JOIN threads t ON t.id = d.thread_id"""
_RANGE = """SELECT min(p.id), max(p.id) FROM threads t CROSS JOIN documents d ON d.thread_id = t.id
    CROSS JOIN pages p ON p.document_id = d.id WHERE t.book_id = ?"""
_NAMED = """names f
LEFT JOIN books b ON f.rowid % 4 = 0 AND b.id = f.rowid / 4
LEFT JOIN threads t ON f.rowid % 4 = 1 AND t.id = f.rowid / 4
LEFT JOIN documents d ON f.rowid % 4 = 2 AND d.id = f.rowid / 4
LEFT JOIN threads dt ON dt.id = d.thread_id"""


def _best(database: Database, index: str, source: str, where: str, values: Sequence[Any]) -> list[int]:
    """Rows of a full-text index that match: best first when they can be ranked in time, else in order of number."""
    found = f"FROM {source} WHERE f.{index} MATCH ? {where} LIMIT {CANDIDATES + 1}"
    rows = [row[0] for row in database.rows(f"SELECT f.rowid {found}", values)]
    if len(rows) > CANDIDATES:
        return rows
    ranked = f"SELECT row FROM (SELECT f.rowid AS row, f.rank AS rank {found}) ORDER BY rank, row"
    return [row["row"] for row in database.rows(ranked, values)]


def _name_hit(database: Database, match: str, row: int) -> Hit:
    table = _TABLES[row % 4]
    found = database.rows(_NAME_HIT[table].format(id=row // 4))[0]
    number = row // 4
    document_id = number if table == "documents" else None
    snippet, matches = _snippet(database, "names", match, row)
    return Hit(f"{table[0]}{number}", found["book_id"], document_id, None, found["title"], snippet, matches)


def _page_hit(database: Database, match: str, page_id: int) -> Hit:
    found = database.rows(_PAGE_HIT, (page_id,))[0]
    snippet, matches = _snippet(database, "words", match, page_id)
    return Hit(f"p{page_id}", found["book_id"], found["id"], page_id, found["title"], snippet, matches)


_TABLES = {code: table for table, code in NAME_CODES.items()}
_NAME_HIT = {
    "books": "SELECT id AS book_id, title FROM books WHERE id = {id}",
    "threads": "SELECT book_id, title FROM threads WHERE id = {id}",
    "documents": """SELECT t.book_id, d.title FROM documents d JOIN threads t ON t.id = d.thread_id
        WHERE d.id = {id}""",
}
_PAGE_HIT = """SELECT t.book_id, d.id, d.title FROM pages p JOIN documents d ON d.id = p.document_id
    JOIN threads t ON t.id = d.thread_id WHERE p.id = ?"""


def _snippet(database: Database, index: str, match: str, row: int) -> tuple[str, tuple[tuple[int, int], ...]]:
    sql = (
        f"SELECT snippet({index}, -1, '{_OPEN}', '{_CLOSE}', '…', 16) FROM {index} WHERE {index} MATCH ? AND rowid = ?"
    )
    marked = " ".join((database.value(sql, (match, row)) or "").split())
    text, matches, start = "", [], 0
    for part in re.split(f"([{_OPEN}{_CLOSE}])", marked):
        if part == _OPEN:
            start = len(text)
        elif part == _CLOSE:
            matches.append((start, len(text)))
        else:
            text += part
    return text, tuple(matches)
