"""Finds engines and formats by entry point: `names` imports nothing, `load` imports one."""

from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Literal, overload

from familytales.domain.errors import FamilyTalesError, MissingDependency, UsageError
from familytales.ports import BindingFormat, OcrEngine, SpeechEngine


class Kind(StrEnum):
    """What can be plugged in, named as its entry-point group."""

    OCR = "familytales.ocr"
    SPEECH = "familytales.speech"
    BINDING = "familytales.binding"


@cache
def _found(kind: Kind) -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=kind.value)}


def names(kind: Kind) -> tuple[str, ...]:
    """Names of everything registered under `kind`, sorted."""
    return tuple(sorted(_found(kind)))


@overload
def load(kind: Literal[Kind.OCR], name: str) -> OcrEngine: ...
@overload
def load(kind: Literal[Kind.SPEECH], name: str) -> SpeechEngine: ...
@overload
def load(kind: Literal[Kind.BINDING], name: str) -> BindingFormat: ...
@cache  # one instance per process: an engine keeps its loaded model
def load(kind: Kind, name: str) -> object:
    """The one engine or format of that name, created on first use and kept for this process.

    Raises:
        UsageError: nothing of that name is registered.
        MissingDependency: it is registered but cannot be imported here.
    """
    point = _found(kind).get(name)
    if point is None:
        raise UsageError(f"There is no {_label(kind)} called {name!r}.", remedy=_choices(names(kind)))
    try:
        return point.load()()
    except FamilyTalesError:
        raise
    except (ImportError, OSError) as error:
        raise MissingDependency(
            f"The {_label(kind)} {name!r} is registered but does not load here: {error}.",
            remedy="`familytales doctor` tells what it needs.",
        ) from error


def _label(kind: Kind) -> str:
    return {Kind.OCR: "OCR engine", Kind.SPEECH: "speech engine", Kind.BINDING: "binding format"}[kind]


def _choices(found: Iterable[str]) -> str:
    return f"Choose one of: {', '.join(found)}."
