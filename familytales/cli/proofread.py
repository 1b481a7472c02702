"""What `narrate --check`, `narrate import` and `make --verify` tell of what a machine ear heard."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from familytales.cli.output import table
from familytales.cli.run import Run
from familytales.cli.steps import carry_out, count

if TYPE_CHECKING:
    from familytales.domain.books import Book
    from familytales.domain.proofreading import Flag
    from familytales.library.store import Library
    from familytales.settings import Settings
    from familytales.workflow.proofreading import Report
    from familytales.workflow.workers import Workers


def proofread(run: Run, library: "Library", book: "Book", settings: "Settings", workers: "Workers") -> None:
    """Listen to a book and tell what sounds wrong, the worst first; ends with exit code 3 when anything does."""
    from familytales.workflow.make import proofread_book

    report, _ = carry_out(run, library, partial(proofread_book, book=book), settings, workers)
    for one in report.marked:
        run.out.event("flag", document=one.document.id, title=one.document.title, flag=one.flag)
    if run.flags.json:
        run.out.event("checked", book=book, report=report)
    else:
        run.out.result({}, _told(book, report))
    run.verdict.marked |= bool(report.marked)


def _told(book: "Book", report: "Report") -> str:
    heard = (
        f"{count(report.sentences, 'sentence')} of {book.title} listened to, {report.followed} of them word by word."
    )
    if not report.marked:
        return f"{heard}\nNothing sounds wrong."
    rows = [
        (f"d{one.document.id}", clock(one.flag.start), one.flag.fault, one.flag.words, _short(one.flag.sentence))
        for one in report.marked
    ]
    places = f"{count(len(rows), 'place')} to listen to, the worst first; the rest needs no listening."
    return "\n".join([heard, places, table(("", "Time", "What", "Words", "Sentence"), rows)])


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."


def departures(found: Sequence["Flag"]) -> str:
    """Where a person who reads leaves the text."""
    if not found:
        return "The text is read as it is written."
    rows = [(f"{clock(flag.start)} - {clock(flag.end)}", flag.fault, flag.words) for flag in found]
    return "Where the reader departs from the text:\n" + table(("Time", "What", "Words"), rows)


def clock(seconds: float) -> str:
    """`1:02.5`."""
    minutes, rest = divmod(round(seconds, 1), 60)
    return f"{int(minutes)}:{rest:04.1f}"
