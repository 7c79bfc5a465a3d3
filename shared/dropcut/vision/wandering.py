"""Marks that wander slowly: once what was filmed is taken away from the stills, they go one way and stay the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dropcut.vision.areas import Area, in_lines
from dropcut.vision.camera import HALF, Camera, halved
from dropcut.vision.edges import Floats, Slopes
from dropcut.vision.ways import Place, Way, ways_in

_FEWEST: Final = 16
_OWN: Final = 0.35
"""Points at half the size, from still to still: what goes so little otherwise than what is filmed there may be a part of it."""
_SAME: Final = 0.1
_LOOKED_AT: Final = 4
_AROUND: Final = (170, 60)
_CERTAIN: Final = 4.0
"""Times as much as chance leaves of what comes and goes."""
_THERE: Final = 0.35
_CHANCE: Final = 0.1
_CLOSE: Final = (15, 7)
"""Points between letters of a word, across and down."""
_LEAST: Final = (28, 9)
"""What is smaller, in points, may be a part of anything."""
_FEWEST_POINTS: Final = 60
_MANY: Final = 0.35
"""What has fewer directions is an edge that goes along itself, of a bar or of something large."""
_MOST: Final = 0.05
"""Of the picture: what is larger and goes one way is the picture, as where a page is scrolled."""
_STAYS: Final = 0.8
"""Of the stills: what is outside in more of them is something that stands, near the picture's edge, and is seen at times."""
_AGREE: Final = 0.4
"""How alike what is seen in the clip's first half must be to what is seen in its second."""


class Wandering(NamedTuple):
    """A mark that moves: where it is in the first still, how, and how sure that is, from 0 to 1."""

    area: Area
    way: Way
    certainty: float


def going_one_way(left: Sequence[Floats], camera: Camera) -> tuple[Wandering, ...]:
    """The surest of those that go one way through all stills, in what is left of them when what was filmed is taken away."""
    if len(left) < _FEWEST:
        return ()
    found = [mark for place, way in _own_ways(left, camera) for mark in _marks(left, place, way)]
    return tuple(sorted(found, key=lambda each: -each.certainty)[:1])


def _own_ways(left: Sequence[Floats], camera: Camera) -> Iterator[tuple[Place, Way]]:
    """Those on which something neither stands nor goes as what is filmed there; the same way twice only for another place."""
    told: list[tuple[Place, Way]] = []
    for place, way in ways_in([halved(residue) for residue in left]):
        own = min(way.apart((0, 0)), way.apart(camera.way_at(place.column, place.row))) > _OWN
        known = any(way.apart(other) < _SAME and _near(place, there) for there, other in told)
        if own and not known and len(told) < _LOOKED_AT:
            told.append((place, way))
            yield place, way


def _near(one: Place, other: Place) -> bool:
    return abs(one.column - other.column) * HALF < _AROUND[0] and abs(one.row - other.row) * HALF < _AROUND[1]


def _marks(left: Sequence[Floats], place: Place, way: Way) -> Iterator[Wandering]:
    """What stays the same about there along a way, told where it is in the first still."""
    full, middle = Way(way.across * HALF, way.down * HALF), (len(left) - 1) / 2
    standing = [_brought_to_stand(residue, full, number - middle) for number, residue in enumerate(left)]
    near = _about(place, standing[0].shape)
    seen = np.stack([each[near.inside] for each in standing])
    for area, agreement in _lasting(seen):
        if area.size <= _MOST * standing[0].size:
            start = (near.left + area.left - full.across * middle, near.top + area.top - full.down * middle)
            found = Wandering(Area(round(start[0]), round(start[1]), area.width, area.height), full, agreement)
            if _inside(found, len(left), left[0].shape) >= _STAYS:
                yield found


def _inside(found: Wandering, stills: int, shape: tuple[int, ...]) -> float:
    """Of the stills, how many would show the whole of it."""
    numbers = np.arange(stills)
    left, top = found.area.left + found.way.across * numbers, found.area.top + found.way.down * numbers
    right, bottom = left + found.area.width, top + found.area.height
    return float(((left >= 0) & (top >= 0) & (right <= shape[1]) & (bottom <= shape[0])).mean())


def _about(place: Place, shape: tuple[int, ...]) -> Area:
    left, top = max(0, place.column * HALF - _AROUND[0]), max(0, place.row * HALF - _AROUND[1])
    right, bottom = place.column * HALF + _AROUND[0], place.row * HALF + _AROUND[1]
    return Area(left, top, min(shape[1], right) - left, min(shape[0], bottom) - top)


def _brought_to_stand(residue: Floats, way: Way, later: float) -> Floats:
    """As if what goes that way stood where it is in the middle."""
    import cv2

    shift = np.array([[1, 0, -way.across * later], [0, 1, -way.down * later]], np.float32)
    return np.asarray(cv2.warpAffine(residue, shift, (residue.shape[1], residue.shape[0])), np.float32)


def _lasting(seen: NDArray[np.float32]) -> Iterator[tuple[Area, float]]:
    """What is there all the time, and how alike the clip's two halves show it."""
    usual = seen.mean(axis=0)
    chance = seen.std(axis=0) / np.sqrt(len(seen) / 2) + _CHANCE
    mask = (np.abs(usual) > _CERTAIN * chance) & (np.abs(usual) > _THERE)
    halves = [half.mean(axis=0) for half in np.array_split(seen, 2)]
    for area in in_lines(list(_patches(mask))):
        one, other = (half[area.inside] for half in halves)
        agreement = float((one * other).sum() / np.sqrt((one * one).sum() * (other * other).sum() + _CHANCE))
        enough = area.width >= _LEAST[0] and mask[area.inside].sum() >= _FEWEST_POINTS
        if enough and agreement > _AGREE and _directions(usual[area.inside]) > _MANY:
            yield area, agreement


def _directions(usual: Floats) -> float:
    down, across = (np.asarray(slope, np.float32) for slope in np.gradient(usual))
    return Slopes(across, down).directions(_CHANCE)


def _patches(mask: NDArray[np.bool_]) -> Iterator[Area]:
    """Letters of a word together."""
    import cv2

    joined = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_CLOSE, np.ones(_CLOSE[::-1], np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    for left, top, width, height, _ in stats[1:count].tolist():
        if height >= _LEAST[1]:
            yield Area(left, top, width, height)
