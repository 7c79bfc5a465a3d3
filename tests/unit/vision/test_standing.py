"""What stands while the camera moves lies over the picture, whatever is behind it; what stands with much else does not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
import pytest
from numpy.typing import NDArray

cv2 = pytest.importorskip("cv2")

from benchmarks.seeing.pictures import photograph  # noqa: E402
from dropcut.vision.areas import Area  # noqa: E402
from dropcut.vision.camera import camera_over, halved  # noqa: E402
from dropcut.vision.overlays import overlays_in  # noqa: E402
from dropcut.vision.stacks import Stack  # noqa: E402
from dropcut.vision.suspects import overlap  # noqa: E402

Stills = Sequence[NDArray[np.uint8]]

WIDE, HIGH, COUNT, SHIFT = 640, 360, 32, 5
SKY: Final = 300


def panned(draw: Callable[[NDArray[np.uint8]], None]) -> Stills:
    """A camera that goes along a wall under a sky in which nothing is, with something drawn over each still."""
    wall = cv2.cvtColor(cv2.resize(photograph("gravel.png"), (WIDE + COUNT * SHIFT, HIGH)), cv2.COLOR_BGR2GRAY)
    hills = SKY + 25 * np.sin(np.arange(wall.shape[1]) / 30)
    wall = np.where(np.arange(HIGH).reshape(-1, 1) < hills, 0, wall)
    noise = np.random.default_rng(5)
    stills = []
    for number in range(COUNT):
        still = 12 + wall[:, number * SHIFT : number * SHIFT + WIDE] + noise.normal(0, 1.5, (HIGH, WIDE))
        stills.append(np.clip(still, 0, 255).astype(np.uint8))
        draw(stills[-1])
    return stills


def found(stills: Stills) -> list[Area]:
    return [each.area for each in overlays_in(Stack.of(stills), lambda: camera_over([halved(still) for still in stills]))]


def named(still: NDArray[np.uint8]) -> None:
    cv2.putText(still, "SAMPLE TV", (60, 100), cv2.FONT_HERSHEY_SIMPLEX, 1.2, 200, 2, cv2.LINE_AA)


def windowed(still: NDArray[np.uint8]) -> None:
    for button in range(5):
        cv2.rectangle(still, (30 + 110 * button, 60), (110 + 110 * button, 100), 150, -1)


def test_a_mark_over_a_sky_that_stays_as_it_is_is_found_where_the_camera_moves() -> None:
    (mark,) = found(panned(named))
    assert overlap(mark, Area(60, 76, 200, 25)) >= 0.7


def test_what_stands_with_much_else_is_a_window() -> None:
    assert found(panned(windowed)) == []


def test_where_the_camera_stands_nothing_is_told() -> None:
    assert found([panned(named)[0]] * COUNT) == []


def test_what_is_there_again_and_again_is_told_as_one() -> None:
    def tiled(still: NDArray[np.uint8]) -> None:
        for row in range(4):
            for column in range(4):
                at = (20 + 150 * column + 40 * (row % 2), 50 + 90 * row)
                cv2.putText(still, "stock", at, cv2.FONT_HERSHEY_SIMPLEX, 0.9, 210, 2, cv2.LINE_AA)

    (whole,) = found(panned(tiled))
    assert whole.size > 0.8 * WIDE * HIGH


@pytest.mark.parametrize("shape", [cv2.circle, cv2.drawMarker])
def test_what_is_there_once_is_not_told_as_more(shape: Callable[..., object]) -> None:
    """However like it the picture is that passes by."""

    def small(still: NDArray[np.uint8]) -> None:
        if shape is cv2.circle:
            cv2.circle(still, (300, 330), 9, 200, 3, cv2.LINE_AA)
        else:
            cv2.drawMarker(still, (300, 330), 200, cv2.MARKER_STAR, 20, 3)

    assert all(mark.size < 4 * 20 * 20 for mark in found(panned(small)))
