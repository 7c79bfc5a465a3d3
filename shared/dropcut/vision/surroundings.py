"""Whether what stands at a place lies over the picture, told from what is around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dropcut.vision.areas import Area
from dropcut.vision.camera import HALF, Camera
from dropcut.vision.edges import Mask, Slopes
from dropcut.vision.stacks import Stack

_LIVES: Final = 5.0
"""Brightness that varies by so many levels belongs to what is filmed."""
_AROUND: Final = 0.55
_EACH_SIDE: Final = 0.3
_NEAR: Final = 8
_FAR: Final = 24
"""Points. What speaks changes close around its own edges, and stands further off; what is filmed behind a mark does not."""
_THINNEST: Final = 2
_NEARLY_ALL: Final = 0.6
"""Of all points that stand anywhere."""
_ITS_OWN: Final = 6
"""Points around it."""
_WENT: Final = 16.0
"""Points that the camera went: far more than an edge is wide."""
_NEARLY_EACH: Final = 0.9
_MANY: Final = 0.35
"""What has fewer directions may be an edge that goes along itself."""


def lives_around(stack: Stack, area: Area) -> bool:
    """Whether what is filmed changes on every side of it that is not the picture's edge: close by, and further off."""
    lives = np.asarray(stack.spread > _LIVES)
    return all(_lives_within(by, lives, area) for by in (max(_NEAR, min(area.width, area.height) // 3), _FAR))


def stands_alone(stack: Stack, standing: Mask, area: Area, camera: Callable[[], Camera]) -> bool:
    """Whether it is nearly all that stands while the camera moves: then it lies over a picture of which nothing changes there.

    A window, a bar or a tripod's picture stands with much else.
    """
    own = standing[area.grown(_ITS_OWN, standing.shape).inside].sum()
    if own < _NEARLY_ALL * standing.sum() or directions_of(stack, standing, area) < _MANY:
        return False
    return went_around(camera, area)


def went_around(camera: Callable[[], Camera], area: Area) -> bool:
    """Whether the camera moved so far that nothing that was filmed there can stand."""
    return bool(_went_at(camera, [area.left + area.width / 2], [area.top + area.height / 2])[0] > _WENT)


def rests_with_the_camera(camera: Callable[[], Camera], mask: Mask, area: Area) -> bool:
    """Whether the camera moves, but hardly there: what it zooms towards or turns about stands, as a mark does."""
    rows, columns = np.nonzero(mask[area.inside])
    there = _went_at(camera, columns + float(area.left), rows + float(area.top))
    return bool(np.quantile(there, _NEARLY_EACH) < _WENT) and not rests(camera, mask)


def rests(camera: Callable[[], Camera], mask: Mask) -> bool:
    """Whether the camera hardly moves, as on a tripod."""
    height, width = mask.shape
    return bool(_went_at(camera, [0.0, width, 0.0, width], [0.0, 0.0, height, height]).mean() < _WENT)


def _went_at(camera: Callable[[], Camera], across: ArrayLike, down: ArrayLike) -> NDArray[np.float64]:
    return camera().went_at(np.divide(across, HALF), np.divide(down, HALF)) * HALF


def directions_of(stack: Stack, standing: Mask, area: Area) -> float:
    """How much what stands there has of other directions than one: nothing of a line."""
    across, down = (slopes[area.inside][standing[area.inside]] for slopes in (stack.across, stack.down))
    return Slopes(across, down).directions(1)


def _lives_within(by: int, lives: Mask, area: Area) -> bool:
    sides = [side for side in _sides(area, by, lives.shape) if side.width > _THINNEST and side.height > _THINNEST]
    shares = [float(lives[side.inside].mean()) for side in sides]
    if not sides or min(shares) < _EACH_SIDE:
        return False
    return float(np.average(shares, weights=[side.size for side in sides])) > _AROUND


def _sides(area: Area, by: int, shape: tuple[int, ...]) -> Sequence[Area]:
    outer = area.grown(by, shape)
    near = area.grown(3, shape)
    return (
        Area(outer.left, outer.top, outer.width, near.top - outer.top),
        Area(outer.left, near.bottom, outer.width, outer.bottom - near.bottom),
        Area(outer.left, near.top, near.left - outer.left, near.height),
        Area(near.right, near.top, outer.right - near.right, near.height),
    )
