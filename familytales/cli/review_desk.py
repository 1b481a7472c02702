"""Reviewing at the terminal: one line after the other, one letter for each thing that can be done with it."""

from typing import TYPE_CHECKING

from familytales.cli import pictures
from familytales.cli.review import as_text
from familytales.cli.run import Run
from familytales.cli.steps import count
from familytales.domain.doubts import LEAST
from familytales.domain.errors import FamilyTalesError, UsageError

if TYPE_CHECKING:
    from familytales.domain.books import Book
    from familytales.domain.corrections import Correction
    from familytales.library.store import Library
    from familytales.workflow.reviewing import Item, Review

_CHANGES = frozenset("tuirlz")
"""Answers that change the line on show and do not finish it."""
HELP = """\
  Enter    right as it stands          t        take what is proposed
  e        edit the line               e TEXT   the line says TEXT
  u WORD   unclear: a guess            i WORD   illegible
  r WORD   refuse what is proposed     l        put the last correction everywhere
  s        skip    z  undo    p  picture    q  stop    ?  this
A WORD is written as it stands in the line."""


class Desk:
    """Goes through the queue of one book with a person."""

    def __init__(self, run: Run, library: "Library", book: "Book", review: "Review") -> None:
        self._run = run
        self._library = library
        self._book = book
        self._review = review
        self._skipped: set[tuple[int, int]] = set()
        self._last: list[Correction] = []
        self._done = {"accepted": 0, "corrected": 0, "undone": 0}

    def go_through(self, limit: int) -> None:
        """Show line after line, up to `limit`, until the queue is empty or the person stops."""
        self._run.console.note(HELP)
        for _ in range(limit):
            item = self._next()
            if item is None:
                self._run.console.note("Nothing more is worth a look.")
                break
            self._show(item)
            if not self._look_at(item):
                break
        total = self._library.doubts.total(self._book.id)
        back = f", {count(self._done['undone'], 'step')} taken back" if self._done["undone"] else ""
        text = f"{self._done['accepted']} accepted, {count(self._done['corrected'], 'correction')}{back}."
        left = f"{count(total.lines, 'line')} left, about {count(round(total.errors), 'error')} to expect."
        self._run.out.result({**self._done, "lines": total.lines, "errors": total.errors}, f"{text} {left}")

    def _next(self) -> "Item | None":
        queue = self._review.queue(len(self._skipped) + 1)
        return next((item for item in queue if (item.page_id, item.line) not in self._skipped), None)

    def _show(self, item: "Item") -> None:
        self._run.console.note(f"\n{as_text(item)}")
        if any(word.proposal for word in item.suspects):
            proposed = {word.text: word.proposal for word in item.suspects if word.proposal}
            self._run.console.note("  = " + ", ".join(f"{old} → {new}" for old, new in proposed.items()))

    def _look_at(self, item: "Item") -> bool:
        """Ask until the line is done with; whether to go on with the next."""
        while True:
            answer = self._run.console.answer("?> ")
            letter, _, rest = (answer or "").strip().partition(" ")
            if answer is None or letter == "q":
                return False
            try:
                if self._finishes(item, letter, rest.strip()):
                    return True
                if letter in _CHANGES:
                    item = self._review.item(item.page_id, item.line)
                    if item.errors < LEAST:
                        return True
                    self._show(item)
            except FamilyTalesError as error:
                self._run.console.warn(str(error))

    def _finishes(self, item: "Item", letter: str, rest: str) -> bool:
        """Carry out one answer; whether the line is done with."""
        match letter:
            case "" | "a":
                self._review.accept(item.page_id, item.line, self._run.person)
                self._done["accepted"] += 1
                return True
            case "e":
                return self._edit(item, rest)
            case "s":
                self._skipped.add((item.page_id, item.line))
                return True
            case _:
                self._do(item, letter, rest)
                return False

    def _do(self, item: "Item", letter: str, rest: str) -> None:
        match letter:
            case "t":
                self._keep(item, self._review.take(item.page_id, item.line))
            case "u":
                self._mark(item, rest, f"[unclear: {rest}?]")
            case "i":
                self._mark(item, rest, "[illegible]")
            case "r":
                self._review.refuse(item.page_id, self._word(item, rest), self._run.person)
            case "l":
                self._everywhere()
            case "z":
                self._undo()
            case "p":
                self._picture(item)
            case _:
                self._run.console.note(HELP)

    def _picture(self, item: "Item") -> None:
        if not pictures.show(self._review.picture(item.page_id, item.line, self._run.settings.max_pixels)):
            command = f"familytales review show p{item.page_id} --line {item.line} --crop FILE"
            self._run.console.note(f"This terminal shows no pictures: `{command}` writes it.")

    def _edit(self, item: "Item", text: str) -> bool:
        from familytales.workflow import correcting

        wanted = text or self._run.console.answer("   ", prefilled=item.text)
        if wanted is None or not wanted.strip() or wanted == item.text:
            return False
        self._keep(item, correcting.of_line(self._library, item.page_id, item.line, wanted))
        return True

    def _mark(self, item: "Item", word: str, mark: str) -> None:
        from familytales.workflow import correcting

        self._keep(item, correcting.of_word(self._library, item.page_id, self._word(item, word), mark))

    def _word(self, item: "Item", text: str) -> str:
        """The id of a word of the line, written as it stands there or without its punctuation."""
        found = self._review.word(item.page_id, item.line, text)
        if found is None:
            raise UsageError(f"The line has no word {text!r}.", remedy="Write it as it stands in the line.")
        return found

    def _keep(self, item: "Item", corrections: "list[Correction]") -> None:
        from familytales.workflow import correcting

        changed = correcting.changing(corrections)
        self._review.keep({item.page_id: corrections}, self._run.person)
        self._done["corrected"] += len(changed)
        self._last = changed
        if pages := self._review.pages_alike(changed):
            self._run.console.note(f"The same stands on {count(pages, 'page')}: l puts it right there, too.")

    def _everywhere(self) -> None:
        """The last corrections wherever the same slips stand, after a preview."""
        from familytales.workflow import correcting

        found = self._review.elsewhere(self._last)
        if not found:
            self._run.console.note("The last correction has no word that stands elsewhere as well.")
            return
        changes = [one for page_id in found for one in correcting.preview(self._library, page_id, found[page_id])]
        self._run.console.note("\n".join(f"p{one.page_id}\n  - {one.before}\n  + {one.after}" for one in changes))
        if self._run.confirm(f"Change {count(len(changes), 'line')} so?"):
            self._done["corrected"] += len(self._review.keep(found, self._run.person))

    def _undo(self) -> None:
        undone = self._library.corrections.undo()
        self._review.forget()
        self._done["undone"] += bool(undone)
        self._run.console.note(f"Edit {undone.id} is taken back." if undone else "Nothing to undo.")
