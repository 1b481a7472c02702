"""Speaks with Piper voices that the family installed, in some forty languages; token times come from the model."""

import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from importlib.metadata import version as installed_version
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy

from familytales.domain.errors import MissingDependency
from familytales.domain.languages import iso639_3
from familytales.domain.narration import Pronunciation, Speech, SpokenToken, TimingSource, Voice
from familytales.narration.alignment import owners
from familytales.narration.graph import results_of, with_output
from familytales.narration.ipa import plain, stress_before_vowels
from familytales.narration.phrasing import Atom, Sound, assemble, atoms, token_times
from familytales.narration.spans import Span, spread
from familytales.narration.voice_files import CARD_SUFFIX, CONFIG_SUFFIX, MODEL_SUFFIX, is_config

_WORDS = 35
"""Words said at once: memory grows with the sentence, from 450 MB a process to 670 for 50 words and 2.8 GB for 600."""
_LATE = 0.045
"""Seconds by which a model's word boundaries lag behind what an aligner hears (pocketsphinx, 308 words)."""
_SAMPLED = 64  # blocks of a model that its version is made from: reading all of it would cost too much on every run
_BLOCK = 4096


class PiperEngine:
    """Speech of any Piper voice on one thread, the same bytes for the same words."""

    name = "piper"
    remote = False

    def __init__(self) -> None:
        self._loaded: dict[str, _Loaded] = {}

    def voices(self, folder: Path) -> Sequence[Voice]:
        """Voices in `folder`: a model with its configuration beside it, and its card if there is one."""
        found = []
        for model in sorted(folder.glob(f"*{MODEL_SUFFIX}")):
            config = folder / (model.stem + CONFIG_SUFFIX)
            try:
                facts = json.loads(config.read_text("utf-8"))
            except (OSError, ValueError):
                continue
            if is_config(facts):
                found.append(_voice(model, facts))
        return found

    def version(self, voice: Voice) -> str:
        """The package's version and a digest of the model (sampled) and its configuration.

        Raises:
            MissingDependency: the voice's files are gone.
        """
        try:
            return f"{installed_version('piper-tts')} {_digest(Path(voice.path))}"
        except OSError as error:
            raise _damaged(voice, error) from error

    def speak(self, voice: Voice, tokens: Sequence[SpokenToken], *, speed: float = 1.0) -> Speech:
        """The tokens as one sentence at the voice's own sample rate; see `SpeechEngine`."""
        return self._ready(voice).speak(tokens, speed)

    def pronounced(self, voice: Voice, words: Sequence[str]) -> Sequence[Pronunciation]:
        """By the rules of its phonemiser; see `Pronouncer`."""
        return [Pronunciation(said) for said in self._ready(voice).pronounced(words)]

    def _ready(self, voice: Voice) -> "_Loaded":
        loaded = self._loaded.get(voice.path)
        if loaded is None:
            loaded = self._loaded[voice.path] = _Loaded(voice)
        return loaded


def _voice(model: Path, facts: Mapping[str, Any]) -> Voice:
    language = facts.get("language")
    code = language.get("code") if isinstance(language, dict) else None
    tag = str(code or facts["espeak"]["voice"]).replace("_", "-")
    return Voice(model.stem, "piper", iso639_3(tag), tag.partition("-")[2], str(model), _licence(model))


def _licence(model: Path) -> str:
    """What the voice's card says in its line "* License: ..."."""
    try:
        card = model.with_name(model.stem + CARD_SUFFIX).read_text("utf-8", errors="replace")
    except OSError:
        return ""
    lines = (line.strip("*- \t") for line in card.splitlines())
    return next((line.partition(":")[2].strip() for line in lines if line.lower().startswith("licen")), "")


