"""Figures that count: beside what lasts there are signs that change, each as busy as the one before."""

from __future__ import annotations

from typing import Final

import numpy as np

from dropcut.vision.areas import Area
from dropcut.vision.edges import Floats, Mask
from dropcut.vision.stacks import Stack

_AS_BUSY: Final = 0.5
_EVEN: Final = 0.65
"""What is filmed is now busy and now not; signs are always as busy, whatever they say."""
_CHANGES: Final = 0.8
"""What lasts of the last sign, against the first: the hours stay, the frames do not."""
_BUSIER: Final = 1.2
_OFF: Final = 5
"""Points: how busy it is at one is told by those around it."""
_HALF: Final = 0.5
_WIDER_THAN_HIGH: Final = 3.0
_PARTS: Final = 4
_AT_MOST: Final = 2.2
"""What reaches further is what is filmed, evenly busy by itself."""


def with_figures(stack: Stack, area: Area) -> tuple[Area, bool]:
    """An area with the signs beside it that change, and whether it is figures that count."""
    wider = _widened(stack, area)
    if wider.width < _WIDER_THAN_HIGH * wider.height:
        return area, False
    kept = [float(part.sum()) for part in np.array_split(_columns(stack.lasting, wider), _PARTS)]
    busy = [float(part.sum()) for part in np.array_split(_columns(stack.busy, wider), _PARTS)]
    shares = np.array(kept) / np.maximum(np.array(busy), 1e-3)
    stands_out = np.array_split(_stands_out(stack, wider), _PARTS)[-1].mean() > _HALF
    counts = bool(stands_out and shares[-1] < _CHANGES * shares[: _PARTS // 2].mean())
    return (wider, True) if counts else (area, False)


def _widened(stack: Stack, area: Area) -> Area:
    band = Area(0, area.top, stack.busy.shape[1], area.height)
    busy, spread = _columns(stack.busy, band), _columns(stack.busy_spread, band)
    usual = float(np.median(busy[area.left : area.right]))
    signs = (busy > _AS_BUSY * usual) & (spread < _EVEN * busy) & _stands_out(stack, band)
    wider = _reached(signs, area)
    return wider if wider.width <= _AT_MOST * area.width else area


def _stands_out(stack: Stack, area: Area) -> Mask:
    """Where there is more to see than above and below: grass is as busy there, signs are not."""
    tops = [max(0, area.top - area.height - _OFF), min(stack.busy.shape[0] - area.height, area.bottom + _OFF)]
    apart = [area._replace(top=top) for top in tops if top + area.height <= area.top or top >= area.bottom]
    beside = np.mean([_columns(stack.busy, strip) for strip in apart], axis=0) if apart else 0.0
    return np.asarray(_columns(stack.busy, area) > _BUSIER * beside)


def _reached(signs: Mask, area: Area) -> Area:
    left, right = area.left, area.right
    gap = max(2, area.height // 4)
    while left > 0 and signs[max(0, left - gap) : left].all():
        left -= 1
    while right < len(signs) and signs[right : right + gap].all():
        right += 1
    return Area(left, area.top, right - left, area.height)


def _columns(points: Floats, area: Area) -> Floats:
    return np.asarray(points[area.inside].mean(axis=0), np.float32)
