"""Which voice reads what an author wrote."""

from familytales.library.database import Database
from familytales.library.texts import one_line


class AuthorVoices:
    """Voices by author, for the whole library."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def get(self, author: str) -> str:
        """The name of the voice, "" where none was chosen."""
        return str(self._db.value("SELECT voice FROM author_voices WHERE author = ?", (author,)) or "")

    def set(self, author: str, voice: str) -> None:
        """Choose a voice for an author; "" goes back to the thread's or book's."""
        name = one_line(author, "author")
        with self._db.atomic(human=True):
            self._db.execute("DELETE FROM author_voices WHERE author = ?", (name,))
            if voice:
                self._db.insert("author_voices", author=name, voice=one_line(voice, "voice"))
