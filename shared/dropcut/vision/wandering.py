"""Marks that wander slowly: moved along with one, it stands still and the picture behind it moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dropcut.vision.overlays import Overlaid, overlays_in
from dropcut.vision.stacks import Floats, Gray, Stack

_HALF: Final = 2
"""Ways are sought at half the size."""
_FASTEST: Final = 2.5
_COARSE: Final = 0.5
"""In points at half the size, from still to still."""
_FEW: Final = 8
_MORE: Final = 16
_COHERENT: Final = 0.6
_STRONG: Final = 1.2
_WORD: Final = (33, 9)
"""About the size of a mark, at half the size."""
_LEAST: Final = (28, 12)
"""What is smaller, in points, may be a part of anything."""
_DENSE: Final = 0.5
_TRIED: Final = 12
_LOOKED_AT: Final = 3
_ALL_ALIKE: Final = 60
"""With so many of the 121 ways as dense as any near them, the picture keeps its edges whatever moves: no way tells more."""
_SOBEL: Final = 8.0


class Way(NamedTuple):
    """How far something moves from still to still, in points."""

    across: float
    down: float


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
    found = overlays_in(Stack.of([moved(still, way, number) for number, still in enumerate(stills)]), dense_enough=True)
    return tuple(each for each in found if each.area.width >= _LEAST[0] and each.area.height >= _LEAST[1])


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
    steps = np.arange(-_FASTEST, _FASTEST + _COARSE / 2, _COARSE)
    dense = np.array([[_dense(few, Way(float(across), float(down))) for across in steps] for down in steps])
    peaks = [at for at in np.ndindex(dense.shape) if dense[at] == _around(dense, at).max()]
    if len(peaks) > _ALL_ALIKE:
        return
    rough = [Way(float(steps[at[1]]), float(steps[at[0]])) for at in sorted(peaks, key=lambda at: -dense[at])[:_TRIED]]
    closer = [_refined(more, _refined(few, way, _COARSE / 2), _COARSE / 4) for way in rough]
    found = sorted(((_dense(more, way), way) for way in closer), reverse=True)
    for density, way in found[:_LOOKED_AT]:
        if density > _DENSE and max(abs(way.across), abs(way.down)) > _COARSE:
            exact = _refined(edges, way, _COARSE / 16)
            yield Way(exact.across * _HALF, exact.down * _HALF)


def _middle(edges: Sequence[Edges], count: int) -> Sequence[Edges]:
    first = (len(edges) - count) // 2
    return edges[first : first + count]


def _around(dense: Floats, at: tuple[int, ...]) -> Floats:
    return dense[max(0, at[0] - 1) : at[0] + 2, max(0, at[1] - 1) : at[1] + 2]


def _refined(edges: Sequence[Edges], way: Way, step: float) -> Way:
    """The densest near a way, at half that step and then at a quarter."""
    for finer in (step, step / 2):
        near = [Way(way.across + across * finer, way.down + down * finer) for across in (0, -1, 1) for down in (0, -1, 1)]
        way = max(near, key=lambda each: _dense(edges, each))
    return way


def _edges(still: Gray) -> Edges:
    import cv2

    small = cv2.resize(still, (still.shape[1] // _HALF, still.shape[0] // _HALF), interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(small, (0, 0), 1.0).astype(np.float32)
    across, down = (cv2.Sobel(soft, cv2.CV_32F, *way, ksize=3) / _SOBEL for way in ((1, 0), (0, 1)))
    return Edges((across + 1j * down).astype(np.complex64), np.asarray(np.hypot(across, down), np.float32))


def _dense(edges: Sequence[Edges], way: Way) -> float:
    """Where most of a mark's size keeps its edges when all move that way: how much of it does."""
    import cv2

    total, strength = np.zeros_like(edges[0].ways), np.zeros_like(edges[0].strengths)
    for number, edge in enumerate(edges):
        later = number - (len(edges) - 1) / 2
        here, there = _shifted(round(way.across * later), round(way.down * later), total.shape)
        total[here] += edge.ways[there]
        strength[here] += edge.strengths[there]
    lasting = np.abs(total)
    kept = (lasting > _COHERENT * strength) & (lasting > _STRONG * len(edges))
    return float(cv2.blur(kept.astype(np.float32), _WORD).max())


def _shifted(across: int, down: int, shape: tuple[int, ...]) -> tuple[tuple[slice, slice], tuple[slice, slice]]:
    """What lies inside both before and after a shift: where it comes to, and where it comes from."""
    (below, above), (right, left) = _overlap(down, shape[0]), _overlap(across, shape[1])
    return (below, right), (above, left)


def _overlap(by: int, length: int) -> tuple[slice, slice]:
    """Nothing, once it moved by more than there is."""
    left = max(0, length - abs(by))
    to, since = max(0, -by), max(0, by)
    return slice(to, to + left), slice(since, since + left)
