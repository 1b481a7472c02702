"""`familytales trash`: what was deleted."""

import re
from typing import Annotated

import typer

from familytales.cli.commands import Commands
from familytales.cli.output import table
from familytales.cli.run import Run
from familytales.domain.errors import UsageError

app = Commands(
    """What was deleted from the library and can be brought back.

    Example: familytales trash restore 3
    """,
    bare="list",
)


@app.add("list")
def list_(run: Run) -> None:
    """Everything in the trash, oldest first.

    Example: familytales trash list
    """
    with run.library() as library:
        items = library.trash.list()
    rows = [(item.id, item.kind, f"{item.kind[0]}{item.subject}", item.label) for item in items]
    run.out.result({"items": items}, table(("Item", "Kind", "Was", "Title"), rows) if rows else "The trash is empty.")


@app.add("restore")
def restore(
    run: Run, item: Annotated[str, typer.Argument(help="Its number in the trash, or what it was: d7.")]
) -> None:
    """Bring something back to where it was.

    Example: familytales trash restore d7
    """
    with run.library() as library:
        found = re.fullmatch(r"([btdp]?)(\d{1,18})", item.strip().lower())
        if not found:
            raise UsageError(f"{item!r} is not in the trash.", remedy="`familytales trash list` shows what is.")
        number = int(found[2])
        if found[1]:
            same = [one.id for one in library.trash.list() if (one.kind[0], one.subject) == (found[1], number)]
            if not same:
                raise UsageError(f"There is no {item} in the trash.", remedy="`familytales trash list` shows what is.")
            number = same[0]
        back = library.trash.restore(number)
    run.out.result({"restored": back}, f"{back.kind} {back.kind[0]}{back.subject} is back.")


@app.add("empty")
def empty(run: Run) -> None:
    """Remove for good what is in the trash, with its transcripts and corrections. The scans themselves stay.

    Example: familytales trash empty --yes
    """
    with run.library() as library:
        items = library.trash.list()
        if not items:
            run.out.result({"items": 0, "pages": 0}, "The trash is empty already.")
            return
        if not run.confirm(f"Remove {len(items)} deleted items for good, with their transcripts and corrections?"):
            run.out.result({"items": 0, "pages": 0}, "Nothing was removed.")
            return
        pages = library.trash.empty()
    run.out.result({"items": len(items), "pages": pages}, f"Removed {len(items)} items with {pages} pages.")
