"""How a camera went that took some stills."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from dropcut.vision.edges import Floats, Gray

Picture = TypeVar("Picture", Gray, Floats)
Moved = NDArray[np.float64]
"""Where points of one still are in another: three rows of three."""

HALF: Final = 2
"""Its way is told at half the size."""
_CORNERS: Final = 200
_FEWEST_CORNERS: Final = 12
_AGREE: Final = 0.4
"""Of the corners: fewer that go one way are no camera that moves."""
_LOOKED_AROUND: Final = (15, 15)
_COARSENESSES: Final = 4


class Camera(NamedTuple):
    """How a camera went."""

    shots: tuple[int, ...]
    """Which one each still belongs to."""
    places: tuple[Moved, ...]
    """Of each still: where the points of its shot's first are in it."""

    def between(self, one: int, other: int) -> Moved:
        """Where points of one still are in another of its shot."""
        return np.asarray(self.places[other] @ np.linalg.inv(self.places[one]), np.float64)

    def way_at(self, across: float, down: float) -> tuple[float, float]:
        """How far what is filmed there moves from still to still, to the right and down: what is so of most."""
        point = np.array([across, down, 1])
        moves = [
            (self.between(number - 1, number) @ point - point)[:2]
            for number in range(1, len(self.shots))
            if self.shots[number] == self.shots[number - 1]
        ]
        to_the_right, below = np.median(moves, axis=0) if moves else (0.0, 0.0)
        return float(to_the_right), float(below)

    def went_at(self, across: NDArray[np.float64], down: NDArray[np.float64]) -> NDArray[np.float64]:
        """How far what is filmed there went from one end to the other: each shot counts for its share of the stills."""
        points, far = np.stack([across, down, np.ones_like(across)]), np.zeros_like(across)
        for shot in range(self.shots[-1] + 1):
            numbers = [number for number, of in enumerate(self.shots) if of == shot]
            there = np.array([(self.between(numbers[len(numbers) // 2], number) @ points)[:2] for number in numbers])
            far += np.hypot(*np.ptp(there, axis=0)) * len(numbers) / len(self.shots)
        return far


def halved(picture: Picture) -> Picture:
    """As `camera_over` is given stills; what is left of one is made small alike."""
    import cv2

    size = (picture.shape[1] // HALF, picture.shape[0] // HALF)
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), picture.dtype)


def camera_over(stills: Sequence[Gray]) -> Camera:
    """How the camera went that took them."""
    return camera_along(moved(before, still) for before, still in pairwise(stills))


def camera_along(moves: Iterable[Moved | None]) -> Camera:
    """By how it moved from still to still; None is a cut."""
    shots, places = [0], [np.eye(3)]
    for move in moves:
        shots.append(shots[-1] + (move is None))
        places.append(np.eye(3) if move is None else move @ places[-1])
    return Camera(tuple(shots), tuple(places))


def moved(before: Gray, still: Gray) -> Moved | None:
    """How the camera moved, turned and zoomed; None where it cannot be told, as over a cut."""
    import cv2

    found = cv2.goodFeaturesToTrack(before, _CORNERS, 0.01, 6)
    if found is None or len(found) < _FEWEST_CORNERS:  # type: ignore[redundant-expr] # None where there is no corner
        return None
    corners = np.asarray(found, np.float32)
    near = _followed(before, still, corners, corners)
    return near if near is not None else _followed(before, still, corners, corners + _leap(before, still))


def _followed(before: Gray, still: Gray, corners: Floats, expected: Floats) -> Moved | None:
    """By where most of the corners went from about where they are expected."""
    import cv2

    found, there, _ = cv2.calcOpticalFlowPyrLK(
        before,
        still,
        corners,
        expected.copy(),
        winSize=_LOOKED_AROUND,
        maxLevel=_COARSENESSES,
        flags=cv2.OPTFLOW_USE_INITIAL_FLOW,
    )
    kept = there.ravel() == 1
    if kept.sum() < _FEWEST_CORNERS:
        return None
    move, agree = cv2.estimateAffinePartial2D(corners[kept], found[kept], ransacReprojThreshold=1.0)
    if move is None or agree.mean() < _AGREE:
        return None
    return np.vstack([move, [0, 0, 1]])


def _leap(before: Gray, still: Gray) -> Floats:
    """How far the whole picture went at once, about: farther than corners are followed by themselves where all is alike."""
    import cv2

    size = (before.shape[1], before.shape[0])
    one, other = before.astype(np.float32), still.astype(np.float32)
    (across, down), _ = cv2.phaseCorrelate(one, other, cv2.createHanningWindow(size, cv2.CV_32F))
    return np.array([across, down], np.float32)
