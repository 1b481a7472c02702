"""`familytales lexicon`: how the family says words."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from familytales.cli import subjects
from familytales.cli.commands import Commands
from familytales.cli.output import table
from familytales.cli.run import Run
from familytales.domain.errors import UsageError
from familytales.domain.languages import parse
from familytales.domain.narration import PARTS, LexiconEntry

if TYPE_CHECKING:
    from familytales.domain.books import Book
    from familytales.domain.narration import Voice
    from familytales.library.store import Library

app = Commands(
    """How the family says words: it changes speech and never the text.

    Example: familytales lexicon add Wojciech --say VOY-chekh
    """
)
Word = Annotated[str, typer.Argument(help="The word or phrase as it is written.")]
Say = Annotated[str, typer.Option("--say", help="A respelling in plain letters, such as VOY-chekh.")]
Ipa = Annotated[str, typer.Option("--ipa", help="The International Phonetic Alphabet; outranks --say.")]
InBook = Annotated[str, typer.Option("--book", help="For this book only.")]
ByAuthor = Annotated[str, typer.Option("--author", help="For what this person wrote only.")]
At = Annotated[str, typer.Option("--at", metavar="PLACE", help="For one place only: p12-w31, or p12.")]
Language = Annotated[str, typer.Option("--language", help="For this language only, such as eng.")]
Part = Annotated[str, typer.Option("--part", help=f"For one reading only: {', '.join(PARTS)}.")]


@app.add("add")
def add(
    run: Run,
    word: Word,
    say: Say = "",
    ipa: Ipa = "",
    book: InBook = "",
    author: ByAuthor = "",
    at: At = "",
    language: Language = "",
    part: Part = "",
) -> None:
    """Say a word in a certain way: everywhere, in one book, in what one person wrote, or in a single place.

    The narrower outranks the wider. --part is for words that are said in two ways, such as read (verb, past), lead
    (verb, noun) or St. (title, street).

    Examples:
      familytales lexicon add Siobhan --ipa ʃɪˈvɔːn
      familytales lexicon add Ida --say EYE-da --author "Tom Hale"
      familytales lexicon add St. --say strasse --part street --book "Letters from Vienna"
    """
    from familytales.workflow.lexicon import oddities, place

    if at and (book or author):
        raise UsageError("A place is narrower than a book or an author.", remedy="Give --at alone.")
    with run.library(create=True) as library:
        entry = LexiconEntry(word, say, ipa, _language(language), part, _book(library, book), author)
        odd = oddities(entry)
        if at:
            ref, box = place(library, at, word)
            entry = LexiconEntry(word, say, ipa, entry.language, part, place=ref)
            library.lexicon.add(entry, box)
        else:
            library.lexicon.add(entry)
    if odd:
        run.console.warn(f"These are no sounds, or none that most voices know, and are left out: {odd}")
    run.out.result({"entry": entry}, f"{word} is said {ipa or say}.")


@app.add("list")
def list_(run: Run, book: InBook = "") -> None:
    """Every entry, or those that hold in one book; the narrower come last and outrank the wider.

    Example: familytales lexicon list
    """
    with run.library() as library:
        entries = _entries(library, book)
        titles = {one.id: one.title for one in library.books.all()}
    rows = [
        (one.word, one.part, one.say, one.ipa, one.language, titles.get(one.book_id or 0), one.author, one.place)
        for one in entries
    ]
    headings = ("Word", "Part", "Say", "IPA", "Language", "Book", "Author", "Place")
    text = table(headings, rows) if rows else "The lexicon is empty."
    run.out.result({"entries": entries}, text)


@app.add("remove")
def remove(
    run: Run,
    word: Word,
    book: InBook = "",
    author: ByAuthor = "",
    at: At = "",
    language: Language = "",
    part: Part = "",
) -> None:
    """Forget how a word is said.

    Example: familytales lexicon remove Wojciech
    """
    from familytales.workflow.lexicon import place

    with run.library() as library:
        where = place(library, at, word)[0] if at else None
        scope = LexiconEntry(word, "", "", _language(language), part, _book(library, book), author, where)
        gone = library.lexicon.remove(scope)
    if not gone:
        raise UsageError(
            f"The lexicon has no {word!r} of that scope, language and part.",
            remedy="`familytales lexicon list` shows it.",
        )
    run.out.result({"removed": word}, f"{word} is said as the voice likes again.")


@app.add("suggest")
def suggest(
    run: Run,
    book: Annotated[str, typer.Argument(metavar="BOOK", help="Its title or number; every book if left out.")] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, help="Most words to show.")] = 50,
) -> None:
    """The words that no dictionary knows, most frequent first, and how they would be said now.

    Example: familytales lexicon suggest "Letters from Grandmother"
    """
    from familytales.workflow.pronouncing import suggest as suggested

    with run.library() as library:
        books = subjects.books(library, book)
        found = [one for each in books for one in suggested(library, run.settings, each)][:limit]
    rows = [(one.word, one.count, one.ipa, one.place) for one in found]
    text = table(("Word", "Times", "Said now", "First"), rows) if rows else "Every word is known."
    run.out.result({"words": found}, text)


@app.add("say")
def say_(
    run: Run,
    word: Word,
    say: Say = "",
    ipa: Ipa = "",
    book: Annotated[str, typer.Option("--book", help="As this book says it, in its voice.")] = "",
    voice: Annotated[str, typer.Option("--voice", help="In this voice.")] = "",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="The WAV file; <word>.wav if not said.")
    ] = None,
) -> None:
    """Hear a word in a WAV file, as it would be said now, or as --say or --ipa would have it.

    Example: familytales lexicon say Wojciech --ipa ˈvɔjtʃɛx
    """
    from familytales.workflow.pronouncing import pronunciations, tokens_of
    from familytales.workflow.voice_samples import target_for, wave_of

    found, language, entries = _speaker(run, book, voice)
    if say or ipa:
        entries = (*entries, LexiconEntry(word, say, ipa))
    tokens = tokens_of(word, language, entries)
    if not tokens:
        raise UsageError(f"There is nothing to say in {word!r}.")
    target = target_for(word, out)
    target.write_bytes(wave_of(found, tokens, speed=run.settings.speed))
    sounds = " ".join(
        token.ipa or pronunciations(found, [token.text])[0].ipa for token in tokens if token.text or token.ipa
    )
    run.out.result({"voice": found, "file": target, "ipa": sounds}, f"{target}  {sounds}".strip())


@app.add("export")
def export(
    run: Run,
    file: Annotated[Path, typer.Argument(help="Ends in .csv, or in .pls for a W3C Pronunciation Lexicon.")],
    book: InBook = "",
    language: Language = "",
) -> None:
    """Write the lexicon to a file; entries for a single place stay behind.

    Example: familytales lexicon export names.csv
    """
    from familytales.workflow.lexicon import write

    with run.library() as library:
        number = write(library, _entries(library, book), file.expanduser(), _language(language))
    entries = "1 entry" if number == 1 else f"{number:,} entries"
    run.out.result({"file": file, "entries": number}, f"{entries} in {file}")


@app.add("import")
def import_(
    run: Run,
    file: Annotated[Path, typer.Argument(help="A .csv file, or a .pls or .xml file (W3C Pronunciation Lexicon).")],
    book: Annotated[str, typer.Option("--book", help="For entries that name no book.")] = "",
    author: Annotated[str, typer.Option("--author", help="For entries that name no author.")] = "",
) -> None:
    """Bring in the entries of a file: all of them, or none when one cannot be used.

    Example: familytales lexicon import names.csv
    """
    from familytales.workflow.lexicon import bring, read

    lines = read(file.expanduser())
    with run.library(create=True) as library:
        brought = bring(library, lines, book_id=_book(library, book), author=author)
    for warning in brought.warnings:
        run.console.warn(warning)
    text = f"{brought.changed} new or changed, {brought.same} as they were."
    run.out.result({"changed": brought.changed, "same": brought.same, "warnings": brought.warnings}, text)


def _speaker(run: Run, book: str, voice: str) -> "tuple[Voice, str, Sequence[LexiconEntry]]":
    """Who speaks, the language, and the entries that hold, for a book or for the library."""
    from familytales.narration.voices import choose

    if not book and not (run.settings.library / "library.db").exists():
        found = choose(run.settings.voices, run.settings.language, voice or run.settings.voice)
        return found, found.language, ()
    with run.library() as library:
        named: Book | None = subjects.book(library, book) if book else None
        language = named.languages[0] if named else run.settings.language
        asked = voice or run.settings.voice or (named.voice if named else "")
        found = choose(run.settings.voices, language, asked)
        everywhere = [one for one in library.lexicon.all() if one.book_id is None]
        entries = library.lexicon.of_book(named.id) if named else everywhere
        return found, found.language, tuple(one for one in entries if not one.author and not one.place)


def _entries(library: "Library", book: str) -> Sequence[LexiconEntry]:
    number = _book(library, book)
    return library.lexicon.all() if number is None else library.lexicon.of_book(number)


def _book(library: "Library", text: str) -> int | None:
    return subjects.book(library, text).id if text else None


def _language(text: str) -> str:
    return "".join(parse(text)[:1])
