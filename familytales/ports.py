"""The plugin contract: what an engine or a binding format must offer.

An engine is a class without constructor arguments, registered under an entry-point group (`familytales.ocr`,
`familytales.speech`, `familytales.binding`). It imports `familytales.domain` and this module, no more, and loads its
model on first use, not on import.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

from familytales.domain.editions import Edition
from familytales.domain.narration import Coding, Pronunciation, Speech, SpokenToken, Voice
from familytales.domain.transcripts import Recognition

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Raster: TypeAlias = NDArray[numpy.uint8]
    """Pixels, uint8: (height, width) grey or (height, width, 3) RGB."""


@runtime_checkable
class OcrEngine(Protocol):
    """Reads the words on an image. One instance per worker process, used from one thread."""

    name: str
    remote: bool
    """Whether images leave this machine."""

    def version(self, languages: Sequence[str]) -> str:
        """Version of the engine and its models or language data; part of the cache key, so it must be cheap."""
        ...

    def languages(self) -> frozenset[str]:
        """ISO 639-3 codes it can read on this machine; empty when it is not language-bound."""
        ...

    def read(self, image: Raster, languages: Sequence[str]) -> Recognition:
        """Words and lines with boxes in the image's pixels; no lines for an empty page.

        Raises:
            MissingDependency: language data or the engine itself is not installed.
        """
        ...


@runtime_checkable
class TrainableEngine(Protocol):
    """An OCR engine that can read with a model which was trained for one hand or machine."""

    def trained(self, model: Path) -> OcrEngine:
        """The same engine, reading with the model in that file; its version tells of it."""
        ...


@runtime_checkable
class FamiliarEngine(Protocol):
    """An OCR engine that can prefer what a family's names and words are, where it is in doubt."""

    def knowing(self, family: frozenset[str]) -> OcrEngine:
        """The same engine, knowing these names and words, as they are written."""
        ...


@runtime_checkable
class SpeechEngine(Protocol):
    """Speaks utterances. One instance per worker process; it keeps the voices it has loaded."""

    name: str
    remote: bool
    """Whether text leaves this machine."""

    def voices(self, folder: Path) -> Sequence[Voice]:
        """Voices that can speak now: those inside the engine and those installed in `folder`."""
        ...

    def version(self, voice: Voice) -> str:
        """Version of the engine and the voice; part of the cache key, so it must be cheap."""
        ...

    def speak(self, voice: Voice, tokens: Sequence[SpokenToken], *, speed: float = 1.0) -> Speech:
        """The tokens as one sentence; the same arguments give the same bytes.

        Args:
            voice: one of `voices()`.
            tokens: at least one with text.
            speed: 1.0 is the voice's own pace, 2.0 twice as fast.

        Raises:
            MissingDependency: the voice's files are gone or damaged.
        """
        ...


@runtime_checkable
class Pronouncer(Protocol):
    """What a speech engine may offer besides: to tell how it would say a word."""

    def pronounced(self, voice: Voice, words: Sequence[str]) -> Sequence[Pronunciation]:
        """How each word sounds on its own.

        Raises:
            MissingDependency: the voice's files are gone or damaged.
        """
        ...


@runtime_checkable
class Progress(Protocol):
    """Told how far a long piece of work is."""

    def __call__(self, done: int, total: int) -> None:
        """`done` of `total` parts are finished."""
        ...


@runtime_checkable
class BindingFormat(Protocol):
    """Makes one kind of finished file from a book."""

    name: str
    suffix: str
    """What follows the book's title in its name: `.epub`, or for a folder "" or something like ` (MP3)`."""
    needs_audio: bool
    """Whether it is worth making only when documents are narrated."""
    coding: Coding | None
    """How it wants the documents' sound; None when its bytes do not depend on narration."""
    uses_views: bool
    """Whether it shows pages as a screen does; a cover is there without."""
    uses_scans: bool
    """Whether it shows pages at full resolution."""
    version: str
    """Changes whenever the same book would give other bytes; part of the cache key."""

    def bind(self, edition: Edition, target: Path, progress: Progress) -> None:
        """Write the binding to `target`, a path that does not exist yet (a file, or a folder to be created).

        The same edition gives the same bytes. Raises OSError as it comes (a full disk); the caller removes `target`.
        """
        ...
