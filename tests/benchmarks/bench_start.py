"""How long commands take to answer: the whole process, best and median of ten, beside an empty Python.

Run: python -m tests.benchmarks.bench_start [LIBRARY]
"""

import statistics
import subprocess
import sys
import time

COMMANDS = (("--version",), ("--help",), ("make", "--help"))
OF_A_LIBRARY = (("search", "letter"), ("status",), ("book", "list"))


def timed(name: str, command: list[str]) -> None:
    spent = []
    for _ in range(10):
        started = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        spent.append(time.perf_counter() - started)
    print(f"{name:24} {min(spent):6.3f} s  median {statistics.median(spent):6.3f} s", flush=True)


def main() -> None:
    timed("python -c pass", [sys.executable, "-c", "pass"])
    for arguments in COMMANDS:
        timed(" ".join(arguments), [sys.executable, "-m", "familytales", *arguments])
    for arguments in OF_A_LIBRARY if len(sys.argv) > 1 else ():
        command = [sys.executable, "-m", "familytales", *arguments, "--library", sys.argv[1]]
        timed(" ".join(arguments), command)


if __name__ == "__main__":
    main()
