"""How a finished file comes to its place: it is made beside it and moved there in one step."""

import os
import shutil
from hashlib import sha256
from pathlib import Path

from familytales import registry
from familytales.library.store import Library
from familytales.workflow.editions import Materials, edition


def bind_to(folder: Path, book_id: int, name: str, target: Path, materials: Materials) -> None:
    """Make one binding beside its place, then move it there in one step."""
    unfinished, old = beside(folder, target)
    try:
        with Library.open(folder) as library:
            made = registry.load(registry.Kind.BINDING, name)
            made.bind(edition(library, library.books.get(book_id), materials, made.coding), unfinished, _silent)
        _replace(unfinished, target, old)
    finally:
        _remove(unfinished)


def beside(folder: Path, target: Path) -> tuple[Path, Path]:
    """Where a binding is made, and where its predecessor steps aside.

    The names are those of this library alone, and the same in every run.
    """
    mark = sha256(os.fsencode(folder.resolve())).hexdigest()[:8]
    return target.with_name(f".{target.name}.{mark}.part"), target.with_name(f".{target.name}.{mark}.old")


def tidy(folder: Path, target: Path) -> None:
    """Clear away what a run that was killed left beside a binding's place."""
    unfinished, old = beside(folder, target)
    if old.exists() and not target.exists():
        old.rename(target)
    for left in (unfinished, old):
        _remove(left)


def _replace(made: Path, target: Path, old: Path) -> None:
    """Put a finished binding in its place; a folder's predecessor steps aside first."""
    if not target.is_dir():
        os.replace(made, target)  # noqa: PTH105 - replaces a file of the same name in one step
        return
    target.rename(old)
    made.rename(target)
    shutil.rmtree(old)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _silent(done: int, total: int) -> None:
    """A worker has nobody to tell."""
