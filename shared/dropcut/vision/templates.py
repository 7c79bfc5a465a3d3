"""Looking for the drop's own logos, in any size, by their edges."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np

from dropcut.vision.areas import Area
from dropcut.vision.edges import Floats, Gray, slopes_of

_SMALLEST: Final = 0.03
_LARGEST: Final = 0.5
"""Of a picture's width."""
_STEP: Final = 1.12
_LEAST: Final = 14
"""Points: what is smaller has no shape."""
_COARSER: Final = 2
LASTING: Final = 0.62
"""How alike a logo must be to what lasts."""
AT_ONCE: Final = 0.8
"""The same in one still, where much else is."""
_WORTH_A_LOOK: Final = 0.45
_FLAT: Final = 3.0
_EMPTY: Final = 2.0
"""Squared: where edges are no stronger, there are none."""


class Match(NamedTuple):
    """Where a logo was found, and how alike it is there: 1 is the same."""

    area: Area
    alike: float


def match(edges: Floats, logo: Gray, least: float = LASTING) -> Match | None:
    """The best place for a logo among a picture's edges; None where none is good enough."""
    import cv2

    small = cv2.resize(edges, (edges.shape[1] // _COARSER, edges.shape[0] // _COARSER), interpolation=cv2.INTER_AREA)
    found = [match for size in _sizes(logo, small.shape) if (match := _at_size(small.astype(np.float32), logo, size))]
    best = max(found, key=lambda each: each.alike, default=None)
    if best is None or best.alike < _WORTH_A_LOOK:
        return None
    finer = _refined(edges, logo, best.area.width * _COARSER)
    return finer if finer and finer.alike >= least else None


def _refined(edges: Floats, logo: Gray, width: int) -> Match | None:
    sizes = (_scaled(logo, round(width * by)) for by in (0.92, 0.96, 1.0, 1.04, 1.08))
    found = [match for size in sizes if size and (match := _at_size(edges, logo, size))]
    return max(found, key=lambda each: each.alike, default=None)


def _sizes(logo: Gray, shape: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    width = max(_LEAST / _COARSER, _SMALLEST * shape[1])
    while width <= _LARGEST * shape[1]:
        size = _scaled(logo, round(width))
        if size and size[1] < shape[0]:
            yield size
        width *= _STEP


def _scaled(logo: Gray, width: int) -> tuple[int, int] | None:
    height = round(logo.shape[0] * width / logo.shape[1])
    return (width, height) if min(width, height) >= _LEAST // _COARSER else None


def _at_size(edges: Floats, logo: Gray, size: tuple[int, int]) -> Match | None:
    import cv2

    if size[0] >= edges.shape[1] or size[1] >= edges.shape[0]:
        return None
    pattern = edges_of(cv2.resize(logo, size, interpolation=cv2.INTER_AREA).astype(np.uint8))
    if float(pattern.std()) < _FLAT / 2:
        return None
    alike = np.nan_to_num(cv2.matchTemplate(edges, pattern, cv2.TM_CCOEFF_NORMED), posinf=0, neginf=0)
    busy = cv2.boxFilter(edges * edges, cv2.CV_32F, size, anchor=(0, 0), normalize=True, borderType=cv2.BORDER_CONSTANT)
    alike[busy[: alike.shape[0], : alike.shape[1]] < _EMPTY] = 0  # where nothing is, anything is alike
    _, best, _, (left, top) = cv2.minMaxLoc(alike)
    return Match(Area(left, top, *size), float(best))


def edges_of(picture: Gray) -> Floats:
    """How strong each edge is, whichever side is the brighter."""
    return slopes_of(picture).strengths
