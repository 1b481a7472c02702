"""One worker process: runs plain functions one after the other, and can be killed without hurting its neighbours.

A pool from the standard library dies as a whole when one of its processes does, and cannot end one that hangs.
"""

import multiprocessing
import os
import pickle
import signal
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from multiprocessing.connection import Connection, wait
from typing import Any, NamedTuple, TypeVar

_R = TypeVar("_R")

_COUNTS = ("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OPENCV_FOR_THREADS_NUM")
ONE_THREAD = dict.fromkeys(_COUNTS, "1")


class Died(Exception):  # noqa: N818 - an outcome among others
    """The process ended without an answer."""


class TooSlow(Exception):  # noqa: N818
    """There was no answer in time."""


class _Answer(NamedTuple):
    ok: bool
    value: Any
    """What was returned, or else the exception."""
    spent: bool
    """Whether the process is not to be used again."""


class WorkerProcess:
    """A process that is started ahead or with the first piece of work, and again after it was killed or died.

    Args:
        ahead: modules it loads before it is given work; one that cannot be loaded is left to the work that needs it.
    """

    def __init__(self, ahead: Sequence[str] = ()) -> None:
        self._ahead = tuple(ahead)
        self._process: multiprocessing.process.BaseProcess | None = None
        self._connection: Connection | None = None
        self._up = False
        self._starting = threading.Lock()
        self._retired = False

    def do(self, work: Callable[[], _R], limit: float | None) -> _R:
        """What `work` returns, run there; its exceptions come through.

        Args:
            work: a callable that pickles, as must what it returns.
            limit: seconds after which the process is killed; None for no limit.

        Raises:
            Died: the process ended without an answer.
            TooSlow: it was killed.
        """
        request = pickle.dumps(work)
        try:
            connection = self.start()
            if not self._up:
                connection.recv_bytes()  # what starting takes is not the work's
                self._up = True
            connection.send_bytes(request)
            if not wait([connection], limit):
                self.kill()
                raise TooSlow
            answer: _Answer = pickle.loads(connection.recv_bytes())
        except (EOFError, OSError) as error:
            self.kill()
            raise Died from error
        if answer.spent:
            self.kill()
        if not answer.ok:
            raise answer.value
        found: _R = answer.value
        return found

    def kill(self) -> None:
        """End it at once, whatever it does."""
        process, self._process, self._connection, self._up = self._process, None, None, False
        if process is not None:
            _kill(process)

    def retire(self) -> None:
        """End it for good, from any thread: what it is doing counts as died."""
        with self._starting:
            self._retired = True
            self.kill()

    def start(self) -> Connection:
        """Have it come up, where it has not been started, without waiting for it; the way to talk to it.

        Raises:
            Died: it was ended for good.
        """
        # Libraries read these when they are first loaded, which is in the worker.
        os.environ.update(ONE_THREAD)
        with self._starting:
            if self._retired:
                raise Died
            if self._connection is None:
                context = multiprocessing.get_context("spawn")
                self._connection, theirs = context.Pipe()
                self._process = context.Process(target=_serve, args=(theirs, self._ahead))
                self._process.start()
                theirs.close()  # with the process gone, reading from ours ends
            return self._connection


def _kill(process: multiprocessing.process.BaseProcess) -> None:
    """With the programs it started: the one that hangs may be one of them."""
    if process.is_alive() and process.pid is not None:
        with suppress(OSError, AttributeError):  # no process groups on Windows, none yet in a process just started
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
    process.join()


def _serve(connection: Connection, ahead: Sequence[str]) -> None:
    """In the worker: answer until the parent has nothing more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's
    with suppress(OSError, AttributeError):
        os.setpgid(0, 0)
    os.dup2(2, 1)  # standard output is the command's data; what an engine prints is not
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.join,), daemon=True).start()
    for module in ahead:
        with suppress(Exception):
            import_module(module)
    connection.send_bytes(b"")
    while True:
        try:
            request = connection.recv_bytes()
        except (EOFError, OSError):
            return
        connection.send_bytes(_answered(request))


def _follow(wait_for_parent: Callable[[], None]) -> None:
    """End when the parent is gone, however it went."""
    with suppress(Exception):
        wait_for_parent()
    os._exit(1)


def _answered(request: bytes) -> bytes:
    try:
        return pickle.dumps(_Answer(True, pickle.loads(request)(), False))
    except BaseException as error:
        return pickle.dumps(_Answer(False, _portable(error), isinstance(error, MemoryError)))


def _portable(error: BaseException) -> Exception:
    """The exception, if it can cross to the parent and is no order to end: else one that says the same."""
    if isinstance(error, Exception):
        with suppress(Exception):
            pickle.loads(pickle.dumps(error))
            return error
    return RuntimeError(f"{type(error).__name__}: {error}")
