"""Pictures to make larger: soft shades, hard edges, fine lines and noise."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Levels = type[np.uint8] | type[np.uint16]


def picture(high: int, wide: int, seed: int = 0, kind: Levels = np.uint8) -> NDArray[Any]:
    """One of its own for each seed."""
    rng = np.random.default_rng(seed)
    down, across = np.mgrid[0:high, 0:wide].astype(np.float64)
    waves = [np.sin(down / rng.uniform(2, 9) + across / rng.uniform(2, 9) + rng.uniform(0, 6)) for _ in range(3)]
    planes = np.stack(waves, -1) / 2 + 0.5
    planes[(down - high / 2) ** 2 + (across - wide / 3) ** 2 < (high / 4) ** 2] = rng.uniform(0, 1, 3)
    planes[:, wide * 2 // 3 :: 4] = rng.uniform(0, 1, 3)
    planes += rng.normal(0, 0.03, planes.shape)
    top = np.iinfo(kind).max
    shown: NDArray[Any] = np.rint(planes.clip(0, 1) * top).astype(kind)
    return shown


def furthest(one: NDArray[Any], other: NDArray[Any]) -> int:
    """By how many levels they differ at most."""
    assert one.shape == other.shape
    assert one.dtype == other.dtype
    return int(np.abs(one.astype(np.int64) - other.astype(np.int64)).max())
