"""A second ear: a Whisper model, for languages that pocketsphinx does not know. It is never downloaded here.

`faster-whisper` (the extra `verify`) runs it; the family names the folder of a model they have, or a name that is in
the cache already.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache
from importlib.util import find_spec
from math import log
from typing import Any

from familytales.domain.errors import MissingDependency
from familytales.domain.languages import bcp47
from familytales.domain.narration import SpokenToken
from familytales.narration.evidence import Followed, Follower, Word
from familytales.narration.sound import Pcm, floating


def follower(model: str, language: str) -> Follower:
    """What follows the language (ISO 639-3) with the Whisper model in a folder, or of a name in the cache.

    Raises:
        MissingDependency: faster-whisper or the model is not here.
    """
    return lambda tokens, sound: follow(_model(model), bcp47(language).partition("-")[0], tokens, sound)


@cache
def _model(name: str) -> Any:
    if find_spec("faster_whisper") is None:
        raise MissingDependency(
            "faster-whisper, which runs Whisper models, is not installed.", remedy="`pip install faster-whisper`."
        )
    from faster_whisper import WhisperModel

    try:
        return WhisperModel(name, device="cpu", compute_type="int8", cpu_threads=1, local_files_only=True)
    except Exception as error:  # its own kinds, and those of the libraries below it
        raise MissingDependency(
            f"There is no Whisper model {name} here ({error}).",
            remedy="`familytales config set whisper_model FOLDER` names the folder of one.",
        ) from error


def follow(model: Any, language: str, tokens: Sequence[SpokenToken], sound: Pcm) -> Followed:
    """The words of the tokens that the model hears, by their letters."""
    from scipy.signal import resample_poly

    sought = [(letters(word), index) for index, token in enumerate(tokens) for word in token.text.split()]
    sought = [(name, index) for name, index in sought if name]
    # from 24 to the 16 kHz that Whisper takes
    speech = resample_poly(floating(sound), 2, 3).astype("float32")
    segments, _ = model.transcribe(speech, language=language or None, word_timestamps=True, temperature=0.0)
    heard = [word for segment in segments for word in segment.words or ()]
    names = [letters(word.word) for word in heard]
    matcher = SequenceMatcher(None, [name for name, _ in sought], names, autojunk=False)
    words = [
        _word(block.a + step, heard[block.b + step])
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    ]
    return [index for _, index in sought], words


def letters(word: str) -> str:
    """A word without its punctuation, small."""
    return "".join(character for character in word.casefold() if character.isalnum())


def _word(index: int, heard: Any) -> Word:
    return Word(index, round(heard.start, 2), round(heard.end, 2), round(log(max(heard.probability, 1e-3)), 2))
