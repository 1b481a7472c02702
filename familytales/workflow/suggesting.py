"""Suggests another language for documents that are clearly not in the one that is set: never acted upon by itself."""

from collections.abc import Iterable

from familytales.domain import languages
from familytales.domain.books import Book, Document
from familytales.library.store import Library
from familytales.workflow import tasks
from familytales.workflow.events import Step
from familytales.workflow.session import Session

_LOOKED_AT = "language"
"""The outcomes' name of the step that looks what language a document is in."""


async def suggest_languages(session: Session, book: Book, documents: Iterable[Document], fresh: set[int]) -> None:
    """Look at documents that were read anew (ids in `fresh`) or never looked at, and note those in other languages."""
    known = session.library.outcomes.all(_LOOKED_AT, book.id)
    for document in documents:
        subject = f"d{document.id}"
        if document.id not in fresh and subject in known:
            continue
        text = "\n".join(session.library.transcripts.texts(document.id))
        expected = document.languages or book.languages
        found = await session.workers.run(tasks.other_language, text, expected)
        session.library.outcomes.record(_LOOKED_AT, subject, "", meta={"language": found})
        if told := suggestion(session.library, book, document):
            session.note(Step.TRANSCRIBE, subject, told)


def suggestion(library: Library, book: Book, document: Document) -> str:
    """What to tell about a document's language; "" where it is as set, or unknown."""
    outcome = library.outcomes.get(_LOOKED_AT, f"d{document.id}")
    found = str(outcome.meta["language"]) if outcome else ""
    expected = document.languages or book.languages
    if not found or found in expected:
        return ""
    set_to = " and ".join(map(languages.name, expected))
    return (
        f"{document.title} (d{document.id}) seems to be in {languages.name(found)}, not in {set_to}."
        f" If so: familytales document set d{document.id} --language {found}"
    )
