"""`familytales document`: letters, diary entries, recipes, photographs."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from familytales.cli import subjects
from familytales.cli.commands import Commands
from familytales.cli.output import particulars, table
from familytales.cli.run import Run
from familytales.domain import dates
from familytales.domain.errors import UsageError
from familytales.workflow.languages import named

if TYPE_CHECKING:
    from familytales.domain.books import Document as Found
    from familytales.domain.narration import Recording

app = Commands(
    """Documents: letters, diary entries, recipes, photographs. Give a number (d1), or a title where it is unique.

    Example: familytales document set d3 --date 1943-08~ --people "Mabel Hale; Ida"
    """
)
Document = Annotated[str, typer.Argument(help="Its number, such as d1, or its title.")]
Position = Annotated[
    int | None, typer.Option("--position", min=1, help="Its place there, from 1; the end if not said.")
]


@app.add("list")
def list_(run: Run, book: Annotated[str, typer.Argument(help="Only this book's: b1 or its title.")] = "") -> None:
    """Documents, in order.

    Example: familytales document list "Letters from Grandmother"
    """
    with run.library() as library:
        books = subjects.books(library, book)
        found = [one for each in books for one in library.documents.of_book(each.id)]
        threads = {one.id: f"t{one.id} {one.title}" for each in books for one in library.threads.of_book(each.id)}
    rows = [
        (f"d{one.id}", one.title, one.kind, dates.display(one.date), one.author, threads[one.thread_id])
        for one in found
    ]
    text = table(("Document", "Title", "Kind", "Date", "Author", "Thread"), rows) if rows else "No documents yet."
    run.out.result({"documents": found}, text)


@app.add("show")
def show(run: Run, document: Document) -> None:
    """A document's particulars and pages.

    Example: familytales document show d3
    """
    from familytales.workflow.suggesting import suggestion

    with run.library() as library:
        found = subjects.document(library, document)
        pages = library.pages.of_document(found.id)
        recording = library.recordings.get(found.id)
        book = library.books.get(library.threads.get(found.thread_id).book_id)
        told = suggestion(library, book, found)
    names = (f"  p{page.id} {page.name}" for page in pages)
    lines = [_particulars(found, recording), *names, *([told] if told else [])]
    run.out.result({"document": found, "pages": pages, "recording": recording, "language": told}, "\n".join(lines))


def _particulars(found: "Found", recording: "Recording | None" = None) -> str:
    facts = {"Document": f"d{found.id}", "Title": found.title, "Kind": found.kind, "Date": dates.display(found.date)}
    facts |= {"Author": found.author, "People": "; ".join(found.people), "Place": found.place}
    facts |= {"Kept in": found.provenance.label, "Note": found.provenance.note, "Thread": f"t{found.thread_id}"}
    facts |= {"Languages": "+".join(found.languages), "Voice": found.voice}
    if recording:
        reader = recording.reader
        facts |= {"Read by": reader.who, "Recorded": reader.when, "Consent": reader.consent, "File": recording.name}
    return particulars(facts)


@app.add("rename")
def rename(run: Run, document: Document, title: Annotated[str, typer.Argument(help="The new title.")]) -> None:
    """Give a document another title.

    Example: familytales document rename d3 "The letter with the swallows"
    """
    with run.library() as library:
        changed = library.documents.update(subjects.document(library, document).id, title=title)
    run.out.result({"document": changed}, f"d{changed.id} is now called {changed.title}.")


@app.add("set")
def change(
    run: Run,
    document: Document,
    kind: Annotated[str | None, typer.Option("--kind", help="letter, diary, recipe, photograph, ...")] = None,
    date: Annotated[str | None, typer.Option("--date", help="EDTF: 1943-08-14, 1943~, 1920/1930.")] = None,
    author: Annotated[str | None, typer.Option("--author", help="Who wrote it.")] = None,
    people: Annotated[str | None, typer.Option("--people", help='Who is in it: "Mabel Hale; Ida".')] = None,
    place: Annotated[str | None, typer.Option("--place", help="Where it was written or taken.")] = None,
    language: Annotated[
        str | None, typer.Option("--language", help='Its languages: eng+deu; "" for the book\'s.')
    ] = None,
    voice: Annotated[
        str | None, typer.Option("--voice", help='Who reads it aloud; "" for the thread\'s voice.')
    ] = None,
    box: Annotated[str | None, typer.Option("--box", help="The box it is kept in.")] = None,
    folder: Annotated[str | None, typer.Option("--folder", help="The folder in that box.")] = None,
    item: Annotated[str | None, typer.Option("--item", help="Its number in that folder.")] = None,
    note: Annotated[str | None, typer.Option("--note", help="Whatever else is known about it.")] = None,
) -> None:
    """Say what no scan shows: date, author, people, place, where the sheet is kept. An empty text takes it back.

    Example: familytales document set d3 --date 1943-08~ --author "Tom Hale" --box 3 --folder 2
    """
    given: dict[str, Any] = {"kind": kind, "author": author, "place": place, "voice": voice}
    fields = {name: value for name, value in given.items() if value is not None}
    if date is not None:
        fields["date"] = dates.validate(date)
    if people is not None:
        fields["people"] = tuple(person.strip() for person in people.split(";") if person.strip())
    if language is not None:
        fields["languages"] = named(language)
    places = {"box": box, "folder": folder, "item": item, "note": note}
    kept = {name: value for name, value in places.items() if value is not None}
    if not fields and not kept:
        raise UsageError("Nothing to change was named.", remedy="See `familytales document set --help`.")
    with run.library() as library:
        found = subjects.document(library, document)
        if kept:
            fields["provenance"] = replace(found.provenance, **kept)
        changed = library.documents.update(found.id, **fields)
    run.out.result({"document": changed}, _particulars(changed))


@app.add("reorder")
def reorder(
    run: Run,
    thread: Annotated[str, typer.Argument(help="The thread: t1 or its title.")],
    documents: Annotated[list[str], typer.Argument(help="All its documents in the new order.")],
) -> None:
    """Put a thread's documents in another order.

    Example: familytales document reorder t1 d3 d1 d2
    """
    with run.library() as library:
        found = subjects.thread(library, thread)
        library.documents.reorder(found.id, [subjects.document(library, one).id for one in documents])
        ordered = library.documents.of_thread(found.id)
    run.out.result({"documents": ordered}, " ".join(f"d{one.id}" for one in ordered))


@app.add("move")
def move(
    run: Run,
    document: Document,
    to: Annotated[str, typer.Option("--to", help="The thread: t1 or its title.")],
    position: Position = None,
) -> None:
    """Put a document into another thread, or elsewhere in its own.

    Example: familytales document move d3 --to t2 --position 1
    """
    with run.library() as library:
        target = subjects.thread(library, to)
        place = None if position is None else position - 1
        moved = library.documents.move(subjects.document(library, document).id, target.id, place)
    run.out.result({"document": moved}, f"d{moved.id} is in t{moved.thread_id}.")


@app.add("split")
def split(
    run: Run,
    document: Document,
    at: Annotated[str, typer.Option("--at", help="The page that starts the second part: p5.")],
) -> None:
    """Cut a document in two before one of its pages.

    Example: familytales document split d3 --at p5
    """
    with run.library() as library:
        made = library.documents.split(subjects.document(library, document).id, subjects.page(library, at).id)
    run.out.result({"document": made}, f"d{made.id} {made.title} starts with {at}.")


@app.add("merge")
def merge(run: Run, documents: Annotated[list[str], typer.Argument(help="Two or more; the first stays.")]) -> None:
    """Make one document of several; the emptied ones go to the trash.

    Example: familytales document merge d3 d4
    """
    with run.library() as library:
        merged = library.documents.merge([subjects.document(library, one).id for one in documents])
    run.out.result({"document": merged}, f"d{merged.id} {merged.title} has all their pages.")


@app.add("delete")
def delete(run: Run, document: Document) -> None:
    """Put a document with its pages into the trash. Its scans stay.

    Example: familytales document delete d3
    """
    with run.library() as library:
        found = subjects.document(library, document)
        if not run.confirm(f"Put the document {found.title} (d{found.id}) into the trash?"):
            run.out.result({"deleted": None}, "Nothing was changed.")
            return
        item = library.documents.delete(found.id)
    run.out.result(
        {"deleted": item}, f"d{found.id} is in the trash; `familytales trash restore {item.id}` brings it back."
    )
