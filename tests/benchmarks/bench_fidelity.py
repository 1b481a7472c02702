"""How truly pages are read: error rates by kind, what doubt is worth, time, and words invented on pages without text.

    python -m tests.benchmarks.bench_fidelity [--kinds print,photo]

Needs a folder with `score.py` and `dev/` (manifest.tsv, images, true texts): $FAMILYTALES_OCR_DEV, or `shared/ocr`
beside the checkout. What the engines' networks answer is kept in the temporary folder, so that a second run takes a
minute. Probabilities and votes are cross-validated: no page is judged by weights that were fitted on it.
Times are core-seconds: preparation and engines as they were when they first read a page, and what weighing their
answers (words of the language, votes, probabilities) takes now.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple
from unittest.mock import patch

import numpy

from familytales.domain.quality import Quality
from familytales.domain.transcripts import Recognition, Transcript
from familytales.ports import OcrEngine
from familytales.transcription import calibration
from familytales.transcription.quality import Reader
from tests.benchmarks.fit_calibration import engines, fit, laid_out, parts, samples
from tests.benchmarks.kept import KeptEngine, KeptRapid, Page, pages, prepared, program, scorer
from tests.benchmarks.labels import Piece, plain, true_texts
from tests.transcription.conftest import NOTHING_WRITTEN

WAYS = ("tesseract program", "tesseract", "rapidocr", "fast", "good", "best")
REVIEWED = 0.2
"""Share of the words, the most doubtful first, that a person looks at."""
BINS = 10
DRAWINGS = 20


class Judged(NamedTuple):
    """A word's probability and whether it is right."""

    probability: float
    right: bool


class Result(NamedTuple):
    page: Page
    way: str
    text: str
    seconds: float
    voting: float
    words: list[Judged]
    hand: bool


def results(scored: Sequence[Page]) -> Iterator[Result]:
    tesseract, rapid = engines()
    part = parts(scored)
    taught = {page.stem: samples(page, tesseract, rapid) for page in scored}
    for page in scored:
        others = [some for stem, some in taught.items() if part[stem] != part[page.stem]]
        weights = fit(others)
        with patch.object(calibration, "_models", partial(dict, weights)):
            for way in WAYS:
                yield result(page, way, tesseract, rapid)


def result(page: Page, way: str, tesseract: KeptEngine, rapid: KeptRapid) -> Result:
    if way == "tesseract program":
        text, seconds = program(page)
        return Result(page, way, str(text), seconds, 0.0, [], hand=False)
    enhanced, _, preparing = prepared(page)
    engine: OcrEngine = {"tesseract": tesseract, "rapidocr": rapid}.get(way) or Reader(Quality(way), tesseract, rapid)
    languages = (page.known if way == "tesseract" else page.language,)
    memories = (tesseract.memory, rapid.memory)
    before = [sum(getattr(memory, name) for memory in memories) for name in ("seconds", "weighing", "spent")]
    start = time.process_time()
    found = engine.read(enhanced.image, languages)
    voting = time.process_time() - start
    after = [sum(getattr(memory, name) for memory in memories) for name in ("seconds", "weighing", "spent")]
    seconds, weighing, spent = (now - then for now, then in zip(after, before, strict=True))
    made = laid_out(found, enhanced.image.shape)
    hand = way not in ("tesseract", "rapidocr") and "kind=handwriting" in found.details
    own = weighing + voting - spent
    return Result(page, way, made.text, preparing + seconds + own, own, list(judged(made, page)), hand)


def judged(made: Transcript, page: Page) -> Iterator[Judged]:
    score, words = scorer(), list(made.words())
    pieces = [Piece(word.text, word.hyphenated) for word in words]
    for word, piece, true in zip(words, pieces, true_texts(pieces, page.truth, score), strict=True):
        yield Judged(word.probability, plain(piece, score) == true)


def rates(found: Iterable[Result]) -> dict[tuple[str, str], list[float]]:
    """By way and kind: wrong characters, characters, wrong words, words, pages, seconds, seconds of voting."""
    score = scorer()
    sums: defaultdict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0] * 7)
    for one in found:
        errors = score.errors(one.page.truth, one.text)
        for kind in (one.page.label, "all"):
            for place, value in enumerate((*errors[:4], 1, one.seconds, one.voting)):
                sums[one.way, kind][place] += value
    return dict(sums)


