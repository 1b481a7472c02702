"""Putting right what `check` finds and the library can make again by itself; nothing a person made is touched."""

from contextlib import suppress
from dataclasses import dataclass

from familytales.domain.errors import BadInput
from familytales.library import blobs
from familytales.library.schema import empty_indexes
from familytales.library.store import Library


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was done: pages indexed for search again, results dropped (the next run makes them), bytes freed."""

    pages: int
    dropped: int
    freed: int


def repair(library: Library) -> Repaired:
    """Index everything for search again, and drop derived files that are damaged, missing or not in the catalogue.

    Call it with the run lock held.

    Raises:
        BadInput: the database itself is damaged; only a backup helps then.
    """
    pages = _index(library)
    dropped = _damaged(library)
    kept = {row["key"] for row in library.database.rows("SELECT key FROM derived")}
    freed = library.derived.prune(kept)
    blobs.clear_temporary(library.folder)
    return Repaired(pages, dropped, freed)


def _index(library: Library) -> int:
    with library.atomic():
        empty_indexes(library.database)
        library.database.execute("UPDATE pages SET read = id IN (SELECT page_id FROM transcripts)")
        pages = [row["page_id"] for row in library.database.rows("SELECT page_id FROM transcripts ORDER BY page_id")]
        for page_id in pages:
            with suppress(BadInput):  # a damaged transcript is found by `check`; reading the page again replaces it
                library.transcripts.refresh(page_id, library.corrections.of_page(page_id))
    return len(pages)


def _damaged(library: Library) -> int:
    bad = []
    for row in library.database.rows("SELECT key, suffix, sha256 FROM derived"):
        path = library.derived.path(row["key"], row["suffix"])
        try:
            good = blobs.digest_file(path).sha256 == row["sha256"]
        except BadInput:
            good = False
        if not good:
            bad.append((row["key"], row["suffix"]))
    with library.atomic():
        library.database.executemany("DELETE FROM derived WHERE key = ? AND suffix = ?", bad)
    return len(bad)
