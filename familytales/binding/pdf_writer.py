"""Writes a PDF file object by object, straight to disk.

A library that builds the whole file as objects keeps every image in memory until it saves; a book of scans is far
larger than memory should be. Here nothing is kept but the offset of each object.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO, TypeAlias


class Name(str):
    """A PDF name, written with its slash: `Name("Page")` is `/Page`. Only letters, digits and `_` are used here."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to an object of the file."""

    number: int


Value: TypeAlias = "Ref | bool | int | float | str | bytes | Mapping[str, Value] | Sequence[Value]"
"""What an object can be: `Name` is a name, any other str a text string, bytes a byte string."""


def number(value: float) -> str:
    """At most three decimals (1/216,000 inch) and never an exponent, which PDF does not know."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in {"", "-0"} else text


def serialised(value: Value) -> bytes:
    """The PDF syntax of a value."""
    match value:
        case Ref():
            return b"%d 0 R" % value.number
        case Name():
            return b"/" + value.encode("ascii")
        case bool():
            return b"true" if value else b"false"
        case int() | float():
            return number(value).encode("ascii")
        case str():
            return b"<%s>" % (b"\xfe\xff" + value.encode("utf-16-be", "replace")).hex().encode("ascii")
        case bytes():
            return b"<%s>" % value.hex().encode("ascii")
        case Mapping():
            return b"<<" + b" ".join(b"/%s %s" % (key.encode("ascii"), serialised(value[key])) for key in value) + b">>"
        case _:
            return b"[" + b" ".join(serialised(item) for item in value) + b"]"


class PdfWriter:
    """One PDF 1.7 file under way; objects may be referred to before they are written (`reserve`)."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._offsets: list[int] = []
        self._position = 0
        self._digest = hashlib.blake2b(digest_size=16)
        # PDF/A wants at least four bytes over 127 in a comment, so that nothing takes the file for text.
        self._put(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def reserve(self) -> Ref:
        """A reference to an object that is written later."""
        self._offsets.append(-1)
        return Ref(len(self._offsets))

    def write(self, value: Value, ref: Ref | None = None) -> Ref:
        """Write an object, under a reserved reference or a new one."""
        ref = self._begin(ref)
        self._put(serialised(value) + b"\nendobj\n")
        return ref

    def stream(self, entries: Mapping[str, Value], data: Iterable[bytes], length: int, ref: Ref | None = None) -> Ref:
        """Write a stream of exactly `length` bytes, given in parts.

        Raises:
            ValueError: the parts have another length in all.
        """
        ref = self._begin(ref)
        self._put(serialised({**entries, "Length": length}) + b"\nstream\n")
        start = self._position
        for part in data:
            self._put(part)
        if self._position - start != length:
            raise ValueError(f"a stream of {length} bytes has {self._position - start}")
        self._put(b"\nendstream\nendobj\n")
        return ref

    def finish(self, root: Ref, info: Ref) -> None:
        """Write the cross-reference table; the file's identifier is a digest of everything before it."""
        start = self._position
        self._put(b"xref\n0 %d\n0000000000 65535 f \n" % (len(self._offsets) + 1))
        for offset in self._offsets:
            self._put(b"%010d 00000 n \n" % offset)
        identifier = self._digest.digest()
        trailer: Value = {
            "Size": len(self._offsets) + 1,
            "Root": root,
            "Info": info,
            "ID": [identifier, identifier],
        }
        self._put(b"trailer\n" + serialised(trailer) + b"\nstartxref\n%d\n%%%%EOF\n" % start)

    def _begin(self, ref: Ref | None) -> Ref:
        ref = ref or self.reserve()
        self._offsets[ref.number - 1] = self._position
        self._put(b"%d 0 obj\n" % ref.number)
        return ref

    def _put(self, data: bytes) -> None:
        self._file.write(data)
        self._digest.update(data)
        self._position += len(data)
