"""Clips as FLAC: small enough to keep, exact to the sample."""

import io
from pathlib import Path

import numpy
import soundfile

from familytales.domain.errors import BadInput
from familytales.narration.clips import RATE
from familytales.narration.sound import Pcm

_BLOCK = 60 * RATE
"""Samples decoded at a time: what a damaged header says of the length is not believed."""


def encode(samples: Pcm) -> bytes:
    """Mono 16-bit FLAC at 24 kHz; the same samples give the same bytes."""
    target = io.BytesIO()
    soundfile.write(target, samples, RATE, format="FLAC", subtype="PCM_16")
    return target.getvalue()


def decode(data: bytes, name: str = "clip") -> Pcm:
    """The samples of a file made by `encode`.

    Raises:
        BadInput: it is damaged or another kind of file.
    """
    try:
        with soundfile.SoundFile(io.BytesIO(data)) as file:
            parts = list(file.blocks(_BLOCK, dtype="int16")) if _ours(file) else []
            whole = file.tell() == file.frames
    except soundfile.SoundFileError as error:
        raise _damaged(name) from error
    if not parts or not whole:
        raise _damaged(name)
    return numpy.concatenate(parts)


def length(path: Path) -> int:
    """How many samples a file made by `encode` holds, as its header says.

    Raises:
        BadInput: it is damaged or another kind of file.
    """
    try:
        with soundfile.SoundFile(path) as file:
            return int(file.frames)
    except soundfile.SoundFileError as error:
        raise _damaged(str(path)) from error


def _ours(file: soundfile.SoundFile) -> bool:
    kind = (file.format, file.subtype, file.samplerate, file.channels)
    return kind == ("FLAC", "PCM_16", RATE, 1)


def _damaged(name: str) -> BadInput:
    return BadInput(f"The spoken clip {name} is damaged.", remedy="Delete it and run `familytales narrate` again.")
