"""What is installed and works here, what is missing, what each missing thing would give and how to get it.

Engines are not only looked for but tried: each reads or speaks a few words, for what loads may still not work.
"""

import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from familytales import registry
from familytales.domain import languages
from familytales.domain.errors import FamilyTalesError
from familytales.domain.narration import SpokenToken
from familytales.domain.transcripts import Recognition
from familytales.settings import Settings

_ROOM = 2 << 30
"""Bytes that should be free: a book of 200 pages with all its results takes about 1 GB."""

DEBIAN, FEDORA, MACOS, WINDOWS = "debian", "fedora", "macos", "windows"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    Attributes:
        name: what it is.
        ok: it is here and works.
        needed: without it the default way to a book is broken; the rest would only add something.
        found: version, number or path where it is here, the reason where it is not.
        gives: what it gives, or would give.
        get: commands that get it, by system.
    """

    name: str
    ok: bool
    needed: bool
    found: str
    gives: str
    get: dict[str, str] = field(default_factory=dict)

    @property
    def command(self) -> str:
        """The command for this machine, or "" when there is none."""
        return self.get.get(system(), self.get.get(DEBIAN, ""))


def system() -> str:
    """Which family of systems this machine belongs to."""
    if sys.platform == "darwin":
        return MACOS
    if sys.platform == "win32":
        return WINDOWS
    try:
        told = platform.freedesktop_os_release()
    except OSError:
        return DEBIAN
    kinds = f"{told.get('ID', '')} {told.get('ID_LIKE', '')}".split()
    return FEDORA if {"fedora", "rhel", "suse"} & set(kinds) else DEBIAN


def examine(settings: Settings) -> tuple[Check, ...]:
    """Look at everything, and try the engines: takes a few seconds."""
    return tuple(_examined(settings))


def _examined(settings: Settings) -> Iterator[Check]:
    yield Check("Python", sys.version_info >= (3, 11), True, platform.python_version(), "everything", _python())
    yield _tried("OpenCV", "straightening and cleaning scans", "opencv-python-headless", lambda: _import("cv2"))
    yield _tried("PDF", "reading PDF files", "pypdfium2", lambda: _import("pypdfium2"))
    yield _tried(
        "HEIC", "reading photographs of telephones", "pillow-heif", lambda: _import("pillow_heif"), needed=False
    )
    yield _tried("RapidOCR", "reading without any language data", "rapidocr", lambda: _reads("rapidocr"))
    yield _tried("Tesseract", "reading pages quickly", "tesserocr", lambda: _reads("tesseract"), needed=False)
    yield from _languages(settings)
    yield _program()
    yield _training()
    yield _tried("hibari", "speaking English", "hibari-tts[fast]", lambda: _speaks(settings, "hibari"))
    yield _tried("espeak-ng", "speaking every other language", "espeakng-loader", lambda: _speaks(settings, "espeak"))
    yield _tried(
        "Piper", "speaking with the voices you install", "piper-tts", lambda: version("piper-tts"), needed=False
    )
    yield from _voices(settings)
    yield _tried(
        "pocketsphinx",
        "proofreading English narration, following recordings",
        "pocketsphinx",
        lambda: version("pocketsphinx"),
        needed=False,
    )
    yield _tried(
        "faster-whisper",
        "proofreading other languages, with a model that you have",
        "faster-whisper",
        lambda: version("faster-whisper"),
        needed=False,
    )
    yield _tried("PyAV", "audiobooks and narration", "av", _encodes)
    yield _library(settings)
    yield _space(settings)


def _tried(name: str, gives: str, package: str, attempt: Callable[[], str], *, needed: bool = True) -> Check:
    get = _pip(package)
    try:
        return Check(name, True, needed, attempt(), gives, get)
    except PackageNotFoundError:
        return Check(name, False, needed, "not installed", gives, get)
    except (ImportError, OSError, FamilyTalesError) as error:
        if "libGL" in str(error) or "libgthread" in str(error):
            get = {DEBIAN: "sudo apt-get install libgl1 libglib2.0-0", FEDORA: "sudo dnf install mesa-libGL glib2"}
        return Check(name, False, needed, str(error) or type(error).__name__, gives, get)


def _import(module: str) -> str:
    return str(getattr(import_module(module), "__version__", "installed"))


def _reads(name: str) -> str:
    """The engine's version, once it has read a word we draw."""
    import numpy
    from PIL import Image, ImageDraw, ImageFont

    engine = registry.load(registry.Kind.OCR, name)
    page = Image.new("L", (420, 120), 255)
    ImageDraw.Draw(page).text((30, 20), "Dear family", font=ImageFont.load_default(60), fill=0)
    if "dear" not in _said(engine.read(numpy.asarray(page), ("eng",))):
        raise FamilyTalesError("It loads, but does not read.")
    return engine.version(("eng",)).split()[0]


def _said(found: Recognition) -> str:
    return " ".join(word.text for line in found.lines for word in line.words).lower()


