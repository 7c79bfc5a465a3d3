"""Levels of a picture: whole numbers, of 8 or of 16 bits, all of them used."""

from __future__ import annotations

import numpy as np


def top_of(kind: np.dtype[np.unsignedinteger]) -> int:
    """The level of full white."""
    return int(np.iinfo(kind).max)
