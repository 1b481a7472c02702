"""Worker processes: as many as cores, one thread each; one that crashes or hangs costs one item, not the run.

Measured on the machines this was written for: OCR and speech models are slower with two threads in one process than
with two processes of one thread, and Tesseract's own threads cost it most of its speed.
"""

import asyncio
import os
from collections import deque
from collections.abc import AsyncIterable, AsyncIterator, Callable, Coroutine, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from queue import SimpleQueue
from types import TracebackType
from typing import TYPE_CHECKING, Any, ParamSpec, Self, TypeVar

from familytales.domain.errors import FamilyTalesError
from familytales.workflow.processes import Died, TooSlow, WorkerProcess

if TYPE_CHECKING:
    from familytales.settings import Settings

_P = ParamSpec("_P")
_T = TypeVar("_T")
_R = TypeVar("_R")

_OTHER_ENGINE = "Try another engine for this item, or look at it with `familytales page show`."


class Workers:
    """A pool of processes that run plain functions and give back what they return.

    Each process has a thread that hands it work and waits for the answer, so a process is never without work for as
    long as the event loop is busy.

    Entered with `with`, the processes are started at once, so that they come up while the rest is made ready.

    Args:
        count: how many processes; 0 for one per core this process may use.
        limit: seconds one item may take.
        ahead: modules that the processes load before they are given work.
    """

    def __init__(self, count: int = 0, limit: float = 600.0, ahead: Sequence[str] = ()) -> None:
        self.count = count or cores()
        self._limit = limit
        self._threads = ThreadPoolExecutor(self.count, thread_name_prefix="worker")
        self._processes = [WorkerProcess(ahead) for _ in range(self.count)]
        self._idle: SimpleQueue[WorkerProcess] = SimpleQueue()
        for process in self._processes:
            self._idle.put(process)
        self._closing = False

    def __enter__(self) -> Self:
        for process in self._processes:
            process.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing = True
        if kind is not None:
            for process in self._processes:
                process.retire()
        self._threads.shutdown(cancel_futures=True)
        for process in self._processes:
            process.kill()  # it has nothing to do, and needs a while to take down what it loaded

    async def run(self, function: Callable[_P, _R], *args: _P.args, **kwargs: _P.kwargs) -> _R:
        """What `function` returns, run in a worker; its exceptions come through.

        Raises:
            FamilyTalesError: it took longer than the limit, there was not enough memory, or the worker died; tried
                again in a fresh process, it died again.
        """
        return await self._run(partial(function, *args, **kwargs), self._limit)

    async def run_long(self, function: Callable[_P, _R], *args: _P.args, **kwargs: _P.kwargs) -> _R:
        """The same for what may take as long as it takes, such as binding a whole book."""
        return await self._run(partial(function, *args, **kwargs), None)

    async def _run(self, work: Callable[[], _R], limit: float | None) -> _R:
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._answer, work, limit)

    def _answer(self, work: Callable[[], _R], limit: float | None) -> _R:
        """In a thread: as many threads as processes, so there is always an idle one."""
        process = self._idle.get()
        try:
            try:
                return process.do(work, limit)
            except Died:
                if self._closing:
                    raise
                return process.do(work, limit)
        except Died:
            raise FamilyTalesError(
                "The engine crashed: its process ended without an answer, twice.", remedy=_OTHER_ENGINE
            ) from None
        except TooSlow:
            raise FamilyTalesError(
                f"There was no answer within {limit:g} seconds, so its process was ended.",
                remedy=f"{_OTHER_ENGINE} If it only needs longer: `familytales config set time_limit SECONDS`.",
            ) from None
        except MemoryError:
            raise FamilyTalesError(
                "There was not enough memory for it.",
                remedy="Close other programs, or use fewer workers at once: `familytales config set workers 1`.",
            ) from None
        finally:
            self._idle.put(process)


def staff(settings: "Settings", ahead: Sequence[str] = ()) -> Workers:
    """The workers of a run, and the modules they load ahead."""
    return Workers(settings.workers, settings.time_limit, ahead)


def cores() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS has no affinity
        return os.cpu_count() or 1


async def flow(
    items: AsyncIterable[_T], work: Callable[[_T], Coroutine[Any, Any, _R]], *, at_once: int
) -> AsyncIterator[_R]:
    """Results of `work` over `items` as they finish, with at most `at_once` under way: the stages of a run overlap.

    An exception in `work` ends the flow and cancels what is under way.
    """
    source = aiter(items)
    coming: asyncio.Task[_T] | None = asyncio.create_task(_next(source))
    under_way: set[asyncio.Task[_R]] = set()
    try:
        while coming or under_way:
            waiting: set[asyncio.Task[Any]] = set(under_way)
            if coming and len(under_way) < at_once:
                waiting.add(coming)
            finished, _ = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            if coming in finished:
                coming = _started(coming, source, work, under_way)
            for task in finished & under_way:
                under_way.discard(task)
                yield task.result()
    finally:
        for task in (*under_way, *([coming] if coming else [])):
            task.cancel()


def _started(
    coming: asyncio.Task[_T],
    source: AsyncIterator[_T],
    work: Callable[[_T], Coroutine[Any, Any, _R]],
    under_way: set[asyncio.Task[_R]],
) -> asyncio.Task[_T] | None:
    """Begin work on the item that came and ask for the next one; None when there is no more."""
    try:
        item = coming.result()
    except StopAsyncIteration:
        return None
    under_way.add(asyncio.create_task(work(item)))
    return asyncio.create_task(_next(source))


async def _next(source: AsyncIterator[_T]) -> _T:
    return await anext(source)


async def each(items: Iterable[_T]) -> AsyncIterator[_T]:
    """A plain collection as a stage's source."""
    for item in items:
        yield item


async def in_order(
    items: AsyncIterable[_T], work: Callable[[_T], Coroutine[Any, Any, _R]], *, at_once: int
) -> AsyncIterator[_R]:
    """Results of `work` in the order of `items`, with up to `at_once` under way ahead of the one that is due."""
    due: deque[asyncio.Task[_R]] = deque()
    try:
        async for item in items:
            due.append(asyncio.create_task(work(item)))
            if len(due) >= at_once:
                yield await due.popleft()
        while due:
            yield await due.popleft()
    finally:
        for task in due:
            task.cancel()
