"""How a display matrix turns a picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

Turn = Literal[0, 90, 180, 270]


def turned(matrix: Sequence[int]) -> tuple[Turn, bool]:
    """Degrees clockwise to upright, and whether to mirror first, from the nine numbers of a display matrix."""
    a, b, _, c, d, *_ = matrix
    mirrored = a * d - b * c < 0
    if mirrored:
        a, b = -a, -b
    if abs(a) >= abs(b):
        return (0 if a >= 0 else 180), mirrored
    return (90 if b > 0 else 270), mirrored
