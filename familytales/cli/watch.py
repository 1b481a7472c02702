"""`familytales watch`: follow a folder that a scanner writes to."""

from pathlib import Path
from typing import Annotated

import typer

from familytales.cli import making
from familytales.cli.commands import Commands
from familytales.cli.run import Run
from familytales.cli.steps import carry_out, count, finish
from familytales.domain.errors import SomeFailed

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

    Example: familytales watch ~/Scans/inbox --title "Letters from Grandmother" --once
    """
    from familytales.workflow.watching import Watch

    watched = Watch(folder.absolute())
    rounds = iter([watched.once()]) if once else watched.rounds(every)
    for ready in rounds:
        try:
            _take(run, watched.folder, ready, title, language, each_file)
        except SomeFailed as error:
            if once:
                raise
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
