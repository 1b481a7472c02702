"""A document's audio from its sentences: segments mastered and encoded in parallel, then joined without encoding again.

A changed sentence changes its own segment; the others come from the cache.
"""

from familytales.narration.timeline import Segment
from familytales.workflow import tasks
from familytales.workflow.events import Step
from familytales.workflow.keys import key
from familytales.workflow.session import Session
from familytales.workflow.spoken import MASTERING, Spoken, audio_key, load_spoken
from familytales.workflow.workers import each, in_order


async def audio_of(session: Session, narration: str) -> str:
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
