"""The command line: `familytales COMMAND`.

How a command is written: one file in this folder, with one row in `COMMANDS` below, that offers `app`:

    app = Commands()

    @app.add("search")
    def search(
        run: Run,
        query: Annotated[str, typer.Argument(help="Words to look for.")],
        limit: Annotated[int, typer.Option(help="Most hits to show.")] = 50,
    ) -> None:
        '''Find words in transcripts, titles, people and places.

        Example: familytales search "apple cake"
        '''
        from familytales.workflow.searching import search  # whatever is heavy is imported here, not above

        with run.library() as library:                     # --library, FAMILYTALES_LIBRARY, config.toml or the default
            hits = library.search(query, limit=limit)
        run.out.result({"hits": hits}, table(("Page", "Text"), [(f"p{hit.page_id}", hit.snippet) for hit in hits]))

- A group (`familytales book list`) is `app = Commands("What the group is for.")` with several `@app.add(...)`.
- `run: Run` comes first and is filled in; `--json`, `--quiet`, `--yes`, `--no-input`, `--library`, `--offline` and
  `--debug` are added to every command and end in `run.flags`. `run.settings` has them applied.
- stdout: `run.out.result(data, text)` once, or `run.out.event(name, **fields)` for each step of long work. Data may
  hold dataclasses and paths.
- stderr: `run.console.note(text)`, `.warn(text)`, `with run.console.progress() as bars: bars.show(name, done, total)`.
- Questions: `if run.confirm("Delete ...?"):`.
- Errors: raise a `FamilyTalesError` (message, kept, remedy); its class decides the exit code. A batch with some bad
  items says what was done; what failed meanwhile is named at the command's end (`steps.settle`).
"""

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any, NamedTuple

import typer
from typer.main import get_command

from familytales import __version__
from familytales.cli.commands import Group
from familytales.cli.failures import Interrupted, report
from familytales.cli.options import with_run
from familytales.cli.run import Run


class Row(NamedTuple):
    """A command as the top-level help shows it, without importing it."""

    section: str
    help: str


_MAKE, _LOOK, _ARRANGE, _KEEP = "Make a book", "Look and correct", "Arrange", "Look after it"
COMMANDS = {
    "make": Row(_MAKE, "Everything: from a folder of scans to a finished book."),
    "add": Row(_MAKE, "Import scans."),
    "transcribe": Row(_MAKE, "Read the pages."),
    "narrate": Row(_MAKE, "Speak the documents."),
    "bind": Row(_MAKE, "Write the finished files."),
    "demo": Row(_MAKE, "Make a book from the demo's scans."),
    "watch": Row(_MAKE, "Make a book of what a scanner puts into a folder."),
    "status": Row(_LOOK, "What is done, stale or failing, and why."),
    "search": Row(_LOOK, "Find words in transcripts, titles, people and places."),
    "review": Row(_LOOK, "Look at what is probably wrong, the worst first."),
    "correct": Row(_LOOK, "Put right what was read."),
    "engine": Row(_LOOK, "Models that learn from your corrections."),
    "lexicon": Row(_LOOK, "How the family says words."),
    "voice": Row(_LOOK, "The voices that read aloud."),
    "book": Row(_ARRANGE, "Memory books."),
    "thread": Row(_ARRANGE, "Story lines inside a book."),
    "document": Row(_ARRANGE, "Letters, diary entries, recipes, photographs."),
    "page": Row(_ARRANGE, "The images of a document."),
    "trash": Row(_ARRANGE, "What was deleted and can be brought back."),
    "library": Row(_KEEP, "Check, back up, restore, undo."),
    "evaluate": Row(_KEEP, "Measure the engines on pages whose text is known."),
    "config": Row(_KEEP, "The settings and where they come from."),
    "doctor": Row(_KEEP, "What is installed, what is missing and how to get it."),
}
"""Every command by name; its module is `familytales.cli.<name>`."""


class Root(Group):
    """Imports a command when it is called for, and turns every failure into words and an exit code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # names only, for the list of commands and "did you mean"; get_command imports
        self.commands: dict[str, Any] = dict.fromkeys(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name, imported now; None when there is none."""
        if cmd_name not in COMMANDS:
            return None
        found = get_command(import_module(f"familytales.cli.{cmd_name}").app)
        found.name = cmd_name
        return found

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Commands by what they are for."""
        for section in dict.fromkeys(row.section for row in COMMANDS.values()):
            with formatter.section(section):
                formatter.write_dl([(name, row.help) for name, row in COMMANDS.items() if row.section == section])

    def invoke(self, ctx: Any) -> Any:
        """Run the command; Ctrl-C becomes one of our errors before Typer hides it.

        Whoever reads our output may have had enough of it (`| head`): that is no failure.
        """
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise typer.Exit from error
        except KeyboardInterrupt as error:
            raise Interrupted from error

    def main(self, args: Sequence[str] | None = None, *_: object, **__: object) -> Any:
        """Run, and exit with a documented code."""
        arguments = sys.argv[1:] if args is None else list(args)
        try:
            code = super().main(arguments, prog_name="familytales", standalone_mode=False) or 0
        except (Exception, KeyboardInterrupt) as error:
            code = report(error, arguments)
        raise SystemExit(code)


app = typer.Typer(cls=Root, rich_markup_mode=None, pretty_exceptions_enable=False)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"familytales {__version__}")
        raise typer.Exit


@app.callback()
@with_run
def _root(
    run: Run,
    version: Annotated[
        bool, typer.Option("--version", "-V", is_eager=True, callback=_version, help="Show the version.")
    ] = False,
) -> None:
    """Scans of letters, diaries, recipes and photographs go in; memory books to search, correct and hear come out.

    Example: familytales make ~/Scans/letters --title "Letters from Grandmother"
    """
