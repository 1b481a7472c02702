"""A document's audio from its sentences, coded as the bindings want it.

For books that are one file, segments are mastered and encoded in parallel and then joined without encoding again: a
changed sentence changes its own segment, and the others come from the cache. Codings that are handed out as files are
made a document at a time.
"""

from collections.abc import Sequence
from pathlib import Path

from familytales.domain.narration import Coding
from familytales.narration.timeline import Segment
from familytales.workflow import tasks
from familytales.workflow.events import Step
from familytales.workflow.keys import key
from familytales.workflow.session import Session
from familytales.workflow.spoken import MASTERING, Spoken, audio_key, load_spoken
from familytales.workflow.workers import each, in_order


async def sound_of(session: Session, narration: str, coding: Coding) -> tuple[Path, ...]:
    """The files with the sound of the narration stored under that key; made now where they are missing."""
    library = session.library
    if coding is Coding.AAC:
        return (library.derived.path(await _joined(session, narration), ".m4a"),)
    from familytales.narration import acx

    spoken = load_spoken(library, narration)
    parts = acx.parts(spoken.timeline) if coding is Coding.ACX else (spoken.timeline.segments,)
    return tuple([await _recorded(session, spoken, part, coding) for part in parts])


async def _recorded(session: Session, spoken: Spoken, part: Sequence[Segment], coding: Coding) -> Path:
    from familytales.narration.codings import REVISION, suffix

    library, ending = session.library, suffix(coding)
    clips = [spoken.clips[index] for segment in part for index in segment.clips]
    lengths = [[segment.offsets, segment.samples] for segment in part]
    wanted = key("record", MASTERING, REVISION, coding, clips, lengths, spoken.gain)
    if library.derived.get(wanted, ending) is None:
        paths = [library.derived.path(clip, ".flac") for clip in clips]
        work = (library.folder, wanted, coding, part, paths, spoken.gain)
        written = await session.workers.run(tasks.record_sound, *work)
        library.derived.record("record", wanted, ending, written.sha256, written.size, {})
    return library.derived.path(wanted, ending)


async def _joined(session: Session, narration: str) -> str:
    """Cache key of the .m4a of the narration stored under that key; made now where it is missing."""
    library = session.library
    wanted = audio_key(narration)
    if library.derived.get(wanted, ".m4a") is not None:
        return wanted
    spoken = load_spoken(library, narration)
    encoding = in_order(
        each(spoken.timeline.segments), lambda one: _encoded(session, spoken, one), at_once=session.workers.count * 2
    )
    segments = [library.derived.path(found, ".aac") async for found in encoding]
    written = await session.workers.run(tasks.join_segments, library.folder, wanted, segments)
    library.derived.record(Step.MASTER, wanted, ".m4a", written.sha256, written.size, {})
    return wanted


async def _encoded(session: Session, spoken: Spoken, segment: Segment) -> str:
    library = session.library
    clips = [spoken.clips[index] for index in segment.clips]
    wanted = key("encode", MASTERING, clips, segment.offsets, segment.samples, spoken.gain)
    if library.derived.get(wanted, ".aac") is None:
        paths = [library.derived.path(clip, ".flac") for clip in clips]
        written = await session.workers.run(tasks.encode_segment, library.folder, wanted, segment, paths, spoken.gain)
        library.derived.record("encode", wanted, ".aac", written.sha256, written.size, {})
    return wanted
