import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from familytales.domain.errors import ExitCode, LibraryBusy
from familytales.library.store import Library

_HOLD = """
import sys
from pathlib import Path
from familytales.library.store import Library
with Library.open(Path(sys.argv[1])).lock():
    print("held", flush=True)
    sys.stdin.read()
"""


def hold(folder: Path) -> subprocess.Popen[str]:
    run = [sys.executable, "-c", _HOLD, str(folder)]
    process = subprocess.Popen(run, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


def test_the_second_run_is_told_which_process_holds_the_library(library: Library) -> None:
    with hold(library.folder) as process:
        with pytest.raises(LibraryBusy, match=rf"process {process.pid}\b") as caught, library.lock():
            pass
        assert caught.value.exit_code is ExitCode.BUSY
        process.communicate()
    with library.lock():
        assert (library.folder / "run.pid").read_text() == f"{os.getpid()}\n"


@pytest.mark.skipif(os.name != "posix", reason="no kill -9 here")
def test_a_killed_run_holds_nothing(library: Library) -> None:
    with hold(library.folder) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
    with library.lock():
        pass


def test_it_is_released_when_the_run_fails(library: Library) -> None:
    with pytest.raises(RuntimeError), library.lock():
        raise RuntimeError
    with library.lock():
        pass


def test_two_runs_in_one_process_exclude_each_other(library: Library) -> None:
    with Library.open(library.folder) as other, library.lock(), pytest.raises(LibraryBusy), other.lock():
        pass


def test_reading_and_correcting_go_on_while_a_run_holds_it(library: Library) -> None:
    with hold(library.folder) as process:
        assert library.books.create("Meanwhile").title == "Meanwhile"
        process.communicate()


def test_leftovers_of_a_killed_run_are_removed(library: Library) -> None:
    left = library.folder / "originals" / "tmp" / "half"
    left.parent.mkdir()
    left.write_bytes(b"half a scan")
    with library.lock():
        assert not left.exists()
