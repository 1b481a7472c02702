"""What `add`, `make` and `watch` share: options about scans, and a plan and a book from them."""

import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from familytales.cli.run import Run
from familytales.domain.errors import UsageError
from familytales.domain.quality import Quality

if TYPE_CHECKING:
    from familytales.domain.books import Book
    from familytales.library.store import Library
    from familytales.settings import Settings
    from familytales.workflow.plan import ImportPlan
    from familytales.workflow.workers import Workers

Scans: TypeAlias = Annotated[list[Path], typer.Argument(help="Scans, folders of scans, PDFs or ZIP files.")]
Title: TypeAlias = Annotated[str, typer.Option("--title", "-t", help="The memory book they belong to.")]
Language: TypeAlias = Annotated[str, typer.Option("--language", "-l", help="What it is written in, such as eng+deu.")]
EachFile: TypeAlias = Annotated[bool, typer.Option("--each-file", help="Every file is a document of its own.")]
PagesEach: TypeAlias = Annotated[
    int, typer.Option("--pages-per-document", min=0, metavar="N", help="Every N pages are a document.")
]
Formats: TypeAlias = Annotated[str, typer.Option("--formats", "-f", help="Bindings to make, such as epub,pdf.")]
Out: TypeAlias = Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Where bindings go.")]
Engine: TypeAlias = Annotated[
    str, typer.Option("--engine", help="Read with this engine alone: tesseract, rapidocr ...")
]
ReadingQuality: TypeAlias = Annotated[
    Quality | None, typer.Option("--quality", help="What reading may cost: fast, good or best.", show_default=False)
]
NoEnhance: TypeAlias = Annotated[bool, typer.Option("--no-enhance", help="Read the scans exactly as they are.")]
VoiceName: TypeAlias = Annotated[str, typer.Option("--voice", help="Who reads aloud; see `familytales voice list`.")]
Speed: TypeAlias = Annotated[
    float | None, typer.Option("--speed", min=0.5, max=2.0, help="Pace of reading aloud; 1.0 is normal.")
]
BookName: TypeAlias = Annotated[
    str, typer.Argument(metavar="BOOK", help="Its title or number; every book if left out.")
]
HERE = Path()
"""Bindings go to the current folder unless told otherwise."""


def settings_of(
    run: Run,
    *,
    quality: Quality | None = None,
    engine: str = "",
    no_enhance: bool = False,
    voice: str = "",
    speed: float | None = None,
) -> "Settings":
    """The settings with what this command changes in them.

    Raises:
        UsageError: both a quality and an engine.
    """
    if quality and engine:
        raise UsageError("--quality and --engine exclude each other.", remedy="Give one of them.")
    changes: dict[str, object] = {
        "quality": quality,
        "ocr_engine": "" if quality else engine or None,
        "enhance": False if no_enhance else None,
        "voice": voice or None,
        "speed": speed,
    }
    return run.settings.model_copy(update={name: value for name, value in changes.items() if value is not None})


def readers(settings: "Settings") -> "Workers":
    """Workers that load what reading needs as soon as they are up."""
    from familytales.workflow import tasks
    from familytales.workflow.workers import staff

    return staff(settings, (*tasks.READING, *(tasks.ENHANCING if settings.enhance else ())))


def speakers(settings: "Settings") -> "Workers":
    """Workers that load what narrating needs as soon as they are up."""
    from familytales.workflow import tasks
    from familytales.workflow.workers import staff

    return staff(settings, tasks.SPEAKING)


@contextmanager
def planned(
    scans: Sequence[Path], title: str, each_file: bool, pages_each: int, *, only: Collection[Path] | None = None
) -> Iterator["ImportPlan"]:
    """The documents that the scans make, and what could not be found for them; ZIP files are unpacked meanwhile.

    Raises:
        UsageError: two ways of grouping at once.
        BadInput: see `familytales.workflow.plan.plan`.
    """
    from familytales.workflow.plan import Grouping, plan

    if each_file and pages_each:
        raise UsageError("--each-file and --pages-per-document exclude each other.", remedy="Give one of them.")
    with tempfile.TemporaryDirectory(prefix="familytales-") as unpacked:
        yield plan(scans, Path(unpacked), title=title, grouping=Grouping(each_file, pages_each), only=only)


def book_of(run: Run, library: "Library", plan: "ImportPlan", language: str) -> "Book":
    """The book of the plan's title: the one that is there, else a new one.

    Raises:
        BadInput: what it is said to be written in is no language.
    """
    from familytales.workflow.languages import named

    asked = named(language)
    if (found := library.books.find(plan.title)) is not None:
        return found
    wanted = asked or plan.book.get("languages") or named(run.settings.language)
    known = {name: value for name, value in plan.book.items() if name != "languages"}
    return library.books.create(plan.title, languages=wanted, **known)


def as_tree(plan: "ImportPlan") -> str:
    """The plan as a tree: threads, documents, scans."""
    lines = [plan.title]
    for thread in dict.fromkeys(document.thread for document in plan.documents):
        lines.extend([f"  {thread}"] if thread else [])
        indent = "    " if thread else "  "
        for document in plan.documents:
            if document.thread == thread:
                date = document.facts.get("date", "")
                lines.append(f"{indent}{document.title}{f' ({date})' if date else ''}")
                lines.extend(f"{indent}  {source.relative}" for source in document.sources)
    lines.extend(f"  cannot be used: {source.relative}: {error.message}" for source, error in plan.unusable)
    return "\n".join(lines)


def as_data(plan: "ImportPlan") -> dict[str, object]:
    """The plan for scripts."""
    return {
        "title": plan.title,
        "documents": [
            {"title": d.title, "thread": d.thread, **d.facts, "scans": [str(s.relative) for s in d.sources]}
            for d in plan.documents
        ],
        "unusable": [{"scan": str(source.relative), "reason": error.message} for source, error in plan.unusable],
        "warnings": plan.warnings,
    }
