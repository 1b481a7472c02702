"""Is everything still there and true? Every file is hashed again, every row compared, and each finding has its remedy.

Nothing is changed. It works as far as possible on a damaged library, even without its database: an original's name is
its digest, so the scans can be vouched for by themselves.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from familytales.domain.corrections import apply
from familytales.domain.doubts import doubts
from familytales.domain.errors import BadInput, FamilyTalesError, LibraryBusy
from familytales.library import blobs, schema
from familytales.library.corrections import Corrections
from familytales.library.database import CORRUPT_REMEDY, Database
from familytales.library.doubts import Doubts
from familytales.library.originals import Derived
from familytales.library.transcripts import Transcripts, digest, plain_text
from familytales.ports import Progress

DATABASE = "library.db"
BATCH = 200
"""Rows fetched at a time, so that a library of any size is checked in the same memory."""

_ADD_AGAIN = "add the scan again with `familytales add`, or bring it back with `familytales library restore BACKUP`."
_REPAIR = "`familytales library repair` puts it right."


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be.

    Attributes:
        subject: the file or row it is about.
        message: what is wrong.
        remedy: what to do about it.
        serious: something a family could lose; the rest is untidy, or made again by the next run.
    """

    subject: str
    message: str
    remedy: str
    serious: bool = True


