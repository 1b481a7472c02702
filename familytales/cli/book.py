"""`familytales book`: memory books."""

from dataclasses import asdict
from typing import Annotated, Any

import typer

from familytales.cli import subjects
from familytales.cli.commands import Commands
from familytales.cli.output import particulars, table
from familytales.cli.run import Run
from familytales.domain.errors import UsageError
from familytales.workflow.languages import named

app = Commands(
    """Memory books: list, show, rename, change, delete. Give a number (b1) or a title.

    Example: familytales book show "Letters from Grandmother"
    """,
    bare="list",
)
Book = Annotated[str, typer.Argument(help="Its number, such as b1, or its title.")]


@app.add("list")
def list_(run: Run) -> None:
    """Every book, with what is in it.

    Example: familytales book list
    """
    from familytales.library.overviews import overviews

    with run.library() as library:
        found = overviews(library)
    rows = [(f"b{one.book.id}", one.book.title, one.documents, one.pages) for one in found]
    run.out.result({"books": found}, table(("Book", "Title", "Documents", "Pages"), rows) if rows else "No books yet.")


@app.add("show")
def show(run: Run, book: Book) -> None:
    """A book's particulars and its documents, thread by thread.

    Example: familytales book show b1
    """
    with run.library() as library:
        found = subjects.book(library, book)
        threads = [(thread, library.documents.of_thread(thread.id)) for thread in library.threads.of_book(found.id)]
    facts = {"Book": f"b{found.id}", "Title": found.title, "Subtitle": found.subtitle, "Author": found.author}
    facts |= {"Languages": "+".join(found.languages), "Voice": found.voice}
    facts |= {"Cover": f"p{found.cover_page}" if found.cover_page else ""}
    lines = [particulars(facts)]
    for thread, documents in threads:
        if not (thread.title or documents):
            continue  # every book begins with one, and one whose scans all name their threads leaves it empty
        lines.append(f"\nt{thread.id} {thread.title or '(the first thread)'}")
        lines += [f"  d{document.id} {document.title}" for document in documents]
    data = {"book": found, "threads": [{**asdict(thread), "documents": docs} for thread, docs in threads]}
    run.out.result(data, "\n".join(lines))


@app.add("rename")
def rename(run: Run, book: Book, title: Annotated[str, typer.Argument(help="The new title.")]) -> None:
    """Give a book another title.

    Example: familytales book rename b1 "Letters from Edith"
    """
    with run.library() as library:
        changed = library.books.update(subjects.book(library, book).id, title=title)
    run.out.result({"book": changed}, f"b{changed.id} is now called {changed.title}.")


@app.add("set")
def change(
    run: Run,
    book: Book,
    subtitle: Annotated[str | None, typer.Option("--subtitle", help="The subtitle.")] = None,
    author: Annotated[str | None, typer.Option("--author", help="Whose book it is.")] = None,
    language: Annotated[str | None, typer.Option("--language", help="Languages, the main one first: eng+deu.")] = None,
    voice: Annotated[str | None, typer.Option("--voice", help='Who reads it aloud; "" for the best voice.')] = None,
    cover: Annotated[str | None, typer.Option("--cover", help='The page on the cover, p1; "" for a made one.')] = None,
) -> None:
    """Change a book's subtitle, author, languages, voice or cover.

    Example: familytales book set b1 --author "The Larkhill family" --cover p3
    """
    given: dict[str, Any] = {"subtitle": subtitle, "author": author, "voice": voice}
    fields = {name: value for name, value in given.items() if value is not None}
    if language is not None:
        fields["languages"] = named(language)
    with run.library() as library:
        found = subjects.book(library, book)
        if cover is not None:
            fields["cover_page"] = subjects.page(library, cover).id if cover else None
        if not fields:
            raise UsageError("Nothing to change was named.", remedy="See `familytales book set --help`.")
        changed = library.books.update(found.id, **fields)
    run.out.result({"book": changed}, f"b{changed.id} is changed.")


@app.add("delete")
def delete(run: Run, book: Book) -> None:
    """Put a book with all that is in it into the trash. Its scans stay.

    Example: familytales book delete b2
    """
    with run.library() as library:
        found = subjects.book(library, book)
        if not run.confirm(f"Put the book {found.title} (b{found.id}) into the trash?"):
            run.out.result({"deleted": None}, "Nothing was changed.")
            return
        item = library.books.delete(found.id)
    run.out.result(
        {"deleted": item}, f"b{found.id} is in the trash; `familytales trash restore {item.id}` brings it back."
    )
