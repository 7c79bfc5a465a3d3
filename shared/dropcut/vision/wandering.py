"""Marks that wander slowly: moved along with one, it stands still and the picture behind it moves.

While ways are sought, what the camera's own movement explains is left out, and so are lines, which seem to stand when they move
along themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dropcut.vision.camera import Camera, camera_over, unexplained
from dropcut.vision.edges import Floats, Gray, Slopes, slopes_of
from dropcut.vision.overlays import Area, Overlaid, overlays_brought_to_stand
from dropcut.vision.stacks import Stack

_HALF: Final = 2
"""Ways are sought at half the size."""
_FASTEST: Final = 2.5
_COARSE: Final = 0.5
"""In points at half the size, from still to still."""
_FEW: Final = 8
_MORE: Final = 16
_COHERENT: Final = 0.6
_STRONG: Final = 1.2
_INSIDE: Final = 0.75
"""Of the stills: what so few tell of agrees by chance."""
_WORD: Final = (33, 9)
"""About the size of a mark, at half the size."""
_LEAST: Final = (28, 12)
"""What is smaller, in points, may be a part of anything."""
_MOST: Final = 0.05
"""Of the picture: what is larger and goes one way is the picture, as where a page is scrolled."""
_DENSE: Final = 0.2
_TRIED: Final = 24
_LOOKED_AT: Final = 4
_TELLS: Final = 0.2
"""So much denser than by other ways, on average, or the picture keeps its edges there whatever moves."""
_EDGE: Final = 10
"""Points, at half the size: nearer to the picture's edge, the few stills do not tell of all ways."""
_STRAYS: Final = (6, 12)
"""Down and across, at half the size: a mark is looked at more closely about where it was found."""
_SOFT: Final = 1.0
_PATCH: Final = (120, 40)
_STEPS: Final = (0.16, 0.08, 0.04, 0.02)
"""In points from still to still: half a point from the first of many to the last."""
_SAME: Final = 0.1


class Way(NamedTuple):
    """How far something moves from still to still, in points."""

    across: float
    down: float


class Place(NamedTuple):
    """A point, at half the size."""

    row: int
    column: int


class Edges(NamedTuple):
    """The edges of a still."""

    ways: NDArray[np.complex64]
    strengths: Floats


class Wandering(NamedTuple):
    """A mark that moves: where it is in the first still, and how."""

    overlaid: Overlaid
    way: Way


def wandering_in(stills: Sequence[Gray]) -> tuple[Wandering, ...]:
    """The surest of those that go one way through all stills."""
    if len(stills) < _MORE:
        return ()
    found = [Wandering(overlaid, way) for way in _ways(stills) for overlaid in _standing(stills, way)]
    return tuple(sorted(found, key=lambda each: -each.overlaid.certainty)[:1])


def _standing(stills: Sequence[Gray], way: Way) -> tuple[Overlaid, ...]:
    found = overlays_brought_to_stand(Stack.of([moved(still, way, number) for number, still in enumerate(stills)]))
    most = _MOST * stills[0].size
    return tuple(each for each in found if _is_large(each.area) and each.area.width * each.area.height <= most)


def _is_large(area: Area) -> bool:
    return area.width >= _LEAST[0] and area.height >= _LEAST[1]


def moved(still: Gray, way: Way, number: int) -> Gray:
    """A still as if what goes that way stood where it was in the first."""
    import cv2

    shift = np.array([[1, 0, -way.across * number], [0, 1, -way.down * number]], np.float32)
    size = (still.shape[1], still.shape[0])
    return cv2.warpAffine(still, shift, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT).astype(np.uint8)


def _ways(stills: Sequence[Gray]) -> Iterator[Way]:
    """Ways that something of a mark's size goes, the densest first: sought roughly in a few stills, then closer in more."""
    small = [_halved(still) for still in stills]
    camera = camera_over(small)
    edges = _apart(camera, small)
    few, more = _middle(edges, _FEW), _middle(edges, _MORE)
    closer = [(place, _refined(more, _refined(few, way, place, _COARSE / 2), place, _COARSE / 4)) for place, way in _rough(few)]
    found = sorted(((_dense_at(place, more, way), way, place) for place, way in closer), reverse=True)
    slopes = [slopes_of(still) for still in stills]
    told: list[Way] = []
    for density, way, place in found:
        if len(told) < _LOOKED_AT and density > _DENSE and _is_its_own(way, place, camera):
            exact = _exact(slopes, Way(way.across * _HALF, way.down * _HALF), place)
            if all(max(abs(exact.across - other.across), abs(exact.down - other.down)) > _SAME for other in told):
                told.append(exact)
                yield exact


def _is_its_own(way: Way, place: Place, camera: Camera) -> bool:
    """Whether what goes that way neither stands nor goes as what is filmed there."""
    return all(max(abs(way.across - across), abs(way.down - down)) > _COARSE for across, down in (
        (0, 0), camera.way_at(place.column, place.row)
    ))  # fmt: skip


def _exact(slopes: Sequence[Slopes], way: Way, place: Place) -> Way:
    """The way on which what is about there keeps most of its edges, to a small part of a point."""
    for step in _STEPS:
        near = [Way(way.across + across * step, way.down + down * step) for across in (0, -1, 1) for down in (0, -1, 1)]
        way = max(near, key=lambda each: _kept(slopes, each, place))
    return way


