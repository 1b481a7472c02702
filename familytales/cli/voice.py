"""`familytales voice`: who reads aloud."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from familytales.cli import subjects
from familytales.cli.commands import Commands
from familytales.cli.output import table
from familytales.cli.run import Run
from familytales.domain.errors import UsageError
from familytales.domain.languages import name as language_name
from familytales.domain.languages import parse

if TYPE_CHECKING:
    from familytales.domain.narration import Voice

app = Commands(
    """The voices that read aloud: list, add, remove, choose, listen.

    Example: familytales voice add de_DE-thorsten-medium
    """,
    bare="list",
)
Name = Annotated[str, typer.Argument(help="The voice's name, as `voice list` shows it.")]
_BEST = "best"
"""Stands for the voice that FamilyTales would choose itself."""
Language = Annotated[str, typer.Option("--language", help="Only voices of this language, such as deu.")]


@app.add("list")
def list_(
    run: Run,
    language: Language = "",
    available: Annotated[
        bool, typer.Option("--available", help="Voices that can be downloaded; asks the catalogue on the network.")
    ] = False,
) -> None:
    """Voices that can speak now, or with --available those that can be added.

    Those of espeak-ng, which speaks nearly every language, are listed with --language only.

    Example: familytales voice list --available --language deu
    """
    codes = parse(language)
    if available:
        _offers(run, codes)
        return
    from familytales.narration import voices

    folder = run.settings.voices
    chosen = set(voices.defaults(folder).values())
    found = [voice for voice in voices.installed(folder) if not codes or voice.language in codes]
    rows = [
        (
            one.name,
            language_name(one.language),
            one.region,
            one.engine,
            "yes" if one.name in chosen else "",
            one.licence,
        )
        for one in found
        if codes or one.name in chosen or one.engine != "espeak"
    ]
    text = table(("Voice", "Language", "Region", "Engine", "Chosen", "Licence"), rows)
    if left := len(found) - len(rows):
        text += f"\nespeak-ng has {left} more, for nearly every language: `familytales voice list --language deu`."
    run.out.result({"voices": found, "chosen": chosen}, text if found else "There is no such voice here.")


def _offers(run: Run, codes: tuple[str, ...]) -> None:
    from familytales.narration.voice_downloads import catalogue

    offers = catalogue(run.settings.voices_url, offline=run.settings.offline)
    found = [offer for offer in offers if not codes or offer.language in codes]
    rows = [
        (one.name, language_name(one.language), one.region, one.quality, f"{one.size / 1e6:.0f} MB") for one in found
    ]
    data = [
        {"name": one.name, "language": one.language, "region": one.region, "quality": one.quality, "size": one.size}
        for one in found
    ]
    text = (
        table(("Voice", "Language", "Region", "Quality", "Size"), rows) if rows else "The catalogue has no such voice."
    )
    run.out.result({"available": data}, text)


@app.add("add")
def add(
    run: Run,
    voice: Annotated[str, typer.Argument(help="A name of the catalogue, or a file.onnx with its file.onnx.json.")],
) -> None:
    """Install a Piper voice: by name from the catalogue on the network, or from its two files.

    Examples:
      familytales voice add en_GB-alba-medium
      familytales voice add ~/Downloads/en_US-anna.onnx
    """
    from familytales.narration.voice_downloads import download
    from familytales.narration.voices import add_files

    settings = run.settings
    if voice.endswith(".onnx") or Path(voice).is_file():
        added = add_files(settings.voices, Path(voice).expanduser())
    else:
        if not settings.offline:
            run.console.note(f"Fetching {voice} from {settings.voices_url}; nothing is sent but its name.")
        with run.console.progress() as bars:
            added = download(
                voice,
                settings.voices,
                settings.voices_url,
                lambda done, total: bars.show(voice, done, total),
                offline=settings.offline,
            )
    _tell(run, added, "is installed")


@app.add("remove")
def remove(run: Run, voice: Name) -> None:
    """Delete an installed voice.

    Example: familytales voice remove en_GB-alba-medium
    """
    from familytales.narration.voices import remove as gone

    if not run.confirm(f"Delete the voice {voice}?"):
        run.out.result({"removed": None}, "Nothing was changed.")
        return
    gone(run.settings.voices, voice)
    run.out.result({"removed": voice}, f"{voice} is gone.")


@app.add("use")
def use(
    run: Run,
    voice: Annotated[str, typer.Argument(help="The voice's name, or best to let FamilyTales choose again.")],
    book: Annotated[str, typer.Option("--book", help="For this book: b1 or its title.")] = "",
    thread: Annotated[str, typer.Option("--thread", help="For this thread: t1 or its title.")] = "",
    author: Annotated[str, typer.Option("--author", help="For whatever this person wrote.")] = "",
    quotations: Annotated[
        bool, typer.Option("--quotations", help="For what is quoted only, in every book or in --book.")
    ] = False,
) -> None:
    """Choose who reads: every book of the voice's language, or one book, thread or author, or what is quoted.

    Examples:
      familytales voice use en_GB-alba-medium --author "Aunt Ida"
      familytales voice use hibari-heart --quotations --book "Letters"
      familytales voice use best --author "Aunt Ida"
    """
    from familytales.narration import voices

    whom = [name for name in (book, thread, author) if name]
    if len(whom) > 1 or (quotations and (thread or author)):
        raise UsageError("Name a book, a thread or an author, not several.", kept="Nothing was changed.")
    folder = run.settings.voices
    if not whom and not quotations:
        if voice == _BEST:
            raise UsageError("For whom?", remedy="Add --book, --thread, --author or --quotations.")
        _tell(run, voices.use(folder, voice), "reads every book of its language that names no other")
        return
    found = None if voice == _BEST else voices.choose(folder, "", voice)
    name = found.name if found else ""
    with run.library() as library:
        if quotations:
            library.casting.set_quotations(name, subjects.book(library, book).id if book else None)
        elif book:
            library.books.update(subjects.book(library, book).id, voice=name)
        elif thread:
            library.threads.update(subjects.thread(library, thread).id, voice=name)
        else:
            library.casting.set_author(author, name)
    what = f"what is quoted in {book or 'every book'}" if quotations else whom[0]
    if found:
        _tell(run, found, f"reads {what}")
    else:
        run.out.result({"voice": None}, f"No voice of its own reads {what} any more.")


@app.add("set")
def set_(
    run: Run,
    voice: Name,
    speed: Annotated[float | None, typer.Option("--speed", min=0.5, max=2.0, help="Its pace; 1.0 is its own.")] = None,
    pauses: Annotated[
        float | None, typer.Option("--pauses", min=0.25, max=4.0, help="How long it rests; 1.0 is as usual.")
    ] = None,
) -> None:
    """How a voice reads in this library: its pace and its pauses; without options, tell how.

    Example: familytales voice set en_GB-alba-medium --speed 0.9 --pauses 1.3
    """
    from dataclasses import replace

    from familytales.narration.voices import choose

    found = choose(run.settings.voices, "", voice)
    with run.library(create=True) as library:
        manner = library.casting.manner(found.name)
        changes = {"speed": speed, "pauses": pauses}
        wanted = replace(manner, **{name: value for name, value in changes.items() if value is not None})
        if wanted != manner:
            library.casting.set_manner(found.name, wanted)
    text = f"{found.name} reads at {wanted.speed:g} of its own pace, with {wanted.pauses:g} of the usual pauses."
    run.out.result({"voice": found, "manner": wanted}, text)


@app.add("sample")
def sample(
    run: Run,
    voice: Name,
    text: Annotated[str, typer.Option("--text", help="What it says; a sentence of ours if not said.")] = "",
    book: Annotated[str, typer.Option("--book", help="Let it say this book's first sentences.")] = "",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="The WAV file; <voice>.wav if not said.")
    ] = None,
) -> None:
    """Have a voice say a sentence, or the first ones of a book, into a WAV file.

    Examples:
      familytales voice sample hibari-heart --out hello.wav
      familytales voice sample hibari-heart --book "Letters from Grandmother"
    """
    from familytales.narration.voices import choose
    from familytales.workflow.voice_samples import sample as spoken
    from familytales.workflow.voice_samples import target_for

    if text and book:
        raise UsageError("Give --text or --book, not both.")
    found = choose(run.settings.voices, "", voice)
    target = target_for(found.name, out)
    data = _opening(run, found, book) if book else spoken(found, text, speed=run.settings.speed)
    target.write_bytes(data)
    run.out.result({"voice": found, "file": target}, str(target))


def _opening(run: Run, voice: "Voice", book: str) -> bytes:
    from familytales.workflow.voice_samples import opening, wave_of

    with run.library() as library:
        found = subjects.book(library, book)
        tokens = opening(library, found)
        speed = run.settings.speed * library.casting.manner(voice.name).speed
    if not tokens:
        raise UsageError(
            f"Nothing in {found.title!r} can be spoken yet.", remedy="`familytales transcribe` reads its pages."
        )
    return wave_of(voice, tokens, speed=speed)


def _tell(run: Run, voice: "Voice", what: str) -> None:
    run.out.result({"voice": voice}, f"{voice.name} ({language_name(voice.language)}, {voice.engine}) {what}.")
