"""A second ear: a Whisper model, for languages that pocketsphinx does not know. It is never downloaded here.

`faster-whisper` (the extra `verify`) runs it; the family names the folder of a model they have, or a name that is in
the cache already.
"""

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from math import log
from statistics import mean
from typing import Any, TypeAlias

from familytales.domain.errors import MissingDependency
from familytales.domain.languages import bcp47
from familytales.domain.narration import SpokenToken
from familytales.narration.clips import RATE
from familytales.narration.evidence import Followed, Follower, Word
from familytales.narration.sound import Pcm, floating

Piece: TypeAlias = dict[str, Any]
_LONGEST = 30
"""Seconds that a Whisper model takes in at once."""
_UNLIKELY = -8.5
"""Logarithm of a word's probability below which it was not said: in good speech a few little words come close to it."""


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
    """The words of the tokens that the model takes for said, where it knows the language; nothing of very long ones.

    It is not asked what it hears, for it writes "14." for a word and spells names its own way, but how likely each word
    is that should be said.
    """
    sought = [(word, index) for index, token in enumerate(tokens) for word in token.text.split() if letters(word)]
    if not sought or language not in model.supported_languages or len(sound) > _LONGEST * RATE:
        return (), ()
    owners = [at for at, (word, _) in enumerate(sought) for _ in f" {word}"]
    found: dict[int, list[Piece]] = {}
    place = 0
    for piece in _aligned(model, language, "".join(f" {word}" for word, _ in sought), sound):
        if letters(piece["word"]) and place < len(owners):
            found.setdefault(owners[place], []).append(piece)
        place += len(piece["word"])
    said = {at: pieces for at, pieces in found.items() if mean(map(_likely, pieces)) > _UNLIKELY}
    return [index for _, index in sought], [
        Word(at, round(float(pieces[0]["start"]), 2), round(float(pieces[-1]["end"]), 2), 0.0)
        for at, pieces in sorted(said.items())
    ]


def _aligned(model: Any, language: str, text: str, sound: Pcm) -> list[Piece]:
    """The text in words or parts of words, each with its start and end (seconds) and its probability."""
    from faster_whisper.audio import pad_or_trim
    from faster_whisper.tokenizer import Tokenizer
    from scipy.signal import resample_poly

    tokenizer = Tokenizer(model.hf_tokenizer, model.model.is_multilingual, task="transcribe", language=language)
    # from 24 to the 16 kHz that Whisper takes
    features = model.feature_extractor(resample_poly(floating(sound), 2, 3).astype("float32"))
    heard = model.encode(pad_or_trim(features))
    found: list[Piece] = model.find_alignment(tokenizer, [tokenizer.encode(text)], heard, features.shape[-1])[0]
    return found


def letters(word: str) -> str:
    """A word without its punctuation, small."""
    return "".join(character for character in word.casefold() if character.isalnum())


def _likely(piece: Piece) -> float:
    return log(max(float(piece["probability"]), 1e-12))
