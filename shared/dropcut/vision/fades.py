"""Fades: a shot becomes black, white or any plain colour, and out of that comes another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dropcut.domain.scenes import Boundary
from dropcut.vision.found import Change, Evidence

_PLAIN: Final = 4.0
_NEARLY: Final = 8.0
"""Contrast of what is plain but for a remainder, where PySceneDetect says that it is dark: a fade that turns too soon."""
LONG_S: Final = 2.0
"""A plain picture that lasts longer is a scene of its own."""
_LONGEST_S: Final = 4.0
_THERE: Final = 0.95
"""A fade is over where so much of a shot's contrast is there."""
_FEWEST: Final = 3
_AHEAD: Final = 5
_AS_MUCH: Final = 1.03

Contrast = NDArray[np.float32]


class Empty(NamedTuple):
    """Frames in which nothing is to be seen: from `first` to just before `end`."""

    first: int
    end: int


def fades_in(seen: Evidence, cuts: Sequence[int]) -> tuple[Change, ...]:
    """Every change through a plain picture that comes or goes slowly; where it does neither, there are cuts."""
    return tuple(change for empty in _empty(seen) for change in _changes(seen, empty, frozenset(cuts)))


def is_plain(seen: Evidence, first: int, end: int) -> bool:
    """Whether nothing is to be seen in any frame from `first` up to `end`."""
    return bool((seen.contrast[first:end] < _PLAIN).all())


def _empty(seen: Evidence) -> Iterator[Empty]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], _plain(seen), [False])).astype(np.int8)))
    for first, end in zip(edges[::2], edges[1::2], strict=True):
        if first and end < len(seen):
            yield Empty(int(first), int(end))


def _plain(seen: Evidence) -> NDArray[np.bool_]:
    plain, nearly = seen.contrast < _PLAIN, seen.contrast < _NEARLY
    for fade in seen.fades:
        around = _around(nearly, fade)
        plain[around] |= not plain[around].any()
    return plain


def _around(nearly: NDArray[np.bool_], frame: int) -> slice:
    """The unbroken stretch that holds a frame; nothing where that is none of them."""
    others = np.concatenate(([-1], np.flatnonzero(~nearly), [len(nearly)]))
    at = int(np.searchsorted(others, frame))
    return slice(frame, frame) if others[at] == frame else slice(int(others[at - 1]) + 1, int(others[at]))


def _changes(seen: Evidence, empty: Empty, cuts: frozenset[int]) -> Iterator[Change]:
    comes, goes = _fades_out(seen, empty, cuts), _fades_in(seen, empty, cuts)
    if not _was_and_will_be(seen, empty):
        return
    if comes is not None and goes is not None and empty.end - empty.first > LONG_S * seen.rate:
        yield Change(Boundary.FADE, comes, empty.first, empty.first)
        yield Change(Boundary.FADE, empty.end, empty.end, goes)
    elif comes is not None and goes is not None:
        yield Change(Boundary.FADE, comes, (empty.first + empty.end) // 2, goes)
    elif comes is not None and empty.end not in cuts:
        yield Change(Boundary.FADE, comes, empty.end, empty.end)


def _was_and_will_be(seen: Evidence, empty: Empty) -> bool:
    return bool(seen.contrast[: empty.first].max() > 2 * _PLAIN and seen.contrast[empty.end :].max() > 2 * _PLAIN)


def _fades_out(seen: Evidence, empty: Empty, cuts: frozenset[int]) -> int | None:
    """The first frame of the way into the plain picture; None where it is there at once."""
    reach = max([0, empty.first - seen.frames(_LONGEST_S, _FEWEST), *(cut for cut in cuts if cut <= empty.first)])
    length = _way(seen.contrast[reach : empty.first][::-1])
    return empty.first - length if length else None


def _fades_in(seen: Evidence, empty: Empty, cuts: frozenset[int]) -> int | None:
    """The first frame after the way out of it."""
    reach = min([len(seen), empty.end + seen.frames(_LONGEST_S, _FEWEST), *(cut for cut in cuts if cut >= empty.end)])
    length = _way(seen.contrast[empty.end : reach])
    return empty.end + length if length else None


def _way(contrast: Contrast) -> int:
    """For how many frames contrast grows from a plain picture on; 0 where it is there at once."""
    if len(contrast) < _FEWEST:
        return 0
    length = int(np.argmax(np.maximum.accumulate(contrast) >= _THERE * _top(contrast))) + 1
    return length if length >= _FEWEST else 0


def _top(contrast: Contrast) -> float:
    """Where growing ends: at the first frame that none of the next few surpasses by much."""
    for at in range(len(contrast)):
        ahead = contrast[at + 1 : at + 1 + _AHEAD]
        if contrast[at] > 2 * _PLAIN and (not len(ahead) or ahead.max() <= contrast[at] * _AS_MUCH):
            return float(contrast[at])
    return float(contrast.max())
