"""`familytales review`: look at what is probably wrong, the worst first."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from familytales.cli import subjects
from familytales.cli.commands import Commands
from familytales.cli.run import Run
from familytales.cli.steps import count
from familytales.domain.errors import UsageError

if TYPE_CHECKING:
    from familytales.domain.books import Book
    from familytales.library.store import Library
    from familytales.workflow.reviewing import Item, Review

app = Commands(
    """Look at what is probably wrong, the worst first: lines by how many of their words to expect wrong.

    Every word's chance of being right is known from how it was read. What you correct is proposed wherever the same
    slip stands; what you accept is not asked again.

    Examples:
      familytales review "Letters from Grandmother"
      familytales review --list --limit 20
    """,
    bare="queue",
    open=True,
)
Page = Annotated[str, typer.Argument(help="The page, such as p12.")]
Line = Annotated[int, typer.Option("--line", min=1, metavar="N", help="The line, from 1.")]


@app.add("queue")
def queue(
    run: Run,
    book: Annotated[str, typer.Argument(help="Its title or number; may be left out where there is one.")] = "",
    list_: Annotated[bool, typer.Option("--list", help="Only list the lines.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="Most lines to list or go through.")] = 50,
) -> None:
    """Go through the lines of a book that are most worth a look: correct, accept, mark or skip each.

    Without somebody at a terminal it lists them.

    Example: familytales review queue "Letters from Grandmother" --list
    """
    with run.library() as library:
        found = _book(library, book)
        review = _review(library, found)
        if run.attended and not list_:
            from familytales.cli.review_desk import Desk

            Desk(run, library, found, review).go_through(limit)
            return
        items = review.queue(limit)
        total = library.doubts.total(found.id)
    errors = count(round(total.errors), "error")
    text = f"{count(total.lines, 'line')} worth a look, about {errors} to expect in {found.title}."
    data = {"book": found, "lines": total.lines, "errors": total.errors, "queue": list(map(as_data, items))}
    run.out.result(data, "\n\n".join([*map(as_text, items), text]))


@app.add("show")
def show(
    run: Run,
    page: Page,
    line: Line,
    crop: Annotated[Path | None, typer.Option("--crop", metavar="FILE", help="Write its picture there (PNG).")] = None,
) -> None:
    """One line with its neighbours, why it is in doubt, and its picture where the terminal can show it.

    Example: familytales review show p12 --line 4 --crop line.png
    """
    from familytales.cli import pictures

    with run.library() as library:
        page_id = subjects.page(library, page).id
        review = _review(library, _book_of(library, page_id))
        item = review.item(page_id, line)
        picture = review.picture(page_id, line, run.settings.max_pixels)
    if crop:
        crop.write_bytes(picture)
    elif not run.flags.json and not run.flags.quiet:
        pictures.show(picture)
    run.out.result({"line": as_data(item), "crop": crop}, as_text(item))


@app.add("accept")
def accept(run: Run, page: Page, line: Line) -> None:
    """Say that a line is right as it stands: it is not queued again unless it is read otherwise.

    Example: familytales review accept p12 --line 4
    """
    with run.library() as library:
        page_id = subjects.page(library, page).id
        review = _review(library, _book_of(library, page_id))
        item = review.item(page_id, line)
        review.accept(page_id, line, run.person)
    run.out.result({"accepted": as_data(item)}, f"Right as it is: {item.text}")


@app.add("take")
def take(run: Run, page: Page, line: Line) -> None:
    """Put what is proposed for a line into it.

    Example: familytales review take p12 --line 4
    """
    from familytales.workflow import correcting

    with run.library() as library:
        page_id = subjects.page(library, page).id
        review = _review(library, _book_of(library, page_id))
        found = review.take(page_id, line)
        changes = correcting.preview(library, page_id, found)
        ids = review.keep({page_id: found}, run.person)
    run.out.result({"corrections": ids, "changes": changes}, "\n".join(f"- {c.before}\n+ {c.after}" for c in changes))


@app.add("refuse")
def refuse(
    run: Run, page: Page, word: Annotated[str, typer.Option("--word", metavar="ID", help="The word, such as w31.")]
) -> None:
    """Say that one word is right as it stands, whatever is proposed for it.

    Example: familytales review refuse p12 --word w31
    """
    with run.library() as library:
        page_id = subjects.page(library, page).id
        ids = _review(library, _book_of(library, page_id)).refuse(page_id, word, run.person)
    run.out.result({"corrections": ids}, f"{word} stays as it is.")


def as_text(item: "Item") -> str:
    """A line for a person: where it is, its neighbours, and why it is in doubt."""
    where = f"p{item.page_id} line {item.line}, {item.document}: {item.errors:.1f} errors to expect"
    near = [f"    {item.before}"] if item.before else []
    after = [f"    {item.after}"] if item.after else []
    return "\n".join([where, *near, f"  > {item.text}", *after, *(f"  ? {reason}" for reason in item.reasons)])


def as_data(item: "Item") -> dict[str, object]:
    """A line for scripts."""
    words = [
        {"id": w.id, "text": w.text, "probability": w.probability, "reasons": w.reasons, "proposal": w.proposal}
        for w in item.suspects
    ]
    return {
        "page": item.page_id,
        "line": item.line,
        "document": item.document,
        "text": item.text,
        "before": item.before,
        "after": item.after,
        "errors": item.errors,
        "reasons": item.reasons,
        "words": words,
    }


def _review(library: "Library", book: "Book") -> "Review":
    from familytales.workflow.reviewing import Review

    return Review(library, book)


def _book(library: "Library", text: str) -> "Book":
    found = subjects.books(library, text)
    if len(found) != 1:
        titles = ", ".join(f"{book.title} (b{book.id})" for book in found) or "none"
        raise UsageError(f"Which book? There are: {titles}.", remedy="familytales review TITLE")
    return found[0]


def _book_of(library: "Library", page_id: int) -> "Book":
    document = library.documents.get(library.pages.get(page_id).document_id)
    return library.books.get(library.threads.get(document.thread_id).book_id)