def _kept(slopes: Sequence[Slopes], way: Way, place: Place) -> float:
    """How strong the edges about there are, on average over stills that are moved that way."""
    import cv2

    across, down = np.zeros(_PATCH[::-1], np.float32), np.zeros(_PATCH[::-1], np.float32)
    for number, each in enumerate(slopes):
        later = number - (len(slopes) - 1) / 2
        there = (place.column * _HALF + way.across * later, place.row * _HALF + way.down * later)
        across += cv2.getRectSubPix(each.across, _PATCH, there)
        down += cv2.getRectSubPix(each.down, _PATCH, there)
    return float((across * across + down * down).sum())


def _rough(few: Sequence[Edges]) -> Iterator[tuple[Place, Way]]:
    """Where something keeps its edges if all go one way and not if they go another: what does anyway is the picture itself."""
    steps = [float(step) for step in np.arange(-_FASTEST, _FASTEST + _COARSE / 2, _COARSE)]
    ways = [Way(across, down) for down in steps for across in steps]
    dense = np.stack([_dense(few, way) for way in ways])[:, _EDGE:-_EDGE, _EDGE:-_EDGE]
    dense -= dense.mean(axis=0)
    densest, which = dense.max(axis=0), dense.argmax(axis=0)
    for _ in range(_TRIED):
        row, column = divmod(int(densest.argmax()), densest.shape[1])
        if densest[row, column] < _TELLS:
            return
        yield Place(row + _EDGE, column + _EDGE), ways[which[row, column]]
        densest[_within(Place(row, column), (_WORD[1], _WORD[0] // 2))] = 0


def _middle(edges: Sequence[Edges], count: int) -> Sequence[Edges]:
    first = (len(edges) - count) // 2
    return edges[first : first + count]


def _within(place: Place, by: tuple[int, int]) -> tuple[slice, slice]:
    """So many points up and down, and to either side."""
    rows, columns = (slice(max(0, at - far), at + far + 1) for at, far in zip(place, by, strict=True))
    return rows, columns


def _refined(edges: Sequence[Edges], way: Way, place: Place, step: float) -> Way:
    """The densest near a way, at half that step and then at a quarter."""
    for finer in (step, step / 2):
        near = [Way(way.across + across * finer, way.down + down * finer) for across in (0, -1, 1) for down in (0, -1, 1)]
        way = max(near, key=lambda each: _dense_at(place, edges, each))
    return way


def _dense_at(place: Place, edges: Sequence[Edges], way: Way) -> float:
    """About there."""
    moves = (ceil(abs(by) * len(edges) / 2) for by in (way.down, way.across))
    reach = [stray + word // 2 + 1 + move for stray, word, move in zip(_STRAYS, reversed(_WORD), moves, strict=True)]
    rows, columns = _within(place, (reach[0], reach[1]))
    near = [Edges(edge.ways[rows, columns], edge.strengths[rows, columns]) for edge in edges]
    here = Place(place.row - rows.start, place.column - columns.start)
    return float(_dense(near, way)[_within(here, _STRAYS)].max())


def _halved(still: Gray) -> Gray:
    import cv2

    size = (still.shape[1] // _HALF, still.shape[0] // _HALF)
    return np.asarray(cv2.resize(still, size, interpolation=cv2.INTER_AREA), np.uint8)


def _apart(camera: Camera, small: Sequence[Gray]) -> list[Edges]:
    """Edges of what the camera's movement does not explain."""
    slopes = [slopes_of(still, _SOFT) for still in small]
    strengths = [each.strengths for each in slopes]
    ways = [(each.across + 1j * each.down).astype(np.complex64) for each in slopes]
    apart = unexplained(camera, small, strengths)
    return [
        Edges(way, strength) if kept is None else Edges(way * kept, strength * kept)
        for way, strength, kept in zip(ways, strengths, apart, strict=True)
    ]


def _dense(edges: Sequence[Edges], way: Way) -> Floats:
    """Around each point of the one in the middle: how much keeps its edges, of many directions, when all move that way."""
    total, strength, told = np.zeros_like(edges[0].ways), np.zeros_like(edges[0].strengths), np.zeros_like(edges[0].strengths)
    for number, edge in enumerate(edges):
        later = number - (len(edges) - 1) / 2
        here, there = _shifted(round(way.across * later), round(way.down * later), total.shape)
        total[here] += edge.ways[there]
        strength[here] += edge.strengths[there]
        told[here] += 1
    lasting = np.abs(total)
    kept = (lasting > _COHERENT * strength) & (lasting > _STRONG * len(edges)) & (told > _INSIDE * len(edges))
    return _of_many_directions(kept, total, lasting)


def _of_many_directions(kept: NDArray[np.bool_], ways: NDArray[np.complex64], lasting: Floats) -> Floats:
    """How many points are kept around each, less those that one direction outweighs the others by."""
    import cv2

    directions = np.where(kept, (ways / np.maximum(lasting, 1)) ** 2, 0)  # the same on both sides of a line
    told = np.dstack([kept.astype(np.float32), directions.real, directions.imag]).astype(np.float32)
    count, across, down = cv2.split(cv2.blur(told, _WORD))
    return np.asarray(count - np.hypot(across, down), np.float32)


def _shifted(across: int, down: int, shape: tuple[int, ...]) -> tuple[tuple[slice, slice], tuple[slice, slice]]:
    """What lies inside both before and after a shift: where it comes to, and where it comes from."""
    (below, above), (right, left) = _overlap(down, shape[0]), _overlap(across, shape[1])
    return (below, right), (above, left)


def _overlap(by: int, length: int) -> tuple[slice, slice]:
    """Nothing, once it moved by more than there is."""
    left = max(0, length - abs(by))
    to, since = max(0, -by), max(0, by)
    return slice(to, to + left), slice(since, since + left)
