"""Faults for workers: importable by name, as worker processes need."""

import os
import sys
import time
from pathlib import Path


def loaded(module: str) -> bool:
    return module in sys.modules


def double(number: int) -> int:
    return 2 * number


def fail_whatever(*_: object) -> None:
    raise ValueError("no such luck")


def fail(message: str) -> None:
    raise ValueError(message)


class UnportableError(Exception):
    """Pickles, but cannot be made again from its pickle."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(one + other)


def fail_unportably() -> None:
    raise UnportableError("no ", "such luck")


def leave() -> None:
    raise SystemExit("enough")


def unportable_result() -> object:
    return lambda: None


def die() -> None:
    os._exit(17)


def die_once(marker: Path) -> str:
    if marker.exists():
        return "alive"
    marker.touch()
    os._exit(17)


def hang() -> None:
    time.sleep(600)


def hang_in_a_program(path: Path) -> None:
    import subprocess
    import sys

    program = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    path.write_text(str(program.pid))
    program.wait()


def exhaust() -> None:
    raise MemoryError


def process_id() -> int:
    return os.getpid()


def write_pid_and_wait(path: Path) -> None:
    path.write_text(str(os.getpid()))
    time.sleep(60)


def talk() -> None:
    os.write(1, b"not data\n")
