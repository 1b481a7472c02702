"""The review queue: the lines of a book that are most worth a look, why, and what a person can do with each."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from familytales.domain.books import Book
from familytales.domain.corrections import Correction, Place
from familytales.domain.doubts import Accepted, expected_errors
from familytales.domain.errors import UsageError
from familytales.domain.slips import core, learnt, repaired, slips
from familytales.domain.transcripts import Box, Line, Transcript, Word
from familytales.library.store import Library
from familytales.transcription.dictionary import Dictionary
from familytales.transcription.reasons import SLIP, Suspect, suspects
from familytales.workflow import correcting


@dataclass(frozen=True, slots=True)
class Item:
    """A line to look at.

    Attributes:
        page_id: its page.
        line: its number on the page, from 1.
        document: the title of the document it is in.
        text: what it says.
        before: the line before it on the page, "" for none.
        after: the line after it.
        errors: how many of its words to expect wrong.
        suspects: its words that may be wrong.
    """

    page_id: int
    line: int
    document: str
    text: str
    before: str
    after: str
    errors: float
    suspects: tuple[Suspect, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why the line is in the queue, word by word."""
        return tuple(f"{word.text}: {'; '.join(word.reasons)}" for word in self.suspects)


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as corrected, and what was accepted on it."""

    transcript: Transcript
    lines: tuple[Line, ...]
    accepted: Accepted


class Review:
    """The review queue of one book. After a change it is asked again: what it says is always what the library says."""

    def __init__(self, library: Library, book: Book) -> None:
        self._library = library
        self._book = book
        self._pages: dict[int, _Page] = {}

    def queue(self, limit: int) -> list[Item]:
        """The lines that are most worth a look, those with the most expected errors first.

        A line with a word that people corrected elsewhere counts as if that word were wrong here, too.
        """
        errors = {(page, doubt.line): doubt.errors for page, doubt in self._library.doubts.ranked(self._book.id, limit)}
        for page_id in self._with_slips(limit):
            page = self._page(page_id)
            for number, line in enumerate(page.lines, 1):
                if any(self._slipped(page, word) for word in line.words):
                    errors[page_id, number] = self._errors(page, line)
        worst = sorted(errors, key=lambda place: (-errors[place], place))[:limit]
        return [self.item(*place) for place in worst]

    def item(self, page_id: int, line: int) -> Item:
        """One line, in the queue or not.

        Raises:
            BadInput: the page has not been read yet.
            UsageError: it has no such line.
        """
        page = self._page(page_id)
        found = correcting.line(page.transcript, page_id, line)
        near = ["", *(each.text for each in page.lines), ""]
        words = [word for word in found.words if word.read is None and word not in page.accepted]
        document = self._library.documents.get(self._library.pages.get(page_id).document_id)
        return Item(
            page_id,
            line,
            document.title,
            found.text,
            near[line - 1],
            near[line + 1],
            self._errors(page, found),
            suspects(words, self._slips, self._dictionary),
        )

    def accept(self, page_id: int, line: int, author: str) -> list[int]:
        """Remember that a line is right as it stands: it is not queued again unless it is read otherwise.

        Raises:
            BadInput: the page has not been read yet.
            UsageError: it has no such line.
        """
        found = correcting.line(self._page(page_id).transcript, page_id, line)
        return self.keep({page_id: [correcting.accepted(found)]}, author)

    def take(self, page_id: int, line: int) -> list[Correction]:
        """The corrections that put what is proposed into a line.

        Raises:
            UsageError: nothing is proposed there.
        """
        proposals = [(word.id, word.proposal) for word in self.item(page_id, line).suspects if word.proposal]
        if not proposals:
            raise UsageError(
                f"Nothing is proposed for line {line} of page p{page_id}.",
                remedy=f"Write it: `familytales correct p{page_id} --line {line} --to TEXT`.",
            )
        return [one for word, text in proposals for one in correcting.of_word(self._library, page_id, word, text)]

    def refuse(self, page_id: int, word_id: str, author: str) -> list[int]:
        """Remember that one word is right as it stands, whatever is proposed for it.

        Raises:
            BadInput: the page has no such word.
        """
        (found,) = correcting.of_word(self._library, page_id, word_id, "")
        return self.keep({page_id: [Correction(word_id, found.read, found.box, found.read, Place.ACCEPT)]}, author)

    def word(self, page_id: int, line: int, text: str) -> str | None:
        """The id of the word of a line that says `text`, with or without its punctuation; None when there is none."""
        words = correcting.line(self._page(page_id).transcript, page_id, line).words
        exact = (word.id for word in words if word.text == text)
        return next(exact, next((word.id for word in words if core(word.text) == core(text)), None))

    def pages_alike(self, corrections: Sequence[Correction]) -> int:
        """On how many pages of the book the same slips seem to stand; `elsewhere` looks closely, and longer."""
        return len({page for slip in slips(corrections) for page in self._saying(slip.read)})

    def elsewhere(self, corrections: Sequence[Correction]) -> dict[int, list[Correction]]:
        """The corrections that mend the same slips in the whole book, by page: for a preview, then `keep`."""
        found: dict[int, list[Correction]] = {}
        for slip in slips(corrections):
            pages = map(self._library.pages.get, self._saying(slip.read))
            for page_id, more in correcting.replacing(self._library, pages, slip.read, slip.text):
                found.setdefault(page_id, []).extend(more)
        return found

    def keep(self, corrections: dict[int, list[Correction]], author: str) -> list[int]:
        """Record corrections as one edit."""
        made = self._library.corrections.add_all(corrections, author)
        self.forget()
        return made

    def forget(self) -> None:
        """Ask the library anew: something was changed elsewhere, or undone."""
        self._pages.clear()
        for name in ("_slips", "_dictionary"):
            self.__dict__.pop(name, None)

    def picture(self, page_id: int, line: int, max_pixels: int) -> bytes:
        """A PNG of a line with a little of what is around it, upright.

        Raises:
            BadInput: the page has not been read yet, or its scan cannot be read.
            UsageError: it has no such line.
        """
        from familytales.imaging.decoding import decode
        from familytales.imaging.views import cut_png

        page = self._library.pages.get(page_id)
        transcript = self._page(page_id).transcript
        box = correcting.line(transcript, page_id, line).box
        scan = decode(self._original(page.original), page.frame, max_pixels=max_pixels)
        return cut_png(scan, _around(box, transcript), transcript.rotation)

    def _saying(self, word: str) -> list[int]:
        return self._library.saying(word, self._book.id, limit=_ALL)

    def _original(self, sha256: str) -> Path:
        return self._library.originals.path(sha256)

    def _with_slips(self, most: int) -> list[int]:
        """Pages, up to `most`, that say a word which people corrected elsewhere; the last lesson first."""
        found: dict[int, None] = {}
        for read in reversed(self._slips):
            if len(found) >= most:
                break
            found.update(dict.fromkeys(self._library.saying(read, self._book.id, limit=most)))
        return list(found)[:most]

    def _slipped(self, page: _Page, word: Word) -> bool:
        return word.read is None and word not in page.accepted and bool(repaired(word.text, self._slips))

    def _errors(self, page: _Page, line: Line) -> float:
        slipped = sum(max(0.0, SLIP - (1 - word.probability)) for word in line.words if self._slipped(page, word))
        return round(expected_errors(line, page.accepted) + slipped, 4)

    def _page(self, page_id: int) -> _Page:
        if page_id not in self._pages:
            transcript = correcting.current(self._library, page_id)
            accepted = Accepted(self._library.corrections.of_page(page_id))
            self._pages[page_id] = _Page(transcript, tuple(transcript.lines()), accepted)
        return self._pages[page_id]

    @cached_property
    def _slips(self) -> dict[str, str]:
        return learnt(self._library.corrections.lessons(self._book.id), Dictionary(self._book.languages).common)

    @cached_property
    def _dictionary(self) -> Dictionary:
        lessons = self._library.corrections.lessons(self._book.id)
        family = frozenset(word for one in lessons for word in map(core, one.text.split()) if "[" not in one.text)
        return Dictionary(self._book.languages, family)


_ALL = 1_000_000
"""More pages than a book has."""


def _around(box: Box, transcript: Transcript) -> Box:
    """The line with half its height more on every side, cut to the page."""
    more = max(8, min(box.width, box.height) // 2)
    right, bottom = min(transcript.width, box.right + more), min(transcript.height, box.bottom + more)
    return Box(max(0, box.left - more), max(0, box.top - more), right, bottom)
