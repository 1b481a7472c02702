"""Speaks English with hibari: the voice and its phonemiser come in the wheel, token times come from the model.

hibari reads misaki's phoneme alphabet, in which English diphthongs are capitals (`A` for eɪ) and the stress mark stands
before the vowel.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from functools import cache, cached_property
from importlib.metadata import version as installed_version
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy

from familytales.domain.errors import MissingDependency
from familytales.domain.narration import Pronunciation, Speech, SpokenToken, TimingSource, Voice
from familytales.narration.graph import with_output
from familytales.narration.ipa import from_misaki, misaki
from familytales.narration.phrasing import Atom, Sound, assemble, atoms, token_times
from familytales.narration.spans import Span

_DURATIONS = "/Clip_output_0"
_UNIT = 0.025
"""Seconds per unit of the model's durations: two of its 12.5 ms frames."""
_LATE = 0.085
"""Seconds by which the model's word boundaries lag behind what an aligner hears (pocketsphinx, 739 words), at its own
pace; the lag is one of sounds, and shrinks with them when it speaks faster."""
_GUESSED = 2  # the rating hibari gives what it found in no dictionary
_SEED = 20
_NOISE = 800  # frames: the noise under a voice may repeat every ten seconds without anyone hearing it
_DIGITS = re.compile(r"\d{13,}")  # hibari's number reader ends at decillions; such a run is a serial number
_SOUNDLESS = frozenset(' ;:,.!?—…"()“”')


class HibariEngine:
    """English speech on one thread, the same bytes for the same words."""

    name = "hibari"
    remote = False

    def __init__(self) -> None:
        self._loaded: dict[str, _Loaded] = {}

    def voices(self, folder: Path) -> Sequence[Voice]:
        """Those inside the package; nothing is looked for in `folder`."""
        return [
            Voice(f"hibari-{name}", self.name, "eng", facts["language"].partition("-")[2], "", "Apache-2.0")
            for name, facts in _catalogue().items()
            if facts.get("bundled")
        ]

    def version(self, voice: Voice) -> str:
        """The package's version and the start of the voice model's checksum."""
        return f"{installed_version('hibari-tts')} {_facts(voice)['sha256'][:12]}"

    def speak(self, voice: Voice, tokens: Sequence[SpokenToken], *, speed: float = 1.0) -> Speech:
        """The tokens as one sentence, 24 kHz; see `SpeechEngine`."""
        return self._ready(voice).speak(tokens, speed)

    def pronounced(self, voice: Voice, words: Sequence[str]) -> Sequence[Pronunciation]:
        """By its dictionary, else as its network guesses; see `Pronouncer`."""
        return self._ready(voice).pronounced(words)

    def _ready(self, voice: Voice) -> "_Loaded":
        loaded = self._loaded.get(voice.name)
        if loaded is None:
            loaded = self._loaded[voice.name] = _Loaded(voice)
        return loaded


@cache
def _catalogue() -> dict[str, dict[str, Any]]:
    """The package's own list of its voices, read without importing it: that takes 0.3 s and loads scipy.

    Raises:
        MissingDependency: hibari is not installed.
    """
    spec = find_spec("hibari")
    if spec is None or not spec.submodule_search_locations:
        raise MissingDependency("hibari is not installed.", remedy="`pip install hibari-tts` gets it.")
    path = Path(spec.submodule_search_locations[0]) / "assets" / "voices.json"
    found: dict[str, dict[str, Any]] = json.loads(path.read_text("utf-8"))
    return found


def _facts(voice: Voice) -> dict[str, Any]:
    facts: dict[str, Any] | None = _catalogue().get(voice.name.removeprefix("hibari-"))
    if facts is None:
        raise MissingDependency(f"hibari has no voice called {voice.name!r}.", remedy="`familytales voice list` has.")
    return facts


