"""Tesseract, in process where its wheel installs, else the program: one engine, the same words either way."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, Any, NamedTuple

# Tesseract's OpenMP threads make it many times slower; the library reads this when it is loaded.
os.environ["OMP_THREAD_LIMIT"] = "1"

from familytales.domain.errors import FamilyTalesError, MissingDependency
from familytales.domain.transcripts import Box, ReadLine, ReadWord, Recognition
from familytales.transcription import tessdata
from familytales.transcription.noise import mean_confidence
from familytales.transcription.pixels import grey, shrunk

if TYPE_CHECKING:
    from familytales.ports import Raster

try:
    import tesserocr
except ImportError:  # no wheel for this platform: the program is driven instead
    tesserocr = None

LONGEST_SIDE = 32_000
"""Tesseract refuses images with a side over 32,767 pixels."""
ANTIQUA = 0.9
"""Mean confidence with German's data from which a page is not set in Fraktur: on real ones it is below 0.8."""
SURER = 0.05
"""By how much Fraktur's data must be surer of a page: on real ones by 0.08 or more, on typescript they are less so."""
_AUTO = 3
"""Page segmentation mode: automatic, without orientation detection."""
_HANDLES = 3
"""Handles kept for different languages, 30 to 60 MB each; a book's documents seldom have more."""


class TesseractEngine:
    """Tesseract with the languages installed on this machine.

    Args:
        model: data trained for one hand or machine, read with instead of the language's.
    """

    name = "tesseract"
    remote = False

    def __init__(self, model: Path | None = None) -> None:
        self._way: _InProcess | _Program = _InProcess() if tesserocr is not None else _Program()
        self._model = model

    def trained(self, model: Path) -> TesseractEngine:
        """Tesseract with a model of its own kind in the place of the language's data."""
        return TesseractEngine(model)

    def version(self, languages: Sequence[str]) -> str:
        """Tesseract's version and a digest of each language's data.

        Raises:
            MissingDependency: Tesseract or the data of a language is not installed.
        """
        folder, codes = self._data(languages)
        names = ("model",) if self._model else codes
        used = [(name, folder, code) for name, code in zip(names, codes, strict=True)]
        if known := self._fraktur(languages):
            used.append((known[1], *known))
        data = " ".join(f"{name}={tessdata.digest(where, code)}" for name, where, code in used)
        return f"{self._way.version()} {data}"

    def languages(self) -> frozenset[str]:
        """Languages with data on this machine."""
        return tessdata.languages()

    def read(self, image: Raster, languages: Sequence[str]) -> Recognition:
        """Words with boxes and confidences in one pass, lines numbered by block and paragraph.

        A doubtful page in German is read a second time with Fraktur's data where they are installed.

        Raises:
            MissingDependency: Tesseract or the data of a language is not installed.
            FamilyTalesError: Tesseract gave up on this image.
        """
        pixels = shrunk(grey(image), LONGEST_SIDE)
        folder, codes = self._data(languages)
        scale = image.shape[0] / pixels.shape[0]
        lines = self._lines(pixels, folder, "+".join(codes), scale)
        data: tuple[str, ...] = ()
        if mean_confidence(lines) < ANTIQUA and (known := self._fraktur(languages)):
            others = self._lines(pixels, *known, scale)
            if mean_confidence(others) >= mean_confidence(lines) + SURER:
                lines, data = others, (f"{tessdata.READ_WITH}{known[1]}",)
        return Recognition(lines, (f"driver={self._way.name}", f"psm={_AUTO}", *data))

    def _lines(self, pixels: Raster, folder: Path, languages: str, scale: float) -> tuple[ReadLine, ...]:
        return tuple(_lines(self._way.words(pixels, str(folder), languages), scale))

    def _data(self, languages: Sequence[str]) -> tuple[Path, Sequence[str]]:
        """The folder with the data to read with, and their names."""
        if self._model:
            return self._model.parent, (self._model.stem,)
        return tessdata.choose(languages), languages

    def _fraktur(self, languages: Sequence[str]) -> tuple[Path, str] | None:
        """The folder and name of the data for Fraktur, where a page may be set in it."""
        return tessdata.fraktur() if "deu" in languages and not self._model else None


class _Found(NamedTuple):
    """A word with the numbers of its block, paragraph and line on the page, and its confidence 0 to 100."""

    block: int
    paragraph: int
    line: int
    text: str
    box: tuple[int, int, int, int]
    confidence: float


