"""How near passages are in meaning: first by the signs of their numbers, then, for the nearest, by the numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dropcut.ports.meaning import SIZE, Vectors

SIGNS: Final = SIZE // 8
_SCALE: Final = 127
_WORDS: Final = SIGNS // 8
_AT_ONCE: Final = 1 << 19


def kept(vectors: Vectors) -> tuple[bytes, bytes]:
    """One bit a number, to be looked through; and eight, to be compared."""
    signs = np.packbits(vectors > 0, axis=1)
    numbers = np.clip(np.round(vectors * _SCALE), -_SCALE, _SCALE).astype(np.int8)
    return signs.tobytes(), numbers.tobytes()


def nearest(signs: Iterable[bytes], asked: Vectors, most: int) -> NDArray[np.intp]:
    """Which rows, counted through all portions, agree in most signs with the one row that is asked for."""
    mine = np.frombuffer(np.packbits(asked > 0).tobytes(), np.uint64)
    apart = np.concatenate([_apart(b"".join(some), mine) for some in _together(signs)] or [np.empty(0, np.uint16)])
    if len(apart) <= most:
        return np.argsort(apart, kind="stable")
    close = np.argpartition(apart, most)[:most]
    order: NDArray[np.intp] = close[np.argsort(apart[close], kind="stable")]
    return order


def _apart(signs: bytes, mine: NDArray[np.uint64]) -> NDArray[np.uint16]:
    """In how many signs each row is another. A column at a time: a sum over so few columns takes longer than all else."""
    differ = np.bitwise_count(np.frombuffer(signs, np.uint64).reshape(-1, _WORDS) ^ mine)
    apart: NDArray[np.uint16] = differ[:, 0].astype(np.uint16)
    for column in range(1, _WORDS):
        apart += differ[:, column]
    return apart


def _together(portions: Iterable[bytes]) -> Iterator[list[bytes]]:
    """As many as lie in a processor's own memory while they are counted."""
    some, size = list[bytes](), 0
    for portion in portions:
        some.append(portion)
        size += len(portion)
        if size >= _AT_ONCE:
            yield some
            some, size = [], 0
    if some:
        yield some


def likeness(numbers: Sequence[bytes], asked: Vectors) -> NDArray[np.float32]:
    """How alike each is to what is asked: 1 at most."""
    rows = np.frombuffer(b"".join(numbers), np.int8).reshape(-1, SIZE).astype(np.float32)
    told: NDArray[np.float32] = rows @ asked.reshape(-1) / np.float32(_SCALE)
    return told
