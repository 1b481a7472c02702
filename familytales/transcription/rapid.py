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
from typing import TYPE_CHECKING, Any

import numpy
from numpy.typing import NDArray

from familytales.domain import languages as names
from familytales.domain.errors import MissingDependency
from familytales.domain.transcripts import Box, ReadLine, ReadWord, Recognition
from familytales.transcription.pixels import grey

if TYPE_CHECKING:
    from familytales.ports import Raster

LEAST_SCORE = 0.5
"""Lines read with a lower mean confidence are not text; the engine's own default."""
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
        return Recognition(tuple(self._lines(image)), (f"model={_MODEL}",))

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
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                # Named files are never downloaded.
                "Det.model_path": str(models / "PP-OCRv6_det_small.onnx"),
                "Rec.model_path": str(models / "PP-OCRv6_rec_small.onnx"),
            }
        )

    def _lines(self, image: Raster) -> Iterator[ReadLine]:
        from rapidocr.main import RapidOCRError

        height, width = image.shape[:2]
        colour = numpy.repeat(grey(image)[:, :, None], 3, axis=2)
        small, record = self._engine.preprocess_img(colour)
        try:
            crops, detected = self._engine.detect_and_crop(small, record)
        except RapidOCRError:  # nothing detected: a blank page
            return
        read = self._engine.recognize_txt(crops)
        scale = numpy.array([width / small.shape[1], height / small.shape[0]])
        offset = numpy.array([record["padding_1"]["left"], record["padding_1"]["top"]])
        for text, score, info, quad in zip(read.txts, read.scores, read.word_results, detected.boxes, strict=True):
            if text.strip() and score >= LEAST_SCORE:
                yield ReadLine(tuple(_words(text, info, (quad - offset) * scale, (width, height))))


def _words(text: str, info: Any, quad: NDArray[numpy.float64], size: tuple[int, int]) -> Iterator[ReadWord]:
    """The words of one line: `text` cut at its spaces, `quad` cut half way between the letters beside them.

    `info` gives for each letter the column it was recognised in, and for each character of `text` a confidence.
    """
    columns = iter([column for word in info.word_cols for column in word])
    letters = [
        (char, confidence, next(columns)) for char, confidence in zip(text, info.confs, strict=True) if char.strip()
    ]
    total = max(1.0, info.line_txt_len)
    start = 0
    edge = 0.0
    for word in text.split():
        own = letters[start : start + len(word)]
        start += len(word)
        after = letters[start][2] if start < len(letters) else None
        last = own[-1][2]
        end = 1.0 if after is None else min(1.0, (last + after + 1) / 2 / total)
        yield ReadWord(word, _slice(quad, edge, end, size), sum(letter[1] for letter in own) / len(own))
        edge = end


def _slice(quad: NDArray[numpy.float64], start: float, end: float, size: tuple[int, int]) -> Box:
    """The part of a text line between two shares (0 to 1) of its length, as an upright box inside the image."""
    first, second = (quad[0], quad[3]), (quad[1], quad[2])
    if numpy.linalg.norm(quad[3] - quad[0]) >= 1.5 * numpy.linalg.norm(quad[1] - quad[0]):
        first, second = (quad[1], quad[0]), (quad[2], quad[3])  # a line that runs downwards
    corners = [a + (b - a) * share for share in (start, end) for a, b in zip(first, second, strict=True)]
    left, top = numpy.floor(numpy.min(corners, axis=0)).astype(int)
    right, bottom = numpy.ceil(numpy.max(corners, axis=0)).astype(int)
    return Box(
        max(0, int(left)),
        max(0, int(top)),
        min(size[0], max(int(right), int(left) + 1)),
        min(size[1], max(int(bottom), int(top) + 1)),
    )
