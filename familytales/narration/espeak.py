"""Speaks every other language with espeak-ng, from its wheel; token times come from its word events.

The library keeps hidden state between sentences (a flutter in the voice goes on where it stopped), which no call
resets, so it is loaded anew for each: that takes no time worth naming, and the same sentence gives the same bytes
whatever was said before.
"""

import _ctypes
import ctypes
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any

import numpy

from familytales.domain.errors import MissingDependency
from familytales.domain.languages import iso639_3
from familytales.domain.narration import Pronunciation, Speech, SpokenToken, TimingSource, Voice
from familytales.narration.espeak_phonemes import notation, sounds
from familytales.narration.phrasing import Atom, Sound, assemble, atoms, token_times
from familytales.narration.sound import audible, floating
from familytales.narration.spans import Span, spread

_RATE = 22050
_REVISION = 2  # counts up whenever the same words would sound otherwise
_PACE = 170  # words a minute: espeak's own is 175, a little brisk for a book
_WORDS = 120  # said at once: it streams, so this only bounds the sound held in memory
# speak_lib.h
_SYNCHRONOUS = 2  # AUDIO_OUTPUT_SYNCHRONOUS
_NO_EXIT = 0x8000  # espeakINITIALIZE_DONT_EXIT
_CHARACTERS = 1  # POS_CHARACTER
_UTF8 = 1  # espeakCHARS_UTF8
_PHONEMES = 0x100  # espeakPHONEMES: what stands in double brackets is notation
_END_PAUSE = 0x1000  # espeakENDPAUSE: without it the last sound breaks off
_IPA = 2  # espeakPHONEMES_IPA
_SPEED = 1  # espeakRATE
_WORD = 1  # espeakEVENT_WORD
_FASTEST, _SLOWEST = 450, 80
_FRAGILE = frozenset({"espeak-kl"})  # asked for its sounds, the library crashes: words are said as they are spelled

# ISO 639-3 of the languages that have a two-letter code and are not in the common list
_MORE_TAGS = """
    af=afr am=amh an=arg as=asm az=aze ba=bak be=bel bn=ben bs=bos cmn=zho cv=chv eo=epo fo=fao gd=gla gn=grn gu=guj
    ht=hat ia=ina id=ind io=ido ja=jpn kl=kal kn=kan ko=kor ku=kur ky=kir mi=mri mk=mkd ml=mal mr=mar ms=msa mt=mlt
    my=mya nb=nor ne=nep om=orm or=ori pa=pan qu=que sd=snd si=sin sw=swa ta=tam te=tel th=tha ti=tir tk=tuk tn=tsn
    tt=tat ug=uig ur=urd uz=uzb
"""
_MORE = dict(pair.split("=") for pair in _MORE_TAGS.split())


class _Event(ctypes.Structure):
    """espeak_EVENT of speak_lib.h."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    )


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(_Event))


class EspeakEngine:
    """Speech in about 120 languages, plain but clear; the same bytes for the same words."""

    name = "espeak"
    remote = False

    def voices(self, folder: Path) -> Sequence[Voice]:
        """One for each language and region the package carries data for; nothing is looked for in `folder`."""
        return _voices()

    def version(self, voice: Voice) -> str:
        """The package's version, as the library and its data come together, and how we use it."""
        return f"{installed_version('espeakng-loader')} {_REVISION}"

    def speak(self, voice: Voice, tokens: Sequence[SpokenToken], *, speed: float = 1.0) -> Speech:
        """The tokens as one sentence, 22.05 kHz; see `SpeechEngine`."""
        words = atoms(tokens)

        def say(run: range) -> Sound:
            return _say(voice, words[run.start : run.stop], speed)

        samples, spans = assemble(words, [1] * len(words), _WORDS, _RATE, say)
        times = token_times(words, spans, len(samples) / _RATE)
        return Speech(samples.tobytes(), _RATE, times, TimingSource.EVENTS)

    def pronounced(self, voice: Voice, words: Sequence[str]) -> Sequence[Pronunciation]:
        """By its rules and word lists, which it does not tell apart; see `Pronouncer`."""
        return [Pronunciation(said) for said in transcribed(voice.name, [_harmless(word) for word in words])]


@cache  # asked for every document of a book
def _voices() -> tuple[Voice, ...]:
    tags = sorted(path.name for path in (_data() / "lang").rglob("*") if path.is_file())
    return tuple(map(_voice, tags))


def _data() -> Path:
    import espeakng_loader

    try:
        return Path(espeakng_loader.get_data_path())
    except RuntimeError as error:
        raise _missing(error) from error


def _missing(error: Exception) -> MissingDependency:
    return MissingDependency(
        f"espeak-ng does not load here: {error}.",
        remedy="Reinstall it: `pip install --force-reinstall espeakng-loader`.",
    )


def _voice(tag: str) -> Voice:
    short, _, region = tag.partition("-")
    return Voice(f"espeak-{tag}", "espeak", _MORE.get(short) or iso639_3(short), region, "", "GPL-3.0-or-later")


