"""The bind step: a book becomes files, each made only when it would differ."""

import asyncio
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from familytales import registry
from familytales.domain.books import Book
from familytales.domain.errors import BadInput, TryAgainLater
from familytales.library.store import Library
from familytales.workflow.editions import Materials
from familytales.workflow.events import ItemDone, Step, StepPlanned
from familytales.workflow.keys import key
from familytales.workflow.placing import beside, bind_to, put, tidy
from familytales.workflow.session import Session, chargeable
from familytales.workflow.workers import each, in_order

_PLACES = 100
"""How many other places of a binding are remembered as ours."""


def formats(text: str) -> tuple[str, ...]:
    """`epub,m4b` -> ("epub", "m4b").

    Raises:
        UsageError: no format is named, or one that does not exist.
    """
    wanted = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    for name in wanted or ("",):
        registry.load(registry.Kind.BINDING, name)
    return wanted


def target_of(book: Book, name: str, folder: Path) -> Path:
    """Where a book's binding goes: `<folder>/<title><suffix>`."""
    made = registry.load(registry.Kind.BINDING, name)
    return folder / (file_stem(book.title) + made.suffix)


def file_stem(title: str) -> str:
    """A title as a file name that every system takes, at most 100 characters: separators and control characters go."""
    kept = "".join(" " if c in '<>:"/\\|?*' or not c.isprintable() else c for c in title)
    return " ".join(kept.split()).strip(". ")[:100].rstrip(". ") or "Book"


async def bind(session: Session, book: Book, wanted: Sequence[str], folder: Path, materials: Materials) -> list[Path]:
    """Make the book's bindings that are missing or stale; their paths, in the order asked for.

    Raises:
        BadInput: the folder cannot be written, or something that is not ours stands where a binding goes.
    """
    session.emit(StepPlanned(Step.BIND, len(wanted)))
    make_folder(folder)

    async def one(name: str) -> Path | None:
        target = target_of(book, name, folder)
        return target if await _bind_one(session, book, name, target, materials) else None

    made = in_order(each(wanted), one, at_once=session.workers.count)
    return [target async for target in made if target is not None]


async def _bind_one(session: Session, book: Book, name: str, target: Path, materials: Materials) -> bool:
    library, subject = session.library, f"b{book.id}:{name}"
    wanted = binding_key(library, book, name, materials.narrations)
    before = library.outcomes.get(Step.BIND, subject)
    known = before.meta if before else {}
    try:
        tidy(library.folder, target)
        if before and not before.error and before.key == wanted and _stands(target, known):
            return True
        _check_place(target, known)
        unfinished = await _make(session, book, name, target, materials)
        # before it is moved: its place is known as ours even if the run ends just then
        library.outcomes.record(Step.BIND, subject, wanted, meta=_placed(target, unfinished, known))
        await asyncio.to_thread(put, library.folder, target)
    except OSError as error:
        raise TryAgainLater(
            f"{target} cannot be written: {error.strerror or error}.",
            kept="The library and the bindings made before are complete.",
            remedy="Make room or choose another folder with --out, then run the same command again.",
        ) from error
    except Exception as error:
        if (mine := chargeable(error)) is None:
            raise
        session.fail(Step.BIND, subject, target.name, wanted, mine, meta=known)
        return False
    session.emit(ItemDone(Step.BIND, subject, target.name))
    return True


def _stands(target: Path, known: Mapping[str, Any]) -> bool:
    """Whether what was made stands there as it was made."""
    return bool(known["path"] == str(target) and known["stamp"] == stamp(target))


def _placed(target: Path, made: Path, known: Mapping[str, Any]) -> dict[str, Any]:
    """What is to be known of a binding: where it goes, what tells that it is still as made, where else any went."""
    elsewhere = [place for place in known.get("places", ()) if place != str(target)]
    return {"path": str(target), "stamp": stamp(made), "places": [*elsewhere[-_PLACES:], str(target)]}


async def _make(session: Session, book: Book, name: str, target: Path, materials: Materials) -> Path:
    """A binding beside its place.

    Words alone are bound before a worker has loaded what it needs for that; all else is a worker's work.
    """
    made = registry.load(registry.Kind.BINDING, name)
    unfinished, _ = beside(session.library.folder, target)
    what = (session.library.folder, book.id, name, unfinished, materials)
    if made.coding or made.uses_views:
        await session.workers.run_long(bind_to, *what)
    else:
        await asyncio.to_thread(bind_to, *what)
    return unfinished


def binding_key(library: Library, book: Book, name: str, narrations: Mapping[int, str]) -> str:
    """What a binding's bytes depend on: the outline, the corrected words, the scans, and the sound if it uses it.

    `narrations` holds the key of each narrated document's narration.
    """
    made = registry.load(registry.Kind.BINDING, name)
    threads = library.threads.of_book(book.id)
    outline = [[thread.title, library.documents.of_thread(thread.id)] for thread in threads]
    read = library.transcripts.keys(book.id)
    pages = [[page, read[page.id][1]] for page in library.pages.of_book(book.id) if page.id in read]
    sound = sorted(narrations.items()) if made.coding else []
    return key(Step.BIND, made.name, made.version, book, outline, pages, sound)


def stamp(target: Path) -> str:
    """What tells whether a binding is still as it was made: sizes and modification times; "" where there is none."""
    if target.is_dir():
        files = sorted(path for path in target.rglob("*") if path.is_file())
        return key("stamp", [[path.relative_to(target).as_posix(), *_size_and_time(path)] for path in files])
    return key("stamp", _size_and_time(target)) if target.is_file() else ""


def _size_and_time(path: Path) -> list[int]:
    found = path.stat()
    return [found.st_size, found.st_mtime_ns]


def make_folder(folder: Path) -> None:
    """The folder that bindings go to, made if it is not there.

    Raises:
        BadInput: it cannot be made, or nothing can be written in it.
    """
    remedy = "Choose another with --out."
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"The folder {folder} cannot be made: {error.strerror or error}.", remedy=remedy) from error
    if not os.access(folder, os.W_OK):
        raise BadInput(f"The folder {folder} is read-only.", remedy=remedy)


def _check_place(target: Path, known: Mapping[str, Any]) -> None:
    """A folder that this library did not make may hold somebody's files: it is never replaced.

    One that it made is known by its place, or, where a person has moved it, by being as it was made.
    """
    if not target.is_dir() or str(target) in known.get("places", ()) or known.get("stamp") == stamp(target):
        return
    if any(target.iterdir()):
        raise BadInput(
            f"{target} is a folder with other files in it, where the binding would go.",
            remedy="Move it away, or choose another folder with --out.",
            kept="It was not touched.",
        )
