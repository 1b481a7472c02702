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


def probability(sources: Sequence[str], evidence: Mapping[str, float]) -> float | None:
    """The calibrated chance, or None for sources that were never fitted together (another package's engine).

    Args:
        sources: names of all sources that read the page.
        evidence: as `familytales.transcription.evidence.evidence` gives it.
    """
    weights = _models().get(name(sources))
    if weights is None:
        return None
    odds = sum(weights.get(feature, 0.0) * value for feature, value in evidence.items())
    return min(MOST, max(LEAST, 1 / (1 + exp(-max(-50.0, min(50.0, odds))))))


def name(sources: Sequence[str]) -> str:
    """What a combination of sources is called in `calibration.json`."""
    return "+".join(sources)


@cache
def _models() -> dict[str, dict[str, float]]:
    text = Path(__file__).with_name("calibration.json").read_text(encoding="utf-8")
    found: dict[str, dict[str, float]] = json.loads(text)["weights"]
    return found
