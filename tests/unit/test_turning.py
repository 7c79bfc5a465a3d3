"""A display matrix says how far to turn, and whether to mirror first."""

from __future__ import annotations

from math import cos, pi, sin

import pytest

from dropcut.media.turning import turned

ONE = 1 << 16


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
@pytest.mark.parametrize("tilt", [-20, 0, 20])
def test_turns_are_read_to_the_nearest_quarter(degrees: int, mirrored: bool, tilt: int) -> None:  # noqa: FBT001 - a parameter
    angle = (degrees + tilt) * pi / 180
    a, b = round(cos(angle) * ONE), round(sin(angle) * ONE)
    flip = -1 if mirrored else 1

    assert turned((flip * a, flip * b, 0, -b, a, 0, 0, 0, 1 << 30)) == (degrees, mirrored)


def test_a_matrix_of_nothing_turns_nothing() -> None:
    assert turned((0,) * 9) == (0, False)
