"""A detector of a few hundred bytes, written by hand: whatever it is shown, it finds what it was made to find."""

from __future__ import annotations

import struct
from collections.abc import Sequence

SIDE = 64
_BOXES = 32


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _bytes(field: int, data: bytes | str) -> bytes:
    raw = data.encode() if isinstance(data, str) else data
    return _varint(field << 3 | 2) + _varint(len(raw)) + raw


def _typed(name: str, shape: Sequence[int]) -> bytes:
    dims = b"".join(_bytes(1, _number(1, side)) for side in shape)
    return _bytes(1, name) + _bytes(2, _bytes(1, _number(1, 1) + _bytes(2, dims)))


def tiny_onnx(rows: Sequence[Sequence[float]], names: str = "{0: 'logo', 1: 'clock'}") -> bytes:
    """As the newer members of the YOLO family answer: four numbers of a box and a score a class, box by box across."""
    padded = [
        *rows,
        *[(0.0,) * len(rows[0])] * (_BOXES - len(rows)),
    ]  # real ones tell of thousands of boxes, most of them nothing
    table = list(zip(*padded, strict=True))
    shape = (1, len(table), len(padded))
    flat = [value for row in table for value in row]
    constant = b"".join(_number(1, side) for side in shape) + _number(2, 1) + _bytes(8, "boxes")
    constant += _bytes(9, struct.pack(f"<{len(flat)}f", *flat))
    node = _bytes(1, "boxes") + _bytes(2, "output0") + _bytes(4, "Identity")
    graph = _bytes(1, node) + _bytes(2, "tiny") + _bytes(5, constant)
    graph += _bytes(11, _typed("images", (1, 3, SIDE, SIDE))) + _bytes(12, _typed("output0", shape))
    metadata = _bytes(14, _bytes(1, "names") + _bytes(2, names))
    return _number(1, 8) + _bytes(7, graph) + _bytes(8, _number(2, 13)) + metadata
