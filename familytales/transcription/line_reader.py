"""A recogniser for straightened lines: its chances for each column, for `ctc` to decode."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import numpy

from familytales.transcription.ctc import NONE

if TYPE_CHECKING:
    from numpy.typing import NDArray

HEIGHT = 48
"""Pixels of height the model was trained on."""
LEAST_WIDTH = 320
"""The narrowest image it was trained on; shorter lines are followed by grey."""
FLOOR = 0.002
"""Chances below this are left out: they never decide."""
_FIRST_ASIAN = "\u2e80"
"""Characters from here on are Chinese, Japanese and Korean; what comes before is Latin with accents and marks."""


class LineReader:
    """PaddleOCR's recogniser on one core, from a model file that carries its own alphabet."""

    def __init__(self, model: Path) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # lines differ in width: the arena would keep the widest ever read
        options.log_severity_level = 4
        self._session: Any = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._input = self._session.get_inputs()[0].name
        known = self._session.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._alphabet = [NONE, *known, " "]
        self._latin = numpy.array([char < _FIRST_ASIAN for char in self._alphabet])

    def columns(self, line: NDArray[numpy.uint8], *, latin: bool) -> Sequence[dict[str, float]]:
        """For each column of the line its likely characters and their chances.

        Args:
            line: (height, width, 3) pixels, text running to the right.
            latin: whether only Latin script, figures and marks may stand there.
        """
        width = max(1, -(-HEIGHT * line.shape[1] // line.shape[0]))
        scaled = cv2.resize(line, (width, HEIGHT)).astype(numpy.float32).transpose(2, 0, 1) / 127.5 - 1.0
        padded = numpy.zeros((1, 3, HEIGHT, max(LEAST_WIDTH, width)), numpy.float32)
        padded[0, :, :, :width] = scaled
        chances = self._session.run(None, {self._input: padded})[0][0]
        written = -(-len(chances) * width // padded.shape[3])
        found: list[dict[str, float]] = [{} for _ in range(written)]
        # Few of 18,000 characters are likely: they are found ten times faster in one row than in two dimensions.
        for place in numpy.flatnonzero(chances[:written] >= FLOOR):
            column, symbol = divmod(int(place), chances.shape[1])
            if self._latin[symbol] or not latin:
                found[column][self._alphabet[symbol]] = float(chances[column, symbol])
        return found
