"""`familytales add`: scans into the library."""

from typing import Annotated

import typer

from familytales.cli import making
from familytales.cli.commands import Commands
from familytales.cli.run import Run
from familytales.cli.steps import carry_out, count, finish

app = Commands()


@app.add("add")
def add(
    run: Run,
    scans: making.Scans,
    title: making.Title = "",
    language: making.Language = "",
    each_file: making.EachFile = False,
    pages_per_document: making.PagesEach = 0,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be imported, and stop.")] = False,
) -> None:
    """Import scans into a memory book: copied, never changed, the same bytes only once.

    A sub-folder is a document. A `familytales.csv` or `book.toml` beside the scans gives titles, dates, people.

    Example: familytales add ~/Scans/letters --title "Letters from Grandmother" --dry-run
    """
    from familytales.workflow.make import bring

    with making.planned(scans, title, each_file, pages_per_document) as plan:
        for warning in plan.warnings:
            run.console.warn(warning)
        if dry_run:
            run.out.result({"plan": making.as_data(plan)}, making.as_tree(plan))
            return
        with run.library(create=True) as library:
            book = making.book_of(run, library, plan, language)
            pages, listener = carry_out(run, library, lambda session: bring(session, plan, book))
    new = listener.done.get("import", 0)
    finish(
        run,
        {"book": book, "pages": len(pages), "new": new},
        f"{count(new, 'new scan')}; {book.title} (b{book.id}) now has {count(len(pages), 'page')} of these scans.",
    )
