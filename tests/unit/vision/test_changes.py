"""How shots are joined, told from sketches alone: what is mixed, what is plain, and what a flash hides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import pytest
from numpy.typing import NDArray

cv2 = pytest.importorskip("cv2")

from dropcut.domain.scenes import Boundary  # noqa: E402
from dropcut.vision.boundaries import changes_in  # noqa: E402
from dropcut.vision.found import Change, Evidence  # noqa: E402
from dropcut.vision.sketches import Sketches  # noqa: E402

Picture = NDArray[np.float32]

WIDE, HIGH, RATE = 48, 27, 25
_SLOPE: Final = np.linspace(-1, 1, WIDE, dtype=np.float32) * np.ones((HIGH, 1), np.float32)


def detailed(seed: int) -> Picture:
    blocks = np.random.default_rng(seed).uniform(20, 200, (HIGH // 3, WIDE // 3))
    return np.asarray(np.kron(blocks, np.ones((3, 3))), np.float32)


def smooth(middle: float, by: float) -> Picture:
    return middle + by * _SLOPE


def mixed(one: Picture, other: Picture, frames: int) -> Iterator[Picture]:
    return (one + (other - one) * np.float32((number + 1) / (frames + 1)) for number in range(frames))


def seen(pictures: Sequence[Picture]) -> Evidence:
    """With a camera's noise."""
    noise = np.random.default_rng(1)
    luma = np.stack([np.clip(picture + noise.normal(0, 0.7, (HIGH, WIDE)), 0, 255) for picture in pictures]).astype(np.uint8)
    steps = np.abs(np.diff(luma.astype(np.float32), axis=0)).mean(axis=(1, 2))
    colour = np.full((len(luma), 2 * 16 * 9), 128, np.uint8)
    return Evidence(Sketches(luma, colour), np.concatenate(([0], steps)).astype(np.float32), RATE)


def test_two_dissolves_with_a_smooth_shot_between_them_are_two() -> None:
    one, sky, other = detailed(1), smooth(150, 30), detailed(2)
    pictures = [*[one] * 40, *mixed(one, sky, 20), *[sky] * 25, *mixed(sky, other, 15), *[other] * 40]
    first, second = changes_in(seen(pictures))
    assert (first.kind, second.kind) == (Boundary.DISSOLVE, Boundary.DISSOLVE)
    assert near(first, 40, 60)
    assert near(second, 85, 100)


def test_one_smooth_shot_dissolves_into_another() -> None:
    dusk, day = smooth(60, 30), smooth(180, 20)
    (change,) = changes_in(seen([*[dusk] * 40, *mixed(dusk, day, 20), *[day] * 40]))
    assert change.kind is Boundary.DISSOLVE
    assert near(change, 40, 60)


def test_a_fade_into_a_shot_that_shows_little_is_one_change() -> None:
    one, wall, sky = detailed(1), smooth(235, 0), smooth(120, 11)
    pictures = [*[one] * 40, *mixed(one, wall, 20), *[wall] * 8, *mixed(wall, sky, 20), *[sky] * 40]
    (change,) = changes_in(seen(pictures))
    assert change.kind is Boundary.FADE
    assert near(change, 40, 88)


@pytest.mark.parametrize("cut", [40, 41, 42, 43, 44])
def test_a_cut_under_a_flash_is_told_at_its_frame(cut: int) -> None:
    one, other = detailed(1), detailed(2)
    pictures = [(one if number < cut else other) + 55 * (40 <= number < 44) for number in range(80)]
    assert changes_in(seen(pictures)) == (Change.cut(cut),)


def test_what_only_loses_its_details_for_a_while_is_no_dissolve() -> None:
    """As a hand that shakes blurs it: what lies between two others by chance has not the details of a mixture."""
    one = detailed(1)
    other = np.roll(one, 9, axis=1)
    blurred = [np.asarray(cv2.GaussianBlur((one + other) / 2, (0, 0), 6), np.float32)] * 12
    assert not [
        change for change in changes_in(seen([*[one] * 40, *blurred, *[other] * 40])) if change.kind is Boundary.DISSOLVE
    ]


def near(change: Change, first: int, whole: int) -> bool:
    return abs(change.first - first) <= 4 and abs(change.whole - whole) <= 4
