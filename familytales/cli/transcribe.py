"""`familytales transcribe`: read the pages."""

from functools import partial
from typing import Annotated

import typer

from familytales.cli import making, subjects
from familytales.cli.commands import Commands
from familytales.cli.run import Run
from familytales.cli.steps import carry_out, count, finish
from familytales.domain.quality import Quality

app = Commands()
Improve = Annotated[bool, typer.Option("--improve", help="Read again what is most doubtful, better and worst first.")]


@app.add("transcribe")
def transcribe(
    run: Run,
    book: making.BookName = "",
    quality: making.ReadingQuality = None,
    engine: making.Engine = "",
    no_enhance: making.NoEnhance = False,
    improve: Improve = False,
) -> None:
    """Read the pages of a book that have no transcript yet, or whose engine or settings changed.

    Corrections stay as they are, whatever an engine reads now. With --improve, pages that were read are read again at
    the best quality (or the one given), those with most errors to expect first. Stop it when you like: what was
    improved is kept, and the next time it goes on from there.

    Example: familytales transcribe "Letters from Grandmother" --improve
    """
    if improve and not quality and not engine:
        quality = Quality.BEST
    settings = making.settings_of(run, quality=quality, engine=engine, no_enhance=no_enhance)
    with making.readers(settings) as workers, run.library() as library:
        from familytales.workflow.make import improve_book, read_book  # slow to import, while the workers come up

        for found in subjects.books(library, book):
            work = improve_book if improve else read_book
            _, listener = carry_out(run, library, partial(work, book=found), settings, workers)
            done = listener.done.get("transcribe", 0)
            finish(run, {"book": found, "read": done}, f"{found.title}: {count(done, 'page')} read.")
