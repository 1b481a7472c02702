"""What is done with the family's lexicon beyond keeping it: checking entries, finding their places, files."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from familytales.domain.errors import BadInput, UsageError
from familytales.domain.narration import LexiconEntry
from familytales.domain.reading import WordRef
from familytales.domain.transcripts import Box, Word
from familytales.library.store import Library
from familytales.narration import lexicon_files
from familytales.narration.english_homographs import READINGS
from familytales.narration.ipa import strange, unlike
from familytales.narration.written import split
from familytales.workflow.correcting import current


@dataclass(frozen=True, slots=True)
class Brought:
    """What an import did: entries that are new or say something new, those that were there, and what is odd."""

    changed: int
    same: int
    warnings: tuple[str, ...]


def oddities(entry: LexiconEntry) -> str:
    """The characters of its transcription that are no sounds, or sounds that few voices have; "" when all are well.

    Raises:
        UsageError: no engine could say it, or it names a reading its word does not have.
    """
    odd = strange(entry.ipa)
    if entry.ipa and not any(c.isalpha() and c not in odd for c in entry.ipa) and not entry.say:
        raise UsageError(
            f"No voice can say {entry.ipa!r}: it holds no sound of the International Phonetic Alphabet.",
            remedy="Write it with its letters, or give a respelling with `--say`.",
        )
    if not entry.ipa and entry.say and not any(character.isalnum() for character in entry.say):
        raise UsageError(f"No voice can say {entry.say!r}: it holds no letter.", remedy="Write it in plain letters.")
    readings = READINGS.get(split(entry.word).key, {})
    if entry.part and entry.part not in readings:
        known = ", ".join(sorted({*READINGS} - {"st", "dr"}))
        has = f" {entry.word} has {' and '.join(readings)}." if readings else ""
        raise UsageError(
            f"{entry.word!r} has no reading {entry.part!r}.{has}",
            remedy=f"Two readings are told apart of St., Dr., {known}.",
        )
    return "".join(dict.fromkeys(odd + unlike(entry.ipa)))


def place(library: Library, text: str, word: str) -> tuple[WordRef, Box]:
    """The place `p12-w31` names, or the only one on page `p12` where the word stands, and its ink.

    Raises:
        UsageError: there is no such place, or there are several.
    """
    page, _, word_id = text.partition("-")
    if not page.removeprefix("p").isdigit():
        raise UsageError(f"{text!r} is no place.", remedy="Places are written p12-w31, or p12 for the word on a page.")
    page_id = int(page.removeprefix("p"))
    library.pages.get(page_id)
    wanted = split(word.split()[0]).core.casefold() if word.split() else ""
    found = [one for one in current(library, page_id).words() if _is(one, wanted, word_id)]
    if len(found) != 1:
        places = ", ".join(f"p{page_id}-{one.id}" for one in found)
        raise UsageError(
            f"{word!r} stands on page p{page_id} more than once: {places}."
            if found
            else f"{word!r} does not stand at {text}.",
            remedy="Name one place, such as p12-w31.",
        )
    return WordRef(page_id, found[0].id), found[0].box


def _is(word: Word, wanted: str, word_id: str) -> bool:
    same = split(word.text).core.casefold().removesuffix("'s").removesuffix("’s")
    return same == wanted and word_id in ("", word.id)


def write(library: Library, entries: Iterable[LexiconEntry], target: Path, language: str = "") -> int:
    """Write entries to a `.csv` or `.pls` file; how many.

    Raises:
        UsageError: the name ends otherwise, or PLS would have to hold several languages.
    """
    found = [one for one in entries if one.place is None and (not language or one.language in ("", language))]
    if target.suffix.lower() == ".csv":
        titles = {book.id: book.title for book in library.books.all()}
        text = lexicon_files.to_csv(found, titles)
    elif target.suffix.lower() == ".pls":
        spoken = {language} if language else {one.language for one in found}
        if len(spoken) > 1:
            raise UsageError(
                "A .pls file holds one language, and these entries are of several.", remedy="Choose with --language."
            )
        found = lexicon_files.for_pls(found)
        text = lexicon_files.to_pls(found, spoken.pop() if spoken else "")
    else:
        raise UsageError(f"{target.name} is neither a .csv nor a .pls file.", remedy="Give it one of these names.")
    target.write_text(text, encoding="utf-8")
    return len(found)


def read(path: Path) -> list[lexicon_files.Line]:
    """The entries of a `.csv`, `.pls` or `.xml` file.

    Raises:
        BadInput: it is too large, not UTF-8, or not what its name says.
        UsageError: its name ends otherwise.
    """
    readers = {".csv": lexicon_files.from_csv, ".pls": lexicon_files.from_pls, ".xml": lexicon_files.from_pls}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise UsageError(f"{path.name} is neither a .csv nor a .pls file.", remedy="Give it one of these names.")
    try:
        if path.stat().st_size > lexicon_files.LARGEST:
            raise BadInput(f"{path} is larger than {lexicon_files.LARGEST >> 20} MB.", remedy="Is it really a lexicon?")
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{path} is not UTF-8.", remedy="Save it as UTF-8.") from error
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.", remedy="Check its name.") from error
    return reader(text, str(path))


def bring(
    library: Library, lines: Iterable[lexicon_files.Line], *, book_id: int | None = None, author: str = ""
) -> Brought:
    """Keep the entries of a file, all or none.

    Args:
        library: where.
        lines: of a file.
        book_id: the book of entries that name none.
        author: the author of entries that name none.

    Raises:
        BadInput: an entry cannot be used, or names a book that is not there; the message names its line.
    """
    changed = same = 0
    warnings = []
    with library.atomic(human=True):
        for line in lines:
            try:
                book = library.books.find(line.book) if line.book else None
                if line.book and book is None:
                    raise UsageError(f"There is no book {line.book!r}.", remedy="Correct its title.")
                entry = replace(line.entry, book_id=book.id if book else book_id, author=line.entry.author or author)
                odd = oddities(entry)
                new = library.lexicon.add(entry)
            except UsageError as error:
                raise BadInput(f"{line.where} cannot be used: {error.message}", remedy=error.remedy) from error
            if odd:
                warnings.append(f"{line.where} holds what voices leave out: {odd}")
            changed, same = changed + new, same + (not new)
    return Brought(changed, same, tuple(warnings))
