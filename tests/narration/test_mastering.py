from collections.abc import Sequence
from math import inf
from pathlib import Path

import av
import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from familytales.domain.errors import BadInput
from familytales.domain.narration import Pause, TimingSource, Utterance
from familytales.narration import aac, flac
from familytales.narration.clips import RATE, Clip
from familytales.narration.loudness import energies, envelope, integrated
from familytales.narration.mastering import encode_segment, gain, join, limited, master, mastered_loudness
from familytales.narration.sound import Samples
from familytales.narration.speaking import speak
from familytales.narration.timeline import Segment, Timeline, arrange

from .conftest import Speaker, sentence

LETTER = [
    ("Dear Anna, the snow is deep on the road.", Pause.SENTENCE),
    ("We walked to the church, and back again!", Pause.PARAGRAPH),
    ("Tom has a new horse.", Pause.SENTENCE),
    ("Did you hear of it?", Pause.SENTENCE),
    ("It is a brown mare, and very gentle.", Pause.SENTENCE),
    ("Father bought her in town.", Pause.PARAGRAPH),
    ("Write soon.", Pause.PARAGRAPH),
    ("Your loving sister, Mary.", Pause.DOCUMENT),
]


class Document:
    def __init__(self, folder: Path, speaker: Speaker) -> None:
        self.utterances: Sequence[Utterance] = [sentence(text, pause) for text, pause in LETTER]
        spoken = [speak(*speaker, utterance) for utterance in self.utterances]
        self.clips: Sequence[Clip] = [clip for clip, _ in spoken]
        self.paths = [folder / f"{index}.flac" for index in range(len(spoken))]
        for path, (_, data) in zip(self.paths, spoken, strict=True):
            path.write_bytes(data)
        self.timeline: Timeline = arrange(self.utterances, self.clips)
        self.gain = gain(self.timeline, self.clips)
        self.segments = []
        for index, segment in enumerate(self.timeline.segments):
            path = folder / f"{index}.aac"
            path.write_bytes(encode_segment(segment, self.of(segment), self.gain))
            self.segments.append(path)
        join(self.segments, folder / "letter.m4a")
        self.joined = folder / "letter.m4a"

    def of(self, segment: Segment) -> list[Path]:
        return [self.paths[index] for index in segment.clips]


def decoded(path: Path) -> Samples:
    with av.open(str(path)) as container:
        return numpy.concatenate([frame.to_ndarray().reshape(-1) for frame in container.decode(audio=0)])


