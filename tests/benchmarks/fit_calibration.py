"""Fits the weights in `familytales/transcription/calibration.json` on real pages with true text.

    python -m tests.benchmarks.fit_calibration

For each combination of sources that a quality may bring together, every place of every page that has them gives one
sample for each text that may stand there: its evidence, and whether it is what the true text has. A logistic
regression with a ridge penalty is fitted on all of them. What `bench_fidelity` judges is fitted by the same functions
on other pages only: five parts, each page (with its synthetic photographs) judged by what the other four parts gave.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import numpy

from familytales.domain.transcripts import Reading, ReadLine, ReadWord, Recognition, Transcript, bounding
from familytales.transcription import calibration
from familytales.transcription.consensus import Place, Source, places_of
from familytales.transcription.evidence import evidence
from familytales.transcription.layout import arrange
from familytales.transcription.quality import Kind, Quality, Reader
from familytales.transcription.standing import Standing
from familytales.transcription.tesseract import TesseractEngine
from familytales.transcription.vocabulary import vocabulary
from tests.benchmarks.kept import KeptEngine, KeptRapid, Page, pages, prepared, scorer
from tests.benchmarks.labels import Piece, plain, true_texts

PARTS = 5
RIDGE, DISPUTED = 0.5, 2.0
"""Penalty on squared weights, for all places and for disputed ones, which are few: with so few pages, weights stay
small unless many places ask for them. With 1.0 for all places 0.6 % fewer of the errors that `fast` makes in type are
among the fifth of its words that are most in doubt; without what `standing` tells, 2 % fewer."""
STANDING = frozenset(Standing().evidence(""))
"""Left out where the sources differ: with it 0.1 % more of the words that `best` chooses are wrong, on photos 0.5."""
FILE = Path(calibration.__file__).with_name("calibration.json")
Weights = dict[str, dict[str, float]]


class Sample(NamedTuple):
    evidence: dict[str, float]
    right: bool
    disputed: bool
    """Whether several texts may stand there and one of them is right."""


Samples = dict[str, list[Sample]]
"""By combination of sources."""


def parts(scored: Sequence[Page]) -> dict[str, int]:
    """Which part each page (by stem) belongs to; a page and the photograph made from it to the same."""
    groups: dict[str, int] = {}
    found = {}
    for page in scored:
        name = page.source.removeprefix("synthetic photo of ").split(",")[0]
        original = next((p.stem for p in scored if Path(p.source).stem.endswith(name)), page.stem)
        found[page.stem] = groups.setdefault(original, len(groups)) % PARTS
    return found


def engines() -> tuple[KeptEngine, KeptRapid]:
    return KeptEngine(TesseractEngine()), KeptRapid()


def samples(page: Page, tesseract: KeptEngine, rapid: KeptRapid) -> Samples:
    """What one page teaches, for every combination of sources it can be read with."""
    enhanced, _, _ = prepared(page)
    reader = Reader(Quality.BEST, tesseract, rapid)
    kind, sources = reader.sources(enhanced.image, (page.language,))
    found: Samples = {}
    for chosen in _combinations(kind, sources):
        found[calibration.name([source.name for source in chosen])] = list(_samples(page, enhanced.image.shape, chosen))
    return found


def _combinations(kind: Kind, sources: Sequence[Source]) -> Iterator[list[Source]]:
    found = [source for source in sources if source.lines]  # any of them may be left without the others
    for number in range(1, len(found) + 1):
        for chosen in combinations(found, number):
            # What is hard for Tesseract is never left to it alone.
            if kind is Kind.TYPE or [source.name for source in chosen] != ["tesseract"]:
                yield list(chosen)


def _samples(page: Page, shape: tuple[int, ...], sources: Sequence[Source]) -> Iterator[Sample]:
    score, known = scorer(), vocabulary((page.language,))
    confidences = {source.name: source.confidence for source in sources}
    placed = list(_in_order(places_of(sources), shape))
    true = true_texts([piece for _, piece in placed], page.truth, score)
    for (place, piece), wanted in zip(placed, true, strict=True):
        right = {text: plain(Piece(text, piece.joined), score) == wanted for text in place.texts()}
        disputed = len(right) > 1 and any(right.values())
        for text in right:
            found = evidence(text, place.said, confidences, known, place.standing)
            yield Sample(found, right[text], disputed)


def _in_order(lines: Iterable[tuple[ReadLine, list[Place]]], shape: tuple[int, ...]) -> Iterator[tuple[Place, Piece]]:
    """The places in reading order, each with its first text."""
    everything: list[Place] = []
    marked = []
    for _, places in lines:
        words = []
        for place in places:
            box = bounding([word.box for found in place.words.values() for word in found])
            words.append(ReadWord(place.texts()[0], box, 1.0, readings=(Reading(str(len(everything)), "", 0.0),)))
            everything.append(place)
        marked.append(ReadLine(tuple(words)))
    for word in laid_out(Recognition(tuple(marked)), shape).words():
        yield everything[int(word.readings[0].engine)], Piece(word.text, word.hyphenated)


def laid_out(found: Recognition, shape: tuple[int, ...]) -> Transcript:
    """The transcript in the pixels of the prepared page."""
    return arrange(found, size=(shape[1], shape[0]), engine="", engine_version="", languages=())


def fit(found: Iterable[Samples]) -> Weights:
    """Weights for every combination of sources that the pages have."""
    together: defaultdict[str, list[Sample]] = defaultdict(list)
    for page in found:
        for name, some in page.items():
            together[name] += some
    fitted = {name: _fitted(some, RIDGE) for name, some in together.items() if some}
    for name, some in together.items():
        if disputed := [one for one in some if one.disputed]:
            fitted[f"{name}, disputed"] = _fitted(disputed, DISPUTED, without=STANDING)
    return dict(sorted(fitted.items()))


def _fitted(some: Sequence[Sample], ridge: float, without: Container[str] = ()) -> dict[str, float]:
    """Logistic regression by Newton's method."""
    names = [name for name in some[0].evidence if name not in without]
    x = numpy.array([[sample.evidence[name] for name in names] for sample in some])
    y = numpy.array([sample.right for sample in some], dtype=float)
    penalty = ridge * numpy.diag([0.0 if name == "always" else 1.0 for name in names])
    weights = numpy.zeros(len(names))
    for _ in range(30):
        chance = 1 / (1 + numpy.exp(-numpy.clip(x @ weights, -30, 30)))
        slope = x.T @ (chance - y) + penalty @ weights
        curve = (x.T * (chance * (1 - chance))) @ x + penalty + 1e-6 * numpy.eye(len(names))
        weights -= numpy.linalg.solve(curve, slope)
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def main() -> None:
    scored = pages()
    made = fit(samples(page, *engines()) for page in scored)
    ridge = f"ridge {RIDGE:g}, {DISPUTED:g} where disputed"
    about = f"Fitted by tests/benchmarks/fit_calibration.py on {len(scored)} pages; {ridge}."
    FILE.write_text(json.dumps({"about": about, "weights": made}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
