"""WebVTT: captions for every narrated document, each word with its time, beside the audio they belong to."""

from collections.abc import Iterator
from pathlib import Path

from familytales.binding import credits, names
from familytales.binding.archive import Archive
from familytales.binding.passages import Clip, Sentence, passages
from familytales.domain.editions import Edition, EditionDocument
from familytales.domain.narration import Coding, Narration
from familytales.ports import Progress

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


class WebVttFormat:
    """A ZIP file with one .vtt and one .m4a of the same name per narrated document: players find one by the other."""

    name = "webvtt"
    suffix = ".vtt.zip"
    needs_audio = True
    coding = Coding.AAC
    uses_views = False
    uses_scans = False
    version = "2"

    def bind(self, edition: Edition, target: Path, progress: Progress) -> None:
        """Write the archive, one document at a time."""
        total = sum(len(thread.documents) for thread in edition.threads)
        with Archive(target) as archive:
            for number, content in enumerate(edition.documents(), 1):
                if content.narration and content.audio:
                    name = names.stem(number, names.title(content.document))
                    archive.text(f"{name}.vtt", captions(edition, content, content.narration))
                    archive.file(f"{name}.m4a", content.audio)
                progress(number, total)


def captions(edition: Edition, content: EditionDocument, narration: Narration) -> str:
    """One cue per spoken sentence, in written words; times inside it where each word starts, as far as known."""
    cues = "".join(f"\n{cue}\n" for cue in _cues(content, narration))
    title = names.title(content.document).translate(_ESCAPES)
    # A note ends where a line is blank, and must not hold an arrow: both are gone from a cleaned, escaped title.
    told = "".join(f"\n{label}: {value.translate(_ESCAPES)}" for label, value in credits.facts(content))
    return f"WEBVTT\n\nNOTE {names.book_title(edition.book).translate(_ESCAPES)}: {title}{told}\n{cues}"


def _cues(content: EditionDocument, narration: Narration) -> Iterator[str]:
    spoken: dict[int, list[Sentence]] = {}
    for passage in passages(content):
        for sentence in passage.sentences:
            if sentence.utterance is not None and sentence.clip:
                spoken.setdefault(sentence.utterance, []).append(sentence)
    last = 0
    for index in sorted(spoken):
        said = narration.utterances[index]
        clip = Clip(max(last, round(said.start * 1000)), round(said.end * 1000))
        if clip.end > clip.start:
            yield f"{index + 1}\n{_clock(clip.start)} --> {_clock(clip.end)}\n{_text(spoken[index], clip)}"
            last = clip.end


def _text(sentences: list[Sentence], clip: Clip) -> str:
    parts: list[str] = []
    reached = clip.start
    for span in (span for sentence in sentences for span in sentence.spans):
        # The standard wants times within a cue to rise, and to lie between its ends.
        if span.clip and reached < span.clip.start < clip.end:
            reached = span.clip.start
            parts.append(f"<{_clock(reached)}>{span.text.translate(_ESCAPES)}")
        else:
            parts.append(span.text.translate(_ESCAPES))
    return " ".join(parts)


def _clock(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
