"""From the surest part of a mark to the whole of it: fainter edges that go on from it in its line, or go all around it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dropcut.vision.areas import Area
from dropcut.vision.stacks import Stack

_SOFTENED: Final = 1
"""An edge reaches so many points beyond what it is the edge of."""
_GOES_ON: Final = (15, 7)
"""Points between letters of a word, across and down."""
_AROUND: Final = (3, 3)
_HIGHER: Final = 1.5
"""What goes on from a mark goes on along its line: what makes it so many times as high belongs to the picture."""
_LONGER: Final = 16
"""Times as long as high: what is longer goes on as something else."""
_LARGER: Final = 16
"""What goes around a part of a mark and has more than so many times its points is something else's edge."""
_LONGEST: Final = 0.45
"""Of the picture's width or height."""
_BEYOND: Final = 3
"""Points on each side: what does not go so far beyond a mark on all of them is no outline of it."""


class Faint(NamedTuple):
    """How much lasts of an edge that belongs to a mark if it goes on from a surer one."""

    lasting: float
    certain: float
    steady: float


_ON: Final = Faint(0.8, 2.5, 0.15)
_OUTLINE: Final = Faint(0.8, 2.8, 0.22)


def whole_of(stack: Stack, area: Area) -> Area:
    """With what goes around it, and with what goes on from that."""
    return _with_what_goes_on(stack, _with_its_outline(stack, area))


def _with_its_outline(stack: Stack, area: Area) -> Area:
    """A disc, a ring or a shield around letters is there as they are, less strongly where what is filmed is as bright."""
    inner = area.grown(_BEYOND, stack.lasting.shape)
    most = (stack.lasting.shape[1] * _LONGEST, stack.lasting.shape[0] * _LONGEST)
    for outline in sorted(_patches(_faint(stack, _OUTLINE), _AROUND), key=lambda each: each.size):
        fits = outline.width <= most[0] and outline.height <= most[1] and outline.size <= _LARGER * area.size
        if fits and outline.holds(inner):
            return area.around(outline.shrunk(_SOFTENED))
    return area


def _with_what_goes_on(stack: Stack, area: Area) -> Area:
    """White letters over something white are seen in some of the stills only."""
    wider = area
    for more in _patches(_faint(stack, _ON), _GOES_ON):
        if more.left < area.right and area.left < more.right and more.top < area.bottom and area.top < more.bottom:
            wider = wider.around(more.shrunk(_SOFTENED))
    fits = wider.height <= _HIGHER * area.height and wider.width <= _LONGER * area.height
    return wider if fits else area


def _faint(stack: Stack, least: Faint) -> NDArray[np.bool_]:
    return np.asarray((stack.lasting > least.lasting) & (stack.certain > least.certain) & (stack.steady > least.steady))


def _patches(mask: NDArray[np.bool_], close: tuple[int, int]) -> Iterator[Area]:
    import cv2

    joined = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_CLOSE, np.ones(close[::-1], np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    return (Area(*row[:4]) for row in stats[1:count].tolist())
