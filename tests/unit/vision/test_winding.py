"""A mark that bounces off the edges or follows a curve is found where it is; what only passes by is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from math import cos, sin
from random import Random
from typing import Final

import numpy as np
import pytest
from numpy.typing import NDArray

cv2 = pytest.importorskip("cv2")

from benchmarks.seeing.marked import FRAMES, SIZE, wandering  # noqa: E402
from benchmarks.seeing.pictures import camera_over  # noqa: E402
from dropcut.vision import camera  # noqa: E402
from dropcut.vision.areas import Area  # noqa: E402
from dropcut.vision.residues import residues  # noqa: E402
from dropcut.vision.suspects import overlap  # noqa: E402
from dropcut.vision.winding import Winding, winding_in  # noqa: E402

STILLS: Final = 64
EVERY: Final = 7
SMALLER: Final = (640, 360)
SEED: Final = 11
Way = Callable[[int], tuple[float, float]]
"""Where the middle of a mark is in a still."""


def bouncing(still: int) -> tuple[float, float]:
    """Off the right edge, and off the lower one."""
    right, low = 585 - abs(585 - (480 + 3.5 * still)), 340 - abs(340 - (270 + 2 * still))
    return right, low


def around(still: int) -> tuple[float, float]:
    """Once around the middle, slowly."""
    return 320 + 60 * cos(still / 16), 180 + 60 * sin(still / 16)


def passing(still: int) -> tuple[float, float]:
    """Gone before the clip is half over."""
    return (120 + 4 * still, 120 + 2 * still) if still < STILLS * 2 // 5 else (-999, -999)


def stills(way: Way | None) -> Iterator[NDArray[np.uint8]]:
    """Of a camera that pans, with a mark that goes this way."""
    random = Random(SEED)
    overlay, shot = wandering(random), camera_over("astronaut.png", SIZE, random, 4.0, (0.3,))
    (drawn, cover), _ = overlay.at(0)
    times = SMALLER[0] / SIZE[0]
    drawn, cover = (cv2.resize(one, None, fx=times, fy=times, interpolation=cv2.INTER_AREA) for one in (drawn, cover))
    cover = cover[..., np.newaxis] if cover.ndim < 3 else cover
    for still in range(STILLS):
        picture = cv2.resize(shot(still * EVERY), SMALLER, interpolation=cv2.INTER_AREA).astype(np.float32)
        place = _place(way, still, cover.shape) if way else None
        if place is not None:
            picture[place.inside] += (drawn - picture[place.inside]) * cover * 0.8
        yield cv2.cvtColor(picture.astype(np.uint8), cv2.COLOR_BGR2GRAY)


def _place(way: Way, still: int, shape: Sequence[int]) -> Area | None:
    across, down = way(still)
    height, width = shape[:2]
    place = Area(round(across - width / 2), round(down - height / 2), width, height)
    inside = place.left >= 0 and place.top >= 0 and place.right <= SMALLER[0] and place.bottom <= SMALLER[1]
    return place if inside else None


def found_in(seen: Sequence[NDArray[np.uint8]]) -> list[Winding]:
    halves = [camera.halved(still) for still in seen]
    left = list(residues(camera.camera_over(halves), seen))
    return list(winding_in(left, lambda numbers: camera.camera_over([halves[number] for number in numbers]), lambda: None))


def shown(way: Way, still: int) -> Area:
    """Where its letters are, without what of the mark covers nothing."""
    overlay = wandering(Random(SEED))
    (_, cover), corner = overlay.at(FRAMES // 2)
    place = _place(way, still, tuple(round(side * SMALLER[0] / SIZE[0]) for side in cover.shape))
    assert place is not None
    left, top, width, height = (round(side * SMALLER[0] / SIZE[0]) for side in np.subtract(overlay.box, (*corner, 0, 0)))
    return Area(place.left + left, place.top + top, width, height)


@pytest.mark.parametrize(("way", "least"), [(bouncing, 0.7), (around, 0.6)])
def test_a_mark_that_turns_is_found_where_it_is(way: Way, least: float) -> None:
    (found,) = found_in(list(stills(way)))
    assert len(found.places) > 0.8 * STILLS
    assert all(overlap(found.places[still], shown(way, still)) >= least for still in (10, 25, 40, 55))


@pytest.mark.parametrize("way", [None, passing])
def test_what_is_filmed_or_passes_by_is_none(way: Way | None) -> None:
    assert found_in(list(stills(way))) == []


def test_too_few_stills_tell_nothing() -> None:
    assert found_in(list(islice(stills(bouncing), 20))) == []
