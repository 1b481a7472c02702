"""Tesseract's LSTM models with their weights as they were before they were rounded to bytes.

The models that come with Tesseract ("fast") hold bytes and a scale for each row of weights, to be quick; its training
tools go on from full numbers only. Byte times scale is such a number, as exact as the model ever was in use.
"""

import struct

import numpy

from familytales.domain.errors import BadInput

_INT, _DOUBLE = 1, 128
"""Flags of a weight matrix: bytes with scales; numbers of eight bytes."""
_RATES = 64
"""Flag of a network whose parts have learning rates of their own."""
_INT_MODE = 1
"""Flag of a whole model that holds bytes."""
_DEEPEST = 20
_WRAPPERS = ("RTLReversed", "TTBReversed", "XYTranspose")
_PARTS = frozenset(["Series", "Parallel", "Replicated", "Par_Bidirectional", "DepthParRTLLSTM", *_WRAPPERS])
_SIZES = {"Input": 20, "Convolve": 8, "Maxpool": 8, "Reconfig": 8}
"""Bytes that follow a part of these kinds."""
_DENSE = frozenset(["Softmax", "SoftmaxNoCTC", "Logistic", "Tanh", "Relu", "Linear", "Posclip", "Symclip"])
"""Parts that are one matrix."""


def full(model: bytes) -> bytes:
    """The model with full weights; one that has them is returned as it is.

    Args:
        model: the `lstm` part of a `.traineddata` file.

    Raises:
        BadInput: it is built in a way that this does not know, or damaged.
    """
    reader = _Reader(model)
    try:
        reader.network(0)
        reader.text()  # how the network was specified
        flags = reader.take("<i")
    except (struct.error, ValueError) as error:
        raise _unknown(str(error)) from error
    if not flags & _INT_MODE:
        return model
    reader.put("<i", flags & ~_INT_MODE)
    return bytes(reader.made) + model[reader.at :]


class _Reader:
    """Walks through a model and writes it anew."""

    def __init__(self, model: bytes) -> None:
        self._model = model
        self.at = 0
        self.made = bytearray()

    def network(self, depth: int) -> None:
        """One part of a network with those in it."""
        if depth > _DEEPEST:
            raise _unknown("it is nested too deeply")
        if self.same("b"):  # a number stood here before Tesseract 4.0 was finished
            raise _unknown("it is older than Tesseract 4")
        kind = self.text()
        self.same("b")  # state of training
        self.same("b")
        flags, inputs, outputs, _ = (self.same("<i") for _ in range(4))
        self.text()
        self._contents(kind, flags, inputs, outputs, depth)

    def _contents(self, kind: str, flags: int, inputs: int, outputs: int, depth: int) -> None:
        if kind in _PARTS:
            for _ in range(self.same("<i")):
                self.network(depth + 1)
            if flags & _RATES:
                self.copy(4 * self.same("<i"))
        elif kind in _SIZES:
            self.copy(_SIZES[kind])
        elif kind in ("LSTM", "SummLSTM"):
            if self.same("<i") != inputs + outputs:
                raise _unknown("its layers look up and down")
            for _ in range(4):
                self.weights()
        elif kind in _DENSE:
            self.weights()
        else:
            raise _unknown(f"it has a part of the kind {kind!r}")

    def weights(self) -> None:
        """One matrix; bytes and scales become numbers."""
        mode = self.take("B")
        if not mode & _DOUBLE:
            raise _unknown("it is older than Tesseract 4")
        rows, columns = self.take("<I"), self.take("<I")
        self.put("B", mode & ~_INT)
        self.put("<I", rows)
        self.put("<I", columns)
        if not mode & _INT:
            self.copy(8 + 8 * rows * columns)
            return
        self._raw(1)
        rounded = numpy.frombuffer(self._raw(rows * columns), numpy.int8).reshape(rows, columns)
        scales = numpy.frombuffer(self._raw(8 * self.take("<I")), "<f8")
        if len(scales) < rows:
            raise _unknown("scales are missing")
        self.put("<d", 0.0)
        self.made += (rounded * scales[:rows, None]).astype("<f8").tobytes()

    def text(self) -> str:
        """A text with its length before it."""
        return self.copy(self.same("<i")).decode("ascii")

    def same(self, layout: str) -> int:
        """A number that stays."""
        found = self.take(layout)
        self.put(layout, found)
        return found

    def take(self, layout: str) -> int:
        """A number that is not written."""
        return int(struct.unpack(layout, self._raw(struct.calcsize(layout)))[0])

    def put(self, layout: str, value: float) -> None:
        """Write a number."""
        self.made += struct.pack(layout, value)

    def copy(self, size: int) -> bytes:
        """Bytes that stay."""
        found = self._raw(size)
        self.made += found
        return found

    def _raw(self, size: int) -> bytes:
        if not 0 <= size <= len(self._model) - self.at:
            raise _unknown("it is cut short")
        self.at += size
        return self._model[self.at - size : self.at]


def _unknown(why: str) -> BadInput:
    return BadInput(
        f"This Tesseract model cannot be trained further: {why}.",
        remedy="Use data of Tesseract 4 or 5, such as those of the tessdata_best project.",
    )