@contextmanager
def _library() -> Iterator[Any]:
    """The library, freshly loaded, and unloaded afterwards."""
    import espeakng_loader

    try:
        library = ctypes.CDLL(espeakng_loader.get_library_path())
    except OSError as error:
        raise _missing(error) from error
    try:
        rate = library.espeak_Initialize(_SYNCHRONOUS, 0, str(_data()).encode(), _NO_EXIT)
        if rate != _RATE:
            raise _missing(OSError(f"it starts with {rate} instead of {_RATE}"))
        yield library
        library.espeak_Terminate()
    finally:
        unload = getattr(_ctypes, "dlclose", None) or getattr(_ctypes, "FreeLibrary")  # noqa: B009 - one per platform
        unload(library._handle)


def _say(voice: Voice, words: Sequence[Atom], speed: float) -> Sound:
    pieces: list[bytes] = []
    heard: list[tuple[int, int]] = []  # (character, sample) where words begin

    def collect(samples: int | None, count: int, events: Any) -> int:
        if samples and count:
            pieces.append(ctypes.string_at(samples, 2 * count))
        index = 0
        while events[index].type:
            if events[index].type == _WORD:
                heard.append((events[index].text_position - 1, events[index].sample))
            index += 1
        return 0

    known = _known(voice.name) if any(word.ipa for word in words) else {}
    written = [_written(word, known) for word in words]
    callback = _Callback(collect)
    with _library() as library:
        _use(library, voice.name, callback)
        library.espeak_SetParameter(_SPEED, max(_SLOWEST, min(_FASTEST, round(_PACE * speed))), 0)
        _synthesise(library, " ".join(written))
    samples = numpy.frombuffer(b"".join(pieces), numpy.int16)
    _, last = audible(samples, _RATE)
    return floating(samples), _spans(words, written, heard, last)


def _use(library: Any, name: str, callback: Any) -> None:
    library.espeak_SetSynthCallback(callback)
    if library.espeak_SetVoiceByName(name.removeprefix("espeak-").encode()):
        raise MissingDependency(
            f"espeak-ng has no voice called {name}.", remedy="`familytales voice list` shows the voices."
        )


def _synthesise(library: Any, text: str) -> None:
    data = text.encode("utf-8", "replace") + b"\0"
    library.espeak_Synth(
        data, ctypes.c_size_t(len(data)), 0, _CHARACTERS, 0, _UTF8 | _PHONEMES | _END_PAUSE, None, None
    )
    library.espeak_Synchronize()


def transcribed(voice: str, texts: Sequence[str]) -> list[str]:
    """What the voice makes of each text, in IPA; notation in double brackets is understood.

    Raises:
        MissingDependency: there is no such voice.
    """
    callback = _Callback(lambda *_: 0)
    with _library() as library:
        _use(library, voice, callback)
        _synthesise(library, "[[a]]")  # only then does the library read notation elsewhere
        library.espeak_TextToPhonemes.restype = ctypes.c_char_p
        return [_ipa(library, text) for text in texts]


def _ipa(library: Any, text: str) -> str:
    data = ctypes.create_string_buffer(text.encode("utf-8", "replace"))
    at = ctypes.c_void_p(ctypes.addressof(data))
    found: list[bytes] = []
    while at.value:
        found.append(library.espeak_TextToPhonemes(ctypes.byref(at), _UTF8, _IPA) or b"")
    return b" ".join(found).decode("utf-8", "replace")


@cache
def _known(voice: str) -> Mapping[str, str]:
    if voice in _FRAGILE:
        return {}
    return sounds(lambda notations: transcribed(voice, [f"[[{one}]]" for one in notations]))


def _harmless(text: str) -> str:
    """Without brackets: two of them would be taken for notation."""
    return text.translate({ord("["): "(", ord("]"): ")"})


def _written(word: Atom, known: Mapping[str, str]) -> str:
    """What espeak-ng gets for an atom: its text, or its sounds and the punctuation around it."""
    text = _harmless(word.text)
    said, _ = notation(word.ipa, known) if word.ipa else ("", "")
    if not said:
        return text
    after = text[len(text.rstrip(".,;:!?…")) :]
    return f"[[{said}]]{after}"


def _spans(words: Sequence[Atom], written: Sequence[str], heard: Sequence[tuple[int, int]], samples: int) -> list[Span]:
    """When each atom is heard: from its first event to the next atom's.

    Words that were run together ("of the") have one event; they share its time by their lengths.
    """
    first: dict[int, int] = {}
    owner = [index for index, text in enumerate(written) for _ in range(len(text) + 1)]
    for character, sample in heard:
        first.setdefault(owner[min(max(character, 0), len(owner) - 1)], min(sample, samples))
    known = sorted(first)
    if not known:
        return spread([len(word.text) for word in words], 0.0, samples / _RATE)
    known[0], start = 0, first[known[0]]
    starts = [start, *(first[index] for index in known[1:])]
    found: list[Span] = []
    for index, after, begin, end in zip(known, [*known[1:], len(words)], starts, [*starts[1:], samples], strict=True):
        together = words[index:after]
        found.extend(spread([len(word.text) for word in together], begin / _RATE, max(begin, end) / _RATE))
    return found
