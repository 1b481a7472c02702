"""Where `familytales`, `ft` and `python -m familytales` start."""

import os
import sys
from contextlib import suppress
from typing import NoReturn

from familytales import __version__


def main() -> None:
    """Run the command line; the version is answered before anything else is imported, for it is asked by scripts."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        sys.stdout.write(f"familytales {__version__}\n")
        return
    _open_streams()
    from familytales.cli.app import app

    try:
        app()
    except SystemExit as end:
        _leave(end.code if isinstance(end.code, int) else 0)


def _open_streams() -> None:
    """Have what is written to a stream that was closed go nowhere.

    Else the library's file would get the stream's number, to which engines write their complaints.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            os.dup2(os.open(os.devnull, os.O_RDWR), number)
            setattr(sys, name, open(number, "w" if number else "r", encoding="utf-8"))  # noqa: PTH123, SIM115


def _leave(code: int) -> NoReturn:
    """End at once: a command has closed what it opened, and Python's own end, module by module, takes 0.08 s."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # whoever read them may be gone
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
