"""Pictures in the terminal, for terminals that can: the protocols of kitty (also Ghostty, Konsole) and of iTerm2."""

import os
import sys
from base64 import b64encode
from collections.abc import Iterator, Mapping

_CHUNK = 4096


def show(png: bytes) -> bool:
    """Draw a PNG on the terminal that stderr is; whether it can."""
    if not sys.stderr.isatty():
        return False
    sequence = encoded(png, os.environ)
    sys.stderr.write(f"{sequence}\n" if sequence else "")
    return bool(sequence)


def encoded(png: bytes, environment: Mapping[str, str]) -> str:
    """What makes the terminal that the environment tells of draw a PNG, "" when it cannot."""
    term, program = environment.get("TERM", ""), environment.get("TERM_PROGRAM", "")
    if "KITTY_WINDOW_ID" in environment or "kitty" in term or program == "ghostty" or "KONSOLE_VERSION" in environment:
        return "".join(_kitty(b64encode(png).decode()))
    if program in ("iTerm.app", "WezTerm", "mintty", "vscode"):
        return f"\x1b]1337;File=inline=1;size={len(png)}:{b64encode(png).decode()}\a"
    return ""


def _kitty(data: str) -> Iterator[str]:
    for start in range(0, len(data), _CHUNK):
        first = "a=T,f=100," if start == 0 else ""
        more = int(start + _CHUNK < len(data))
        yield f"\x1b_G{first}m={more};{data[start : start + _CHUNK]}\x1b\\"
