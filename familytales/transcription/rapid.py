"""RapidOCR with PP-OCRv6 from its wheel: reads Latin script of any language, also where Tesseract's data is missing.

Its parts are driven one by one: its own line classifier turns good lines upside down, its line order ignores skew,
and its word list splits at wide letter spacing. The words here are those of the recognised text, cut where its
spaces are.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib.metadata import version as installed
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import numpy
from numpy.typing import NDArray

from familytales.domain import languages as names
from familytales.domain.errors import MissingDependency
from familytales.domain.transcripts import ReadLine, Recognition
from familytales.transcription.line_words import Letter, Points, cut
from familytales.transcription.parts import Part, parts
from familytales.transcription.pixels import grey

if TYPE_CHECKING:
    from familytales.ports import Raster

LEAST_SCORE = 0.5
"""Lines read with a lower mean confidence are not text; the engine's own default."""
LETTER = 1.5
"""A tall box no higher than this many line heights is a letter or a figure, not a line that runs downwards."""
OTHER_SCRIPTS = frozenset(["ara", "bul", "ell", "fas", "heb", "hin", "hye", "kat", "kaz", "rus", "srp", "ukr", "yid"])
"""Languages in scripts that its alphabet lacks (it has Latin with every accent, and Chinese and Japanese)."""
_MODEL = "PP-OCRv6-small"


class RapidOcrEngine:
    """RapidOCR on one core, without downloads."""

    name = "rapidocr"
    remote = False

    def version(self, languages: Sequence[str]) -> str:
        """The package's version and its models, which come with it."""
        return f"{installed('rapidocr')} {_MODEL}"

    def languages(self) -> frozenset[str]:
        """Empty: it is bound to the Latin script, not to languages."""
        return frozenset()

    def read(self, image: Raster, languages: Sequence[str]) -> Recognition:
        """Words with boxes and confidences; lines as detected, for the layout to put in order.

        Raises:
            MissingDependency: a language is written in a script that its model does not know.
        """
        unknown = [names.name(code) for code in languages if code in OTHER_SCRIPTS]
        if unknown:
            raise MissingDependency(
                f"RapidOCR reads Latin script only, not {', '.join(unknown)}.",
                remedy="Use Tesseract with that language's data; `familytales doctor` tells how to get it.",
            )
        lines = (line for part in parts(grey(image)) for line in self._lines(part))
        return Recognition(tuple(lines), (f"model={_MODEL}",))

    @cached_property
    def _engine(self) -> Any:
        from rapidocr import RapidOCR, main

        models = Path(main.__file__).parent / "models"
        logging.getLogger("RapidOCR").disabled = True
        return RapidOCR(
            params={
                "Global.use_cls": False,
                "Global.return_word_box": True,
                "Global.log_level": "critical",
                # Judge a detected line by its own outline: the box around a curved line is mostly not text.
                "Det.score_mode": "slow",
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                # Named files are never downloaded.
                "Det.model_path": str(models / "PP-OCRv6_det_small.onnx"),
                "Rec.model_path": str(models / "PP-OCRv6_rec_small.onnx"),
            }
        )

    def _lines(self, part: Part) -> Iterator[ReadLine]:
        from rapidocr.main import RapidOCRError

        small, record = self._engine.preprocess_img(part.pixels)
        try:
            crops, detected = self._engine.detect_and_crop(numpy.repeat(small[:, :, None], 3, axis=2), record)
        except RapidOCRError:  # nothing detected: a blank page
            return
        lines = list(map(_Line, crops, detected.boxes))
        thickness = median(line.thickness for line in lines)
        lines = [line.upright() if line.height <= LETTER * thickness else line for line in lines]
        read = self._engine.recognize_txt([line.crop for line in lines])
        height, width = part.pixels.shape
        scale = numpy.array([width / small.shape[1], height / small.shape[0]])
        for line, text, score, info in zip(lines, read.txts, read.scores, read.word_results, strict=True):
            if text.strip() and score >= LEAST_SCORE:
                quad = line.quad() * scale + (part.left, part.top)
                yield ReadLine(tuple(cut(text, _letters(text, info), line.crop[:, :, 0], quad)))


class _Line:
    """A detected line: its corners on the page and its straightened pixels, on their side where it is tall."""

    def __init__(self, crop: NDArray[numpy.uint8], corners: Points) -> None:
        self.crop = crop
        self._corners = corners
        self.height = float(numpy.linalg.norm(corners[3] - corners[0]))
        width = max(numpy.linalg.norm(corners[1] - corners[0]), numpy.linalg.norm(corners[2] - corners[3]))
        self.thickness = min(self.height, float(width))
        # The detector turns what is half as high again as wide a quarter to the left.
        self._turned = crop.shape[1] != int(width)

    def upright(self) -> _Line:
        """The same with its pixels as they stand on the page."""
        if not self._turned:
            return self
        return _Line(numpy.ascontiguousarray(numpy.rot90(self.crop, -1)), self._corners)

    def quad(self) -> Points:
        """Its corners, beginning at the crop's top left."""
        return numpy.roll(self._corners, -1, axis=0) if self._turned else self._corners


def _letters(text: str, info: Any) -> list[Letter]:
    """`info` has the columns of all letters, word by word, and a confidence for each character of `text`."""
    columns = iter([column for word in info.word_cols for column in word])
    total = max(1.0, info.line_txt_len)
    return [
        Letter(min(1.0, (next(columns) + 0.5) / total), confidence)
        for char, confidence in zip(text, info.confs, strict=True)
        if not char.isspace()
    ]
