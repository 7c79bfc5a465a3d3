"""How alike two frames are in what they show, wherever the camera moved meanwhile and however bright it became."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from dropcut.vision.sketches import Sketches

Details = NDArray[np.float32]
"""A sketch without what is smooth in it: rows of points that are above or below their neighbours."""

_REACH: Final = 4
"""In points of a sketch: so far may a camera move from one frame to the next."""
_NOISE: Final = 1.5
"""What noise leaves of details: two plain frames are alike."""


def details_of(sketches: Sketches, first: int, end: int) -> Details:
    """Of the frames from `first` up to `end`."""
    import cv2

    bright = sketches.luma[first:end].astype(np.float32)
    return np.stack([one - cv2.GaussianBlur(one, (0, 0), 2.0) for one in bright]) if len(bright) else bright


def energy(details: Details) -> NDArray[np.float32]:
    """How much there is to see, frame by frame."""
    return np.asarray((details * details).mean(axis=(-2, -1)), np.float32)


def likeness(one: Details, other: Details) -> float:
    """From about 0 for two that have nothing in common to 1, at the shift at which they are most alike."""
    import cv2

    height, width = one.shape
    across, down = min(_REACH, width // 4), min(_REACH, height // 4)
    inner = one[down : height - down, across : width - across]
    common = float(cv2.matchTemplate(other, inner, cv2.TM_CCORR).max()) / inner.size
    both = float(np.sqrt(energy(inner) * energy(other)))
    return min(1.0, (common + _NOISE) / (both + _NOISE))
