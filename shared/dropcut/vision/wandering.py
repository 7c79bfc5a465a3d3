"""Marks that wander slowly: moved along with one, it stands still and the picture behind it moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dropcut.vision.edges import Floats, Gray, slopes_of
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
_DENSE: Final = 0.5
_TRIED: Final = 12
_LOOKED_AT: Final = 3
_TELLS: Final = 0.2
"""So much denser than by other ways, on average, or the picture keeps its edges there whatever moves."""
_EDGE: Final = 10
"""Points, at half the size: nearer to the picture's edge, the few stills do not tell of all ways."""
_STRAYS: Final = (6, 12)
"""Down and across, at half the size: a mark is looked at more closely about where it was found."""
_SOFT: Final = 1.0


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
    edges = [_edges(still) for still in stills]
    few, more = _middle(edges, _FEW), _middle(edges, _MORE)
    closer = [(place, _refined(more, _refined(few, way, place, _COARSE / 2), place, _COARSE / 4)) for place, way in _rough(few)]
    found = sorted(((_dense_at(place, more, way), way, place) for place, way in closer), reverse=True)
    for density, way, place in found[:_LOOKED_AT]:
        if density > _DENSE and max(abs(way.across), abs(way.down)) > _COARSE:
            exact = _refined(edges, way, place, _COARSE / 16)
            yield Way(exact.across * _HALF, exact.down * _HALF)


def _rough(few: Sequence[Edges]) -> Iterator[tuple[Place, Way]]:
    """Where something keeps its edges if all go one way and not if they go another: what does anyway is the picture itself."""
    steps = [float(step) for step in np.arange(-_FASTEST, _FASTEST + _COARSE / 2, _COARSE)]
    ways = [Way(across, down) for down in steps for across in steps]
    dense = np.stack([_dense(few, way) for way in ways])[:, _EDGE:-_EDGE, _EDGE:-_EDGE]
    dense -= dense.mean(axis=0)
    flat = dense.reshape(len(ways), -1)
    most = flat.max(axis=1).reshape(len(steps), len(steps))
    peaks = [at for at in np.ndindex(most.shape) if _TELLS < most[at] == _around(most, at).max()]
    for at in sorted(peaks, key=lambda at: -most[at])[:_TRIED]:
        number = at[0] * len(steps) + at[1]
        row, column = divmod(int(flat[number].argmax()), dense.shape[2])
        yield Place(row + _EDGE, column + _EDGE), ways[number]


def _middle(edges: Sequence[Edges], count: int) -> Sequence[Edges]:
    first = (len(edges) - count) // 2
    return edges[first : first + count]


def _around(dense: Floats, at: tuple[int, ...]) -> Floats:
    return dense[max(0, at[0] - 1) : at[0] + 2, max(0, at[1] - 1) : at[1] + 2]


def _refined(edges: Sequence[Edges], way: Way, place: Place, step: float) -> Way:
    """The densest near a way, at half that step and then at a quarter."""
    for finer in (step, step / 2):
        near = [Way(way.across + across * finer, way.down + down * finer) for across in (0, -1, 1) for down in (0, -1, 1)]
        way = max(near, key=lambda each: _dense_at(place, edges, each))
    return way


def _dense_at(place: Place, edges: Sequence[Edges], way: Way) -> float:
    """About there."""
    rows, columns = (slice(max(0, at - by), at + by + 1) for at, by in zip(place, _STRAYS, strict=True))
    return float(_dense(edges, way)[rows, columns].max())


def _edges(still: Gray) -> Edges:
    import cv2

    small = cv2.resize(still, (still.shape[1] // _HALF, still.shape[0] // _HALF), interpolation=cv2.INTER_AREA)
    slopes = slopes_of(np.asarray(small, np.uint8), _SOFT)
    return Edges((slopes.across + 1j * slopes.down).astype(np.complex64), slopes.strengths)


def _dense(edges: Sequence[Edges], way: Way) -> Floats:
    """Around each point of the one in the middle: how much keeps its edges when all move that way."""
    import cv2

    total, strength, told = np.zeros_like(edges[0].ways), np.zeros_like(edges[0].strengths), np.zeros_like(edges[0].strengths)
    for number, edge in enumerate(edges):
        later = number - (len(edges) - 1) / 2
        here, there = _shifted(round(way.across * later), round(way.down * later), total.shape)
        total[here] += edge.ways[there]
        strength[here] += edge.strengths[there]
        told[here] += 1
    lasting = np.abs(total)
    kept = (lasting > _COHERENT * strength) & (lasting > _STRONG * len(edges)) & (told > _INSIDE * len(edges))
    return np.asarray(cv2.blur(kept.astype(np.float32), _WORD), np.float32)


def _shifted(across: int, down: int, shape: tuple[int, ...]) -> tuple[tuple[slice, slice], tuple[slice, slice]]:
    """What lies inside both before and after a shift: where it comes to, and where it comes from."""
    (below, above), (right, left) = _overlap(down, shape[0]), _overlap(across, shape[1])
    return (below, right), (above, left)


def _overlap(by: int, length: int) -> tuple[slice, slice]:
    """Nothing, once it moved by more than there is."""
    left = max(0, length - abs(by))
    to, since = max(0, -by), max(0, by)
    return slice(to, to + left), slice(since, since + left)
