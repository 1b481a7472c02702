"""`familytales status`: where things stand."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from familytales.cli import subjects
from familytales.cli.commands import Commands
from familytales.cli.output import table
from familytales.cli.run import Run
from familytales.cli.steps import count

if TYPE_CHECKING:
    from familytales.workflow.status import Details

app = Commands()

CLOSE_LOOK = 2_000
"""Pages up to which a book is looked at closely without being named: that takes a tenth of a second."""


@app.add("status")
def status(run: Run, book: Annotated[str, typer.Argument(help="Look closely at this book.")] = "") -> None:
    """What is done, stale or failing, and why.

    Large libraries are shown in numbers; name a book to look at it closely.

    Example: familytales status "Letters from Grandmother"
    """
    from familytales.library.overviews import overviews

    with run.library() as library:
        wanted = subjects.book(library, book).id if book else None
        found = [one for one in overviews(library) if wanted in (None, one.book.id)]
        close = wanted is not None or sum(one.pages for one in found) <= CLOSE_LOOK
        if not close:
            rows = ((f"b{one.book.id}", one.book.title, one.documents, one.pages, one.read) for one in found)
            text = table(("Book", "Title", "Documents", "Pages", "Read"), rows)
            run.out.result({"books": found}, text)
            return
        from familytales.workflow.status import look

        details = look(library, run.settings, found)
    run.out.result({"books": details}, "\n\n".join("\n".join(_lines(one)) for one in details) or "No books yet.")


def _lines(one: "Details") -> Iterator[str]:
    overview = one.overview
    yield f"{overview.book.title} (b{overview.book.id})"
    missing = overview.pages - overview.read
    lacking = _and(missing, "missing") + _and(one.stale_pages, "stale")
    left = f", about {_duration(one.seconds_left)} left" if one.seconds_left else ""
    yield f"  pages      {overview.read} of {overview.pages} read{lacking}{left}"
    minutes = f", {one.seconds / 60:.1f} min" if one.narrated else ""
    yield f"  documents  {one.narrated} of {overview.documents} narrated{minutes}{_and(one.stale_narrations, 'stale')}"
    if one.timings:
        told = ", ".join(f"{source} {number}" for source, number in sorted(one.timings.items()))
        yield f"  word times {told}"
    for binding in one.bindings:
        yield f"  {binding.name:<9}  {binding.state}: {binding.path}"
    yield from (f"  {told}" for told in one.languages)
    if one.failures:
        yield f"  {count(len(one.failures), 'failure')}:"
    for failure in one.failures:
        subject = failure.subject.partition(":")[2] or failure.subject  # b1:epub, b1:/scans/page 1.jpg
        yield f"    {failure.step} {subject}: {failure.error} {failure.remedy}".rstrip()


def _duration(seconds: float) -> str:
    """`40 s`, `12 min`, `3.5 h`: as exact as a forecast can be."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def _and(number: int, what: str) -> str:
    return f", {number} {what}" if number else ""
