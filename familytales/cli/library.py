"""`familytales library`: look after the library's folder."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from familytales.cli.commands import Commands
from familytales.cli.output import particulars, table
from familytales.cli.run import Run
from familytales.cli.steps import count
from familytales.domain.errors import ExitCode

if TYPE_CHECKING:
    from familytales.library.check import Finding

app = Commands(
    """Look after the library: what is in it, whether all is well, backup and restore, undo.

    Example: familytales library backup /media/usb/letters
    """
)


@app.add("info")
def info(run: Run) -> None:
    """Where the library is and what it holds.

    Example: familytales library info
    """
    from familytales.library.overviews import overviews

    with run.library() as library:
        books = overviews(library)
        facts: dict[str, object] = {
            "folder": str(library.folder),
            "version": library.version,
            "books": len(books),
            "documents": sum(one.documents for one in books),
            "pages": sum(one.pages for one in books),
            "read": sum(one.read for one in books),
            "trash": len(library.trash.list()),
        }
    run.out.result(facts, particulars(facts))


@app.add("check")
def check(run: Run) -> None:
    """Hash every file again and compare every row; changes nothing. Exit code 1 when something is wrong.

    Example: familytales library check
    """
    from familytales.library.check import check as checked

    with run.console.progress() as bars:
        report = checked(run.settings.library, lambda done, total: bars.show("Checking", done, total))
    lines = [f"{one.message} {one.remedy}" for one in report.findings if one.serious]
    lines += _harmless([one for one in report.findings if not one.serious])
    counted = f"{report.originals} scans, {report.transcripts} transcripts and {report.derived} results were checked."
    verdict = "All is well." if report.ok else "Something is wrong."
    data = {"ok": report.ok, "originals": report.originals, "transcripts": report.transcripts}
    data |= {"derived": report.derived}
    run.out.result({**data, "findings": report.findings}, "\n".join([*lines, f"{verdict} {counted}"]))
    if not report.ok:
        raise typer.Exit(ExitCode.FAILURE)


def _harmless(findings: Sequence["Finding"]) -> Iterator[str]:
    """One of each kind: a library that was just restored has thousands of results to be made again."""
    for remedy, number in Counter(one.remedy for one in findings).items():
        first = next(one.message for one in findings if one.remedy == remedy)
        more = f" So it is with {count(number - 1, 'more file')}." if number > 1 else ""
        yield f"(harmless) {first}{more} {remedy}"


@app.add("repair")
def repair(run: Run) -> None:
    """Index everything for search again and drop results that are damaged; the next run makes them again.

    Example: familytales library repair
    """
    from familytales.library.repair import repair as repaired

    with run.library() as library, library.lock():
        done = repaired(library)
    text = f"{done.pages} pages indexed, {done.dropped} damaged results dropped, {done.freed:,} bytes freed."
    run.out.result({"repaired": done}, text)


@app.add("backup")
def backup(
    run: Run, folder: Annotated[Path, typer.Argument(help="Where to: a new folder, or an earlier backup.")]
) -> None:
    """Copy the library as it is now, while other runs go on, and read the copy back.

    Example: familytales library backup /media/usb/letters
    """
    from familytales.library.backup import backup as copied

    with run.library() as library, run.console.progress() as bars:
        done = copied(library, folder.expanduser(), lambda count, total: bars.show("Copying", count, total))
    for problem in done.problems:
        run.console.failed(problem)
    text = f"{done.originals} scans are in {done.folder}; {done.copied} of them were copied now."
    run.out.result({"backup": done}, text)
    if done.problems:
        raise typer.Exit(ExitCode.SOME_FAILED)


@app.add("restore")
def restore(
    run: Run,
    folder: Annotated[Path, typer.Argument(help="The backup.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Take the place of the library there; its database is kept beside.")
    ] = False,
) -> None:
    """Bring a backup back as the library, checking every scan.

    Example: familytales library restore /media/usb/letters --library ~/Letters
    """
    from familytales.library.backup import restore as copied

    def tell(done: int, total: int) -> None:
        bars.show("Restoring", done, total)

    with run.console.progress() as bars:
        brought = copied(folder.expanduser(), run.settings.library, replace=replace, progress=tell)
    for problem in brought.problems:
        run.console.failed(problem)
    run.out.result({"restored": brought}, f"{brought.originals} scans are in {brought.folder}.")
    if brought.problems:
        raise typer.Exit(ExitCode.SOME_FAILED)


@app.add("history")
def history(run: Run) -> None:
    """Changes to books, threads, documents and pages that can be undone, the last first.

    Example: familytales library history
    """
    with run.library() as library:
        changes = library.history.list()
    rows = [(change.id, change.label) for change in changes]
    run.out.result({"changes": changes}, table(("Change", "What"), rows) if rows else "Nothing to undo.")


@app.add("undo")
def undo(run: Run) -> None:
    """Take back the last change to books, threads, documents or pages: a rename, a move, a split, a deletion.

    Example: familytales library undo
    """
    with run.library() as library:
        change = library.history.undo()
    run.out.result({"undone": change}, f"Undone: {change.label}." if change else "Nothing to undo.")
