"""A mark that wanders is found by what the camera does not explain; what the camera does explain is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
from dropcut.vision.wandering import Wandering, going_one_way  # noqa: E402

EVERY: Final = 7
SMALLER: Final = (640, 360)
SEED: Final = 11


def stills(photograph: str, opacity: float) -> Iterator[NDArray[np.uint8]]:
    """Of a camera that pans, with a mark that wanders, or with none where it has no opacity."""
    random = Random(SEED)
    overlay, shot = wandering(random), camera_over(photograph, SIZE, random, 4.0, (0.3,))
    for number in range(0, FRAMES, EVERY):
        picture = cv2.cvtColor(shot(number), cv2.COLOR_BGR2GRAY).astype(np.float32)
        (drawn, cover), (left, top) = overlay.at(number)
        inside = Area(left, top, cover.shape[1], cover.shape[0]).inside
        picture[inside] += (drawn[..., 0] - picture[inside]) * cover * opacity
        yield cv2.resize(picture, SMALLER, interpolation=cv2.INTER_AREA).astype(np.uint8)


def found_in(seen: Sequence[NDArray[np.uint8]]) -> tuple[Wandering, ...]:
    way = camera.camera_over([camera.halved(still) for still in seen])
    return going_one_way(list(residues(way, seen)), way)


@pytest.mark.parametrize(("photograph", "opacity"), [("astronaut.png", 0.3), ("gravel.png", 0.6)])
def test_a_mark_that_wanders_is_found_where_it_is(photograph: str, opacity: float) -> None:
    (found,) = found_in(list(stills(photograph, opacity)))
    middle = FRAMES // 2 / EVERY
    there = Area(
        round(found.area.left + found.way.across * middle), round(found.area.top + found.way.down * middle), *found.area[2:]
    )
    true = Area(*(round(side * SMALLER[0] / SIZE[0]) for side in wandering(Random(SEED)).box))
    assert overlap(there, true) >= 0.7


@pytest.mark.parametrize("photograph", ["astronaut.png", "gravel.png"])
def test_what_the_camera_explains_is_none(photograph: str) -> None:
    assert found_in(list(stills(photograph, 0.0))) == ()


@pytest.mark.parametrize("axis", [0, 1])
def test_a_picture_that_rolls_through_the_frame_more_than_once_is_looked_at(axis: int) -> None:
    blocks = np.kron(np.random.default_rng(3).integers(0, 2, (12, 20)), np.ones((6, 10))) * 200
    rolling = [np.roll(blocks, -4 * number, axis).astype(np.uint8) for number in range(96)]
    assert len(found_in(rolling)) <= 1
