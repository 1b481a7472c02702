"""Asks an ONNX model for one of its inner tensors, without the `onnx` package.

A protocol-buffer message that appears twice in a stream is merged, repeated fields by appending (the protocol buffers
encoding guide, "Last One Wins"). So a model gains an output when a few bytes are put behind it.
"""

_MODEL_GRAPH = 7  # onnx.proto3: ModelProto.graph, GraphProto.output and ValueInfoProto.name
_GRAPH_OUTPUT = 12
_VALUE_NAME = 1
_LENGTH_DELIMITED = 2


def with_output(model: bytes, tensor: str) -> bytes:
    """The serialised `model` with `tensor` as its last output; loading it fails if it has no such tensor."""
    value = _field(_VALUE_NAME, tensor.encode())
    return model + _field(_MODEL_GRAPH, _field(_GRAPH_OUTPUT, value))


def _field(number: int, content: bytes) -> bytes:
    return bytes([number << 3 | _LENGTH_DELIMITED]) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    found.append(value)
    return bytes(found)
