"""`familytales watch`: follow a folder that a scanner writes to."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from familytales.cli import making
from familytales.cli.commands import Commands
from familytales.cli.run import Run
from familytales.cli.steps import carry_out, count, finish, settle
from familytales.domain.errors import FamilyTalesError, UsageError

if TYPE_CHECKING:
    from familytales.workflow.watching import Watch

app = Commands()


@app.add("watch")
def watch(
    run: Run,
    folder: Annotated[Path, typer.Argument(help="The folder to follow.", exists=True, file_okay=False)],
    title: making.Title = "",
    language: making.Language = "",
    each_file: making.EachFile = False,
    once: Annotated[bool, typer.Option("--once", help="Take what is finished now, then stop: for cron.")] = False,
    every: Annotated[float, typer.Option(min=0.2, metavar="SECONDS", help="Time between two looks.")] = 5.0,
) -> None:
    """Import and read scans as they arrive in a folder; only files that are finished are taken.

    Runs until it is stopped (systemd, Ctrl-C) or, with --once, until what is there is done. Scans stay in the folder.
    One that cannot be read is named and does not keep the others; while another run holds the library, or the disk is
    full, it waits.

    Example: familytales watch ~/Scans/inbox --title "Letters from Grandmother" --once
    """
    from familytales.workflow.watching import Watch

    watched = Watch(folder.absolute())
    if once:
        _take(run, watched.folder, watched.once(), title, language, each_file)
    else:
        _follow(run, watched, every, lambda ready: _take(run, watched.folder, ready, title, language, each_file))


def _follow(run: Run, watched: "Watch", every: float, take: Callable[[list[Path]], None]) -> None:
    """For ever. What keeps all scans from being taken is told once, and they are tried again at every look."""
    waiting = ""
    for ready in watched.rounds(every):
        try:
            take(ready)
            waiting = ""
        except UsageError:
            raise
        except FamilyTalesError as error:
            watched.put_back(ready)
            if str(error) != waiting:
                run.console.error(error)
            waiting = str(error)
        try:
            settle(run)
        except FamilyTalesError as error:
            run.console.error(error)


def _take(run: Run, folder: Path, ready: list[Path], title: str, language: str, each_file: bool) -> None:
    from familytales.workflow.make import bring_and_read

    if not ready:
        finish(run, {"read": 0}, "Nothing new.")
        return
    with making.planned([folder], title, each_file, 0, only=ready) as plan, run.library(create=True) as library:
        book = making.book_of(run, library, plan, language)
        _, listener = carry_out(run, library, lambda session: bring_and_read(session, plan, book))
    done = listener.done.get("transcribe", 0)
    finish(run, {"book": book, "read": done}, f"{book.title}: {count(done, 'page')} read.")
