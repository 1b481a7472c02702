"""How a binding comes to its place: it is made beside it and moved there in one step."""

import os
import shutil
from hashlib import sha256
from pathlib import Path

from familytales import registry
from familytales.library.store import Library
from familytales.workflow.editions import Materials, edition


def bind_to(folder: Path, book_id: int, name: str, unfinished: Path, materials: Materials) -> None:
    """Make a binding of a library's book as that file or folder; what cannot be finished is removed."""
    try:
        with Library.open(folder) as library:
            made = registry.load(registry.Kind.BINDING, name)
            made.bind(edition(library, library.books.get(book_id), materials, made.coding), unfinished, _silent)
    except BaseException:
        _remove(unfinished)
        raise


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


def put(folder: Path, target: Path) -> None:
    """Move what was made beside its place there; a folder's predecessor steps aside first."""
    unfinished, old = beside(folder, target)
    try:
        if not target.is_dir():
            os.replace(unfinished, target)  # noqa: PTH105 - replaces a file of the same name in one step
            return
        target.rename(old)
        unfinished.rename(target)
        shutil.rmtree(old)
    finally:
        _remove(unfinished)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _silent(done: int, total: int) -> None:
    """A worker has nobody to tell."""
