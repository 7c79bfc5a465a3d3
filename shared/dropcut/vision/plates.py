"""The plate that figures or letters stand on: four straight sides around them, each too faint to be told by its points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dropcut.vision.areas import Area
from dropcut.vision.edges import Floats
from dropcut.vision.stacks import Stack

_ABOVE: Final = 12
"""Points between what stands on a plate and the plate's side, above and below, but no more than that is high."""
_BESIDE: Final = 60
_AS_LONG: Final = 1.3
"""Beside it, what is told of figures that count may be half of them."""
_STANDS_OUT: Final = 4.0
"""Times as strong as what is usual there."""
_LEAST: Final = 0.6
_BETWEEN: Final = 2
"""Points above and below what stands on it, at least, that show the plate alone."""


def plate_around(stack: Stack, area: Area) -> Area | None:
    """None where there is no plate: brighter than what is filmed on all four sides, or darker on all four."""
    columns, far = slice(area.left, area.right), min(_ABOVE, area.height)
    above = stack.down[max(0, area.top - far) : area.top, columns].mean(axis=1)
    below = stack.down[area.bottom : area.bottom + far, columns].mean(axis=1)
    for brighter in (1, -1):
        top, bottom = _side(brighter * above), _side(-brighter * below)
        if top is None or bottom is None:
            continue
        begins = area.top - len(above) + top
        high = Area(area.left, begins, area.width, area.bottom + bottom - begins)
        whole = _with_ends(stack, area, high, brighter)
        if whole is not None:
            return whole
    return None


def _with_ends(stack: Stack, area: Area, high: Area, brighter: int) -> Area | None:
    """Where it begins and ends: told above and below what stands on it, so that no letter is taken for an end."""
    rows = [*range(high.top + 1, area.top - 1), *range(area.bottom + 1, high.bottom - 1)]
    if len(rows) < _BETWEEN:
        return None
    far = max(_BESIDE, round(area.width * _AS_LONG))
    before = _mean(stack.across, rows)[max(0, area.left - far) : area.left]
    after = _mean(stack.across, rows)[area.right : area.right + far]
    left, right = _side(brighter * before), _side(-brighter * after)
    if left is None or right is None:
        return None
    start = area.left - len(before) + left
    return Area(start, high.top, area.right + right - start + 1, high.height + 1)


def _mean(slopes: Floats, rows: Sequence[int]) -> NDArray[np.float32]:
    return np.asarray(slopes[list(rows)].mean(axis=0), np.float32)


def _side(slopes: NDArray[np.float32]) -> int | None:
    """Where brightness grows at once, far more than is usual there."""
    if not len(slopes):
        return None
    at = int(slopes.argmax())
    usual = float(np.median(np.abs(slopes)))
    return at if slopes[at] > max(_LEAST, _STANDS_OUT * usual) else None
