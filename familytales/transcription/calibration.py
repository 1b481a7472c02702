"""The chance that a word is right, from the evidence for it.

A logistic regression for each combination of sources, fitted on real pages (`tests/benchmarks/fit_calibration.py`
tells how and on what); its weights are in `calibration.json`.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from math import exp
from pathlib import Path

LEAST, MOST = 0.005, 0.995
"""Chances given are never more certain than this."""


def preference(sources: Sequence[str], evidence: Mapping[str, float]) -> float | None:
    """How much a text is to be preferred where the sources differ: log odds against the others, None as `probability`.

    Fitted on such places alone, which are few among all: what tells a right word from a wrong one is not what tells
    which of two is right.
    """
    weights = _models().get(f"{name(sources)}, disputed")
    return None if weights is None else _odds(weights, evidence)


def probability(sources: Sequence[str], evidence: Mapping[str, float]) -> float | None:
    """The calibrated chance, or None for sources that were never fitted together (another package's engine).

    Args:
        sources: names of all sources that read the page.
        evidence: as `familytales.transcription.evidence.evidence` gives it.
    """
    weights = _models().get(name(sources))
    if weights is None:
        return None
    return min(MOST, max(LEAST, 1 / (1 + exp(-max(-50.0, min(50.0, _odds(weights, evidence)))))))


def _odds(weights: Mapping[str, float], evidence: Mapping[str, float]) -> float:
    return sum(weights.get(feature, 0.0) * value for feature, value in evidence.items())


def name(sources: Sequence[str]) -> str:
    """What a combination of sources is called in `calibration.json`, whichever comes first."""
    return "+".join(sorted(sources))


@cache
def _models() -> dict[str, dict[str, float]]:
    text = Path(__file__).with_name("calibration.json").read_text(encoding="utf-8")
    found: dict[str, dict[str, float]] = json.loads(text)["weights"]
    return found
