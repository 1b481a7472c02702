"""Asks an ONNX model for one of its inner tensors, without the `onnx` package.

A protocol-buffer message that appears twice in a stream is merged, repeated fields by appending (protocol buffers
encoding guide, "Last One Wins"). So a model gains an output when a few bytes are put behind it.
"""

from collections.abc import Iterator

# onnx.proto3
_MODEL_GRAPH = 7
_GRAPH_NODE, _GRAPH_OUTPUT = 1, 12
_NODE_OUTPUT, _NODE_TYPE = 2, 4
_VALUE_NAME = 1

_VARINT, _FIXED64, _LENGTH_DELIMITED, _FIXED32 = 0, 1, 2, 5


def with_output(model: bytes, tensor: str) -> bytes:
    """The serialised `model` with `tensor` as its last output; loading it fails if it has no such tensor."""
    value = _field(_VALUE_NAME, tensor.encode())
    return model + _field(_MODEL_GRAPH, _field(_GRAPH_OUTPUT, value))


def results_of(model: bytes, operator: str) -> list[str]:
    """Names of the tensors that nodes of this type (`Ceil`) make.

    Raises:
        ValueError: this is not a serialised model.
    """
    found: list[str] = []
    for graph in _contents(memoryview(model), _MODEL_GRAPH):
        for node in _contents(graph, _GRAPH_NODE):
            if any(bytes(kind) == operator.encode() for kind in _contents(node, _NODE_TYPE)):
                found.extend(bytes(name).decode() for name in _contents(node, _NODE_OUTPUT))
    return found


def _contents(message: memoryview, wanted: int) -> Iterator[memoryview]:
    """What the length-delimited fields of that number hold."""
    at = 0
    while at < len(message):
        key, at = _read_varint(message, at)
        kind = key & 7
        if kind == _LENGTH_DELIMITED:
            size, at = _read_varint(message, at)
            if at + size > len(message):
                raise ValueError("the message ends inside a field")
            if key >> 3 == wanted:
                yield message[at : at + size]
            at += size
        elif kind == _VARINT:
            _, at = _read_varint(message, at)
        elif kind in (_FIXED64, _FIXED32):
            at += 8 if kind == _FIXED64 else 4
        else:
            raise ValueError(f"no such kind of field: {kind}")


def _read_varint(message: memoryview, at: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        if at >= len(message):
            break
        byte = message[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
    raise ValueError("the message ends inside a number")


def _field(number: int, content: bytes) -> bytes:
    return bytes([number << 3 | _LENGTH_DELIMITED]) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    found.append(value)
    return bytes(found)
