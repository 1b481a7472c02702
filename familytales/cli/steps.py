"""Commands that take a while: progress for people, JSON lines for scripts, and the right exit code at the end.

What failed alone keeps no command from going on and saying what it did; `settle` names it at the end.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

import typer

from familytales.cli.console import Bars
from familytales.cli.run import Run, Verdict
from familytales.domain.errors import (
    BadInput,
    ExitCode,
    FamilyTalesError,
    MissingDependency,
    SomeFailed,
    TryAgainLater,
)

if TYPE_CHECKING:
    from familytales.library.store import Library
    from familytales.settings import Settings
    from familytales.workflow.events import Event, ItemFailed, Step
    from familytales.workflow.session import Session
    from familytales.workflow.workers import Workers

_T = TypeVar("_T")
_VERBS = {
    "import": "Importing",
    "transcribe": "Reading",
    "narrate": "Narrating",
    "view": "Preparing pages",
    "master": "Mastering",
    "bind": "Binding",
    "check": "Listening",
    "evaluate": "Measuring",
}


@dataclass
class Listener:
    """Shows a run's events as they come, and counts what was done."""

    run: Run
    bars: Bars
    done: dict[str, int] = field(default_factory=dict)
    _total: dict[str, int] = field(default_factory=dict)
    _seen: dict[str, int] = field(default_factory=dict)

    def __call__(self, event: "Event") -> None:
        """Tell one event."""
        from familytales.workflow.events import ItemDone, ItemFailed, Noted, StepPlanned

        match event:
            case StepPlanned(step, total):
                self._total[step] = self._total.get(step, 0) + total
                self.run.out.event("planned", step=step, total=total)
                self._show(step, 0)
            case ItemDone(step, subject, name, detail):
                self.done[step] = self.done.get(step, 0) + 1
                self.run.out.event("done", step=step, subject=subject, name=name, detail=detail)
                self._show(step, 1)
            case ItemFailed(step, subject, name, reason, remedy):
                self.run.out.event("failed", step=step, subject=subject, name=name, reason=reason, remedy=remedy)
                self._show(step, 1)
            case Noted(step, subject, message):
                self.run.out.event("note", step=step, subject=subject, message=message)
                self.run.console.note(message)

    def known(self, failures: Sequence["ItemFailed"]) -> bool:
        """Whether more scans were there than failed: those that an earlier run imported."""
        from familytales.workflow.events import Step

        return self._total.get(Step.IMPORT, 0) > len(failures)

    def _show(self, step: "Step", more: int) -> None:
        self._seen[step] = self._seen.get(step, 0) + more
        total = max(self._total.get(step, 0), self._seen[step])
        self.bars.show(_VERBS[step], self._seen[step], total)


def carry_out(
    run: Run,
    library: "Library",
    work: Callable[["Session"], Awaitable[_T]],
    settings: "Settings | None" = None,
    workers: "Workers | None" = None,
) -> tuple[_T, Listener]:
    """Run `work` with progress; `settings` where the command changes them, `workers` where it has some already.

    What fails alone meanwhile is left to `settle`.
    """
    from familytales.workflow.running import run as run_session
    from familytales.workflow.workers import staff

    settings = settings or run.settings
    with nullcontext(workers) if workers else staff(settings) as hands, run.console.progress() as bars:
        listener = Listener(run, bars)
        result, failures = run_session(library, settings, listener, work, hands)
    run.verdict.failures.extend(failures)
    run.verdict.sound |= bool(listener.done) or listener.known(failures)
    return result, listener


def settle(run: Run) -> None:
    """Name what failed since it was last asked, as the last thing a command does.

    Raises:
        SomeFailed: some items failed; the rest is done.
        FamilyTalesError: there was one item and it failed, or each for want of the same thing.
        typer.Exit: the proofreader found something.
    """
    verdict, run.verdict = run.verdict, Verdict()
    if verdict.failures:
        error = _error(verdict)
        for failure in verdict.failures if isinstance(error, SomeFailed) else ():
            run.console.failed(
                " ".join(part for part in (f"{_named(failure)}:", failure.reason, failure.remedy) if part)
            )
        raise error
    if verdict.marked:
        raise typer.Exit(ExitCode.SOME_FAILED)


def finish(run: Run, data: Mapping[str, object], text: str) -> None:
    """The end of long work: the last JSON line, or text."""
    if run.flags.json:
        run.out.event("finished", **data)
    else:
        run.out.result(data, text)


def _named(failure: "ItemFailed") -> str:
    """A page by its number as well: many a scan is called page 1."""
    return f"{failure.subject} {failure.name}" if failure.subject.startswith("p") else failure.name


def _error(verdict: Verdict) -> FamilyTalesError:
    failures, codes = verdict.failures, {failure.code for failure in verdict.failures}
    if not verdict.sound and (len(failures) == 1 or codes == {ExitCode.MISSING}):
        return _error_of(failures[0])
    return SomeFailed(
        f"{count(len(failures), 'item')} failed, named above.",
        kept="Everything else is done and kept.",
        remedy="Mend what can be mended and run the same command again: only what is missing is done.",
    )


def _error_of(failure: "ItemFailed") -> FamilyTalesError:
    """What a run failed of that did nothing else, as the run's own error."""
    kinds = {kind.exit_code: kind for kind in (BadInput, MissingDependency, TryAgainLater)}
    return kinds.get(failure.code, FamilyTalesError)(failure.reason, remedy=failure.remedy)


def count(number: int, noun: str) -> str:
    """`1 page`, `2 pages`."""
    return f"{number} {noun}" if number == 1 else f"{number:,} {noun}s"
