"""RapidOCR with PP-OCRv6 from its wheel: reads Latin script of any language, also where Tesseract's data is missing.

Only its detector of lines is used as it is: its line classifier turns good lines upside down, its line order ignores
skew, and its text takes the likeliest character at each place, whatever that spells. Here a language's words are
weighed in (`ctc`), and the words are those of the text so decoded, cut where its spaces are.
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
from familytales.domain.transcripts import ReadLine, ReadWord, Recognition
from familytales.transcription.ctc import decode
from familytales.transcription.line_reader import LineReader
from familytales.transcription.line_words import Letter, Points, cut
from familytales.transcription.parts import Part, parts, within
from familytales.transcription.pixels import grey
from familytales.transcription.vocabulary import Vocabulary, vocabulary

if TYPE_CHECKING:
    from familytales.ports import Raster

LEAST_SCORE = 0.5
"""Lines read with a lower mean confidence are not text; the engine's own default."""
LETTER = 1.5
"""A tall box no higher than this many line heights is a letter or a figure, not a line that runs downwards."""
OTHER_SCRIPTS = frozenset(["ara", "bul", "ell", "fas", "heb", "hin", "hye", "kat", "kaz", "rus", "srp", "ukr", "yid"])
"""Languages in scripts that its alphabet lacks (it has Latin with every accent, and Chinese and Japanese)."""
ASIAN_SCRIPTS = frozenset(["jpn", "kor", "yue", "zho"])
"""Languages for which its whole alphabet is used; for others, what looks Chinese is a misreading."""
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

    def read(self, image: Raster, languages: Sequence[str], family: frozenset[str] = frozenset()) -> Recognition:
        """Words with boxes and confidences; lines as detected, for the layout to put in order.

        Args:
            image: the page.
            languages: what it is written in; their words are preferred.
            family: the family's own names and words, preferred as well.

        Raises:
            MissingDependency: a language is written in a script that its model does not know.
        """
        unknown = [names.name(code) for code in languages if code in OTHER_SCRIPTS]
        if unknown:
            raise MissingDependency(
                f"RapidOCR reads Latin script only, not {', '.join(unknown)}.",
                remedy="Use Tesseract with that language's data; `familytales doctor` tells how to get it.",
            )
        known = vocabulary(tuple(languages), family)
        latin = not ASIAN_SCRIPTS.intersection(languages)
        lines = (line for part in parts(grey(image)) for line in self._lines(part, known, latin=latin))
        height, width = image.shape[:2]
        return Recognition(tuple(within(lines, width, height)), (f"model={_MODEL}",))

    @cached_property
    def _reader(self) -> LineReader:
        return LineReader(_models() / "PP-OCRv6_rec_small.onnx")

    @cached_property
    def _engine(self) -> Any:
        from rapidocr import RapidOCR

        logging.getLogger("RapidOCR").disabled = True
        return RapidOCR(
            params={
                "Global.use_cls": False,
                "Global.log_level": "critical",
                # Judge a detected line by its own outline: the box around a curved line is mostly not text.
                "Det.score_mode": "slow",
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                # Named files are never downloaded.
                "Det.model_path": str(_models() / "PP-OCRv6_det_small.onnx"),
            }
        )

    def _lines(self, part: Part, vocabulary: Vocabulary, *, latin: bool) -> Iterator[ReadLine]:
        lines, small = self.detect(part.pixels)
        if not lines:
            return
        thickness = median(line.thickness for line in lines)
        height, width = part.pixels.shape
        scale = numpy.array([width / small[1], height / small[0]])
        for line in lines:
            standing = line.upright() if line.height <= LETTER * thickness else line
            words = self._words(standing, standing.quad() * scale + (part.left, part.top), vocabulary, latin=latin)
            if words:
                yield ReadLine(words)

    def detect(self, pixels: Raster) -> tuple[list[_Line], tuple[int, ...]]:
        """The lines of a grey image, and the size (height first) that it was shrunk to for that."""
        from rapidocr.main import RapidOCRError

        small, record = self._engine.preprocess_img(pixels)
        try:
            crops, detected = self._engine.detect_and_crop(numpy.repeat(small[:, :, None], 3, axis=2), record)
        except RapidOCRError:  # nothing detected: a blank page
            return [], small.shape
        return list(map(_Line, crops, detected.boxes)), small.shape

    def columns(self, line: NDArray[numpy.uint8], *, latin: bool) -> Sequence[dict[str, float]]:
        """For each column of a straightened line its likely characters and their chances."""
        return self._reader.columns(line, latin=latin)

    def _words(self, line: _Line, quad: Points, vocabulary: Vocabulary, *, latin: bool) -> tuple[ReadWord, ...]:
        columns = self.columns(line.crop, latin=latin)
        read = decode(columns, vocabulary)
        text = "".join(letter.char for letter in read)
        letters = [
            Letter((letter.column + 0.5) / len(columns), letter.confidence)
            for letter in read
            if not letter.char.isspace()
        ]
        if not letters or sum(letter.confidence for letter in letters) / len(letters) < LEAST_SCORE:
            return ()
        return tuple(cut(text, letters, line.crop[:, :, 0], quad))


def _models() -> Path:
    from rapidocr import main

    return Path(main.__file__).parent / "models"


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
