"""`familytales make`: from scans to a finished book."""

from functools import partial
from typing import Annotated

import typer

from familytales.cli import making
from familytales.cli.commands import Commands
from familytales.cli.proofread import proofread
from familytales.cli.run import Run
from familytales.cli.steps import carry_out, finish

app = Commands()


@app.add("make")
def make(
    run: Run,
    scans: making.Scans,
    title: making.Title = "",
    out: making.Out = making.HERE,
    formats: making.Formats = "",
    language: making.Language = "",
    each_file: making.EachFile = False,
    pages_per_document: making.PagesEach = 0,
    quality: making.ReadingQuality = None,
    engine: making.Engine = "",
    no_enhance: making.NoEnhance = False,
    voice: making.VoiceName = "",
    speed: making.Speed = None,
    verify: Annotated[bool, typer.Option("--verify", help="Then listen to the narration: exit code 3 if odd.")] = False,
) -> None:
    """Make a memory book of scans: import, read, narrate and bind them.

    Run it again after adding scans or correcting words: only what changed is made again.

    Example: familytales make ~/Scans/letters --title "Letters from Grandmother" --out ~/Books
    """
    settings = making.settings_of(run, quality=quality, engine=engine, no_enhance=no_enhance, voice=voice, speed=speed)
    with making.readers(settings) as workers:
        from familytales.workflow.binding import formats as parse_formats  # slow to import, while the workers come up
        from familytales.workflow.make import make as make_book

        wanted = parse_formats(formats or settings.formats)
        with making.planned(scans, title, each_file, pages_per_document) as plan, run.library(create=True) as library:
            for warning in plan.warnings:
                run.console.warn(warning)
            book = making.book_of(run, library, plan, language)
            work = partial(make_book, plan=plan, book=book, formats=wanted, folder=out.absolute())
            made, _ = carry_out(run, library, work, settings, workers)
            finish(run, {"book": book, "bindings": made}, "\n".join(map(str, made)))
            if verify:
                proofread(run, library, book, settings, workers)
