"""How the family says words: everywhere, in one book, in what one author wrote, or in a single place."""

from typing import Any

from familytales.domain.errors import UsageError
from familytales.domain.narration import LexiconEntry
from familytales.domain.reading import WordRef
from familytales.domain.transcripts import Box
from familytales.library.database import Database
from familytales.library.texts import one_line

_NOWHERE = Box(0, 0, 0, 0)
_IN_ORDER = """ORDER BY page_id IS NOT NULL, author <> '', book_id IS NOT NULL, part <> '', language <> '', word,
    language, part, author, book_id, page_id, place"""
"""The wider scope first, so that a later entry outranks an earlier one."""


class Lexicon:
    """Pronunciations; the narrower their scope the higher they rank: place, author, book, library."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add(self, entry: LexiconEntry, box: Box = _NOWHERE) -> bool:
        """Keep a pronunciation, in place of one for the same word, language, reading and scope.

        Args:
            entry: the pronunciation.
            box: the ink of its place, if it has one: another reading of the page finds its word by it.

        Returns:
            Whether it says anything new.

        Raises:
            UsageError: the word is empty, nothing says how to say it, or there is no such book.
        """
        values = _columns(entry)
        if not values["word"] or not (values["say"] or values["ipa"]):
            raise UsageError("A lexicon entry needs a word and how it is said.", remedy="Use `--say` or `--ipa`.")
        book_id = values["book_id"]
        if book_id is not None and not self._db.value("SELECT 1 FROM books WHERE id = ?", (book_id,)):
            raise UsageError(f"There is no book b{book_id} in this library.")
        with self._db.atomic(human=True):
            had = self._same(values)
            if had and (had["say"], had["ipa"]) == (values["say"], values["ipa"]):
                return False
            self._delete(values)
            ink = {"left": box.left, "top": box.top, "right": box.right, "bottom": box.bottom}
            self._db.insert("lexicon", **values, **ink)
        return True

    def remove(self, entry: LexiconEntry) -> bool:
        """Forget the pronunciation of that word, language, reading and scope; False when there was none."""
        with self._db.atomic(human=True):
            return self._delete(_columns(entry))

    def all(self) -> tuple[LexiconEntry, ...]:
        """Every entry, the wider scope first."""
        return tuple(map(_entry, self._db.rows(f"SELECT * FROM lexicon {_IN_ORDER}")))

    def of_book(self, book_id: int) -> tuple[LexiconEntry, ...]:
        """What holds somewhere in a book: of two entries for the same word the later one outranks the earlier."""
        sql = f"""SELECT * FROM lexicon WHERE ifnull(book_id, :book) = :book AND (page_id IS NULL OR page_id IN (
            SELECT p.id FROM pages p JOIN documents d ON d.id = p.document_id JOIN threads t ON t.id = d.thread_id
            WHERE t.book_id = :book)) {_IN_ORDER}"""
        return tuple(map(_entry, self._db.rows(sql, {"book": book_id})))

    def of_document(self, document_id: int, *, book_id: int, author: str) -> tuple[LexiconEntry, ...]:
        """What holds in a document; a later entry outranks an earlier one."""
        sql = f"""SELECT * FROM lexicon WHERE ifnull(book_id, :book) = :book AND author IN ('', :author)
            AND (page_id IS NULL OR page_id IN (SELECT id FROM pages WHERE document_id = :document)) {_IN_ORDER}"""
        return tuple(map(_entry, self._db.rows(sql, {"book": book_id, "author": author, "document": document_id})))

    def ink(self, place: WordRef) -> Box:
        """Where the word stood when an entry was made for that place."""
        sql = 'SELECT "left", top, "right", bottom FROM lexicon WHERE page_id = ? AND place = ? LIMIT 1'
        row = self._db.row(sql, (place.page_id, place.word_id))
        return Box(*row) if row else _NOWHERE

    def _same(self, values: dict[str, Any]) -> Any:
        return self._db.row(f"SELECT say, ipa FROM lexicon WHERE {_SAME}", values)

    def _delete(self, values: dict[str, Any]) -> bool:
        return self._db.execute(f"DELETE FROM lexicon WHERE {_SAME}", values).rowcount > 0


_SAME = """word = :word AND language = :language AND part = :part AND author = :author AND book_id IS :book_id
    AND page_id IS :page_id AND place = :place"""


def _columns(entry: LexiconEntry) -> dict[str, Any]:
    texts = {name: getattr(entry, name) for name in ("word", "say", "ipa", "language", "part", "author")}
    return {name: one_line(text, "lexicon entry") for name, text in texts.items()} | {
        "book_id": entry.book_id,
        "page_id": entry.place.page_id if entry.place else None,
        "place": entry.place.word_id if entry.place else "",
    }


def _entry(row: Any) -> LexiconEntry:
    place = WordRef(row["page_id"], row["place"]) if row["page_id"] is not None else None
    texts = {name: row[name] for name in ("word", "say", "ipa", "language", "part", "author")}
    return LexiconEntry(**texts, book_id=row["book_id"], place=place)
