"""A relative's own recording in the place of a computer voice, made by a voice that reads slowly in a noisy room."""

import zipfile
from pathlib import Path

import av
import numpy
import pytest

from familytales.domain.transcripts import Block, Box, Line, Transcript, Word
from familytales.narration import flac
from familytales.narration.clips import RATE
from familytales.narration.speaking import speak
from tests.homes import Home, done
from tests.narration.conftest import Speaker, sentence

pytestmark = pytest.mark.slow
pytest.importorskip("pocketsphinx")

LETTER = (
    "My dear mother, we arrived safely on Tuesday evening.",
    "The farm is larger than I had imagined, with a good well.",
    "Clara planted seven apple trees behind the barn.",
    "Please write soon and tell me all the news from home.",
)
ASIDE = "You will never guess what happened in the kitchen that winter."


def record(path: Path, speaker: Speaker, texts: tuple[str, ...]) -> Path:
    parts = [numpy.zeros(RATE // 2, numpy.int16)]
    for text in texts:
        parts += [flac.decode(speak(*speaker, sentence(text), speed=0.9)[1]), numpy.zeros(RATE * 2 // 3, numpy.int16)]
    sound = numpy.concatenate(parts) * 0.3 + numpy.random.default_rng(3).normal(0, 60, sum(map(len, parts)))
    with av.open(str(path), "w", format="wav") as file:
        stream = file.add_stream("pcm_s16le", rate=RATE, layout="mono")
        frame = av.AudioFrame.from_ndarray(sound.astype(numpy.int16)[None], format="s16", layout="mono")
        frame.sample_rate = RATE
        file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return path


def transcript(texts: tuple[str, ...]) -> Transcript:
    number, lines = 0, []
    for row, text in enumerate(texts):
        words = []
        for column, word in enumerate(text.split()):
            number += 1
            words.append(Word(f"w{number}", word, Box(45 * column, 30 * row, 45 * column + 40, 30 * row + 20), 1.0))
        lines.append(Line(tuple(words)))
    return Transcript(760, 420, (Block(tuple(lines)),), engine="drawn")


@pytest.fixture
def read(home: Home) -> Home:
    """Two letters imported, and what they say."""
    home.run("add", str(home.scans), "--title", "Letters")
    with home.opened() as library:
        for page in library.pages.of_book(1):
            library.transcripts.put(page.id, "drawn", transcript(LETTER if page.document_id == 2 else LETTER[:1]))
            library.outcomes.record("transcribe", f"p{page.id}", "drawn")
    return home


def starts(home: Home) -> dict[str, float]:
    """When each written word of the second letter is heard."""
    from familytales.workflow.spoken import load_spoken, narrated

    with home.opened() as library:
        narration = load_spoken(library, narrated(library, 1)[2]).narration
    return {word.ref.word_id: word.start for utterance in narration.utterances for word in utterance.words}


def package(home: Home) -> str:
    """What the e-book tells about itself."""
    with zipfile.ZipFile(home.out / "Letters.epub") as book:
        return book.read("EPUB/package.opf").decode()


def test_a_reading_is_followed_bound_proofread_and_given_back(read: Home, hibari: Speaker, tmp_path: Path) -> None:
    said = (LETTER[0], LETTER[1], ASIDE, LETTER[3])
    sound = record(tmp_path / "ida.wav", hibari, said)
    told = read.run("narrate", "import", "d2", str(sound), "--who", "Aunt Ida", "--when", "1998", "--consent", "Family")
    reading = told[-1]["reading"]
    faults = {flag["fault"]: flag for flag in reading["departures"]}  # type: ignore[index]
    assert set(faults) <= {"skipped", "changed", "added"}
    assert any("seven apple trees" in flag["words"] for flag in faults.values())

    heard = starts(read)
    written = [word for text in LETTER for word in text.split()]
    left_out = {f"w{written.index(word) + 1}" for word in ("seven", "apple", "trees")}
    assert not left_out & set(heard)
    assert len(heard) >= len(written) - 10
    assert list(heard.values()) == sorted(heard.values())
    assert heard["w1"] == pytest.approx(0.5, abs=0.15)

    shown = read.run("document", "show", "d2")[0]["recording"]
    assert shown["reader"] == {"who": "Aunt Ida", "when": "1998", "consent": "Family"}  # type: ignore[index]
    with read.opened() as library:
        original = library.recordings.get(2)
        assert original is not None
        assert library.originals.path(original.original).read_bytes() == sound.read_bytes()

    read.run("narrate")
    read.run("bind", "--formats", "epub,m4b", "--out", str(read.out))
    assert "Aunt Ida (in person, recorded 1998) agreed to: Family" in package(read)
    with av.open(str(read.out / "Letters.m4b")) as file:
        assert file.metadata["composer"] == "Aunt Ida"
    checked = read.run("narrate", "--check", code=3)
    assert {event["document"] for event in checked if event["event"] == "flag"} == {2}

    read.run("correct", "p3", "--replace", "safely", "late", "--yes")
    again = read.run("narrate")
    assert len(done(again, "narrate")) == 1
    assert len(starts(read)) >= len(heard) - 2

    read.run("narrate", "import", "d2", str(sound), "--who", "Aunt Ida", "--consent", "Everybody")
    read.run("bind", "--formats", "epub", "--out", str(read.out))
    assert "Aunt Ida (in person) agreed to: Everybody" in package(read)

    gone = read.run("narrate", "forget", "d2")[0]["recording"]
    assert gone["name"] == "ida.wav"  # type: ignore[index]
    read.run("bind", "--formats", "epub", "--out", str(read.out))
    assert "Aunt Ida" not in package(read)
    read.run("narrate")
    assert left_out <= set(starts(read))


def test_a_recording_of_another_text_is_not_taken(read: Home, hibari: Speaker, tmp_path: Path) -> None:
    other = ("Bring six ounces of butter to the boil.", "Stir the flour until nothing sticks.", ASIDE)
    sound = record(tmp_path / "cake.wav", hibari, other)
    (error,) = read.run("narrate", "import", "d2", str(sound), "--who", "Ida", code=8)
    assert "does not say what d2" in str(error)
    (tmp_path / "empty.m4a").touch()
    (error,) = read.run("narrate", "import", "d2", str(tmp_path / "empty.m4a"), "--who", "Ida", code=8)
    assert "0 bytes" in str(error)
    with read.opened() as library:
        assert library.recordings.get(2) is None
        assert library.database.value("SELECT count(*) FROM originals") == 3


def test_a_language_nobody_here_knows_is_followed_by_its_pauses(read: Home, hibari: Speaker, tmp_path: Path) -> None:
    read.run("document", "set", "d2", "--language", "lav")
    sound = record(tmp_path / "ida.wav", hibari, LETTER)
    told = read.run("narrate", "import", "d2", str(sound), "--who", "Ida")
    assert told[-1]["reading"]["departures"] == []  # type: ignore[index]
    heard = starts(read)
    assert len(heard) == sum(len(text.split()) for text in LETTER)
    read.run("bind", "--formats", "webvtt", "--out", str(read.out))
