"""A network's numbers in memory, whichever file they came from: checked against what the network is made of."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from dropcut.domain.errors import Permanent
from dropcut.domain.wording import printable
from dropcut.upscaling.architectures import Architecture

Weights = Mapping[str, NDArray[np.float32]]
"""Every tensor by the name that the network's makers gave it."""


def checked(tensors: Mapping[str, NDArray[np.generic]], architecture: Architecture, told: str) -> Weights:
    """`tensors` when they are exactly this network's, of its shapes, and finite. Raises Permanent, beginning with `told`."""
    shapes = architecture.shapes
    if strange := sorted(set(tensors) ^ set(shapes)):
        has = "holds" if strange[0] in tensors else "lacks"
        raise Permanent(f"{told} is not this network's: it {has} {printable(strange[0][:80])!r}.", FETCH_AGAIN)
    return {name: _whole(tensors[name], name, shape, told) for name, shape in shapes.items()}


FETCH_AGAIN = "Fetch the official weights again with dropcut models pull."


def _whole(tensor: NDArray[np.generic], name: str, shape: tuple[int, ...], told: str) -> NDArray[np.float32]:
    if tensor.shape != shape:
        raise Permanent(f"{told} is not this network's: {name} is of shape {tensor.shape}, not {shape}.", FETCH_AGAIN)
    if not np.issubdtype(tensor.dtype, np.floating):
        raise Permanent(f"{told} is damaged: {name} holds no fractions.", FETCH_AGAIN)
    whole = np.array(tensor, np.float32, order="C")  # one's own: what was read from a file's bytes cannot be written
    if not np.isfinite(whole).all():
        raise Permanent(f"{told} is damaged: {name} holds what is no number.", FETCH_AGAIN)
    return whole


def blended(clean: Weights, noisy: Weights, denoise: Fraction) -> Weights:
    """A network between two of one kind: `denoise` of the one that takes noise away, the rest of the one that keeps it."""
    share = float(denoise)
    return {name: (share * clean[name] + (1 - share) * noisy[name]).astype(np.float32) for name in clean}
