"""What stands because of how the camera moves, or because it does not, is no mark."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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

Still = NDArray[np.uint8]
WIDE, HIGH, COUNT = 640, 360, 32
MARK: Final = Area(60, 76, 200, 25)


def found(stills: Iterator[Still]) -> list[Area]:
    seen = list(stills)
    return [each.area for each in overlays_in(Stack.of(seen), lambda: camera_over([halved(still) for still in seen]))]


def gray(name: str, wide: int, high: int) -> Still:
    return np.asarray(cv2.resize(cv2.cvtColor(photograph(name), cv2.COLOR_BGR2GRAY), (wide, high)), np.uint8)


def filmed(picture: NDArray[np.float64], noise: np.random.Generator, *, marked: bool = False) -> Still:
    still = np.clip(picture + noise.normal(0, 2, picture.shape), 0, 255).astype(np.uint8)
    if marked:
        cv2.putText(still, "SAMPLE TV", (60, 100), cv2.FONT_HERSHEY_SIMPLEX, 1.2, 230, 2, cv2.LINE_AA)
    return still


def zoomed(*, marked: bool) -> Iterator[Still]:
    """A camera that goes towards the middle of a wall."""
    wall, noise = gray("gravel.png", WIDE, HIGH), np.random.default_rng(5)
    for number in range(COUNT):
        nearer = cv2.getRotationMatrix2D((WIDE / 2, HIGH / 2), 0, 1 + 0.4 * number / COUNT)
        yield filmed(cv2.warpAffine(wall, nearer, (WIDE, HIGH)).astype(float), noise, marked=marked)


def passed_by(*, marked: bool) -> Iterator[Still]:
    """A camera on a tripod, and somebody who walks through the picture."""
    wall, walker, noise = gray("gravel.png", WIDE, HIGH), gray("astronaut.png", 200, 200), np.random.default_rng(5)
    for number in range(COUNT):
        picture = wall.astype(float)
        picture[100:300, 10 * number : 10 * number + 200] = walker
        yield filmed(picture, noise, marked=marked)


def along_a_shelf(*, marked: bool) -> Iterator[Still]:
    """A camera that goes along something long, before a wall."""
    wide, noise = WIDE + 6 * COUNT, np.random.default_rng(5)
    wall = gray("gravel.png", wide, HIGH).astype(float)
    wall[220:260, 150 : wide - 100] = 30
    wall[230:250, 150 : wide - 100] = 220
    for number in range(COUNT):
        yield filmed(wall[:, 6 * number : 6 * number + WIDE], noise, marked=marked)


@pytest.mark.parametrize("footage", [zoomed, passed_by, along_a_shelf])
def test_what_stands_by_the_way_of_the_camera_is_no_mark(footage: Callable[..., Iterator[Still]]) -> None:
    assert found(footage(marked=False)) == []


@pytest.mark.parametrize("footage", [zoomed, along_a_shelf])
def test_a_mark_is_found_there_all_the_same(footage: Callable[..., Iterator[Still]]) -> None:
    assert max(overlap(area, MARK) for area in found(footage(marked=True))) >= 0.7
