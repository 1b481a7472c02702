"""`familytales transcribe`: read the pages."""

from functools import partial

from familytales.cli import making, subjects
from familytales.cli.commands import Commands
from familytales.cli.run import Run
from familytales.cli.steps import carry_out, count, finish

app = Commands()


@app.add("transcribe")
def transcribe(
    run: Run,
    book: making.BookName = "",
    engine: making.Engine = "",
    no_enhance: making.NoEnhance = False,
) -> None:
    """Read the pages of a book that have no transcript yet, or whose engine or settings changed.

    Corrections stay as they are, whatever an engine reads now.

    Example: familytales transcribe "Letters from Grandmother" --engine tesseract
    """
    from familytales.workflow.make import read_book

    settings = making.settings_of(run, engine=engine, no_enhance=no_enhance)
    with run.library() as library:
        for found in subjects.books(library, book):
            _, listener = carry_out(run, library, partial(read_book, book=found), settings)
            done = listener.done.get("transcribe", 0)
            finish(run, {"book": found, "read": done}, f"{found.title}: {count(done, 'page')} read.")
