"""`familytales narrate`: speak the documents, or have a person's own reading heard."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from familytales.cli import making, subjects
from familytales.cli.commands import Commands
from familytales.cli.output import table
from familytales.cli.proofread import departures, proofread
from familytales.cli.run import Run
from familytales.cli.steps import carry_out, count, finish

app = Commands(
    """Speak the documents of a book, or have a relative's own reading heard in the place of a computer voice.

    Examples:
      familytales narrate "Letters from Grandmother" --voice hibari-heart
      familytales narrate import d3 ida.m4a --who "Aunt Ida"
    """,
    bare="book",
    open=True,
)
Document = Annotated[str, typer.Argument(help="Its number, such as d1, or its title.")]


@app.add("book")
def book(
    run: Run,
    book: making.BookName = "",
    voice: making.VoiceName = "",
    speed: making.Speed = None,
    check: Annotated[bool, typer.Option("--check", help="Then listen to it, and tell what sounds wrong.")] = False,
) -> None:
    """Speak the documents of a book whose narration is missing or stale; only changed sentences are spoken again.

    The word "book" may be left out. With --check a machine ear listens to every sentence for words that are left out,
    said twice or garbled, ends that are cut off, long silences and uneven loudness; exit code 3 when it finds any.

    Examples:
      familytales narrate "Letters from Grandmother" --voice hibari-heart
      familytales narrate "Letters from Grandmother" --check
    """
    settings = making.settings_of(run, voice=voice, speed=speed)
    with making.speakers(settings) as workers, run.library() as library:
        from familytales.workflow.make import narrate_book  # slow to import, while the workers come up
        from familytales.workflow.status import sounds

        for found in subjects.books(library, book):
            carry_out(run, library, partial(narrate_book, book=found), settings, workers)
            heard = sounds(library, found)
            rows = (
                (f"d{one.document.id}", one.document.title, f"{one.seconds:.1f} s", one.loudness, one.voice, one.timing)
                for one in heard
            )
            text = table(("", found.title, "Length", "LUFS", "Voice", "Word times"), rows)
            finish(run, {"book": found, "narrations": heard}, text)
            if check:
                proofread(run, library, found, settings, workers)


@app.add("import")
def bring(
    run: Run,
    document: Document,
    recording: Annotated[Path, typer.Argument(help="A sound file: m4a, mp3, wav, flac, ogg, opus ...")],
    who: Annotated[str, typer.Option("--who", help="Who reads.")],
    when: Annotated[str, typer.Option("--when", help="When it was recorded, as you would write it.")] = "",
    consent: Annotated[str, typer.Option("--consent", metavar="TEXT", help="What they agreed to.")] = "",
) -> None:
    """Have a person's own reading of a document heard in the place of a computer voice.

    The file is kept among the originals, unchanged; what is heard is its sound, as loud as the rest of the book. Where
    the reader departs from the text is told, and the words that are not said get no time.

    Example: familytales narrate import d3 ida.m4a --who "Aunt Ida" --when 1998 --consent "For the family only"
    """
    from familytales.domain.narration import Reader
    from familytales.workflow.reading_aloud import bring_recording

    reader = Reader(who.strip(), when.strip(), consent.strip())
    with run.library() as library:
        found = subjects.document(library, document)
        made, _ = carry_out(run, library, lambda s: bring_recording(s, found, recording, reader))
    told = [
        f"d{found.id} {found.title} is read by {who}: {made.seconds:.1f} s, {count(made.words, 'word')} followed.",
        departures(made.departures),
    ]
    finish(run, {"reading": made}, "\n".join(told))


@app.add("forget")
def forget(run: Run, document: Document) -> None:
    """Give a document back to its computer voice. The recording stays among the originals.

    Example: familytales narrate forget d3
    """
    from familytales.workflow.reading_aloud import forget_recording

    with run.library() as library:
        found = subjects.document(library, document)
        gone = forget_recording(library, found)
    text = f"d{found.id} {found.title} is read by a computer voice; {{}}"
    told = f"{gone.name} stays among the originals." if gone else "there was no recording."
    run.out.result({"document": found, "recording": gone}, text.format(told))
