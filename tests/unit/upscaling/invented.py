"""Small networks with invented numbers, of each kind."""

from __future__ import annotations

from math import prod, sqrt
from typing import Final

import numpy as np

from dropcut.upscaling.architectures import Architecture, Compact, Rrdb
from dropcut.upscaling.weights import Weights

SMALL: Final = (
    Compact(convs=2, features=8),
    Rrdb(blocks=1, features=8, growth=4),
    Rrdb(blocks=2, scale=2, features=8, growth=4),
)


def numbers(kind: Architecture, seed: int = 0) -> Weights:
    """Weights with which a picture stays one: some contrast, neither black nor white."""
    rng = np.random.default_rng(seed)
    invented = {name: rng.normal(0, 1 / sqrt(prod(shape[1:]) or 1), shape) for name, shape in kind.shapes.items()}
    *_, kernel, bias = invented
    invented[kernel] *= 0.2
    invented[bias] = np.full_like(invented[bias], 0.0 if isinstance(kind, Compact) else 0.5)
    return {name: tensor.astype(np.float32) for name, tensor in invented.items()}
