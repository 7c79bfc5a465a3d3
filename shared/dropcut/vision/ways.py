"""Ways that something goes over a picture: moved along with it, what is left of the stills agrees, point by point.

Sought roughly in groups of stills, whose answers are added up along each way, so that the whole clip tells of it; then closer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np

from dropcut.vision.edges import Floats

_FASTEST: Final = 2.5
_COARSE: Final = 0.5
"""In points from still to still."""
_TOGETHER: Final = 9
"""Stills of a group: along a way that is not quite right, they agree within a letter's stroke."""
_WORD: Final = (33, 9)
"""About the size of a mark."""
_EDGE: Final = 10
"""Points: nearer to the picture's edge, the few stills do not tell of all ways."""
_TRIED: Final = 10
_TELLS: Final = 1.0
_STEEPEST: Final = 4.0
_STEPS: Final = ((0.25, 0.5), (0.12, 1.0), (0.06, 1.0), (0.03, 1.0))
"""Finer and finer, in points from still to still, and the share of the stills that is asked."""
_PATCH: Final = (64, 24)


class Way(NamedTuple):
    """How far something moves from still to still, in points."""

    across: float
    down: float

    def apart(self, other: tuple[float, float]) -> float:
        """How far another way leads from this one at most, from still to still."""
        return max(abs(self.across - other[0]), abs(self.down - other[1]))


class Place(NamedTuple):
    """A point of the still in the middle."""

    row: int
    column: int


def ways_in(left: Sequence[Floats]) -> Iterator[tuple[Place, Way]]:
    """Where something seems to go its own way, the surest first."""
    for place, way in _rough(left):
        yield place, _refined(left, way, place)


def _rough(left: Sequence[Floats]) -> Iterator[tuple[Place, Way]]:
    """Where stills agree if all go one way more than if they go another: what does anyway is the picture itself."""
    steps = [float(step) for step in np.arange(-_FASTEST, _FASTEST + _COARSE / 2, _COARSE)]
    ways = [Way(across, down) for down in steps for across in steps]
    agree = np.stack([_along(left, way) for way in ways])[:, _EDGE:-_EDGE, _EDGE:-_EDGE]
    agree -= agree.mean(axis=0)
    most, which = agree.max(axis=0), agree.argmax(axis=0)
    for _ in range(_TRIED):
        row, column = divmod(int(most.argmax()), most.shape[1])
        if most[row, column] < _TELLS:
            return
        yield Place(row + _EDGE, column + _EDGE), ways[which[row, column]]
        most[max(0, row - _WORD[1]) : row + _WORD[1] + 1, max(0, column - _WORD[0] // 2) : column + _WORD[0] // 2 + 1] = 0


def _along(left: Sequence[Floats], way: Way) -> Floats:
    """How much all groups agree about each point of the still in the middle."""
    groups = max(1, round(len(left) / _TOGETHER))
    cuts = [len(left) * number // groups for number in range(groups + 1)]
    total = np.zeros_like(left[0])
    for first, end in pairwise(cuts):
        later = (first + end - 1) / 2 - (len(left) - 1) / 2
        _add_shifted(total, _agreeing(left[first:end], way), round(way.across * later), round(way.down * later))
    return np.asarray(total / groups, np.float32)


def _agreeing(group: Sequence[Floats], way: Way) -> Floats:
    """Around each point of the one in the middle: how much there is of many directions in all of them together."""
    total = np.zeros_like(group[0])
    for number, residue in enumerate(group):
        later = number - (len(group) - 1) / 2
        _add_shifted(total, residue, round(way.across * later), round(way.down * later))
    return _of_many_directions(total / np.sqrt(len(group), dtype=np.float32))


def _of_many_directions(picture: Floats) -> Floats:
    """Around each point: how much there is of edges, less those that one direction outweighs the others by. A line is none."""
    import cv2

    across, down = (np.clip(cv2.Sobel(picture, -1, *way, scale=0.25), -_STEEPEST, _STEEPEST) for way in ((1, 0), (0, 1)))
    both, half, other = cv2.blur(across * across, _WORD), cv2.blur(across * down, _WORD), cv2.blur(down * down, _WORD)
    return np.asarray(both + other - cv2.magnitude(both - other, 2 * half), np.float32)


def _refined(left: Sequence[Floats], way: Way, place: Place) -> Way:
    """The way near this one along which all stills agree most about what is there."""
    for step, share in _STEPS:
        count = round(len(left) * share)
        first = (len(left) - count) // 2
        near = [Way(way.across + across * step, way.down + down * step) for across in (0, -1, 1) for down in (0, -1, 1)]
        way = max(near, key=lambda each: _agreed(left, each, place, range(first, first + count)))
    return way


def _agreed(left: Sequence[Floats], way: Way, place: Place, numbers: Sequence[int]) -> float:
    import cv2

    total = np.zeros(_PATCH[::-1], np.float32)
    for number in numbers:
        later = number - (len(left) - 1) / 2
        total += cv2.getRectSubPix(left[number], _PATCH, (place.column + way.across * later, place.row + way.down * later))
    return float((total * total).sum())


def _add_shifted(total: Floats, picture: Floats, across: int, down: int) -> None:
    """What of a picture lies inside both before and after a shift; four times as fast as `+=` on parts of rows."""
    import cv2

    (below, above), (right, left) = _overlap(down, total.shape[0]), _overlap(across, total.shape[1])
    here = total[below, right]
    if here.size:
        cv2.add(here, picture[above, left], dst=here)


def _overlap(by: int, length: int) -> tuple[slice, slice]:
    """Nothing, once it moved by more than there is."""
    left = max(0, length - abs(by))
    to, since = max(0, -by), max(0, by)
    return slice(to, to + left), slice(since, since + left)
