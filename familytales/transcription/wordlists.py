"""The word lists that come with wordfreq, read without importing it: that takes ten times longer than a short list."""

import gzip
from importlib.util import find_spec
from pathlib import Path

import msgpack

from familytales.domain.languages import bcp47

_NAMES = {"nor": "nb", "nob": "nb", "nno": "nb", "bos": "sh", "hrv": "sh", "srp": "sh"}
"""Languages that share a list."""


def short(language: str) -> list[list[str]]:
    """The language's commonest 30,000 words or so; empty where there is no list.

    Args:
        language: ISO 639-3 code.

    Returns:
        Lists of equally common words, each list 1/100 of a power of ten rarer than the one before; the words of the
        first are half of a text or more.
    """
    return _read(_path("small", language))


def long(language: str) -> list[list[str]]:
    """The same with some hundred thousand words where there is such a list, else the short one."""
    path = _path("large", language)
    return _read(path) if path.exists() else short(language)


def _path(size: str, language: str) -> Path:
    spec = find_spec("wordfreq")
    folders = spec.submodule_search_locations if spec else None
    name = _NAMES.get(language, bcp47(language))
    return Path(next(iter(folders or ()), "")) / "data" / f"{size}_{name}.msgpack.gz"


def _read(path: Path) -> list[list[str]]:
    if not path.exists():
        return []
    with gzip.open(path, "rb") as file:
        found: list[list[str]] = msgpack.load(file)
    return found[1:]  # first stands a header
