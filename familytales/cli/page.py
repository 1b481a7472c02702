"""`familytales page`: the images of a document."""

from pathlib import Path
from typing import Annotated

import typer

from familytales.cli import subjects
from familytales.cli.commands import Commands
from familytales.cli.output import particulars, table
from familytales.cli.run import Run

app = Commands(
    """Pages: the images of a document, in order. Give a number, such as p12.

    Example: familytales page show p12
    """
)
Page = Annotated[str, typer.Argument(help="Its number, such as p12.")]


@app.add("list")
def list_(
    run: Run,
    document: Annotated[str, typer.Argument(help="Only this document's: d1 or its title.")] = "",
    book: Annotated[str, typer.Option("--book", help="Only this book's: b1 or its title.")] = "",
) -> None:
    """Pages, in order.

    Example: familytales page list d3
    """
    with run.library() as library:
        if document:
            found = list(library.pages.of_document(subjects.document(library, document).id))
        else:
            found = [page for one in subjects.books(library, book) for page in library.pages.of_book(one.id)]
    rows = [(f"p{one.id}", f"d{one.document_id}", one.name, f"{one.width} x {one.height}") for one in found]
    text = table(("Page", "Document", "Scan", "Size"), rows) if rows else "No pages yet."
    run.out.result({"pages": found}, text)


@app.add("show")
def show(
    run: Run,
    page: Page,
    words: Annotated[bool, typer.Option("--words", help="Every word with its id, for `correct --word`.")] = False,
) -> None:
    """What a page says, as corrected, and where its scan is.

    Example: familytales page show p12 --words
    """
    with run.library() as library:
        found = subjects.page(library, page)
        scan = library.originals.path(found.original)
        corrected = library.transcripts.corrected(found.id)
    facts = {"Page": f"p{found.id}", "Document": f"d{found.document_id}", "Scan": found.name, "Original": scan}
    facts |= {"Size": f"{found.width} x {found.height}", "Taken": found.taken}
    transcript = corrected.transcript if corrected else None
    said = "Not read yet." if transcript is None else transcript.text or "Nothing is written on it."
    if words and transcript is not None:
        rows = ((word.id, word.text, f"{word.confidence:.0%}", word.read) for word in transcript.words())
        said = table(("Word", "Text", "Sure", "Was read"), rows)
    data = {"page": found, "original": scan, "text": transcript.text if transcript else None, "transcript": transcript}
    run.out.result(data, f"{particulars(facts)}\n\n{said}")


@app.add("enhance")
def enhance(
    run: Run,
    page: Page,
    show: Annotated[
        Path | None, typer.Option("--show", metavar="FILE", help="Write a picture of all stages there (PNG, JPEG).")
    ] = None,
) -> None:
    """How a page is prepared for reading, step by step. Nothing is changed.

    Example: familytales page enhance p12 --show stages.png
    """
    from familytales.imaging.contact_sheet import contact_sheet, write
    from familytales.imaging.decoding import decode

    with run.library() as library:
        found = subjects.page(library, page)
        scan = library.originals.path(found.original)
    prepared = contact_sheet(decode(scan, found.frame, max_pixels=run.settings.max_pixels))
    if show:
        write(prepared.picture, show)
    steps = [" → ".join(part) or "Left as it is." for part in prepared.steps]
    named = [f"Page {number} of the spread: {part}" for number, part in enumerate(steps, 1)]
    run.out.result(
        {"page": found, "parts": prepared.steps, "show": show}, "\n".join(named if len(steps) > 1 else steps)
    )


@app.add("reorder")
def reorder(
    run: Run,
    document: Annotated[str, typer.Argument(help="The document: d1 or its title.")],
    pages: Annotated[list[str], typer.Argument(help="All its pages in the new order.")],
) -> None:
    """Put a document's pages in another order.

    Example: familytales page reorder d3 p2 p1
    """
    with run.library() as library:
        found = subjects.document(library, document)
        library.pages.reorder(found.id, [subjects.page(library, one).id for one in pages])
        ordered = library.pages.of_document(found.id)
    run.out.result({"pages": ordered}, " ".join(f"p{one.id}" for one in ordered))


@app.add("move")
def move(
    run: Run,
    page: Page,
    to: Annotated[str, typer.Option("--to", help="The document: d1 or its title.")],
    position: Annotated[
        int | None, typer.Option("--position", min=1, help="Its place there, from 1; the end if not said.")
    ] = None,
) -> None:
    """Put a page into another document, or elsewhere in its own.

    Example: familytales page move p12 --to d4 --position 1
    """
    with run.library() as library:
        target = subjects.document(library, to)
        place = None if position is None else position - 1
        moved = library.pages.move(subjects.page(library, page).id, target.id, place)
    run.out.result({"page": moved}, f"p{moved.id} is in d{moved.document_id}.")


@app.add("delete")
def delete(run: Run, page: Page) -> None:
    """Put a page into the trash. Its scan stays.

    Example: familytales page delete p12
    """
    with run.library() as library:
        found = subjects.page(library, page)
        if not run.confirm(f"Put the page p{found.id} ({found.name}) into the trash?"):
            run.out.result({"deleted": None}, "Nothing was changed.")
            return
        item = library.pages.delete(found.id)
    run.out.result(
        {"deleted": item}, f"p{found.id} is in the trash; `familytales trash restore {item.id}` brings it back."
    )
