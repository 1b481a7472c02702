"""`familytales engine`: models that learn from the family's own corrections."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from familytales.cli.commands import Commands
from familytales.cli.output import table
from familytales.cli.run import Run
from familytales.cli.steps import count
from familytales.domain.errors import UsageError
from familytales.domain.languages import parse

if TYPE_CHECKING:
    from familytales.library.author_models import AuthorModel
    from familytales.transcription.training import Trained

app = Commands(
    """Models that learn one hand or typewriter from what you corrected.

    Example: familytales engine train --author "Aunt Ida"
    """
)
Author = Annotated[str, typer.Option("--author", metavar="NAME", help="Who wrote it, as the documents say.")]


@app.add("train")
def train(
    run: Run,
    author: Author,
    base: Annotated[
        Path | None, typer.Option("--base", metavar="FILE", help="Go on from this .traineddata, not the language's.")
    ] = None,
) -> None:
    """Train Tesseract on the lines of an author that you corrected or accepted; takes minutes.

    Every fifth line is held out, and the gain is measured on those. The model is used for that author only if it reads
    them better; then their pages are read again by the next `transcribe`. Corrections stay as they are.

    Example: familytales engine train --author "Aunt Ida"
    """
    from familytales.workflow.learning import teach

    if base and not base.is_file():
        raise UsageError(f"There is no file {base}.", remedy="Name a .traineddata file of Tesseract.")
    with run.library() as library, run.console.progress() as bars:
        languages = parse(run.settings.language)
        pixels = run.settings.max_pixels
        trained, model = teach(library, author, languages, pixels, lambda n, of: bars.show("Training", n, of), base)
    run.out.result({"trained": figures(trained), "model": model}, _told(author, trained, model))


@app.add("list")
def list_(run: Run) -> None:
    """The models that were trained, and what each is worth.

    Example: familytales engine list
    """
    with run.library() as library:
        models = library.author_models.all()
    rows = [(one.author, one.language, one.lines, f"{one.before:.1f} %", f"{one.after:.1f} %") for one in models]
    headings = ("Author", "Language", "Lines", "Errors before", "With it")
    run.out.result({"models": models}, table(headings, rows) if rows else "No models were trained yet.")


@app.add("forget")
def forget(run: Run, author: Author) -> None:
    """Read an author's pages without their model again.

    Example: familytales engine forget --author "Aunt Ida"
    """
    with run.library() as library:
        gone = library.author_models.forget(author)
    if not gone:
        raise UsageError(f"There is no model of {author!r}.", remedy="`familytales engine list` shows them.")
    run.out.result({"forgotten": author}, f"{author}'s pages are read by the next `transcribe` as any others.")


def figures(trained: "Trained") -> dict[str, object]:
    """What training came to, for scripts: rates in percent on the held-out lines."""
    return {
        "lines": trained.learnt,
        "held_out": trained.held_out,
        "better": trained.better,
        "before": {"cer": round(trained.before.cer, 2), "wer": round(trained.before.wer, 2)},
        "after": {"cer": round(trained.after.cer, 2), "wer": round(trained.after.wer, 2)},
    }


def _told(author: str, trained: "Trained", model: "AuthorModel | None") -> str:
    learnt = f"Learnt from {count(trained.learnt, 'line')}, measured on {trained.held_out} others."
    before, after = trained.before, trained.after
    letters = f"Characters wrong: {before.cer:.1f} % before, {after.cer:.1f} % with the new model."
    gain = f"{letters} Words wrong: {before.wer:.1f} % before, {after.wer:.1f} % now."
    if model is None:
        return f"{learnt}\n{gain}\nThat is not better: nothing was changed."
    return (
        f"{learnt}\n{gain}\n{author}'s pages are read with it from now on: `familytales transcribe` reads them again."
    )
