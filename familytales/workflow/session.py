"""One run over one library: what its steps share."""

import asyncio
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any

from familytales.domain.errors import FamilyTalesError, TryAgainLater, UsageError
from familytales.library.store import Library
from familytales.settings import Settings
from familytales.workflow.events import Emit, Event, ItemFailed, Noted, Step
from familytales.workflow.workers import Workers


@dataclass
class Session:
    """The library, the settings, the workers and where events go. Failures are kept for the end of the run."""

    library: Library
    settings: Settings
    workers: Workers
    listener: Emit
    failures: list[ItemFailed] = field(default_factory=list)
    _asides: list[asyncio.Task[None]] = field(default_factory=list)

    def emit(self, event: Event) -> None:
        """Tell the listener, and remember failures."""
        if isinstance(event, ItemFailed):
            self.failures.append(event)
        self.listener(event)

    def note(self, step: Step, subject: str, message: str) -> None:
        """Tell a person something about one item."""
        self.emit(Noted(step, subject, message))

    def fail(
        self,
        step: Step,
        subject: str,
        name: str,
        key: str,
        error: FamilyTalesError,
        meta: Mapping[str, object] | None = None,
    ) -> None:
        """Record that one item failed alone, and why; `meta` is what is to be known of it all the same."""
        reason = " ".join(part for part in (error.message, error.kept) if part)
        self.library.outcomes.record(step, subject, key, error=reason, remedy=error.remedy, meta=meta)
        self.emit(ItemFailed(step, subject, name, reason, error.remedy, error.exit_code))

    def aside(self, work: Coroutine[Any, Any, None]) -> None:
        """Begin what no step waits for, but the end of the run."""
        self._asides.append(asyncio.create_task(work))

    async def settle(self) -> None:
        """Wait for what was begun aside."""
        await asyncio.gather(*self._asides)

    def allow(self, name: str, *, remote: bool) -> None:
        """Refuse a remote engine where the family wants to stay offline.

        Raises:
            UsageError: the engine sends data away and the settings say offline.
        """
        if remote and self.settings.offline:
            raise UsageError(
                f"The engine {name!r} sends data over the network, and you asked to stay offline.",
                remedy="Choose a local engine, or run without --offline and FAMILYTALES_OFFLINE.",
            )


def chargeable(error: Exception) -> FamilyTalesError | None:
    """The error as one that only its own item has to answer for; None when the whole run cannot go on.

    A full disk, a lost library and the like concern every item.
    """
    if isinstance(error, FamilyTalesError):
        return None if isinstance(error, UsageError | TryAgainLater) else error
    if isinstance(error, OSError):
        return None
    if isinstance(error, Exception):
        return FamilyTalesError(
            f"An unexpected error: {type(error).__name__}: {error}.",
            remedy="Please report it, with the output of the same command with --debug.",
        )
    return None
