"""Speech and its times: utterances before they are spoken, timed words after."""

from dataclasses import dataclass
from enum import StrEnum

from familytales.domain.reading import WordRef


class Pause(StrEnum):
    """How long to rest after an utterance, by what ends there."""

    CLAUSE = "clause"
    SENTENCE = "sentence"
    PART = "part"
    """A part of a letter that stands alone: its date line, its salutation, its closing."""
    PARAGRAPH = "paragraph"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Pauses:
    """Seconds of silence after an utterance, by what ends there.

    Every clip brings about 0.1 s more: a reader's breath is near half a second, and twice that marks a paragraph.
    """

    clause: float = 0.2
    sentence: float = 0.4
    part: float = 0.6
    paragraph: float = 0.85
    document: float = 1.5

    def scaled(self, factor: float) -> "Pauses":
        """All of them `factor` times as long."""
        return Pauses(*(factor * getattr(self, pause.value) for pause in Pause))

    def after(self, pause: Pause) -> float:
        """Seconds after an utterance that ends so."""
        return float(getattr(self, pause.value))


@dataclass(frozen=True, slots=True)
class SpokenToken:
    """One spoken unit and the written words it stands for.

    `text` is what is said, punctuation attached; `ipa` overrides how (International Phonetic Alphabet, "" for the
    engine's own judgement). `words` are indices into the utterance's `words`. "Aug. 14th" is the tokens
    ("August", words 0) and ("fourteenth", words 1); "[illegible]" may be a token without text (a short rest).
    """

    text: str
    words: tuple[int, ...]
    ipa: str = ""


@dataclass(frozen=True, slots=True)
class Utterance:
    """One sentence to be spoken, with the written words it came from.

    Every index of `words` is covered by exactly one token. `quoted` tells that somebody else's words are quoted.
    """

    words: tuple[WordRef, ...]
    tokens: tuple[SpokenToken, ...]
    pause: Pause = Pause.SENTENCE
    quoted: bool = False

    @property
    def text(self) -> str:
        """What is said."""
        return " ".join(token.text for token in self.tokens if token.text)


PARTS = ("noun", "verb", "past", "adjective", "title", "street")
"""Readings of words that are said in two ways, as lexicon entries name them."""


@dataclass(frozen=True, slots=True)
class LexiconEntry:
    """How a family says a word: it changes speech and never the text.

    Attributes:
        word: the word or phrase as written; matched without regard to case unless it has an inner capital.
        say: a respelling in plain letters ("VOY-chekh"), or "".
        ipa: the International Phonetic Alphabet, or ""; outranks `say`.
        language: ISO 639-3 code it holds for, "" for every language.
        part: the reading it holds for, of a word that has two ("past" for `read`), "" for every reading.
        book_id: the book it holds for, None for every book.
        author: whose writing it holds for, "" for everybody's.
        place: the one written word (of a phrase the first) it holds for, None for all.
    """

    word: str
    say: str = ""
    ipa: str = ""
    language: str = ""
    part: str = ""
    book_id: int | None = None
    author: str = ""
    place: WordRef | None = None


class TimingSource(StrEnum):
    """Where token times come from, most trustworthy first."""

    MODEL = "model"
    EVENTS = "events"
    ALIGNED = "aligned"
    ESTIMATED = "estimated"


class Coding(StrEnum):
    """How a document's finished sound is stored for the bindings that use it.

    `aac` is an MP4 file whose packets can be joined to another document's without encoding again; the others are
    files to be handed out as they are. `acx` is MP3 in the way that Audible's ACX asks for.
    """

    AAC = "aac"
    MP3 = "mp3"
    OPUS = "opus"
    FLAC = "flac"
    ACX = "acx"


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice an engine can speak with.

    Attributes:
        name: unique on this machine, as `voice use NAME` takes it.
        engine: the speech engine's name.
        language: ISO 639-3 code (`eng`), as books name their languages.
        region: e.g. `US`, or "".
        path: the model file, or "" where the engine carries it.
        licence: what the voice's card says, or "".
    """

    name: str
    engine: str
    language: str
    region: str = ""
    path: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a family wants a voice to read.

    Attributes:
        speed: 1.0 is the voice's own pace, 2.0 twice as fast.
        pauses: how long it rests, 1.0 is as usual.
    """

    speed: float = 1.0
    pauses: float = 1.0


@dataclass(frozen=True, slots=True)
class Speech:
    """One utterance as sound: mono 16-bit little-endian PCM, and when each token is said.

    `times` has one (start, end) in seconds for each token of the utterance, monotone and inside the sound.
    """

    samples: bytes
    sample_rate: int
    times: tuple[tuple[float, float], ...]
    source: TimingSource

    @property
    def duration(self) -> float:
        """Seconds."""
        return len(self.samples) / 2 / self.sample_rate


@dataclass(frozen=True, slots=True)
class Pronunciation:
    """How a voice would say a word.

    Attributes:
        ipa: in the International Phonetic Alphabet.
        known: whether a dictionary of the engine's has it, None where the engine has none and goes by rules.
    """

    ipa: str
    known: bool | None = None


@dataclass(frozen=True, slots=True)
class TimedWord:
    """A written word and when it is heard, in seconds from the start of its document's audio."""

    ref: WordRef
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class TimedUtterance:
    """A spoken sentence on its document's timeline (seconds); its words in the order they are said."""

    text: str
    start: float
    end: float
    words: tuple[TimedWord, ...]
    source: TimingSource


@dataclass(frozen=True, slots=True)
class Reader:
    """A person whose own voice is heard.

    Attributes:
        who: their name as the family says it.
        when: when it was recorded, as given; "" when unknown.
        consent: what they, or those who may, agreed to; "" when nothing was noted.
    """

    who: str
    when: str = ""
    consent: str = ""


@dataclass(frozen=True, slots=True)
class Recording:
    """A person's own reading of a document, in the place of a computer voice.

    Attributes:
        original: SHA-256 of the sound file as it came, kept among the originals.
        name: its file name as it came.
        reader: who reads.
    """

    original: str
    name: str
    reader: Reader


@dataclass(frozen=True, slots=True)
class Narration:
    """The audio of a document, with the time span of each word.

    Attributes:
        duration: seconds, pauses included.
        utterances: in order, not overlapping.
        voice: name of the voice, or of the person who reads.
        engine: name of the speech engine.
        engine_version: its version and its voice's.
        loudness: integrated LUFS (EBU R128) of the mastered audio; -70 (its absolute gate) for silence.
        reader: the person who reads, None for a computer voice.
    """

    duration: float
    utterances: tuple[TimedUtterance, ...]
    voice: str
    engine: str
    engine_version: str
    loudness: float
    reader: Reader | None = None

    @property
    def timing(self) -> TimingSource:
        """Where the words' times come from; the least trustworthy source where there are several."""
        order = list(TimingSource)
        return max((utterance.source for utterance in self.utterances), key=order.index, default=order[0])
