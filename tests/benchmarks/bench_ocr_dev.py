"""Error rates of the engines on real scans, by kind, beside the plain `tesseract` program's on the same pages.

    python -m tests.benchmarks.bench_ocr_dev [--engines auto,rapidocr] [--kinds print,photo] [--as-is]

Needs a folder with `score.py` and `dev/` (manifest.tsv, images, true texts): $FAMILYTALES_OCR_DEV, or `shared/ocr`
beside the checkout. Pages in a language whose Tesseract data is missing are read by Tesseract as English; the engine
`auto` is told the true language.
"""

import argparse
import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from familytales import registry
from familytales.imaging.decoding import decode
from familytales.imaging.enhancement import enhance
from familytales.registry import Kind
from familytales.transcription import tessdata
from familytales.transcription.transcribe import transcribe

CHECKOUT = Path(__file__).parents[2]
FOLDER = Path(os.environ.get("FAMILYTALES_OCR_DEV") or CHECKOUT.parent / "shared" / "ocr")
MOST_PIXELS = 200_000_000


class Page(NamedTuple):
    path: Path
    kind: str
    language: str


class Variant(NamedTuple):
    """A way to read: "" as engine is the plain program."""

    engine: str
    enhanced: bool

    @property
    def name(self) -> str:
        return f"{self.engine}{' enhanced' if self.enhanced else ''}" if self.engine else "tesseract program"


def pages(kinds: list[str]) -> list[Page]:
    rows = (FOLDER / "dev" / "manifest.tsv").read_text(encoding="utf-8").splitlines()[1:]
    found = (
        Page(FOLDER / "dev" / image, kind, language) for image, kind, language, *_ in (r.split("\t") for r in rows)
    )
    return [page for page in found if page.path.exists() and (not kinds or page.kind in kinds)]


def read(page: Page, variant: Variant) -> tuple[str, float]:
    """The page's text and the core-seconds it took, preparation included."""
    known = page.language if page.language in tessdata.languages() else "eng"
    if not variant.engine:
        return program(page.path, known)
    start = time.process_time()
    image = decode(page.path, 0, max_pixels=MOST_PIXELS)
    size = (image.shape[1], image.shape[0])
    engine = registry.load(Kind.OCR, variant.engine)
    languages = (known if variant.engine == "tesseract" else page.language,)
    if variant.enhanced:
        made = enhance(image)
        found = transcribe(made.image, engine, languages, size=size, rotation=made.rotation, to_page=made.to_page.box)
    else:
        found = transcribe(image, engine, languages, size=size)
    return found.text, time.process_time() - start


def program(path: Path, language: str) -> tuple[str, float]:
    command = ["tesseract", str(path), "-", "-l", language, "--tessdata-dir", str(tessdata.choose([language]))]
    start = os.times().children_user
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"}
    )
    return done.stdout, os.times().children_user - start


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", FOLDER / "score.py")
    if spec is None or spec.loader is None or not (FOLDER / "dev").is_dir():
        sys.exit(f"No score.py and dev/ in {FOLDER}: set FAMILYTALES_OCR_DEV.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def report(score: ModuleType, scored: list[Page], variant: Variant, folder: Path, seconds: dict[str, float]) -> None:
    sums: defaultdict[str, list[float]] = defaultdict(lambda: [0.0] * 6)
    for page in scored:
        truth = page.path.with_suffix(".txt").read_text(encoding="utf-8")
        errors = score.errors(truth, (folder / f"{page.path.stem}.txt").read_text(encoding="utf-8"))
        for key in (f"{page.kind}-{page.language}", "all"):
            for place, value in enumerate((*errors[:4], 1, seconds[page.path.stem])):
                sums[key][place] += value
    for kind, (chars, all_chars, words, all_words, count, spent) in sorted(sums.items()):
        rates = f"{100 * chars / all_chars:7.2f} {100 * words / all_words:7.2f} {spent / count:7.2f}"
        print(f"{variant.name:22} {kind:18} {count:5.0f} {rates}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engines", default="auto,tesseract,rapidocr")
    parser.add_argument("--kinds", default="", help="only these kinds of page, comma between")
    parser.add_argument("--as-is", action="store_true", help="only without enhancement")
    parser.add_argument("--enhanced", action="store_true", help="only with enhancement")
    given = parser.parse_args()
    score, scored = scorer(), pages([kind for kind in given.kinds.split(",") if kind])
    ways = [False] * (not given.enhanced) + [True] * (not given.as_is)
    variants = [Variant("", False), *(Variant(engine, way) for engine in given.engines.split(",") for way in ways)]
    print(f"{'read by':22} {'kind':18} {'pages':>5} {'CER %':>7} {'WER %':>7} {'s/page':>7}")
    with tempfile.TemporaryDirectory() as folder:
        for variant in variants:
            seconds = {}
            for page in scored:
                text, seconds[page.path.stem] = read(page, variant)
                Path(folder, f"{page.path.stem}.txt").write_text(text, encoding="utf-8")
            report(score, scored, variant, Path(folder), seconds)


if __name__ == "__main__":
    main()
