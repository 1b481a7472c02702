"""`familytales correct`: put right what was read."""

import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from familytales.cli import subjects
from familytales.cli.commands import Commands
from familytales.cli.output import table
from familytales.cli.run import Run
from familytales.cli.steps import count
from familytales.domain.errors import MissingDependency, UsageError

if TYPE_CHECKING:
    from familytales.domain.corrections import Correction
    from familytales.library.store import Library
    from familytales.workflow.correcting import Change

app = Commands()
_NOT_ALL = "Give a page, or --book with --replace, or --history, or --undo."


@app.add("correct")
def correct(
    run: Run,
    page: Annotated[str, typer.Argument(help="The page, such as p12.")] = "",
    word: Annotated[str, typer.Option("--word", metavar="ID", help="One word of it, such as w31.")] = "",
    line: Annotated[int, typer.Option("--line", metavar="N", help="One line of it, from 1; see `review`.")] = 0,
    to: Annotated[
        str | None, typer.Option("--to", metavar="TEXT", help='What the word or line should say; "" deletes it.')
    ] = None,
    replace: Annotated[
        tuple[str, str] | None, typer.Option("--replace", metavar="OLD NEW", help="Replace a word or phrase.")
    ] = None,
    book: Annotated[str, typer.Option("--book", help="Replace in this whole book.")] = "",
    history: Annotated[bool, typer.Option("--history", help="List the edits, the last first.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take back the last edit, or --edit N.")] = False,
    edit: Annotated[int, typer.Option("--edit", metavar="N", help="Which edit to take back.")] = 0,
) -> None:
    """Correct a page in $EDITOR, one word or line of it, or a word across a book.

    Corrections are a layer over what was read: no later run touches them. Write [illegible] for what nobody can read,
    [unclear: Mabel?] for a guess. What you write onto a page on which no word was found is kept line by line.

    Examples:
      familytales correct p12
      familytales correct p12 --word w31 --to Wojciech
      familytales correct p12 --line 4 --to "The boats are home."
      familytales correct --book "Letters" --replace Vvojciech Wojciech
      familytales correct --undo
    """
    with run.library() as library:
        if undo:
            _undo(run, library, edit or None)
        elif history:
            _history(run, library, page, book)
        elif replace:
            _replace(run, library, page, book, *replace)
        elif page:
            _page(run, library, page, word, line, to)
        else:
            raise UsageError("There is nothing to correct.", remedy=_NOT_ALL)


def _page(run: Run, library: "Library", page: str, word: str, line: int, to: str | None) -> None:
    from familytales.workflow import correcting

    page_id = subjects.page(library, page).id
    if bool(word) + bool(line) != (to is not None):
        raise UsageError("--to belongs to one --word or --line.", remedy="Give both, or neither to edit the page.")
    if to is not None:
        if word:
            found = correcting.of_word(library, page_id, word, to)
        else:
            found = correcting.of_line(library, page_id, line, to)
    else:
        found = correcting.from_text(library, page_id, _edited(run, correcting.current(library, page_id).text, page_id))
    _keep(run, library, {page_id: found})


def _replace(run: Run, library: "Library", page: str, book: str, old: str, new: str) -> None:
    from familytales.workflow import correcting

    if bool(page) == bool(book):
        raise UsageError("--replace needs a page or --book, not both.", remedy="familytales correct --book TITLE ...")
    pages = [subjects.page(library, page)] if page else library.pages.of_book(subjects.book(library, book).id)
    found = dict(correcting.replacing(library, pages, old, new))
    changes = [change for page_id in found for change in correcting.preview(library, page_id, found[page_id])]
    total = sum(map(len, found.values()))
    if not total:
        run.out.result({"corrections": 0, "changes": []}, f"{old!r} is not in there.")
        return
    run.console.note(_preview(changes))
    if run.confirm(f"Replace {old!r} by {new!r} in {count(len(changes), 'line')}?"):
        _keep(run, library, found, changes)


def _keep(
    run: Run, library: "Library", found: "dict[int, list[Correction]]", changes: "list[Change] | None" = None
) -> None:
    from familytales.workflow import correcting

    if changes is None:
        changes = [change for page_id in found for change in correcting.preview(library, page_id, found[page_id])]
    ids = library.corrections.add_all(dict(found), run.person)
    number = sum(len(correcting.changing(corrections)) for corrections in found.values())
    text = f"{_preview(changes)}\n{count(number, 'correction')} kept. `familytales correct --undo` takes them back."
    run.out.result({"corrections": ids, "changes": changes}, text if number else "Nothing changed.")


def _history(run: Run, library: "Library", page: str, book: str) -> None:
    page_id = subjects.page(library, page).id if page else None
    book_id = subjects.book(library, book).id if book else None
    edits = library.corrections.history(page_id=page_id, book_id=book_id)
    rows = (
        (e.id, e.made[:16].replace("T", " "), e.author, f"p{p}", _change(c), "undone" if e.undone else "")
        for e in edits
        for p, c in e.changes
    )
    headings = ("Edit", "When (UTC)", "Who", "Page", "Change", "")
    run.out.result({"edits": edits}, table(headings, rows) if edits else "No corrections yet.")


def _change(correction: "Correction") -> str:
    from familytales.domain.corrections import TYPED, Place

    if correction.place is Place.ACCEPT:
        return f"{correction.read}: right as it is"
    return f"typed: {correction.text}" if correction.place in TYPED else f"{correction.read} → {correction.text}"


def _undo(run: Run, library: "Library", edit: int | None) -> None:
    undone = library.corrections.undo(edit)
    text = f"Edit {undone.id} is taken back: {count(len(undone.changes), 'change')}." if undone else "Nothing to undo."
    run.out.result({"undone": undone}, text)


def _edited(run: Run, text: str, page_id: int) -> str:
    """The text as it comes back from the family's editor; if that fails, what was written is kept and named.

    Raises:
        UsageError: there is no terminal to edit on.
        MissingDependency: no editor can be started.
    """
    if run.flags.no_input or run.flags.json:
        raise UsageError("An editor needs a terminal.", remedy="Use --word and --to, or --replace.")
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    handle, name = tempfile.mkstemp(prefix=f"p{page_id}-", suffix=".txt")
    path = Path(name)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text + "\n")
    try:
        done = subprocess.run([*shlex.split(editor), name], check=False)
    except OSError as error:
        path.unlink()
        raise MissingDependency(f"The editor {editor!r} cannot be started: {error}.", remedy="Set EDITOR.") from error
    if done.returncode:
        raise UsageError(
            f"The editor ended with status {done.returncode}: nothing was changed.", kept=f"Your text is in {path}."
        )
    changed = path.read_text(encoding="utf-8", errors="replace")
    path.unlink()
    return changed


def _preview(changes: "list[Change]") -> str:
    return "\n".join(f"p{change.page_id}\n  - {change.before}\n  + {change.after}" for change in changes)
