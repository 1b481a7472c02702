"""Who reads what, and how: voices for authors and for quotations, and the pace and pauses of a voice."""

from familytales.domain.narration import Manner
from familytales.library.database import Database
from familytales.library.texts import one_line


class Casting:
    """Choices about voices that belong to no book, thread or document alone."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def of_author(self, author: str) -> str:
        """The name of the voice that reads what an author wrote, "" where none was chosen."""
        return str(self._db.value("SELECT voice FROM author_voices WHERE author = ?", (author,)) or "")

    def set_author(self, author: str, voice: str) -> None:
        """Choose a voice for an author; "" goes back to the thread's or book's."""
        name = one_line(author, "author")
        with self._db.atomic(human=True):
            self._db.execute("DELETE FROM author_voices WHERE author = ?", (name,))
            if voice:
                self._db.insert("author_voices", author=name, voice=one_line(voice, "voice"))

    def of_quotations(self, book_id: int) -> str:
        """The name of the voice that reads what is quoted in a book, "" where nobody else does."""
        sql = """SELECT voice FROM quotation_voices WHERE ifnull(book_id, :book) = :book
            ORDER BY book_id IS NULL LIMIT 1"""
        return str(self._db.value(sql, {"book": book_id}) or "")

    def set_quotations(self, voice: str, book_id: int | None = None) -> None:
        """Choose a voice for quotations in one book, or in every book; "" leaves them to whoever reads."""
        with self._db.atomic(human=True):
            self._db.execute("DELETE FROM quotation_voices WHERE book_id IS ?", (book_id,))
            if voice:
                self._db.insert("quotation_voices", book_id=book_id, voice=one_line(voice, "voice"))

    def manner(self, voice: str) -> Manner:
        """How that voice reads."""
        row = self._db.row("SELECT speed, pauses FROM manners WHERE voice = ?", (voice,))
        return Manner(row["speed"], row["pauses"]) if row else Manner()

    def set_manner(self, voice: str, manner: Manner) -> None:
        """Have a voice read so."""
        with self._db.atomic(human=True):
            self._db.execute("DELETE FROM manners WHERE voice = ?", (voice,))
            if manner != Manner():
                name = one_line(voice, "voice")
                self._db.insert("manners", voice=name, speed=manner.speed, pauses=manner.pauses)
