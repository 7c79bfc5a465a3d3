"""A logo with something transparent is known by what is inside it too, for what it lies over may be as bright as it is."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import numpy as np
import pytest
from numpy.typing import NDArray

cv2 = pytest.importorskip("cv2")

from benchmarks.seeing.pictures import photograph  # noqa: E402
from dropcut.vision.areas import Area  # noqa: E402
from dropcut.vision.own_logos import shapes_of  # noqa: E402
from dropcut.vision.stacks import Stack  # noqa: E402
from dropcut.vision.suspects import overlap  # noqa: E402
from dropcut.vision.templates import match  # noqa: E402

Pixels = NDArray[np.uint8]
SIDE, AT, SMALL = 400, (60, 250), 44
ORANGE: Final = (230, 90, 20, 255)


def disc(letter: str) -> Pixels:
    pixels = np.zeros((SIDE, SIDE, 4), np.uint8)
    cv2.circle(pixels, (SIDE // 2, SIDE // 2), SIDE // 2 - 2, ORANGE, -1, cv2.LINE_AA)
    cv2.putText(pixels, letter, (110, 285), cv2.FONT_HERSHEY_SIMPLEX, 8, (255, 255, 255, 255), 36, cv2.LINE_AA)
    return pixels


def over(logo: Pixels, still: NDArray[np.float64], opacity: float) -> Pixels:
    small = cv2.resize(logo, (SMALL, SMALL), interpolation=cv2.INTER_AREA).astype(float)
    inside = Area(*AT, SMALL, SMALL).inside
    cover = small[..., 3] / 255 * opacity
    still[inside] += (small[..., :3] @ (0.299, 0.587, 0.114) - still[inside]) * cover
    return still.clip(0, 255).astype(np.uint8)


def test_it_is_found_whole_where_its_outline_is_as_bright_as_what_is_behind() -> None:
    wall = cv2.cvtColor(cv2.resize(photograph("gravel.png"), (1300, 360)), cv2.COLOR_BGR2GRAY).astype(float)
    stills = [over(disc("Q"), wall[:, 20 * number : 20 * number + 640].copy(), 0.6) for number in range(32)]
    lasting = Stack.of(stills).lasting
    found = [
        (one.alike, overlap(one.area, Area(*AT, SMALL, SMALL)))
        for shape in shapes_of(disc("Q"))
        if (one := match(lasting, shape))
    ]
    assert max(found)[1] >= 0.8


def test_what_has_nothing_inside_is_known_by_its_outline() -> None:
    letters = np.zeros((120, 500, 4), np.uint8)
    cv2.putText(letters, "Verdant", (10, 90), cv2.FONT_HERSHEY_SIMPLEX, 3, (255, 255, 255, 255), 9, cv2.LINE_AA)
    assert len(shapes_of(letters)) == 1
    assert len(shapes_of(disc("Q"))) == 2


def test_what_is_not_transparent_is_taken_as_it_is() -> None:
    opaque = disc("Q")
    opaque[..., 3] = 255
    (shape,) = shapes_of(opaque)
    assert all(abs(one - other) <= 60 for one, other in pairwise((SIDE, *shape.shape)))


def test_a_plate_with_a_transparent_margin_is_a_part_of_it() -> None:
    plate = np.zeros((200, 300, 4), np.uint8)
    plate[40:160, 30:270] = ORANGE
    cv2.putText(plate, "ours", (70, 120), cv2.FONT_HERSHEY_SIMPLEX, 2, (255, 255, 255, 255), 9, cv2.LINE_AA)
    outlined, *_ = shapes_of(plate)
    assert outlined.shape[0] >= 120
    assert outlined.shape[1] >= 240


@pytest.mark.parametrize("cover", [0, 255])
def test_a_blank_picture_has_no_shape(cover: int) -> None:
    assert shapes_of(np.full((40, 60, 4), cover, np.uint8)) == ()
