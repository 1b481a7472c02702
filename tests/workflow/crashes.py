"""Faults for workers: importable by name, as worker processes need."""

import os
import time
from pathlib import Path


def double(number: int) -> int:
    return 2 * number


def fail(message: str) -> None:
    raise ValueError(message)


def die() -> None:
    os._exit(17)


def die_once(marker: Path) -> str:
    if marker.exists():
        return "alive"
    marker.touch()
    os._exit(17)


def process_id() -> int:
    return os.getpid()


def write_pid_and_wait(path: Path) -> None:
    path.write_text(str(os.getpid()))
    time.sleep(60)
