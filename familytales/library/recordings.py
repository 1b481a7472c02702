"""Which documents people read aloud themselves; the sound files are originals like any scan."""

from familytales.domain.errors import UsageError
from familytales.domain.narration import Reader, Recording
from familytales.library.database import Database
from familytales.library.texts import one_line, valid


class Recordings:
    """A recording for a document, at most one each."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def get(self, document_id: int) -> Recording | None:
        """The recording that is heard for a document, or None where a computer voice reads it."""
        sql = 'SELECT original, name, who, "when", consent FROM recordings WHERE document_id = ?'
        row = self._db.row(sql, (document_id,))
        if row is None:
            return None
        return Recording(row["original"], row["name"], Reader(row["who"], row["when"], row["consent"]))

    def set(self, document_id: int, recording: Recording) -> None:
        """Have a document read by a person from now on; the recording before, if any, stays among the originals.

        Raises:
            UsageError: nobody is named.
        """
        reader = recording.reader
        who, when = one_line(reader.who, "name"), one_line(reader.when, "date")
        if not who:
            raise UsageError("A recording needs to say who reads.", remedy='Name them: --who "Aunt Ida".')
        with self._db.atomic(human=True):
            self._db.execute("DELETE FROM recordings WHERE document_id = ?", (document_id,))
            self._db.insert(
                "recordings",
                document_id=document_id,
                original=recording.original,
                name=valid(recording.name),
                who=who,
                when=when,
                consent=valid(reader.consent),
            )

    def remove(self, document_id: int) -> Recording | None:
        """Give a document back to its computer voice; what was taken away, which stays among the originals."""
        found = self.get(document_id)
        with self._db.atomic(human=True):
            self._db.execute("DELETE FROM recordings WHERE document_id = ?", (document_id,))
        return found