def _digest(model: Path) -> str:
    digest = hashlib.sha256(model.with_name(model.stem + CONFIG_SUFFIX).read_bytes())
    with model.open("rb") as file:
        size = file.seek(0, 2)
        digest.update(str(size).encode())
        for block in range(_SAMPLED):
            file.seek(block * max(size - _BLOCK, 0) // (_SAMPLED - 1))
            digest.update(file.read(_BLOCK))
    return digest.hexdigest()[:12]


def _damaged(voice: Voice, error: Exception) -> MissingDependency:
    return MissingDependency(
        f"The voice {voice.name} cannot be used: {voice.path} is damaged or gone ({error}).",
        remedy=f"Run `familytales voice remove {voice.name}`, then `familytales voice add {voice.name}`.",
    )


class _Loaded:
    """One voice in memory, with a session of one thread that gives the durations as well."""

    def __init__(self, voice: Voice) -> None:
        from piper.config import PhonemeType, PiperConfig
        from piper.voice import PiperVoice

        try:
            facts = json.loads(Path(voice.path + ".json").read_text("utf-8"))
            config = PiperConfig.from_dict(facts)
            session, self._exact = _session(Path(voice.path))
        except Exception as error:  # the runtime has its own kinds for each way a file can be broken
            raise _damaged(voice, error) from error
        self._voice = PiperVoice(session=session, config=config)
        self._exact = self._exact and config.phoneme_type in (PhonemeType.ESPEAK, PhonemeType.TEXT)
        self._alone: dict[str, str] = {}

    def speak(self, tokens: Sequence[SpokenToken], speed: float) -> Speech:
        words = atoms(tokens)
        rate = self._voice.config.sample_rate

        def say(run: range) -> Sound:
            return self._say(words[run.start : run.stop], speed)

        weights = [1 + len(word.text) // 10 for word in words]
        samples, spans = assemble(words, weights, _WORDS, rate, say)
        source = TimingSource.MODEL if self._exact else TimingSource.ESTIMATED
        return Speech(samples.tobytes(), rate, token_times(words, spans, len(samples) / rate), source)

    def pronounced(self, words: Sequence[str]) -> list[str]:
        """The sounds of each word on its own."""
        return ["".join(self._phonemes(word)).strip() for word in words]

    def _say(self, words: Sequence[Atom], speed: float) -> Sound:
        from piper.config import SynthesisConfig

        config = self._voice.config
        readings = self._readings(words)
        ids, counts = self._ids(readings)
        if not any(counts):
            return numpy.zeros(0, numpy.float32), [(0.0, 0.0)] * len(words)
        # without noise the voice says the same sentence the same way each time; normalising would make each as loud as
        # its loudest sound, and so the sentences uneven
        manner = SynthesisConfig(
            length_scale=config.length_scale / speed, noise_scale=0.0, noise_w_scale=0.0, normalize_audio=False
        )
        result = self._voice.phoneme_ids_to_audio(ids, manner, include_alignments=True)
        sound, lengths = result if isinstance(result, tuple) else (result, None)
        sound = numpy.atleast_1d(sound).astype(numpy.float32, copy=False)
        duration = len(sound) / config.sample_rate
        if not self._exact or lengths is None or len(lengths) != len(ids):
            return sound, spread([float(count) for count in counts], 0.0, duration)
        edges = numpy.concatenate(([0.0], numpy.cumsum(lengths))) / config.sample_rate - _LATE
        return sound, self._spans(readings, edges.tolist())

    def _ids(self, readings: Sequence[Sequence[str]]) -> tuple[list[int], list[int]]:
        """The model's input, and how many sounds of each reading are in it."""
        from piper.config import PhonemeType
        from piper.const import BOS, EOS, PAD

        table = self._voice.config.phoneme_id_map
        counts = [sum(sound in table for sound in reading) for reading in readings]
        if self._voice.config.phoneme_type is PhonemeType.PINYIN:
            return self._voice.phonemes_to_ids([sound for reading in readings for sound in reading]), counts
        ids = [*table[BOS], *table[PAD]]
        for reading in readings:
            for sound in reading:
                ids.extend((*table[sound], *table[PAD]) if sound in table else ())
        return [*ids, *table[EOS]], counts

    def _spans(self, readings: Sequence[Sequence[str]], edges: Sequence[float]) -> list[Span]:
        """When each reading is heard, from its first sound to its last; a sound's padding counts as its own."""
        from piper.const import BOS, PAD

        table = self._voice.config.phoneme_id_map
        pad = len(table[PAD])
        at = len(table[BOS]) + pad
        found: list[Span] = []
        for reading in readings:
            start = end = edges[at]
            silent = True
            for sound in reading:
                if sound not in table:
                    continue
                after = at + len(table[sound]) + pad
                if not _is_mark(sound):
                    start, end, silent = (edges[at] if silent else start), edges[after], False
                at = after
            found.append((start, end))
        return found

    def _readings(self, words: Sequence[Atom]) -> list[tuple[str, ...]]:
        """Sounds of each atom as it is said in the sentence; a space between words goes with the word before."""
        found: list[tuple[str, ...]] = []
        for given, group in groupby(words, key=lambda word: bool(word.ipa)):
            run = list(group)
            if given:
                found.extend(self._given(word) for word in run)
            else:
                found.extend(self._read(run))
                if found[-1][-1:] != (" ",):
                    found[-1] = (*found[-1], " ")
        return [*found[:-1], found[-1][:-1] if found[-1][-1:] == (" ",) else found[-1]]

    def _given(self, word: Atom) -> tuple[str, ...]:
        """The sounds a lexicon gives, as far as the voice knows them; the word's own when it knows fewer than half."""
        table = self._voice.config.phoneme_id_map
        wanted = unicodedata.normalize("NFD", stress_before_vowels(plain(word.ipa)))
        sounds = [sound for sound in wanted if sound in table]
        if 2 * len(sounds) < len(wanted) or not any(sound.isalpha() for sound in sounds):
            return self._read([word])[0]
        last = word.text[-1:]
        return (*sounds, *(last if _is_mark(last) and last in table else ""), " ")

    def _read(self, words: Sequence[Atom]) -> list[tuple[str, ...]]:
        groups = _groups(self._phonemes(" ".join(word.text for word in words)))
        if len(groups) == len(words) and all(_is_plain(word.text) for word in words):
            return groups
        # one character a sound, so that joined vowels of a voice's own alphabet stay one
        found: list[list[str]] = [[] for _ in words]
        alone = [self._word_alone(word.text) for word in words]
        for group, owner in zip(groups, owners(alone, [_text(group) for group in groups]), strict=True):
            for sound, index in zip(group, owner, strict=True):
                found[index].append(sound)
        return [tuple(sounds) for sounds in found]

    def _word_alone(self, text: str) -> str:
        if text not in self._alone:
            self._alone[text] = _text(self._phonemes(text)).strip()
        return self._alone[text]

    def _phonemes(self, text: str) -> list[str]:
        """Of the whole text; sentences the phonemiser sees in it are joined by a space."""
        # double brackets would be taken for phonemes
        found: list[str] = []
        for sentence in self._voice.phonemize(text.translate({ord("["): "(", ord("]"): ")"})):
            found.extend([" ", *sentence] if found and found[-1] != " " else sentence)
        return found


def _session(path: Path) -> tuple[Any, bool]:
    """A session of one thread, and whether it gives the durations."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    model = path.read_bytes()
    rounded = results_of(model, "Ceil")  # a VITS model rounds up nothing but the durations
    if len(rounded) == 1:
        model = with_output(model, rounded[0])
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"]), len(rounded) == 1


def _groups(phonemes: Sequence[str]) -> list[tuple[str, ...]]:
    """Cut behind each space."""
    found: list[list[str]] = [[]]
    for phoneme in phonemes:
        found[-1].append(phoneme)
        if phoneme == " ":
            found.append([])
    return [tuple(group) for group in found if group]


def _text(sounds: Sequence[str]) -> str:
    """One character for each sound."""
    return "".join(sound[0] for sound in sounds)


def _is_mark(sound: str) -> bool:
    return unicodedata.category(sound[0])[0] in "PZ" if sound else False


def _is_plain(word: str) -> bool:
    """Letters with punctuation around them at most: a phonemiser never reads it as several words."""
    return word.strip(".,;:!?\"'“”‘’()…").replace("'", "").replace("’", "").isalpha()
