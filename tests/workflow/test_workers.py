import asyncio
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from pathlib import Path

import pytest

from familytales.domain.errors import FamilyTalesError
from familytales.workflow.workers import Workers, each, flow, in_order
from tests.workflow import crashes


def run(work: Callable[[Workers], Awaitable[object]], *, limit: float = 60) -> object:
    async def whole() -> object:
        with Workers(2, limit) as workers:
            return await work(workers)

    return asyncio.run(whole())


def test_a_worker_gives_back_what_the_function_returns() -> None:
    async def work(workers: Workers) -> object:
        return await asyncio.gather(*(workers.run(crashes.double, n) for n in range(20)))

    assert run(work) == [2 * n for n in range(20)]


@pytest.mark.parametrize(
    ("fault", "kind", "said"),
    [
        (partial(crashes.fail, "no such luck"), ValueError, "no such luck"),
        (crashes.fail_unportably, RuntimeError, "UnportableError: no such luck"),
        (crashes.leave, RuntimeError, "SystemExit: enough"),
        (crashes.unportable_result, Exception, "lambda"),
        (crashes.exhaust, FamilyTalesError, "memory"),
    ],
)
def test_an_exception_comes_through_and_the_next_item_is_unharmed(
    fault: Callable[[], object], kind: type[Exception], said: str
) -> None:
    async def work(workers: Workers) -> object:
        with pytest.raises(kind, match=said):
            await workers.run(fault)
        return await workers.run(crashes.double, 4)

    assert run(work) == 8


def test_a_crash_costs_only_its_own_item() -> None:
    async def work(workers: Workers) -> object:
        results = await asyncio.gather(
            workers.run(crashes.double, 1),
            workers.run(crashes.die),
            workers.run(crashes.double, 2),
            workers.run(crashes.double, 3),
            return_exceptions=True,
        )
        assert isinstance(results.pop(1), FamilyTalesError)
        return results, await workers.run(crashes.double, 4)

    assert run(work) == ([2, 4, 6], 8)


def test_a_crash_that_does_not_happen_again_is_forgiven(tmp_path: Path) -> None:
    async def work(workers: Workers) -> object:
        return await workers.run(crashes.die_once, tmp_path / "marker")

    assert run(work) == "alive"


def test_what_hangs_is_ended_and_costs_only_its_own_item() -> None:
    async def work(workers: Workers) -> object:
        results = await asyncio.gather(
            *(workers.run(crashes.hang) for _ in range(2)),
            *(workers.run(crashes.double, n) for n in range(4)),
            return_exceptions=True,
        )
        hung, fine = results[:2], results[2:]
        assert all("within 2 seconds" in str(error) for error in hung)
        return fine

    assert run(work, limit=2) == [0, 2, 4, 6]


def test_what_may_take_long_has_no_limit(tmp_path: Path) -> None:
    async def work(workers: Workers) -> object:
        return await workers.run_long(crashes.double, 2)

    assert run(work, limit=0) == 4


def test_a_program_that_hangs_ends_with_its_worker(tmp_path: Path) -> None:
    async def work(workers: Workers) -> object:
        with pytest.raises(FamilyTalesError):
            await workers.run(crashes.hang_in_a_program, tmp_path / "pid")

    run(work, limit=2)
    assert _eventually(lambda: not _alive(int((tmp_path / "pid").read_text())))


def test_an_error_in_the_run_ends_what_is_under_way() -> None:
    async def work(workers: Workers) -> object:
        hanging = asyncio.create_task(workers.run(crashes.hang))
        await workers.run(crashes.double, 1)
        assert not hanging.done()
        raise ValueError("the run is over")

    with pytest.raises(ValueError, match="over"):
        run(work, limit=600)


def test_what_an_engine_prints_is_not_data(capfd: pytest.CaptureFixture[str]) -> None:
    async def work(workers: Workers) -> object:
        return await workers.run(crashes.talk)

    run(work)
    shown = capfd.readouterr()
    assert (shown.out, shown.err) == ("", "not data\n")


def test_workers_end_with_a_killed_parent(tmp_path: Path) -> None:
    marker = tmp_path / "pid"
    code = (
        "import asyncio, pathlib\n"
        "from familytales.workflow.workers import Workers\n"
        "from tests.workflow import crashes\n"
        "async def main():\n"
        "    with Workers(1) as workers:\n"
        f"        await workers.run(crashes.write_pid_and_wait, pathlib.Path({str(marker)!r}))\n"
        "if __name__ == '__main__':\n"
        "    asyncio.run(main())\n"
    )
    script = tmp_path / "parent.py"
    script.write_text(code)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path.cwd()), *sys.path])}
    parent = subprocess.Popen([sys.executable, str(script)], env=environment)
    worker = int(_eventually(lambda: marker.exists() and marker.read_text()))
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    assert _eventually(lambda: not _alive(worker))


def _eventually(check: Callable[[], object], seconds: float = 20) -> str:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := check():
            return str(found)
        time.sleep(0.02)
    raise AssertionError("it did not happen")


def _alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


async def _after(delays: dict[int, int], number: int) -> int:
    for _ in range(delays[number]):
        await asyncio.sleep(0)
    return number


@pytest.mark.parametrize("at_once", [1, 2, 5])
def test_in_order_keeps_the_order_whatever_finishes_first(at_once: int) -> None:
    delays = {0: 9, 1: 1, 2: 5, 3: 0, 4: 2}

    async def work() -> list[int]:
        return [n async for n in in_order(each(range(5)), lambda n: _after(delays, n), at_once=at_once)]

    assert asyncio.run(work()) == [0, 1, 2, 3, 4]


def test_modules_are_loaded_ahead_of_the_work_and_a_missing_one_does_no_harm() -> None:
    async def work(*modules: str) -> bool:
        with Workers(1, ahead=modules) as workers:
            return await workers.run(crashes.loaded, "colorsys")

    assert not asyncio.run(work())
    assert asyncio.run(work("no_such_module", "colorsys"))


def test_workers_that_were_never_given_work_are_gone_at_the_end() -> None:
    with Workers(2) as workers:
        (one, other) = multiprocessing.active_children()
    assert not one.is_alive()
    assert not other.is_alive()
    assert workers.count == 2


def test_flow_never_has_more_under_way_than_allowed() -> None:
    now, most = 0, 0

    async def one(number: int) -> int:
        nonlocal now, most
        now += 1
        most = max(most, now)
        for _ in range(20 + number % 3):
            await asyncio.sleep(0)
        now -= 1
        return number

    async def work() -> list[int]:
        return [n async for n in flow(each(range(30)), one, at_once=4)]

    assert sorted(asyncio.run(work())) == list(range(30))
    assert most == 4


def test_an_error_upstream_ends_the_flow() -> None:
    async def source() -> AsyncIterator[int]:
        yield 1
        raise ValueError("upstream")

    async def one(number: int) -> int:
        return number

    async def work() -> list[int]:
        return [n async for n in flow(source(), one, at_once=2)]

    with pytest.raises(ValueError, match="upstream"):
        asyncio.run(work())
