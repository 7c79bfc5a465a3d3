"""Edges of a picture: where brightness changes, how strongly, and which way."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Gray = NDArray[np.uint8]
Mask = NDArray[np.bool_]

SOFT: Final = 0.8
"""Noise of a camera is smoothed away by so much, in points."""
_SOBEL: Final = 8.0


class Slopes(NamedTuple):
    """How brightness grows, point by point, in levels a point."""

    across: Floats
    down: Floats

    @property
    def strengths(self) -> Floats:
        """How strong each edge is, whichever side is the brighter."""
        return np.asarray(np.hypot(self.across, self.down), np.float32)

    def directions(self, noise: float) -> float:
        """Of the edges, how much is left when those of one direction are set off against those across: nothing of a line."""
        across, down = self
        both, half = (across * across + down * down).sum(), (across * down).sum()
        return float(1 - np.hypot((across * across - down * down).sum(), 2 * half) / (both + noise))


def slopes_of(picture: Gray, softened: float = SOFT) -> Slopes:
    """Of a picture that is smoothed first."""
    import cv2

    soft = cv2.GaussianBlur(picture, (0, 0), softened).astype(np.float32)
    across, down = (np.asarray(cv2.Sobel(soft, cv2.CV_32F, *way, ksize=3) / _SOBEL, np.float32) for way in ((1, 0), (0, 1)))
    return Slopes(across, down)
