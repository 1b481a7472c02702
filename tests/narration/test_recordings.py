from pathlib import Path

import av
import numpy
import pytest

from familytales.domain.errors import BadInput
from familytales.narration import aac, flac, recordings
from familytales.narration.clips import HOP, RATE
from familytales.narration.mastering import TARGET, gain, mastered_loudness
from familytales.narration.stretches import Sound

FORMATS = {
    ".m4a": "aac",
    ".mp3": "libmp3lame",
    ".wav": "pcm_s16le",
    ".flac": "flac",
    ".ogg": "libopus",
    ".opus": "libopus",
}


def tone(seconds: float, pitch: float = 440.0, rate: int = 48000) -> numpy.typing.NDArray[numpy.int16]:
    return (numpy.sin(numpy.arange(round(seconds * rate)) * 2 * numpy.pi * pitch / rate) * 9000).astype(numpy.int16)


def write(path: Path, samples: numpy.typing.NDArray[numpy.int16], rate: int = 48000) -> Path:
    """Stereo, as telephones and recorders write it."""
    with av.open(str(path), "w") as file:
        stream = file.add_stream(FORMATS[path.suffix], rate=rate, layout="stereo")
        resampler = av.AudioResampler(format=stream.format.name, layout="stereo", rate=rate)
        frame = av.AudioFrame.from_ndarray(numpy.repeat(samples, 2)[None], format="s16", layout="stereo")
        frame.sample_rate = rate
        size = stream.codec_context.frame_size or 1024
        queue = av.AudioFifo()
        for made in resampler.resample(frame):
            queue.write(made)
        while part := queue.read(size, partial=True):
            file.mux(stream.encode(part))
        file.mux(stream.encode(None))
    return path


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_gives_the_same_sound(suffix: str, tmp_path: Path) -> None:
    if FORMATS[suffix] not in av.codecs_available:
        pytest.skip(f"this PyAV cannot write {FORMATS[suffix]}")
    (found,) = recordings.stretches(write(tmp_path / f"ida{suffix}", tone(2.0)), "ida")
    middle = found[RATE // 2 : RATE * 3 // 2].astype(float)
    assert len(found) % aac.FRAME == 0
    assert len(found) / RATE == pytest.approx(2.0, abs=0.15)
    assert numpy.abs(middle).max() == pytest.approx(9000, rel=0.1)
    assert numpy.argmax(numpy.abs(numpy.fft.rfft(middle))) == pytest.approx(440, abs=2)


def test_a_long_one_is_cut_in_its_pauses_and_nothing_is_lost(tmp_path: Path) -> None:
    sound = tone(150.0, rate=RATE)
    for start in (47.3, 95.1):
        sound[round(start * RATE) : round((start + 0.5) * RATE)] = 0
    path = write(tmp_path / "long.flac", sound, RATE)
    found = list(recordings.stretches(path, "long"))
    assert [len(stretch) / RATE for stretch in found[:2]] == pytest.approx([47.5, 47.8], abs=0.3)
    whole = numpy.concatenate(found)
    assert numpy.array_equal(whole[: len(sound)], sound)
    assert not whole[len(sound) :].any()


def test_the_stretches_are_one_sound_as_loud_as_any_narration(tmp_path: Path) -> None:
    stretches = list(recordings.stretches(write(tmp_path / "a.wav", tone(70.0) // 20), "a"))
    paths = [tmp_path / f"{number}.flac" for number in range(len(stretches))]
    for path, stretch in zip(paths, stretches, strict=True):
        path.write_bytes(flac.encode(stretch))
    whole = numpy.concatenate(stretches)
    sound = Sound(paths)
    edge = len(stretches[0])
    assert sound.duration == len(whole) / RATE
    assert numpy.array_equal(sound.between((edge - 500) / RATE, (edge + 700) / RATE), whole[edge - 500 : edge + 700])
    clips = [recordings.clip_of(stretch) for stretch in stretches]
    assert [len(clip.energies) for clip in clips] == [len(stretch) // HOP for stretch in stretches]
    timeline = recordings.laid_out(clips)
    assert timeline.samples == len(whole)
    assert gain(timeline, clips) > 3
    assert mastered_loudness(timeline, clips) == pytest.approx(TARGET, abs=0.2)


def test_what_is_no_recording_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.m4a").touch()
    (tmp_path / "text.wav").write_text("Dear Mother, " * 300)
    whole = write(tmp_path / "ida.m4a", tone(3.0)).read_bytes()
    (tmp_path / "cut.m4a").write_bytes(whole[: len(whole) // 2])
    write(tmp_path / "short.wav", tone(0.1))
    for name, reason in (("empty.m4a", "0 bytes"), ("text.wav", ""), ("cut.m4a", "damaged"), ("short.wav", "no sound")):
        with pytest.raises(BadInput, match=f"{name} cannot be used: .*{reason}"):
            list(recordings.stretches(tmp_path / name, name))


def test_silence_is_refused(tmp_path: Path) -> None:
    silent = write(tmp_path / "silent.wav", tone(2.0) * 0)
    clips = [recordings.clip_of(stretch) for stretch in recordings.stretches(silent, "silent.wav")]
    with pytest.raises(BadInput, match="nothing but silence"):
        recordings.check_audible(clips, "silent.wav")
