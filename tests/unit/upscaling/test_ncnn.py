"""ncnn keeps what the port promises, and answers as the networks are defined."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from dropcut.upscaling.ncnn_runner import NcnnRunner
from dropcut.upscaling.networks import network_named
from dropcut.upscaling.running import Run
from dropcut.upscaling.shipped import shipped_weights
from tests.unit.upscaling.drawn import Levels, furthest, picture
from tests.unit.upscaling.exact import exactly, levels
from tests.unit.upscaling.machine import need_ncnn


@pytest.fixture(autouse=True)
def _ncnn() -> None:
    need_ncnn()


@dataclass(frozen=True)
class Cut(NcnnRunner):
    """The same, in tiles no larger than that."""

    tile: int = 0


def made(pictures: list[Any], name: str = "animevideov3", scale: int = 4, tile: int | None = None) -> list[Any]:
    network = network_named(name)
    runner = NcnnRunner(network, scale, 1) if tile is None else Cut(network, scale, 1, tile)
    return list(Run(runner, lambda: None).through(pictures))


@pytest.mark.parametrize(
    ("name", "high", "wide", "kind"),
    [
        ("animevideov3", 7, 12, np.uint8),
        ("animevideov3", 1, 1, np.uint8),
        ("animevideov3", 6, 3, np.uint16),
        ("x4plus-anime", 1, 2, np.uint8),
    ],
)
def test_it_answers_as_the_network_is_defined_within_a_level_of_255(name: str, high: int, wide: int, kind: Levels) -> None:
    network, shown = network_named(name), picture(high, wide, kind=kind)
    (answer,) = made([shown], name)
    defined = exactly(shown, shipped_weights(network)[0], network.architecture)
    assert furthest(answer, levels(defined, kind)) <= (1 if kind == np.uint8 else 16)


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_a_picture_becomes_that_many_times_as_large_whatever_its_size(scale: int) -> None:
    for high, wide in ((1, 1), (2, 5), (19, 31)):
        (answer,) = made([picture(high, wide)], scale=scale)
        assert answer.shape == (high * scale, wide * scale, 3)


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_tiles_of_a_compact_network_are_the_whole_picture_to_the_pixel(scale: int) -> None:
    shown = picture(30, 190)
    whole, tiled = made([shown], scale=scale)[0], made([shown], scale=scale, tile=9_000)[0]
    assert furthest(whole, tiled) == 0 or (scale == 3 and furthest(whole, tiled) == 1), "thirds have no last bit"


def test_a_picture_alone_is_as_among_others_and_after_others() -> None:
    pictures = [picture(24, 30, seed) for seed in range(3)]
    together = made(pictures)
    assert all(np.array_equal(made([one])[0], other) for one, other in zip(pictures, together, strict=True))


def test_more_cores_change_no_pixel() -> None:
    shown, network = picture(40, 60), network_named("animevideov3")
    one, two = (next(Run(NcnnRunner(network, 4, count), lambda: None).through([shown])) for count in (1, 2))
    assert np.array_equal(one, two)


def test_sixteen_bits_hold_more_than_eight() -> None:
    shown = picture(24, 30, kind=np.uint16) // 8 + 20_000
    (answer,) = made([shown.astype(np.uint16)])
    assert answer.dtype == np.uint16
    assert len(np.unique(answer)) > 256


def test_black_stays_black_and_white_stays_white() -> None:
    for level in (0, 255):
        (answer,) = made([np.full((20, 20, 3), level, np.uint8)])
        assert abs(int(answer.mean()) - level) <= 4


def test_of_the_package_with_the_networks_only_its_files_are_used() -> None:
    made([picture(3, 3)])
    assert not [name for name in sys.modules if name.startswith("realesrgan")]