def _lines(words: Iterator[_Found], scale: float) -> Iterator[ReadLine]:
    for (block, paragraph, _), group in groupby(words, key=lambda word: word[:3]):
        yield ReadLine(tuple(_word(word, scale) for word in group), block, paragraph)


def _word(word: _Found, scale: float) -> ReadWord:
    left, top, right, bottom = word.box if scale == 1 else (round(edge * scale) for edge in word.box)
    return ReadWord(word.text, Box(left, top, right, bottom), min(1.0, max(0.0, word.confidence / 100)))


class _InProcess:
    """The library through tesserocr: no process and no files per page."""

    name = "tesserocr"

    def version(self) -> str:
        return str(tesserocr.PyTessBaseAPI.Version())

    def words(self, image: Raster, folder: str, languages: str) -> Iterator[_Found]:
        handle = _handle(folder, languages)
        height, width = image.shape
        try:
            handle.SetImageBytes(image.tobytes(), width, height, 1, width)
            if not handle.Recognize():
                raise FamilyTalesError("Tesseract gave up on this image.", remedy="Try `--engine rapidocr`.")
            yield from _walk(handle.GetIterator())
        finally:
            handle.Clear()  # the page's pixels and results, not the models


@lru_cache(maxsize=_HANDLES)
def _handle(folder: str, languages: str) -> Any:
    # Both write to standard error about odd pages as they go; what matters comes back as an error.
    tesserocr.set_leptonica_log_level(tesserocr.LeptLogLevel.NONE)
    try:
        return tesserocr.PyTessBaseAPI(
            path=folder.rstrip("/") + "/", lang=languages, psm=_AUTO, variables={"debug_file": os.devnull}
        )
    except RuntimeError as error:
        raise MissingDependency(
            f"Tesseract cannot use the language data for {languages} in {folder}: {error}.",
            remedy="The files may be damaged: install them again.",
        ) from error


def _walk(iterator: Any) -> Iterator[_Found]:
    level = tesserocr.RIL
    block = paragraph = line = -1
    while iterator is not None:
        block += iterator.IsAtBeginningOf(level.BLOCK)
        paragraph += iterator.IsAtBeginningOf(level.PARA)
        line += iterator.IsAtBeginningOf(level.TEXTLINE)
        if not iterator.Empty(level.WORD) and (text := iterator.GetUTF8Text(level.WORD).strip()):
            box = iterator.BoundingBox(level.WORD)
            yield _Found(block, paragraph, line, text, box, iterator.Confidence(level.WORD))
        if not iterator.Next(level.WORD):
            return


class _Program:
    """The `tesseract` program through pytesseract, for platforms without the wheel."""

    name = "program"

    @cache  # noqa: B019 - one engine per process
    def version(self) -> str:
        program = which("tesseract")
        if program is None:
            raise MissingDependency(
                "Tesseract is not installed.",
                remedy="Install it (`apt install tesseract-ocr`, `brew install tesseract`) or use `--engine rapidocr`.",
            )
        done = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=10, check=False)
        return (done.stdout or done.stderr).partition("\n")[0].removeprefix("tesseract ").strip()

    def words(self, image: Raster, folder: str, languages: str) -> Iterator[_Found]:
        import pytesseract
        from PIL import Image

        self.version()
        page = Image.fromarray(image)
        page.format = "PPM"  # handed over uncompressed: PNG compression would take longer than the hand-over
        config = f"--psm {_AUTO} --tessdata-dir {shlex.quote(folder)}"
        try:
            rows = pytesseract.image_to_data(page, lang=languages, config=config)
        except pytesseract.TesseractError as error:
            raise FamilyTalesError(
                f"Tesseract gave up on this image: {error.message}.", remedy="Try `--engine rapidocr`."
            ) from error
        yield from _parsed(rows)


def _parsed(rows: str) -> Iterator[_Found]:
    for row in rows.splitlines()[1:]:
        level, _, block, paragraph, line, _, left, top, width, height, confidence, text = row.split("\t", 11)
        if level == "5" and text.strip():
            x, y = int(left), int(top)
            box = (x, y, x + int(width), y + int(height))
            yield _Found(int(block), int(paragraph), int(line), text.strip(), box, float(confidence))
