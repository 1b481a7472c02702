"""Worker processes: as many as cores, one thread each, and a crash in one costs one item, not the run.

Measured on the machines this was written for: OCR and speech models are slower with two threads in one process than
with two processes of one thread, and Tesseract's own threads cost it most of its speed.
"""

import asyncio
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import AsyncIterable, AsyncIterator, Callable, Coroutine, Iterable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import partial
from types import TracebackType
from typing import Any, ParamSpec, Self, TypeVar

from familytales.domain.errors import FamilyTalesError

_P = ParamSpec("_P")
_T = TypeVar("_T")
_R = TypeVar("_R")

_COUNTS = ("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OPENCV_FOR_THREADS_NUM")
ONE_THREAD = dict.fromkeys(_COUNTS, "1")


class Workers:
    """A pool of processes that run plain functions and give back what they return.

    Args:
        count: how many processes; 0 for one per core this process may use.
    """

    def __init__(self, count: int = 0) -> None:
        self.count = count or cores()
        self._pool: ProcessPoolExecutor | None = None
        self._room = asyncio.Semaphore(self.count * 2)
        self._alone = asyncio.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is None:
            return
        if kind is not None:
            for process in multiprocessing.active_children():
                process.kill()
        self._pool.shutdown(wait=kind is None, cancel_futures=True)

    async def run(self, function: Callable[_P, _R], *args: _P.args, **kwargs: _P.kwargs) -> _R:
        """What `function` returns, run in a worker; its exceptions come through.

        Raises:
            FamilyTalesError: the worker died; tried again alone in a fresh process, it died again.
        """
        async with self._room:
            pool = self._running()
            try:
                return await asyncio.wrap_future(pool.submit(function, *args, **kwargs))
            except BrokenProcessPool:
                if self._pool is pool:
                    self._pool = None
        async with self._alone:
            return await self._run_alone(partial(function, *args, **kwargs))

    async def _run_alone(self, work: Callable[[], _R]) -> _R:
        with _pool(1) as pool:
            try:
                return await asyncio.wrap_future(pool.submit(work))
            except BrokenProcessPool:
                raise FamilyTalesError(
                    "The engine crashed: its process ended without an answer, twice.",
                    remedy="Try another engine for this item, or look at it with `familytales page show`.",
                ) from None

    def _running(self) -> ProcessPoolExecutor:
        # A broken pool stays broken: the next item gets a new one.
        if self._pool is None:
            self._pool = _pool(self.count)
        return self._pool


def cores() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS has no affinity
        return os.cpu_count() or 1


def _pool(count: int) -> ProcessPoolExecutor:
    # Libraries read these when they are first loaded, which is in the worker.
    os.environ.update(ONE_THREAD)
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(count, mp_context=context, initializer=_begin)


def _begin() -> None:
    """In a worker: leave Ctrl-C to the parent, and end when the parent is gone, however it went."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.join,), daemon=True).start()


def _follow(wait: Callable[[], None]) -> None:
    with suppress(Exception):
        wait()
    os._exit(1)


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
