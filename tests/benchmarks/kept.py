"""Pages with true text, and everything slow about reading them kept on disk from one run to the next."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

from familytales.domain.transcripts import Recognition
from familytales.imaging import enhancement
from familytales.imaging.decoding import decode
from familytales.imaging.enhancement import Enhanced, enhance
from familytales.ports import OcrEngine
from familytales.transcription import tessdata
from familytales.transcription.rapid import RapidOcrEngine

if TYPE_CHECKING:
    from familytales.ports import Raster

CHECKOUT = Path(__file__).parents[2]
FOLDER = Path(os.environ.get("FAMILYTALES_OCR_DEV") or CHECKOUT.parent / "shared" / "ocr")
if not FOLDER.is_dir():  # a worktree stands one folder deeper
    FOLDER = CHECKOUT.parents[1] / "shared" / "ocr"
KEPT = Path(tempfile.gettempdir()) / "familytales-readings"
MOST_PIXELS = 200_000_000
REAL = frozenset(["photo_eng_50", "photo_fra_51", "photo_fra_52"])
"""Photographs of paper; the others were made by drawing over scans."""


class Page(NamedTuple):
    path: Path
    kind: str
    language: str
    source: str

    @property
    def stem(self) -> str:
        return self.path.stem

    @property
    def truth(self) -> str:
        return self.path.with_suffix(".txt").read_text(encoding="utf-8")

    @property
    def label(self) -> str:
        if self.kind == "photo":
            return "photo real" if self.stem in REAL else "photo synthetic"
        return f"{self.kind} {self.language}"

    @property
    def known(self) -> str:
        """The language Tesseract is told: English where its own data are missing."""
        return self.language if self.language in tessdata.languages() else "eng"


class Timed(NamedTuple):
    value: object
    seconds: float


def pages(kinds: Sequence[str] = ()) -> list[Page]:
    if not (FOLDER / "dev").is_dir():
        sys.exit(f"No score.py and dev/ in {FOLDER}: set FAMILYTALES_OCR_DEV.")
    rows = (FOLDER / "dev" / "manifest.tsv").read_text(encoding="utf-8").splitlines()[1:]
    found = (Page(FOLDER / "dev" / row[0], row[1], row[2], row[4]) for row in (line.split("\t") for line in rows))
    return [page for page in found if page.path.exists() and (not kinds or page.kind in kinds)]


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", FOLDER / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class _Keeping:
    """Core-seconds that this run spent in doing and keeping slow work."""

    seconds = 0.0


def kept(work: Callable[[], object], *parts: object) -> Timed:
    """What `work` gave and the core-seconds it took, from disk where it was done before with the same parts."""
    start = time.process_time()
    try:
        return _kept(work, parts)
    finally:
        _Keeping.seconds += time.process_time() - start


def _kept(work: Callable[[], object], parts: Sequence[object]) -> Timed:
    name = hashlib.sha256(repr(parts).encode()).hexdigest()[:32]
    path = KEPT / f"{name}.pickle"
    if path.exists():
        found: Timed = pickle.loads(path.read_bytes())
        return found
    start = time.process_time()
    made = Timed(work(), time.process_time() - start)
    KEPT.mkdir(parents=True, exist_ok=True)
    path.with_suffix(f".{os.getpid()}").write_bytes(pickle.dumps(made))
    path.with_suffix(f".{os.getpid()}").replace(path)
    return made


def as_it_is(page: Page) -> Raster:
    return decode(page.path, 0, max_pixels=MOST_PIXELS)


def prepared(page: Page) -> tuple[Enhanced, tuple[int, int], float]:
    """The page prepared, its size, and the core-seconds that preparing took."""

    def work() -> tuple[Enhanced, tuple[int, int]]:
        image = as_it_is(page)
        return enhance(image), (image.shape[1], image.shape[0])

    made = kept(work, "enhance", page.path.read_bytes(), _code())
    enhanced, size = made.value  # type: ignore[misc]
    return enhanced, size, made.seconds


def _code() -> str:
    """Changes whenever preparation may."""
    files = sorted(Path(enhancement.__file__).parent.glob("*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def program(page: Page) -> Timed:
    """The plain `tesseract` program's text."""
    folder = str(tessdata.choose([page.known]))

    def work() -> tuple[str, float]:
        command = ["tesseract", str(page.path), "-", "-l", page.known, "--tessdata-dir", folder]
        start = os.times().children_user
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
        return done.stdout, os.times().children_user - start

    text, seconds = kept(work, "program", page.path.read_bytes(), page.known).value  # type: ignore[misc]
    return Timed(text, seconds)


class Memory:
    """What an engine read in this run, by image and languages, with what that took.

    Attributes:
        seconds: core-seconds of its network or program, as they were when it first read the page, added up.
        weighing: core-seconds of what is made of the network's answers, added up.
        spent: core-seconds that this run really spent in it, added up.
    """

    def __init__(self) -> None:
        self.seconds = self.weighing = self.spent = 0.0
        self._read: dict[str, tuple[Recognition, float, float]] = {}

    def recall(self, image: Raster, languages: Sequence[str], work: Callable[[], Recognition]) -> Recognition:
        start, before = time.process_time(), self.seconds
        name = f"{hashlib.sha256(image.tobytes()).hexdigest()} {image.shape} {languages}"
        if name in self._read:
            self.seconds += self._read[name][1]
        else:
            begun = time.process_time() - _Keeping.seconds
            found = work()
            self._read[name] = found, self.seconds - before, time.process_time() - _Keeping.seconds - begun
        self.weighing += self._read[name][2]
        self.spent += time.process_time() - start
        return self._read[name][0]


class KeptRapid(RapidOcrEngine):
    """RapidOCR that remembers its networks' answers, not what is made of them."""

    def __init__(self) -> None:
        self.memory = Memory()

    def read(self, image: Raster, languages: Sequence[str], family: frozenset[str] = frozenset()) -> Recognition:
        work = partial(super().read, image, languages, family)
        return self.memory.recall(image, languages, work)

    def detect(self, pixels: Raster) -> tuple[list[Any], tuple[int, ...]]:
        made = kept(lambda: super(KeptRapid, self).detect(pixels), "detect", pixels.shape, pixels.tobytes())
        self.memory.seconds += made.seconds
        return made.value  # type: ignore[return-value]

    def columns(self, line: Any, *, latin: bool) -> Sequence[dict[str, float]]:
        work = partial(super().columns, line, latin=latin)
        made = kept(work, "columns", line.shape, line.tobytes(), latin)
        self.memory.seconds += made.seconds
        return made.value  # type: ignore[return-value]


class KeptEngine:
    """An engine that remembers what it read."""

    remote = False

    def __init__(self, engine: OcrEngine) -> None:
        self.name = engine.name
        self.memory = Memory()
        self._engine = engine

    def version(self, languages: Sequence[str]) -> str:
        return self._engine.version(languages)

    def languages(self) -> frozenset[str]:
        return self._engine.languages()

    def read(self, image: Raster, languages: Sequence[str]) -> Recognition:
        return self.memory.recall(image, languages, partial(self._kept, image, languages))

    def _kept(self, image: Raster, languages: Sequence[str]) -> Recognition:
        parts = (self.name, self.version(languages), tuple(languages), image.shape, image.tobytes())
        made = kept(lambda: self._engine.read(image, languages), *parts)
        self.memory.seconds += made.seconds
        assert isinstance(made.value, Recognition)
        return made.value
