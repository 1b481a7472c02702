"""What corrections teach: the words of a family's hand, and a model trained on lines that a person vouches for."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from familytales.domain.books import Document, Page
from familytales.domain.doubts import Accepted, expected_errors
from familytales.domain.errors import UsageError
from familytales.domain.transcripts import Line
from familytales.library.author_models import SUFFIX, AuthorModel
from familytales.library.store import Library
from familytales.ports import Progress
from familytales.transcription import tessdata
from familytales.transcription.training import Trained, TrainingLine, require_programs, train

LEFT = 0.5
"""Errors to expect at most on a line that a person touched for it to be taken as right."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """The lines to learn from, and what they are written in."""

    language: str
    lines: tuple[TrainingLine, ...]


def teach(
    library: Library, author: str, fallback: tuple[str, ...], max_pixels: int, progress: Progress, base: Path | None
) -> tuple[Trained, AuthorModel | None]:
    """Train a model on what an author wrote; it is installed for that author only when it reads better.

    Args:
        library: its corrections are what is learnt.
        author: as documents name them.
        fallback: languages of a document whose book names none.
        max_pixels: largest scan accepted.
        progress: told the steps of training.
        base: a `.traineddata` file to go on from; the language's own when None.

    Raises:
        MissingDependency: Tesseract's training programs, or the data of the language, are not installed.
        UsageError: nobody of that name wrote anything.
        BadInput: there are too few lines, or the model cannot be trained further.
    """
    require_programs()
    lesson = lesson_of(library, author, fallback, max_pixels)
    model = base or tessdata.choose((lesson.language,)) / f"{lesson.language}{SUFFIX}"
    trained = train(lesson.lines, model, progress)
    if not trained.better:
        return trained, None
    before, after = round(trained.before.cer, 2), round(trained.after.cer, 2)
    keep = library.author_models.put
    return trained, keep(author, lesson.language, trained.data, lines=trained.learnt, before=before, after=after)


def lesson_of(library: Library, author: str, fallback: tuple[str, ...], max_pixels: int) -> Lesson:
    """The lines of an author's documents that a person vouches for, in the language most of them are written in.

    Raises:
        UsageError: nobody of that name wrote anything.
        BadInput: a scan cannot be read.
    """
    documents = library.documents.of_author(author)
    if not documents:
        raise UsageError(
            f"No document is by {author!r}.", remedy="Say who wrote it: `familytales document set d1 --author NAME`."
        )
    languages = {document.id: languages_of(library, document) or fallback for document in documents}
    main = Counter(found[0] for found in languages.values()).most_common(1)[0][0]
    lines: list[TrainingLine] = []
    for document in documents:
        if languages[document.id][0] == main:
            for page in library.pages.of_document(document.id):
                lines += _cut(library, page, max_pixels)
    return Lesson(main, tuple(lines))


def languages_of(library: Library, document: Document) -> tuple[str, ...]:
    """What a document is written in: its own languages, else its book's."""
    return document.languages or library.books.get(library.threads.get(document.thread_id).book_id).languages


def vouched(library: Library, page_id: int) -> Iterator[Line]:
    """Lines of a page that a person corrected or accepted and on which hardly anything is left to doubt."""
    found = library.transcripts.corrected(page_id)
    corrections = library.corrections.of_page(page_id)
    if found is None or not corrections:
        return
    accepted = Accepted(corrections)
    for line in found.transcript.lines():
        touched = any(word.read is not None or word in accepted for word in line.words)
        whole = not any("[" in word.text or word.id.startswith("h") for word in line.words)
        if touched and whole and expected_errors(line, accepted) <= LEFT:
            yield line


def _cut(library: Library, page: Page, max_pixels: int) -> Iterator[TrainingLine]:
    from familytales.imaging.decoding import decode
    from familytales.imaging.grey import grey
    from familytales.imaging.strips import strip

    lines = list(vouched(library, page.id))
    transcript = library.transcripts.get(page.id)
    if not lines or transcript is None:
        return
    scan = grey(decode(library.originals.path(page.original), page.frame, max_pixels=max_pixels))
    for line in lines:
        boxes = [word.box for word in line.words if word.box.width > 1]
        if boxes:
            yield TrainingLine(strip(scan, boxes, transcript.rotation), line.text)
