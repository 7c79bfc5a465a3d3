"""How near passages are in meaning: first by the signs of their numbers, then, for the nearest, by the numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dropcut.ports.meaning import SIZE, Vectors

SIGNS: Final = SIZE // 8
_SCALE: Final = 127
_WORDS: Final = SIGNS // 8


def kept(vectors: Vectors) -> tuple[bytes, bytes]:
    """One bit a number, to be looked through; and eight, to be compared."""
    signs = np.packbits(vectors > 0, axis=1)
    numbers = np.clip(np.round(vectors * _SCALE), -_SCALE, _SCALE).astype(np.int8)
    return signs.tobytes(), numbers.tobytes()


def nearest(signs: bytes, asked: Vectors, most: int) -> NDArray[np.intp]:
    """Which rows agree in most signs with the one row that is asked for."""
    rows = np.frombuffer(signs, np.uint64).reshape(-1, _WORDS)
    mine = np.frombuffer(np.packbits(asked > 0).tobytes(), np.uint64)
    apart = np.bitwise_count(rows ^ mine).sum(axis=1, dtype=np.uint16)
    if len(apart) <= most:
        return np.argsort(apart, kind="stable")
    close = np.argpartition(apart, most)[:most]
    order: NDArray[np.intp] = close[np.argsort(apart[close], kind="stable")]
    return order


def likeness(numbers: Sequence[bytes], asked: Vectors) -> NDArray[np.float32]:
    """How alike each is to what is asked: 1 at most."""
    rows = np.frombuffer(b"".join(numbers), np.int8).reshape(-1, SIZE).astype(np.float32)
    told: NDArray[np.float32] = rows @ asked.reshape(-1) / np.float32(_SCALE)
    return told
