"""`familytales lexicon`: how the family says words."""

from typing import TYPE_CHECKING, Annotated

import typer

from familytales.cli import subjects
from familytales.cli.commands import Commands
from familytales.cli.output import table
from familytales.cli.run import Run
from familytales.domain.errors import UsageError
from familytales.domain.languages import parse
from familytales.domain.narration import LexiconEntry

if TYPE_CHECKING:
    from familytales.library.store import Library

app = Commands(
    """How the family says words: it changes speech and never the text.

    Example: familytales lexicon add Wojciech --say VOY-chekh
    """
)
Word = Annotated[str, typer.Argument(help="The word or phrase as it is written.")]
InBook = Annotated[str, typer.Option("--book", help="For this book only.")]
Language = Annotated[str, typer.Option("--language", help="For this language only, such as eng.")]


@app.add("add")
def add(
    run: Run,
    word: Word,
    say: Annotated[str, typer.Option("--say", help="A respelling in plain letters, such as VOY-chekh.")] = "",
    ipa: Annotated[str, typer.Option("--ipa", help="The International Phonetic Alphabet; outranks --say.")] = "",
    book: InBook = "",
    language: Language = "",
) -> None:
    """Say a word in a certain way, in the whole library or in one book.

    Example: familytales lexicon add Siobhan --ipa ʃɪˈvɔːn
    """
    entry = LexiconEntry(word, say, ipa, _language(language))
    with run.library(create=True) as library:
        library.lexicon.add(entry, _book(library, book))
    run.out.result({"entry": entry}, f"{word} is said {say or ipa}.")


@app.add("list")
def list_(run: Run, book: InBook = "") -> None:
    """The entries that hold for the library, or for one book.

    Example: familytales lexicon list
    """
    with run.library() as library:
        entries = library.lexicon.entries(_book(library, book))
    rows = [(one.word, one.say, one.ipa, one.language) for one in entries]
    text = table(("Word", "Say", "IPA", "Language"), rows) if rows else "The lexicon is empty."
    run.out.result({"entries": entries}, text)


@app.add("remove")
def remove(run: Run, word: Word, book: InBook = "", language: Language = "") -> None:
    """Forget how a word is said.

    Example: familytales lexicon remove Wojciech
    """
    with run.library() as library:
        gone = library.lexicon.remove(word, language=_language(language), book_id=_book(library, book))
    if not gone:
        raise UsageError(
            f"The lexicon has no {word!r} for that book and language.", remedy="`familytales lexicon list` shows it."
        )
    run.out.result({"removed": word}, f"{word} is said as the voice likes again.")


def _book(library: "Library", text: str) -> int | None:
    return subjects.book(library, text).id if text else None


def _language(text: str) -> str:
    return "".join(parse(text)[:1])
