"""`familytales demo`: a book from scans of a family that never was."""

from pathlib import Path
from typing import Annotated

import typer

from familytales.cli import making
from familytales.cli.commands import Commands
from familytales.cli.run import Run
from familytales.cli.steps import carry_out, count, finish

app = Commands()


@app.add("demo")
def demo(
    run: Run,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Where the demo's results go.")] = Path(
        "familytales-demo"
    ),
) -> None:
    """Make a book from the demo's scans: letters, a diary page, a notice, a photograph and a recipe.

    It has a library of its own in the folder of its results, touches no other one, and opens nothing.

    Example: familytales demo --out ~/familytales-demo
    """
    from familytales.library.store import Library
    from familytales.workflow.binding import formats
    from familytales.workflow.demo_scans import demo_scans
    from familytales.workflow.make import make

    folder = out.absolute()
    settings = run.settings.model_copy(update={"library": folder / "library"})
    with making.planned([demo_scans()], "", False, 0) as plan, Library.open(settings.library, create=True) as library:
        book = making.book_of(run, library, plan, "")
        wanted = formats("epub,m4b,pdf,site")
        made, listener = carry_out(run, library, lambda session: make(session, plan, book, wanted, folder), settings)
    done = listener.done
    told = [
        f"{book.title}: {count(done.get('import', 0), 'new scan')}, {count(done.get('transcribe', 0), 'page')} read, "
        f"{count(done.get('narrate', 0), 'document')} narrated.",
        *(f"  {path}" for path in made),
        f"Open {folder / book.title / 'index.html'} in a browser, or look around:",
        f'  familytales search "apple cake" --library {settings.library}',
        f"  familytales status --library {settings.library}",
    ]
    finish(run, {"book": book, "bindings": made, "library": settings.library}, "\n".join(told))
