"""`familytales narrate`: speak the documents."""

from functools import partial

from familytales.cli import making, subjects
from familytales.cli.commands import Commands
from familytales.cli.output import table
from familytales.cli.run import Run
from familytales.cli.steps import carry_out, finish

app = Commands()


@app.add("narrate")
def narrate(run: Run, book: making.BookName = "", voice: making.VoiceName = "", speed: making.Speed = None) -> None:
    """Speak the documents of a book whose narration is missing or stale; only changed sentences are spoken again.

    Example: familytales narrate "Letters from Grandmother" --voice hibari-heart
    """
    from familytales.workflow.make import narrate_book
    from familytales.workflow.status import sounds

    settings = making.settings_of(run, voice=voice, speed=speed)
    with run.library() as library:
        for found in subjects.books(library, book):
            carry_out(run, library, partial(narrate_book, book=found), settings)
            heard = sounds(library, found)
            rows = ((f"d{s.document.id}", s.document.title, f"{s.seconds:.1f} s", s.loudness, s.voice) for s in heard)
            text = table(("", found.title, "Length", "LUFS", "Voice"), rows)
            finish(run, {"book": found, "narrations": heard}, text)