class _Noise:
    """Stands in for the random generator: the same noise each time, drawn once because drawing is dear.

    It was a seventh of the engine's whole time.
    """

    @cached_property
    def _pool(self) -> numpy.typing.NDArray[numpy.float32]:
        return numpy.random.default_rng(_SEED).standard_normal((601, 2 * _NOISE), dtype=numpy.float32)

    def standard_normal(self, shape: tuple[int, int], dtype: type[numpy.float32]) -> Any:
        """A fresh array of `shape` (601 rows), which the caller may change."""
        rows, columns = shape
        times = -(-columns // (2 * _NOISE))
        pool = self._pool if times == 1 else numpy.tile(self._pool, (1, times))
        return numpy.array(pool[:rows, :columns], dtype, order="C")


class _Loaded:
    """One voice in memory, with a session that gives the durations as well."""

    def __init__(self, voice: Voice) -> None:
        from hibari.g2p import G2P
        from hibari.tts import ASSETS

        facts = _facts(voice)
        self._g2p = G2P(british=facts["british"])
        self._vocabulary: dict[str, int] = json.loads((Path(ASSETS) / "vocab.json").read_text("utf-8"))
        self._session = _session(voice, Path(ASSETS) / facts["file"], facts["sha256"])
        self._noise = _Noise()

    def speak(self, tokens: Sequence[SpokenToken], speed: float) -> Speech:
        from hibari.tts import MAX_PHONEMES, SAMPLE_RATE

        words = atoms(tokens)
        readings = self._readings(words)

        def say(run: range) -> Sound:
            return self._say([readings[index] for index in run], speed)

        samples, spans = assemble(words, [len(reading) for reading in readings], MAX_PHONEMES, SAMPLE_RATE, say)
        times = token_times(words, spans, len(samples) / SAMPLE_RATE)
        return Speech(samples.tobytes(), SAMPLE_RATE, times, TimingSource.MODEL)

    def pronounced(self, words: Sequence[str]) -> list[Pronunciation]:
        """How each word sounds on its own, and whether the dictionary has all of it."""
        found = []
        for word in words:
            pieces = self._g2p.phonemize_tokens(self._g2p.tokenize(_clean(word)))
            sounds = "".join((piece.phonemes or "") + piece.whitespace for piece in pieces)
            known = all((piece.rating or 0) > _GUESSED for piece in pieces if piece.text.isalpha())
            found.append(Pronunciation(from_misaki(sounds).strip(), known))
        return found

    def _readings(self, words: Sequence[Atom]) -> list[str]:
        """Phonemes of each atom as they sound in the sentence, a space behind each; "" for a rest.

        The phonemiser works chunk by chunk between spaces and keeps the spaces, so counting them tells whose phonemes
        they are.
        """
        chunks = _chunks(words)
        owners = [index for index, found in enumerate(chunks) for _ in found]
        pieces: list[list[Any]] = [[] for _ in words]
        at = 0
        for piece in self._g2p.tokenize(" ".join(chunk for found in chunks for chunk in found)):
            pieces[owners[at]].append(piece)
            at += bool(piece.whitespace)
        for word, found in zip(words, pieces, strict=True):
            if word.ipa:
                _override(found, word.ipa)
        owners = [index for index, found in enumerate(pieces) for piece in found if piece.whitespace]
        owners.append(max((index for index, found in enumerate(pieces) if found), default=0))
        readings = [""] * len(words)
        at = 0
        for piece in self._g2p.phonemize_tokens([piece for found in pieces for piece in found]):
            readings[owners[at]] += (piece.phonemes or "") + piece.whitespace
            at += bool(piece.whitespace)
        return readings

    def _say(self, readings: Sequence[str], speed: float) -> Sound:
        from hibari import dsp

        sounds = [[sound for sound in reading if sound in self._vocabulary] for reading in readings]
        ids = [0, *(self._vocabulary[sound] for reading in sounds for sound in reading), 0]
        if len(ids) == 2:
            return numpy.zeros(0, numpy.float32), [(0.0, 0.0)] * len(readings)
        feed = {"ids": numpy.asarray([ids], numpy.int64), "speed": numpy.asarray([speed], numpy.float32)}
        *spectrum, durations = self._session.run(None, feed)
        edges = numpy.concatenate(([0.0], numpy.cumsum(durations))) * _UNIT - _LATE / speed
        return dsp.synth(*(part[0] for part in spectrum), self._noise), _spans(sounds, edges.tolist())


def _session(voice: Voice, path: Path, sha256: str) -> Any:
    import onnxruntime

    try:
        model = path.read_bytes()
    except OSError as error:
        raise _damaged(voice, path) from error
    if hashlib.sha256(model).hexdigest() != sha256:
        raise _damaged(voice, path)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(with_output(model, _DURATIONS), options, providers=["CPUExecutionProvider"])


def _damaged(voice: Voice, path: Path) -> MissingDependency:
    return MissingDependency(
        f"The voice {voice.name} is damaged or gone: {path}.",
        remedy="Reinstall it: `pip install --force-reinstall hibari-tts`.",
    )


def _chunks(words: Sequence[Atom]) -> list[list[str]]:
    """What the phonemiser gets for each atom, cut at spaces; numbers and signs written out.

    The sentence is written out as a whole, as far as that keeps its words apart; else word by word.
    """
    from hibari.g2p.normalize import normalize

    plain = [_clean(word.text) for word in words]
    whole = normalize(" ".join(plain)).split()
    counts = [len(text.split()) for text in plain]
    if len(whole) == sum(counts) and not any(word.ipa for word in words):
        rest = iter(whole)
        return [[next(rest) for _ in range(count)] for count in counts]
    found: list[list[str]] = []
    for _, group in groupby(zip(words, plain, strict=True), key=lambda pair: pair[0].token):
        found.extend(_token_chunks(list(group)))
    return found


def _token_chunks(group: Sequence[tuple[Atom, str]]) -> list[list[str]]:
    """The same for the atoms of one token: theirs where numbers stay apart, else all with the first."""
    from hibari.g2p.normalize import normalize

    texts = [text for _, text in group]
    if group[0][0].ipa:
        return [text.split() for text in texts]
    written = normalize(" ".join(texts)).split()
    if len(written) == len(texts):
        return [[word] for word in written]
    return [written, *([] for _ in texts[1:])]


def _clean(text: str) -> str:
    """Without the marks of hibari's own inline notation, and with endless numbers read digit by digit."""
    text = text.translate({ord("["): "(", ord("]"): ")"})
    return _DIGITS.sub(lambda found: " ".join(found.group()), text)


def _override(pieces: list[Any], ipa: str) -> None:
    """Have the pieces of a word say `ipa`; its outer punctuation keeps its own effect."""
    phonemes = misaki(ipa)
    spoken = [index for index, piece in enumerate(pieces) if any(character.isalnum() for character in piece.text)]
    if phonemes and spoken:
        first, last = spoken[0], spoken[-1]
        pieces[first] = pieces[first].copy(phonemes=phonemes, rating=5, whitespace=pieces[last].whitespace)
        del pieces[first + 1 : last + 1]


def _spans(sounds: Sequence[Sequence[str]], edges: Sequence[float]) -> list[Span]:
    """When each reading is heard: from its first sound to its last, punctuation and spaces left out."""
    found: list[Span] = []
    at = 1  # the first duration is the silence before
    for reading in sounds:
        heard = [index for index, sound in enumerate(reading, at) if sound not in _SOUNDLESS]
        found.append((edges[heard[0]], edges[heard[-1] + 1]) if heard else (edges[at], edges[at]))
        at += len(reading)
    return found