def show_rates(sums: dict[tuple[str, str], list[float]]) -> None:
    print("CER % / WER %, and core-seconds a page")
    print(f"{'':18} {'pages':>5} " + " ".join(f"{way:>19}" for way in WAYS))
    for kind in sorted({kind for _, kind in sums}):
        cells = []
        for way in WAYS:
            chars, all_chars, words, all_words, _, _, _ = sums[way, kind]
            cells.append(f"{100 * chars / all_chars:.2f} / {100 * words / all_words:.2f}")
        print(f"{kind:18} {sums[WAYS[0], kind][4]:5.0f} " + " ".join(f"{cell:>19}" for cell in cells))
    cells = [f"{sums[way, 'all'][5] / sums[way, 'all'][4]:.2f}" for way in WAYS]
    print(f"{'seconds a page':24} " + " ".join(f"{cell:>19}" for cell in cells))
    cells = [f"{100 * sums[way, 'all'][6] / max(0.001, sums[way, 'all'][5]):.1f}" for way in WAYS]
    print(f"{'weighing, % of that':24} " + " ".join(f"{cell:>19}" for cell in cells))


def calibration_error(words: Sequence[Judged]) -> tuple[float, list[tuple[float, float, int]]]:
    """Expected calibration error, and for each tenth of the scale the mean probability, the share right, the count."""
    chance = numpy.array([word.probability for word in words])
    right = numpy.array([word.right for word in words], dtype=float)
    places = numpy.minimum((chance * BINS).astype(int), BINS - 1)
    bins = [(chance[places == n].mean(), right[places == n].mean(), int((places == n).sum())) for n in set(places)]
    return sum(abs(said - true) * count for said, true, count in bins) / len(words), bins


def by_chance(words: Sequence[Judged]) -> float:
    """The calibration error that so few words would show if every probability were exactly true."""
    chance = numpy.random.default_rng(1943)
    drawn = chance.random((DRAWINGS, len(words))) < [word.probability for word in words]
    errors = [
        calibration_error([Judged(word.probability, bool(right)) for word, right in zip(words, one, strict=True)])[0]
        for one in drawn
    ]
    return float(numpy.mean(errors))


def caught(words: Sequence[Judged]) -> float:
    """Share of the errors among the most doubtful words."""
    ranked = sorted(words, key=lambda word: word.probability)
    wrong = sum(not word.right for word in words)
    return sum(not word.right for word in ranked[: round(REVIEWED * len(ranked))]) / max(1, wrong)


def show_doubt(found: Sequence[Result]) -> None:
    print("\nWhat probabilities are worth")
    for way in ("fast", "good", "best"):
        for name, wanted in (("type", False), ("handwriting", True), ("all", None)):
            words = [word for one in found if one.way == way and wanted in (None, one.hand) for word in one.words]
            if not words:
                continue
            error, bins = calibration_error(words)
            print(
                f"{way:5} {name:12} {len(words):6} words, "
                f"calibration error {error:.3f} ({by_chance(words):.3f} by chance), "
                f"{100 * caught(words):.1f} % of errors among the {100 * REVIEWED:.0f} % most doubtful"
            )
            print("      said/true (words): " + ", ".join(f"{said:.2f}/{true:.2f} ({n})" for said, true, n in bins))


def show_invented() -> None:
    tesseract, rapid = engines()
    print("\nWords invented on pages without text")
    for name, image in NOTHING_WRITTEN.items():
        cells = []
        for quality in Quality:
            found: Recognition = Reader(quality, tesseract, rapid).read(image, ("eng",))
            cells.append(f"{quality} {sum(1 for _ in laid_out(found, image.shape).words())}")
        print(f"{name:12} {', '.join(cells)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kinds", default="", help="only these kinds of page, comma between")
    given = parser.parse_args()
    found = list(results(pages([kind for kind in given.kinds.split(",") if kind])))
    show_rates(rates(found))
    show_doubt(found)
    show_invented()


if __name__ == "__main__":
    main()
