"""`familytales thread`: story lines inside a book."""

from typing import Annotated

import typer

from familytales.cli import subjects
from familytales.cli.commands import Commands
from familytales.cli.output import particulars, table
from familytales.cli.run import Run

app = Commands(
    """Threads, the story lines inside a book. Give a number (t1), or a title where it is unique.

    Example: familytales thread reorder b1 t2 t1
    """
)
Thread = Annotated[str, typer.Argument(help="Its number, such as t1, or its title.")]
Book = Annotated[str, typer.Argument(help="The book: b1 or its title.")]
Title = Annotated[str, typer.Argument(help="The new title.")]


@app.add("list")
def list_(run: Run, book: Annotated[str, typer.Argument(help="Only this book's: b1 or its title.")] = "") -> None:
    """Threads, in order.

    Example: familytales thread list b1
    """
    with run.library() as library:
        found = [thread for one in subjects.books(library, book) for thread in library.threads.of_book(one.id)]
        counted = {thread.id: len(library.documents.of_thread(thread.id)) for thread in found}
    rows = [
        (f"t{one.id}", one.title or "(the first thread)", f"b{one.book_id}", counted[one.id], one.voice)
        for one in found
    ]
    text = table(("Thread", "Title", "Book", "Documents", "Voice"), rows) if rows else "No threads yet."
    run.out.result({"threads": found}, text)


@app.add("show")
def show(run: Run, thread: Thread) -> None:
    """A thread and its documents.

    Example: familytales thread show t1
    """
    with run.library() as library:
        found = subjects.thread(library, thread)
        documents = library.documents.of_thread(found.id)
    facts = {"Thread": f"t{found.id}", "Title": found.title, "Book": f"b{found.book_id}", "Voice": found.voice}
    lines = [particulars(facts), *(f"  d{document.id} {document.title}" for document in documents)]
    run.out.result({"thread": found, "documents": documents}, "\n".join(lines))


@app.add("add")
def add(run: Run, book: Book, title: Title) -> None:
    """Start a new thread at the end of a book.

    Example: familytales thread add b1 "The war years"
    """
    with run.library() as library:
        made = library.threads.create(subjects.book(library, book).id, title)
    run.out.result({"thread": made}, f"t{made.id} {made.title}")


@app.add("rename")
def rename(run: Run, thread: Thread, title: Title) -> None:
    """Give a thread another title.

    Example: familytales thread rename t1 "The war years"
    """
    with run.library() as library:
        changed = library.threads.rename(subjects.thread(library, thread).id, title)
    run.out.result({"thread": changed}, f"t{changed.id} is now called {changed.title}.")


@app.add("set")
def change(
    run: Run,
    thread: Thread,
    voice: Annotated[str, typer.Option("--voice", help='Who reads it aloud; "" for the book\'s voice.')],
) -> None:
    """Choose the voice that reads a thread.

    Example: familytales thread set t2 --voice en_GB-alba-medium
    """
    with run.library() as library:
        changed = library.threads.update(subjects.thread(library, thread).id, voice=voice)
    run.out.result({"thread": changed}, f"t{changed.id} is read by {changed.voice or 'the voice of its book'}.")


@app.add("reorder")
def reorder(
    run: Run, book: Book, threads: Annotated[list[str], typer.Argument(help="All its threads in the new order.")]
) -> None:
    """Put a book's threads in another order.

    Example: familytales thread reorder b1 t2 t1 t3
    """
    with run.library() as library:
        found = subjects.book(library, book)
        library.threads.reorder(found.id, [subjects.thread(library, one).id for one in threads])
        ordered = library.threads.of_book(found.id)
    run.out.result({"threads": ordered}, " ".join(f"t{one.id}" for one in ordered))


@app.add("delete")
def delete(run: Run, thread: Thread) -> None:
    """Put a thread with its documents into the trash. Its scans stay.

    Example: familytales thread delete t3
    """
    with run.library() as library:
        found = subjects.thread(library, thread)
        if not run.confirm(f"Put the thread {found.title} (t{found.id}) with its documents into the trash?"):
            run.out.result({"deleted": None}, "Nothing was changed.")
            return
        item = library.threads.delete(found.id)
    run.out.result(
        {"deleted": item}, f"t{found.id} is in the trash; `familytales trash restore {item.id}` brings it back."
    )
