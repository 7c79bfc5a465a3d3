"""What is left of a still once what the camera filmed is taken away: what moves by itself, and what lies over the picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from dropcut.vision.camera import HALF, Camera, Moved
from dropcut.vision.edges import Floats, Gray, slopes_of

_BESIDE: Final = (2, 4, 7)
"""Stills that tell what was filmed: so many before and after. What lies over it is elsewhere there."""
_FEWEST: Final = 2
_LEVELS: Final = 3.0
_SLOPE: Final = 0.2
"""Where brightness changes much, the slightest error of place is a difference of so much of that."""
_LARGER: Final = np.diag([HALF, HALF, 1.0])
_SMALLER: Final = np.diag([1 / HALF, 1 / HALF, 1.0])
_FAR: Final = 4.0
"""Points: where nothing else tells what was filmed, what is so near does."""
_MOST: Final = 3.0
"""What is more would outweigh all other stills."""


def residues(camera: Camera, stills: Sequence[Gray]) -> Iterator[Floats]:
    """How much brighter each still is than what was filmed there, or than what is around, for how exactly that is known."""
    for number in range(len(stills)):
        beside = [at for by in _BESIDE for at in (number - by, number + by) if 0 <= at < len(stills)]
        yield _left(camera, stills, number, [at for at in beside if camera.shots[at] == camera.shots[number]])


def _left(camera: Camera, stills: Sequence[Gray], number: int, others: Sequence[int]) -> Floats:
    import cv2

    still = stills[number]
    around = np.asarray(cv2.GaussianBlur(still, (0, 0), _FAR), np.uint8)
    seen = [_seen(stills[at], camera.between(at, number), around) for at in others] if len(others) >= _FEWEST else [around]
    brighter = still - _middle(seen)
    known = _LEVELS + _SLOPE * slopes_of(still).strengths
    return np.asarray(np.clip(brighter / known, -_MOST, _MOST), np.float32)


def _seen(still: Gray, moved: Moved, else_: Gray) -> Gray:
    """A still from where the camera was at another; what it does not show is taken from elsewhere."""
    import cv2

    there = _LARGER @ moved @ _SMALLER
    size = (still.shape[1], still.shape[0])
    return np.asarray(cv2.warpAffine(still, there[:2], size, dst=else_.copy(), borderMode=cv2.BORDER_TRANSPARENT), np.uint8)


def _middle(pictures: Sequence[Gray]) -> Floats:
    """Point by point, by exchanging neighbours until all are in order: much quicker than sorting columns."""
    rows = list(pictures)
    for turn in range(len(rows)):
        for at in range(turn % 2, len(rows) - 1, 2):
            rows[at], rows[at + 1] = np.minimum(rows[at], rows[at + 1]), np.maximum(rows[at], rows[at + 1])
    lower, upper = rows[(len(rows) - 1) // 2], rows[len(rows) // 2]
    return np.asarray(np.add(lower, upper, dtype=np.float32) / 2, np.float32)