def _speaks(settings: Settings, name: str) -> str:
    """The engine's version, once it has said a word."""
    engine = registry.load(registry.Kind.SPEECH, name)
    voice = next(iter(engine.voices(settings.voices)))
    if not engine.speak(voice, (SpokenToken("Hello.", (0,)),)).samples:
        raise FamilyTalesError("It loads, but does not speak.")
    return engine.version(voice).split()[0]


def _encodes() -> str:
    import av

    av.Codec("aac", "w")
    return av.__version__


def _languages(settings: Settings) -> Iterator[Check]:
    from familytales.transcription import tessdata

    here = tessdata.languages()
    for code in languages.parse(settings.language):
        name = f"Tesseract data for {languages.name(code)}"
        get = {system(): tessdata.install_command((code,))}
        found = code if code in here else "not installed"
        # RapidOCR reads English without
        yield Check(
            name, code in here, code != "eng", found, f"reading {languages.name(code)}, as the settings ask", get
        )
    fraktur = tessdata.fraktur()
    yield Check(
        "Tesseract data for Fraktur",
        fraktur is not None,
        False,
        fraktur[1] if fraktur else "not installed",
        "reading German set in Fraktur: it is then chosen page by page",
        _fraktur(),
    )
    shown = ", ".join(sorted(here)[:12]) + (", ..." if len(here) > 12 else "")
    get = _packages("tesseract-ocr-all", "tesseract-langpack-*", "tesseract-lang", "UB-Mannheim.TesseractOCR")
    yield Check(
        "Tesseract languages", len(here) > 2, False, f"{len(here)}: {shown}", "reading over a hundred languages", get
    )


def _fraktur() -> dict[str, str]:
    return _packages("tesseract-ocr-frk", "tesseract-langpack-frk", "tesseract-lang", "UB-Mannheim.TesseractOCR")


def _program() -> Check:
    path = shutil.which("tesseract")
    gives = "its languages, which are preferred to those that came with FamilyTales"
    get = _packages("tesseract-ocr", "tesseract", "tesseract", "UB-Mannheim.TesseractOCR")
    return Check("Tesseract of this system", path is not None, False, path or "not installed", gives, get)


def _training() -> Check:
    from familytales.transcription.training import PROGRAMS, missing_programs

    missing = missing_programs()
    found = f"missing: {', '.join(missing)}" if missing else ", ".join(PROGRAMS)
    get = _packages("tesseract-ocr", "tesseract-tools", "tesseract", "UB-Mannheim.TesseractOCR")
    return Check("Tesseract's training programs", not missing, False, found, "learning a hand from corrections", get)


def _voices(settings: Settings) -> Iterator[Check]:
    from familytales.narration import voices

    code = next(iter(languages.parse(settings.language)), "eng")
    get = dict.fromkeys((DEBIAN, FEDORA, MACOS, WINDOWS), "familytales voice list --available")
    try:
        chosen = voices.choose(settings.voices, settings.language, settings.voice)
        yield Check(f"Voice for {languages.name(code)}", True, True, chosen.name, "narration", get)
    except FamilyTalesError as error:
        yield Check(f"Voice for {languages.name(code)}", False, True, str(error), "narration", get)
    count = sum(voice.engine == "piper" for voice in voices.installed(settings.voices))
    found = f"{count} installed" if count else "none installed"
    yield Check("Piper voices", count > 0, False, found, "natural voices in some forty languages", get)


def _library(settings: Settings) -> Check:
    folder = _nearest(settings.library)
    writable = os.access(folder, os.W_OK)
    found = f"{settings.library}{'' if writable else ' cannot be written'}"
    get = dict.fromkeys((DEBIAN, FEDORA, MACOS, WINDOWS), "familytales config set library FOLDER")
    return Check("Library folder", writable, True, found, "a place for the scans and what is made of them", get)


def _space(settings: Settings) -> Check:
    free = shutil.disk_usage(_nearest(settings.library)).free
    return Check("Disk space", free >= _ROOM, True, f"{free / 1e9:.1f} GB free", "room for a book of 200 pages")


def _nearest(path: Path) -> Path:
    """The folder, or the nearest one above it that exists."""
    return next(part for part in (path.absolute(), *path.absolute().parents) if part.exists())


def _pip(package: str) -> dict[str, str]:
    command = f"{sys.executable} -m pip install --force-reinstall '{package}'"
    return dict.fromkeys((DEBIAN, FEDORA, MACOS, WINDOWS), command)


def _python() -> dict[str, str]:
    return _packages("python3", "python3", "python", "Python.Python.3.12")


def _packages(debian: str, fedora: str, macos: str, windows: str) -> dict[str, str]:
    return {
        DEBIAN: f"sudo apt-get install {debian}",
        FEDORA: f"sudo dnf install '{fedora}'",
        MACOS: f"brew install {macos}",
        WINDOWS: f"winget install {windows}",
    }
