"""Runs a step over a library from plain code: the lock, the workers and the event loop in one place."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from familytales.library.store import Library
from familytales.settings import Settings
from familytales.workflow.events import Emit, ItemFailed
from familytales.workflow.session import Session
from familytales.workflow.workers import Workers

_T = TypeVar("_T")


def run(
    library: Library, settings: Settings, listener: Emit, work: Callable[[Session], Awaitable[_T]], workers: Workers
) -> tuple[_T, list[ItemFailed]]:
    """What `work` returns, and what failed alone meanwhile. The library's run lock is held throughout.

    Raises:
        LibraryBusy: another run holds the library.
    """

    async def whole() -> tuple[_T, list[ItemFailed]]:
        with library.lock():
            session = Session(library, settings, workers, listener)
            made = await work(session)
            await session.settle()
            return made, session.failures

    return asyncio.run(whole())
