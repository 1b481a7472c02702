"""The two sides of one sheet or photograph, told by their files' names: `Ida front`, `IMG_1a`, `12 recto`."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from familytales.imaging.sources import Source

_WORDS = (("front", "back"), ("recto", "verso"), ("obverse", "reverse"), ("vorderseite", "rückseite"))
_LETTERS = (("a", "b"), ("r", "v"))
_NAMED = re.compile(r"(|.*?[\s_.(-])({})\)?".format("|".join(word for pair in _WORDS for word in pair)), re.IGNORECASE)
_LETTERED = re.compile(r"(.*\d)[\s_.-]?([abrv])", re.IGNORECASE)
_LOOSE = " _.-("


class _Side(NamedTuple):
    """Which side of what: its folder and common name, the words that tell sides apart, and 0 or 1."""

    sheet: tuple[str, str]
    pair: tuple[str, str]
    number: int


def sheets(files: Sequence[Source]) -> Iterator[tuple[Source, ...]]:
    """The files in order, both sides of a sheet together with its front first."""
    sides = {file.path: side for file in files if (side := _side(file))}
    by_side = {side: file for file in files if (side := sides.get(file.path))}
    done: set[Source] = set()
    for file in files:
        if file in done:
            continue
        side = sides.get(file.path)
        other = by_side.get(side._replace(number=1 - side.number)) if side else None
        if side is None or other is None or _goes_on(side, files):
            yield (file,)
            continue
        done.add(other)
        yield (file, other) if side.number == 0 else (other, file)


def sheet_name(stem: str) -> str:
    """What the names of a sheet's two sides have in common: `Ida front` -> `Ida`."""
    found = _match(stem)
    return found[1].strip(_LOOSE) if found else stem


def _side(file: Source) -> _Side | None:
    found = _match(file.relative.stem)
    if found is None:
        return None
    name, word = found[1].strip(_LOOSE).casefold(), found[2].casefold()
    pair = next(pair for pair in (*_WORDS, *_LETTERS) if word in pair)
    return _Side((str(file.path.parent), name), pair, pair.index(word))


def _match(stem: str) -> re.Match[str] | None:
    text = unicodedata.normalize("NFC", stem)
    return _NAMED.fullmatch(text) or _LETTERED.fullmatch(text)


def _goes_on(side: _Side, files: Sequence[Source]) -> bool:
    """Whether a, b are followed by c: pages that are counted, not sides."""
    third = side.sheet[1] + "c"
    return side.pair == ("a", "b") and any(
        re.sub(r"[\s_.-]?c$", "c", file.relative.stem.casefold()) == third
        for file in files
        if str(file.path.parent) == side.sheet[0]
    )
