"""What a camera's own movement explains in stills: what it does not is something else that moves, or lies over the picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dropcut.vision.edges import Floats, Gray

Mask = NDArray[np.bool_]
Moved = NDArray[np.float64]
"""Where points of one still are in another: three rows of three."""

_BESIDE: Final = (2, 4, 7)
"""Stills that tell what was filmed: so many before and after. What lies over it is elsewhere there."""
_FEWEST: Final = 2
_CORNERS: Final = 200
_FEWEST_CORNERS: Final = 12
_AGREE: Final = 0.4
"""Of the corners: fewer that go one way are no camera that moves."""
_LEVELS: Final = 8.0
_SLOPE: Final = 0.2
"""Where brightness changes much, the slightest error of place is a difference of so much of that."""
_OUTSIDE: Final = -1000.0


class Camera(NamedTuple):
    """How a camera went."""

    shots: tuple[int, ...]
    """Which one each still belongs to."""
    places: tuple[Moved, ...]
    """Of each still: where the points of its shot's first are in it."""

    def way_at(self, across: float, down: float) -> tuple[float, float]:
        """How far what is filmed there moves from still to still, to the right and down: what is so of most."""
        point = np.array([across, down, 1])
        moves = [
            (after @ np.linalg.inv(before) @ point - point)[:2]
            for (shot, before), (other, after) in pairwise(zip(self.shots, self.places, strict=True))
            if shot == other
        ]
        to_the_right, below = np.median(moves, axis=0) if moves else (0.0, 0.0)
        return float(to_the_right), float(below)


def camera_over(stills: Sequence[Gray]) -> Camera:
    """How the camera went that took them."""
    shots, places = [0], [np.eye(3)]
    for before, still in pairwise(stills):
        moved = _moved(before, still)
        shots.append(shots[-1] + (moved is None))
        places.append(np.eye(3) if moved is None else moved @ places[-1])
    return Camera(tuple(shots), tuple(places))


def unexplained(camera: Camera, stills: Sequence[Gray], strengths: Sequence[Floats]) -> Iterator[Mask | None]:
    """Of each still; None where too little tells. `strengths` are those of the edges."""
    shots, places = camera
    whole = [still.astype(np.float32) for still in stills]
    for number in range(len(stills)):
        beside = [at for by in _BESIDE for at in (number - by, number + by) if 0 <= at < len(stills)]
        others = [
            _seen_from(whole[at], places[number] @ np.linalg.inv(places[at])) for at in beside if shots[at] == shots[number]
        ]
        yield _differs(whole[number], others, strengths[number]) if len(others) >= _FEWEST else None


def _moved(before: Gray, still: Gray) -> Moved | None:
    """How the camera moved, turned and zoomed; None where it cannot be told, as over a cut."""
    import cv2

    corners = cv2.goodFeaturesToTrack(before, _CORNERS, 0.01, 6)
    if corners is None or len(corners) < _FEWEST_CORNERS:  # type: ignore[redundant-expr] # None where there is no corner
        return None
    found, there, _ = cv2.calcOpticalFlowPyrLK(before, still, corners, None, winSize=(15, 15), maxLevel=4)  # type: ignore[call-overload]
    kept = there.ravel() == 1
    if kept.sum() < _FEWEST_CORNERS:
        return None
    moved, agree = cv2.estimateAffinePartial2D(corners[kept], found[kept], ransacReprojThreshold=1.0)
    if moved is None or agree.mean() < _AGREE:
        return None
    return np.vstack([moved, [0, 0, 1]])


def _seen_from(still: Floats, moved: Moved) -> Floats:
    import cv2

    size = (still.shape[1], still.shape[0])
    there = cv2.warpAffine(still, moved[:2], size, borderMode=cv2.BORDER_CONSTANT, borderValue=_OUTSIDE)
    return np.asarray(np.where(there < 0, np.nan, there), np.float32)


def _differs(still: Floats, others: Sequence[Floats], strengths: Floats) -> Mask:
    """Where most of the others show something else. What none of them shows is not told."""
    import cv2

    apart = np.sort(np.abs(np.stack(others) - still), axis=0)
    told = np.isfinite(apart).sum(axis=0)
    middle = np.take_along_axis(apart, np.minimum(told // 2, len(others) - 1)[np.newaxis], axis=0)[0]
    differs = np.nan_to_num(middle, nan=0.0) > _LEVELS + _SLOPE * strengths
    return np.asarray(cv2.dilate(differs.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0)