@dataclass(slots=True)
class Report:
    """What was looked at and what was found."""

    originals: int = 0
    derived: int = 0
    transcripts: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Nothing serious was found."""
        return not any(finding.serious for finding in self.findings)

    def add(self, subject: str, message: str, remedy: str, *, serious: bool = True) -> None:
        """Note a finding."""
        self.findings.append(Finding(subject, message, remedy, serious))


def check(folder: Path, progress: Progress | None = None) -> Report:
    """Check the library in a folder, without changing it and without stopping a run that is under way.

    Args:
        folder: the library.
        progress: told how many files were hashed, of how many.

    Raises:
        BadInput: there is no library, or a newer FamilyTales made it.
    """
    report = Report()
    folder = folder.absolute()
    if not (folder / DATABASE).exists() and not (folder / blobs.ORIGINALS).is_dir():
        raise BadInput(f"There is no library in {folder}.", remedy="Name another folder with `--library`.")
    count = _Counter(folder, progress)
    database = _opened(folder, report)
    if database is None:
        _originals(folder, None, report, count)
        return report
    with closing(database):
        for part in (_structure, _references, _search_indexes, _transcripts):
            _guarded(report, folder, lambda part=part: part(database, report))  # type: ignore[misc]
        _guarded(report, folder, lambda: _originals(folder, database, report, count))
        _guarded(report, folder, lambda: _missing_originals(folder, database, report))
        _guarded(report, folder, lambda: _derived(folder, database, report, count))
    return report


class _Counter:
    """Tells how many files are done."""

    def __init__(self, folder: Path, progress: Progress | None) -> None:
        self._progress = progress
        self._done = 0
        if progress:
            roots = (folder / blobs.ORIGINALS, folder / blobs.DERIVED)
            self._total = sum(1 for root in roots for _ in blobs.stored_files(root))

    def one_more(self) -> None:
        self._done += 1
        if self._progress:
            self._progress(self._done, max(self._done, self._total))


def _opened(folder: Path, report: Report) -> Database | None:
    path = folder / DATABASE
    if not path.exists():
        report.add(str(path), f"The library's database {path} is missing.", CORRUPT_REMEDY)
        return None
    database = None
    try:
        database = Database(path)
        if schema.current(database.connection, path) == schema.VERSION:
            return database
        report.add(str(path), f"{path} holds no library yet.", "`familytales add SCANS...` makes one.")
    except FamilyTalesError as error:
        if database is not None and not isinstance(error.__cause__, sqlite3.Error):
            database.close()
            raise
        report.add(str(path), error.message, error.remedy)
    if database is not None:
        database.close()
    return None


def _guarded(report: Report, folder: Path, part: Callable[[], None]) -> None:
    """Go on with the next part when the database is too damaged for one."""
    try:
        part()
    except FamilyTalesError as error:
        finding = Finding(str(folder / DATABASE), error.message, error.remedy)
        if finding not in report.findings:
            report.findings.append(finding)


def _structure(database: Database, report: Report) -> None:
    for row in database.rows("PRAGMA integrity_check(20)"):
        if row[0] != "ok":
            message = f"The library's database {database.path} is damaged: {' '.join(row[0].split())}."
            report.add(str(database.path), message, CORRUPT_REMEDY)


def _references(database: Database, report: Report) -> None:
    for row in database.rows("PRAGMA foreign_key_check"):
        message = f"Row {row['rowid']} of {row['table']} refers to a row of {row['parent']} that does not exist."
        report.add(f"{row['table']} {row['rowid']}", message, CORRUPT_REMEDY)
    for child, column, parent in _FAMILY:
        sql = f"""SELECT c.id FROM {child} c JOIN {parent} p ON p.id = c.{column}
            WHERE c.trash IS NULL AND p.trash IS NOT NULL"""
        for row in database.rows(sql):
            name = f"{child[0]}{row['id']}"
            message = f"{name} is in a {parent.removesuffix('s')} that is in the trash."
            report.add(name, message, "Restore that from the trash (`familytales trash list`).")


_FAMILY = (
    ("threads", "book_id", "books"),
    ("documents", "thread_id", "threads"),
    ("pages", "document_id", "documents"),
)


def _search_indexes(database: Database, report: Report) -> None:
    for index in ("words", "names"):
        try:
            with database.atomic():
                database.execute(f"INSERT INTO {index} ({index}) VALUES ('integrity-check')")
        except LibraryBusy:
            return  # a run is writing: it has the database in use, so it is in no doubt
        except FamilyTalesError:
            report.add(index, f"The search index `{index}` is damaged; what it was made from is not.", _REPAIR)
    for row in database.rows("SELECT rowid FROM words WHERE rowid NOT IN (SELECT page_id FROM transcripts)"):
        message = f"Search knows words of page p{row[0]}, which has no transcript."
        report.add(f"p{row[0]}", message, _REPAIR, serious=False)


def _transcripts(database: Database, report: Report) -> None:
    corrections = Corrections(database)
    transcripts, known = Transcripts(database, corrections), Doubts(database)
    for row in database.rows("SELECT id FROM pages WHERE read <> (id IN (SELECT page_id FROM transcripts))"):
        message = f"Whether page p{row['id']} has been read is noted wrongly."
        report.add(f"p{row['id']}", message, _REPAIR, serious=False)
    for row in _batches(database, "SELECT page_id, digest FROM transcripts", "page_id"):
        report.transcripts += 1
        page_id = row["page_id"]
        try:
            transcript = transcripts.get(page_id)
        except BadInput as error:
            remedy = "`familytales transcribe` reads the page again; its corrections are kept."
            report.add(f"p{page_id}", error.message, remedy)
            continue
        if transcript is None:
            message = f"The transcript of page p{page_id} is missing."
            report.add(f"p{page_id}", message, "`familytales transcribe` reads the page again.")
            continue
        changes = corrections.of_page(page_id)
        corrected = apply(transcript, changes).transcript
        body = database.value("SELECT body FROM words WHERE rowid = ?", (page_id,))
        if digest(corrected) != row["digest"] or body != plain_text(corrected):
            report.add(f"p{page_id}", f"What search knows of page p{page_id} is not what the page says.", _REPAIR)
        if known.of_page(page_id) != tuple(doubts(corrected, changes)):
            message = f"What the review queue knows of page p{page_id} is not how sure its words are."
            report.add(f"p{page_id}", message, _REPAIR, serious=False)


def _batches(database: Database, select: str, key: str) -> Iterator[sqlite3.Row]:
    """Every row of a table in order of a unique column, a few at a time."""
    rows = database.rows(f"{select} ORDER BY {key} LIMIT {BATCH}")
    while rows:
        yield from rows
        rows = database.rows(f"{select} WHERE {key} > ? ORDER BY {key} LIMIT {BATCH}", (rows[-1][key],))


def _originals(folder: Path, database: Database | None, report: Report, count: _Counter) -> None:
    """Hash every file in `originals/` and compare it with its name, which is its digest."""
    for path in blobs.stored_files(folder / blobs.ORIGINALS):
        report.originals += 1
        found = _hashed(path, report)
        count.one_more()
        if found is None:
            continue
        if found.sha256 != path.name:
            known = _name(database, path.name)
            message = f"The original {path} {known}is damaged: its content is not what was stored."
            report.add(str(path), message, f"Delete that file, then {_ADD_AGAIN}")
        elif database is not None and not _listed(database, path.name):
            message = f"The original {path} is not in the catalogue; a run that was killed left it."
            remedy = "Adding the same scan again records it; otherwise it may be deleted."
            report.add(str(path), message, remedy, serious=False)


def _hashed(path: Path, report: Report) -> blobs.Written | None:
    try:
        return blobs.digest_file(path)
    except BadInput as error:
        report.add(str(path), error.message, f"Check the disk; then {_ADD_AGAIN}")
        return None


def _listed(database: Database, sha256: str) -> bool:
    return bool(database.value("SELECT 1 FROM originals WHERE sha256 = ?", (sha256,)))


def _name(database: Database | None, sha256: str) -> str:
    """`(scan.jpg) ` where the catalogue can tell."""
    try:
        found = database.value("SELECT name FROM originals WHERE sha256 = ?", (sha256,)) if database else None
    except FamilyTalesError:
        found = None
    return f"({found}) " if found else ""


def _missing_originals(folder: Path, database: Database, report: Report) -> None:
    for row in _batches(database, "SELECT sha256, size, name FROM originals", "sha256"):
        path = blobs.original_path(folder, row["sha256"])
        if not path.is_file():
            message = f"The original {row['name']} is missing: there is no {path}."
            report.add(str(path), message, f"Please {_ADD_AGAIN}")


def _derived(folder: Path, database: Database, report: Report, count: _Counter) -> None:
    """What can be made again is never serious: a run notices what is missing, `prune` clears what is not listed."""
    results = Derived(database, folder)
    for path in blobs.stored_files(folder / blobs.DERIVED):
        report.derived += 1
        key, dot, suffix = path.name.partition(".")
        row = database.row("SELECT sha256 FROM derived WHERE key = ? AND suffix = ?", (key, dot + suffix))
        count.one_more()
        if row is None:
            message = f"{path} is not in the catalogue; a run that was killed left it."
            report.add(str(path), message, _REPAIR, serious=False)
            continue
        found = _hashed(path, report)
        if found is not None and found.sha256 != row["sha256"]:
            report.add(str(path), f"{path} is damaged.", f"{_REPAIR} The next run makes it again.", serious=True)
    for row in database.rows("SELECT key, suffix FROM derived ORDER BY key, suffix"):
        path = results.path(row["key"], row["suffix"])
        if not path.is_file():
            report.add(str(path), f"{path} is missing.", "Nothing to do: the next run makes it again.", serious=False)
