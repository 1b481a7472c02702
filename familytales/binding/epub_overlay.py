"""Media overlays: which word of a chapter is heard when, covering the whole of its audio without gaps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

from familytales.binding.html import render
from familytales.binding.passages import Clip, Passage, Sentence
from familytales.domain.narration import Narration


class _Target(NamedTuple):
    start: int
    utterance: int
    id: str


class Par(NamedTuple):
    """One element of the chapter and the audio heard while it is lit up."""

    target: str
    clip: Clip


@dataclass(frozen=True, slots=True)
class Heard:
    """One utterance: the element of its sentence and its words, or the sentence alone."""

    sentence: str
    pars: tuple[Par, ...]


def overlay(found: Sequence[Passage], narration: Narration) -> tuple[Heard, ...]:
    """What to light up when; clips follow each other from 0 to the audio's end.

    Reading systems play clip after clip: a gap between two would cut a breath or a word's end short, so each clip
    lasts until the next one starts. A word without a time of its own is heard in the clip before it.
    """
    sentences = {s.utterance: s for p in reversed(found) for s in reversed(p.sentences) if s.utterance is not None}
    targets = list(_rising(sorted(t for p in found for s in p.sentences for t in _targets(s))))
    edges = [0, *(target.start for target in targets[1:]), int(narration.duration * 1000)]
    clips = [Clip(start, end) for start, end in pairwise(edges)]
    # Without any target there is still one clip, and nothing to light up during it.
    pairs = [(t, Par(t.id, clip)) for t, clip in zip(targets, clips, strict=False) if clip.end > clip.start]
    return tuple(
        Heard(sentences[utterance].id, tuple(par for _, par in group))
        for utterance, group in groupby(pairs, key=lambda pair: pair[0].utterance)
    )


def _targets(sentence: Sentence) -> Iterator[_Target]:
    if sentence.utterance is None or sentence.clip is None:
        return
    words = [_Target(s.clip.start, sentence.utterance, s.id) for s in sentence.spans if s.clip]
    yield from words or [_Target(sentence.clip.start, sentence.utterance, sentence.id)]


def _rising(targets: Sequence[_Target]) -> Iterator[_Target]:
    last = -1
    for target in targets:
        if target.start > last:
            yield target
            last = target.start


def smil(heard: Sequence[Heard], *, text: str, audio: str) -> str:
    """The overlay as a SMIL document; `text` and `audio` are addresses relative to it."""
    return render("epub/overlay.smil", heard=heard, text=text, audio=audio, clock=clock)


def clock(milliseconds: int) -> str:
    """A SMIL clock value: `754.120s`."""
    return f"{milliseconds // 1000}.{milliseconds % 1000:03}s"
