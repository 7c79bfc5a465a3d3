"""Where in a stack of stills something lies over the picture: edges that last, in front of what changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np

from dropcut.vision.areas import Area, in_lines
from dropcut.vision.camera import Camera
from dropcut.vision.edges import Floats, Mask
from dropcut.vision.repeats import tiled_over
from dropcut.vision.stacks import Stack
from dropcut.vision.surroundings import directions_of, lives_around, rests, rests_with_the_camera, stands_alone, went_around

_STRONG: Final = 2.5
_CERTAIN: Final = 4.5
_STEADY: Final = 0.45
_ALL_ALIKE: Final = 0.93
"""Stills that are so alike show a picture that stands: nothing can be told apart."""
_FRAME: Final = 0.5
"""An edge along so much of a row or a column belongs to a window or a bar."""
_SOFTENED: Final = 1
"""An edge reaches so many points beyond what it is the edge of."""
_CLOSE: Final = (15, 7)
"""Points between letters of a word, across and down."""
_LEAST: Final = (10, 6)
_MOST: Final = 0.45
"""Of the picture's area: what is larger, unless it is the same again and again, is the picture itself."""
_LONGEST: Final = 0.85
"""Of the picture's width or height: what is longer is a bar, or the horizon."""
_FEWEST_POINTS: Final = 60
_FILLED: Final = 0.04
"""Of a box: how many of its points are lasting edges, at least."""
_LINE: Final = 0.1
"""What has hardly more than one direction seems to stand where a camera goes along it: a horizon, the side of a house."""
_WORDS: Final = 3
_TILES: Final = 5
_SPREAD: Final = 0.4


class Overlaid(NamedTuple):
    """Something that lies over the picture."""

    area: Area
    certainty: float
    """From 0 to 1."""


def overlays_in(stack: Stack, camera: Callable[[], Camera]) -> tuple[Overlaid, ...]:
    """None where the picture itself stands, or most of it: then nothing tells a mark from what was filmed."""
    if stack.alike > _ALL_ALIKE:
        return ()
    standing = _standing(stack)
    mask = _without_frames(standing)
    dense = [area for area in _areas(mask) if _has_enough(mask, area) and directions_of(stack, mask, area) > _LINE]
    areas = [area for area in dense if lives_around(stack, area) and not rests_with_the_camera(camera, mask, area)]
    if areas and rests(camera, mask) and not _half_of_what_stands(standing, mask, areas):
        return ()
    whole = _tiled(stack, mask, dense)
    if whole and (areas or went_around(camera, whole)):
        areas = [whole, *(area for area in areas if not whole.holds(area))]
    if not areas and mask.sum() == standing.sum():  # windows and bars stand with what is in them
        areas = [area for area in _of_few_words(dense) if stands_alone(stack, standing, area, camera)]
    return tuple(Overlaid(area, _certainty(stack, mask, area)) for area in _together(areas, mask.shape))


def _half_of_what_stands(standing: Mask, mask: Mask, areas: Sequence[Area]) -> bool:
    """Windows and bars left out, unless they are most of the picture: then it is the picture that stands."""
    counted = mask if _frames(standing).mean() < _MOST else standing
    return sum(int(mask[area.inside].sum()) for area in areas) > int(counted.sum()) / 2


def _of_few_words(dense: Sequence[Area]) -> Iterator[Area]:
    """Lines but those of many parts, as menus and rows of buttons are."""
    return (line for line in in_lines(dense) if sum(line.holds(area) for area in dense) <= _WORDS)


def _tiled(stack: Stack, mask: Mask, dense: Sequence[Area]) -> Area | None:
    surest = max(dense, key=lambda area: int(mask[area.inside].sum()), default=None)
    return tiled_over(stack, mask, surest) if surest else None


def lasting_edges(stack: Stack) -> Mask:
    """Points on edges that are there all the time, those of windows and bars left out."""
    return _without_frames(_standing(stack))


def _standing(stack: Stack) -> Mask:
    return np.asarray((stack.lasting > _STRONG) & (stack.certain > _CERTAIN) & (stack.steady > _STEADY))


def _without_frames(standing: Mask) -> Mask:
    return standing & ~_frames(standing)


def _frames(standing: Mask) -> Mask:
    rows, columns = (_widened(standing.mean(axis=axis) > _FRAME) for axis in (1, 0))
    return np.asarray(rows[:, None] | columns)


def _widened(some: Mask) -> Mask:
    return np.convolve(some, np.ones(5), "same") > 0


def _areas(mask: Mask) -> Iterator[Area]:
    import cv2

    joined = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_CLOSE, np.ones(_CLOSE[::-1], np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    for number in range(1, count):
        left, top, width, height, _ = map(int, stats[number])
        whole = Area(left, top, width, height)
        fits = max(width / mask.shape[1], height / mask.shape[0]) <= _LONGEST
        if width >= _LEAST[0] and height >= _LEAST[1] and fits and width * height <= _MOST * mask.size:
            yield _tight(mask[whole.inside] & (labels[whole.inside] == number), whole)


def _tight(mask: Mask, area: Area) -> Area:
    """Without the few points that stray."""
    columns, rows = np.flatnonzero(mask.any(axis=0)), np.flatnonzero(mask.any(axis=1))
    if not len(columns):
        return area
    left, top = int(columns[0]), int(rows[0])
    width, height = int(columns[-1]) - left + 1, int(rows[-1]) - top + 1
    return Area(area.left + left, area.top + top, width, height).shrunk(_SOFTENED)


def _has_enough(mask: Mask, area: Area) -> bool:
    return int(mask[area.inside].sum()) >= max(_FEWEST_POINTS, _FILLED * area.width * area.height)


def _together(areas: Sequence[Area], shape: tuple[int, ...]) -> Sequence[Area]:
    """Words of one line as one; the same again and again all over the picture as one."""
    joined = in_lines(areas)
    if len(joined) < _TILES:
        return joined
    whole = joined[0]
    for area in joined[1:]:
        whole = whole.around(area)
    return [whole] if whole.width * whole.height > _SPREAD * shape[0] * shape[1] else joined


def _certainty(stack: Stack, mask: Mask, area: Area) -> float:
    """More where edges are steadier, and where there are more of them."""
    certain: Floats = stack.steady[area.inside][mask[area.inside]]
    return float(min(1.0, 0.35 + 0.5 * certain.mean() + min(0.15, len(certain) / 4000)))
