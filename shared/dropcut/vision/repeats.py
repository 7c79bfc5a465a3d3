"""The same again and again all over a picture: where a seller's name is laid in tiles, what is told of one tells of all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from dropcut.vision.areas import Area
from dropcut.vision.edges import Floats, Mask
from dropcut.vision.stacks import Stack

_ALIKE: Final = 0.5
"""To what is repeated: by chance, so many points are never so alike."""
_STANDS: Final = 0.3
"""Of the points that stand of one, so many must stand of another: by chance, something small is like much that does not."""
_FEWEST: Final = 5
_SPREAD: Final = 0.4
"""Of the picture: what is repeated over less is told one by one."""


def tiled_over(stack: Stack, standing: Mask, area: Area) -> Area | None:
    """All over which something is repeated, up to the picture's edge where no other has room; None where it is not."""
    least = _STANDS * standing[area.inside].sum()
    alike = (Area(left, top, area.width, area.height) for left, top in _places(stack, area))
    places = [place for place in alike if standing[place.inside].sum() >= least]
    if len(places) < _FEWEST:
        return None
    whole = area
    for place in places:
        whole = whole.around(place)
    return _to_the_edges(whole, _apart(places), stack.lasting.shape) if whole.size > _SPREAD * stack.lasting.size else None


def _apart(places: Sequence[Area]) -> float:
    """How far it is from one to the next, at most."""
    every = np.array([place[:2] for place in places], np.float64)
    far = np.hypot(*(every[:, None] - every[None]).transpose(2, 0, 1))
    np.fill_diagonal(far, np.inf)
    return float(far.min(axis=0).max())


def _to_the_edges(whole: Area, apart: float, shape: tuple[int, ...]) -> Area:
    left, top = (0 if at < apart else at for at in (whole.left, whole.top))
    right, bottom = (side if side - at < apart else at for at, side in ((whole.right, shape[1]), (whole.bottom, shape[0])))
    return Area(left, top, right - left, bottom - top)


def _places(stack: Stack, area: Area) -> list[tuple[int, int]]:
    """Where it is again, the most alike first, none over another."""
    import cv2

    slopes = np.dstack((stack.across, stack.down))
    alike = np.nan_to_num(cv2.matchTemplate(slopes, slopes[area.inside], cv2.TM_CCORR_NORMED), posinf=0, neginf=0)
    return list(_peaks(np.asarray(alike, np.float32), area))


def _peaks(alike: Floats, area: Area) -> Iterator[tuple[int, int]]:
    while alike.max() > _ALIKE:
        top, left = divmod(int(alike.argmax()), alike.shape[1])
        yield left, top
        alike[max(0, top - area.height) : top + area.height, max(0, left - area.width) : left + area.width] = 0
