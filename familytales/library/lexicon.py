"""How the family says words: for one book, or for the whole library."""

from familytales.domain.errors import UsageError
from familytales.domain.narration import LexiconEntry
from familytales.library.database import Database
from familytales.library.texts import one_line


class Lexicon:
    """Pronunciations; a book's own outrank the library's."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add(self, entry: LexiconEntry, book_id: int | None = None) -> None:
        """Keep a pronunciation, in place of one for the same word and language.

        Raises:
            UsageError: the word is empty, nothing says how to say it, or there is no such book.
        """
        word, say, ipa, language = (
            one_line(text, "lexicon entry") for text in (entry.word, entry.say, entry.ipa, entry.language)
        )
        if not word or not (say or ipa):
            raise UsageError("A lexicon entry needs a word and how it is said.", remedy="Use `--say` or `--ipa`.")
        if book_id is not None and not self._db.value("SELECT 1 FROM books WHERE id = ?", (book_id,)):
            raise UsageError(f"There is no book b{book_id} in this library.")
        with self._db.atomic(human=True):
            self._delete(word, language, book_id)
            self._db.insert("lexicon", book_id=book_id, word=word, say=say, ipa=ipa, language=language)

    def remove(self, word: str, *, language: str = "", book_id: int | None = None) -> bool:
        """Forget a pronunciation; False when there was none."""
        with self._db.atomic(human=True):
            return self._delete(one_line(word, "word"), language, book_id)

    def _delete(self, word: str, language: str, book_id: int | None) -> bool:
        sql = "DELETE FROM lexicon WHERE ifnull(book_id, 0) = ? AND word = ? AND language = ?"
        return self._db.execute(sql, (book_id or 0, word, language)).rowcount > 0

    def own(self, book_id: int | None = None) -> tuple[LexiconEntry, ...]:
        """The entries of that book alone, or of the whole library alone, in the order they were added."""
        sql = "SELECT word, say, ipa, language FROM lexicon WHERE book_id IS ? ORDER BY id"
        return tuple(LexiconEntry(*row) for row in self._db.rows(sql, (book_id,)))

    def entries(self, book_id: int | None = None) -> tuple[LexiconEntry, ...]:
        """What holds for a book: its own entries and the library's that it does not say otherwise, sorted by word."""
        found = {(entry.word, entry.language): entry for entry in self.own()}
        if book_id is not None:
            found |= {(entry.word, entry.language): entry for entry in self.own(book_id)}
        return tuple(found[key] for key in sorted(found))
