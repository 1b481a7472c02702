"""`familytales bind`: finished files from a book."""

from enum import StrEnum
from functools import partial
from typing import Annotated

import typer

from familytales.cli import making, subjects
from familytales.cli.commands import Commands
from familytales.cli.run import Run
from familytales.cli.steps import carry_out, finish

app = Commands()


class Preset(StrEnum):
    """Shops whose demands are known; each is a binding format of that name."""

    ACX = "acx"


@app.add("bind")
def bind(
    run: Run,
    book: making.BookName = "",
    out: making.Out = making.HERE,
    formats: making.Formats = "",
    preset: Annotated[Preset | None, typer.Option("--preset", help="Sound as a shop wants it, and a report.")] = None,
) -> None:
    """Bind a book as it is read and narrated now.

    Example: familytales bind "Letters from Grandmother" --formats pdf,epub --out ~/Books
    """
    from familytales.workflow.binding import formats as parse_formats
    from familytales.workflow.make import bind_book

    if preset:
        formats = ",".join(filter(None, (formats, preset)))
    wanted = parse_formats(formats or run.settings.formats)
    with run.library() as library:
        for found in subjects.books(library, book):
            work = partial(bind_book, book=found, formats=wanted, folder=out.absolute())
            made, _ = carry_out(run, library, work)
            finish(run, {"book": found, "bindings": made}, "\n".join(map(str, made)))
