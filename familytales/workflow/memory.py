"""How much memory this process has held: the peak since it was last reset, where the system can reset it."""

import sys
from contextlib import suppress
from pathlib import Path

_STATUS, _CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def reset_peak() -> None:
    """Begin a new peak (Linux); elsewhere the peak is that of the whole life of the process."""
    with suppress(OSError):
        _CLEAR.write_text("5")  # 5 resets the peak resident size


def peak() -> int:
    """Most bytes that were resident at once; 0 where the system does not tell."""
    with suppress(OSError, StopIteration):
        lines = _STATUS.read_text(encoding="ascii", errors="replace").splitlines()
        line = next(line for line in lines if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    if sys.platform == "win32":
        return 0
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