@pytest.fixture(scope="module", params=["hibari", "piper", "espeak"])
def document(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Document:
    return Document(tmp_path_factory.mktemp(request.param), request.getfixturevalue(request.param))


def test_the_file_is_exactly_as_long_as_the_timeline(document: Document) -> None:
    assert len(document.timeline.segments) > 1
    assert len(decoded(document.joined)) == document.timeline.samples
    with av.open(str(document.joined)) as container:
        assert container.start_time == 0
        assert abs(container.duration / 1e6 - document.timeline.duration) < 0.002
        assert container.streams.audio[0].codec_context.profile == "LC"


def test_every_sentence_sounds_where_the_timeline_says(document: Document) -> None:
    sound = decoded(document.joined)
    for start, clip, path in zip(document.timeline.starts(), document.clips, document.paths, strict=True):
        given = flac.decode(path.read_bytes()) / 32768
        fits = [float(numpy.dot(sound[start + lag :][: clip.samples], given)) for lag in range(-50, 51)]

        assert int(numpy.argmax(fits)) == 50  # nothing fits better than no shift, to the sample


def test_it_is_as_loud_as_it_should_be_and_no_peak_is_too_high(document: Document) -> None:
    sound = decoded(document.joined)

    assert integrated(energies(sound)) == pytest.approx(-18.0, abs=0.4)
    assert mastered_loudness(document.timeline, document.clips) == pytest.approx(integrated(energies(sound)), abs=0.3)
    assert 20 * numpy.log10(float(envelope(sound, 0.5)[1].max())) < -1.5


def test_made_twice_it_is_the_same_to_the_byte(document: Document, tmp_path: Path) -> None:
    segment = document.timeline.segments[0]
    again = encode_segment(segment, document.of(segment), document.gain)
    join(document.segments, tmp_path / "again.m4a")

    assert again == document.segments[0].read_bytes()
    assert (tmp_path / "again.m4a").read_bytes() == document.joined.read_bytes()


def test_the_encoder_is_heard_faithfully_across_joins(document: Document) -> None:
    sound = decoded(document.joined)
    meant = numpy.concatenate(
        [master(segment, document.of(segment), document.gain) for segment in document.timeline.segments]
    )
    noise = float(((sound - meant) ** 2).mean() / (meant**2).mean())

    assert 10 * numpy.log10(noise) < -20
    for segment in document.timeline.segments:
        assert numpy.abs(sound[segment.start : segment.start + 1000]).max() < 0.002


@given(st.integers(0, 2**32 - 1), st.floats(0.05, 0.9))
def test_the_limiter_holds_its_ceiling_and_leaves_quiet_sound_alone(seed: int, ceiling: float) -> None:
    noise = numpy.random.default_rng(seed).standard_normal(3000)
    sound = (numpy.convolve(noise, numpy.hanning(8), "same") / 4).astype(numpy.float32)
    found = limited(sound, ceiling)

    assert float(envelope(found, 0.0)[1].max()) <= ceiling * 1.02
    quiet = sound * (0.5 * ceiling / numpy.abs(sound).max())
    assert (limited(quiet, ceiling) == quiet).all()


def silent(samples: int) -> Clip:
    hops = -(-samples // 2400)
    return Clip(samples, ((0.0, samples / RATE),), TimingSource.MODEL, (0.0,) * hops, (0.0,) * hops)


def test_silence_stays_silence(tmp_path: Path) -> None:
    utterances = [sentence("so")]
    clips = [silent(RATE)]
    timeline = arrange(utterances, clips)
    path = tmp_path / "0.flac"
    path.write_bytes(flac.encode(numpy.zeros(RATE, numpy.int16)))

    assert gain(timeline, clips) == 0.0
    assert mastered_loudness(timeline, clips) == -inf
    assert encode_segment(timeline.segments[0], [path], 0.0)
    assert gain(Timeline(()), []) == 0.0


@given(st.lists(st.floats(0, 0.2), min_size=5, max_size=50))
def test_the_gain_comes_in_quarters_and_is_bounded(levels: list[float]) -> None:
    hops = tuple(level**2 for level in levels)
    clip = Clip(len(hops) * 2400, ((0.0, 1.0),), TimingSource.MODEL, hops, tuple(level * 1.5 for level in levels))
    found = gain(arrange([sentence("so")], [clip]), [clip])

    assert abs(found) <= 30
    assert found * 4 == round(found * 4)


def test_damaged_pieces_are_named(tmp_path: Path) -> None:
    clips = [silent(RATE)]
    segment = arrange([sentence("so")], clips).segments[0]
    path = tmp_path / "0.flac"
    path.write_bytes(b"not a sound")
    with pytest.raises(BadInput, match=r"0\.flac is damaged"):
        encode_segment(segment, [path], 0.0)
    with pytest.raises(BadInput, match=r"0\.flac"):
        join([path], tmp_path / "out.m4a")


def test_an_encoded_frame_stands_for_each_1024_samples() -> None:
    data = aac.encode(numpy.zeros(1024 * 5, numpy.float32))
    frames = 0
    while data:
        assert data[0] == 0xFF
        data = data[(data[3] & 3) << 11 | data[4] << 3 | data[5] >> 5 :]
        frames += 1

    assert frames == 5


def test_no_peak_is_too_high_even_after_encoding(tmp_path: Path) -> None:
    # noise is what the encoder changes most
    chance = numpy.random.default_rng(1)
    sound = (chance.standard_normal(3 * RATE) * 6000).clip(-32767, 32767).astype(numpy.int16)
    (tmp_path / "clip.flac").write_bytes(flac.encode(sound))
    segment = Segment(0, 4 * RATE // 1024 * 1024, (0,), (RATE // 4,))
    heard = aac.decode(encode_segment(segment, [tmp_path / "clip.flac"], 6.0))
    _, peaks = envelope(heard, 0.4)

    assert -4.0 < 20 * numpy.log10(peaks.max()) <= -1.5
