"""`familytales search`: find words."""

from typing import Annotated

import typer

from familytales.cli import subjects
from familytales.cli.commands import Commands
from familytales.cli.output import table
from familytales.cli.run import Run

app = Commands()


@app.add("search")
def search(
    run: Run,
    query: Annotated[list[str], typer.Argument(help='Words; "in quotes" together; Christ* for beginnings.')],
    book: Annotated[str, typer.Option("--book", help="Only in this book.")] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, help="Most hits to show.")] = 50,
) -> None:
    """Find words in transcripts (as corrected), titles, people and places.

    Example: familytales search "apple cake"
    """
    with run.library() as library:
        book_id = subjects.book(library, book).id if book else None
        hits = library.search(" ".join(query), book_id=book_id, limit=limit)
    rows = ((hit.subject, hit.title, hit.snippet) for hit in hits)
    run.out.result({"hits": hits}, table(("Where", "Title", "Text"), rows) if hits else "Nothing found.")
