"""Text from people and file names made safe to store: valid Unicode, one line, of a sane length."""

import os
import re
from collections.abc import Iterable

from familytales.domain.errors import BadInput

LONGEST = 10_000
"""Characters a title, name or note may have: far more than any real one, far less than a mistaken file."""

_SPELLED = re.compile(r"\\udc([89a-f][0-9a-f])")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def valid(text: str) -> str:
    """The text with bytes that are no Unicode (from undecodable file names) shown as U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        try:
            return os.fsencode(text).decode("utf-8", "replace")
        except UnicodeEncodeError:  # surrogates that stand for no byte
            return text.encode("utf-8", "replace").decode()
    return text


def spelled(text: str) -> str:
    """The text with such bytes spelled out, so that different names stay different; `unspelled` takes it back."""
    return text.encode("utf-8", "backslashreplace").decode()


def unspelled(text: str) -> str:
    """The file name that `spelled` spelled out."""
    return _SPELLED.sub(lambda found: chr(0xDC00 + int(found[1], 16)), text)


def clean(text: str) -> str:
    """The text as one trimmed line: line breaks and control characters become spaces."""
    return _CONTROL.sub(" ", valid(text)).strip()


def one_line(text: str, what: str) -> str:
    """A short text, cleaned.

    Raises:
        BadInput: it is longer than any title, name or note; `what` names it.
    """
    if len(text) > LONGEST:
        raise BadInput(f"The {what} has {len(text)} characters; {LONGEST} are the most a library keeps.")
    return clean(text)


def joined(parts: Iterable[str], what: str) -> str:
    """Names as one column: a line each, so that search sees them as text; empty and repeated ones are dropped."""
    lines = (one_line(part, what) for part in parts)
    return "\n".join(dict.fromkeys(line for line in lines if line))


def parted(column: str) -> tuple[str, ...]:
    """What `joined` stored."""
    return tuple(column.split("\n")) if column else ()
