"""torch keeps what the port promises, and answers as ncnn does with the same weights."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from dropcut.upscaling.architectures import Architecture, Compact
from dropcut.upscaling.ncnn_runner import NcnnRunner
from dropcut.upscaling.networks import Network, network_named
from dropcut.upscaling.running import Run, Runner
from dropcut.upscaling.shipped import shipped_weights
from dropcut.upscaling.torch_runner import HalvedRunner, TorchRunner
from dropcut.upscaling.weights import Weights, blended
from tests.unit.upscaling.drawn import Levels, furthest, picture
from tests.unit.upscaling.exact import exactly, levels
from tests.unit.upscaling.invented import SMALL, numbers
from tests.unit.upscaling.machine import need_ncnn, need_torch


@pytest.fixture(autouse=True)
def _torch() -> None:
    need_torch()


@dataclass(frozen=True)
class Cut(TorchRunner):
    """The same, in tiles no larger than that."""

    tile: int = 0


def invented(kind: Architecture) -> Network:
    overlap = kind.reach if isinstance(kind, Compact) else 40
    return Network("invented", kind, "invented.pth", overlap, "nothing", {})


def through(runner: Runner, *pictures: Any) -> list[Any]:
    return list(Run(runner, lambda: None).through(pictures))


def shipped(network: Network) -> Weights:
    return shipped_weights(network)[0]


@pytest.mark.parametrize(
    ("name", "scale", "high", "wide"),
    [
        ("animevideov3", 4, 30, 41),
        ("animevideov3", 2, 17, 20),
        ("animevideov3", 3, 9, 14),
        ("x4plus-anime", 4, 5, 8),
        ("x4plus", 4, 1, 2),
    ],
)
def test_both_engines_give_the_same_picture_within_a_level_of_255(name: str, scale: int, high: int, wide: int) -> None:
    need_ncnn()
    network, shown = network_named(name), picture(high, wide)
    (one,) = through(TorchRunner(network, scale, 1, lambda: shipped(network)), shown)
    (other,) = through(NcnnRunner(network, scale, 1), shown)
    assert furthest(one, other) <= 1
    assert np.mean(one != other) < 0.002


@pytest.mark.parametrize("kind", SMALL, ids=str)
@pytest.mark.parametrize("levels_of", [np.uint8, np.uint16])
def test_it_answers_as_the_network_is_defined_within_a_level(kind: Architecture, levels_of: Levels) -> None:
    weights, shown = numbers(kind), picture(13, 11, kind=levels_of)
    (answer,) = through(TorchRunner(invented(kind), kind.scale, 1, lambda: weights), shown)
    assert furthest(answer, levels(exactly(shown, weights, kind), levels_of)) <= 1
    assert answer.std() > np.iinfo(levels_of).max / 100, "a picture, not a plain"


def test_a_network_between_two_answers_as_its_blend_is_defined() -> None:
    """As general-x4v3 and its noisy twin: a share of the one, the rest of the other."""
    kind, share = Compact(convs=4, features=8), Fraction(1, 3)
    blend, shown = blended(numbers(kind, 1), numbers(kind, 2), share), picture(13, 11)
    one, other = (numbers(kind, seed) for seed in (1, 2))
    exact = {name: (one[name] / 3 + other[name] * 2 / 3).astype(np.float32) for name in blend}
    (answer,) = through(TorchRunner(invented(kind), 4, 1, lambda: blend), shown)
    assert furthest(answer, levels(exactly(shown, exact, kind), np.uint8)) <= 1


def test_tiles_of_a_compact_network_are_the_whole_picture_to_the_pixel() -> None:
    kind = Compact(convs=16, features=16)
    network, weights, shown = invented(kind), numbers(kind), picture(70, 90)
    (whole,) = through(TorchRunner(network, 4, 1, lambda: weights), shown)
    (tiled,) = through(Cut(network, 4, 1, lambda: weights, 3_000), shown)
    assert np.array_equal(whole, tiled)


@pytest.mark.parametrize("kind", SMALL[1:], ids=str)
def test_tiles_of_the_large_networks_are_the_whole_picture_within_a_level(kind: Architecture) -> None:
    network, weights, shown = invented(kind), numbers(kind), picture(71, 133)
    (whole,) = through(TorchRunner(network, kind.scale, 1, lambda: weights), shown)
    (tiled,) = through(Cut(network, kind.scale, 1, lambda: weights, 9_500), shown)
    assert furthest(whole, tiled) <= 1


@pytest.mark.parametrize("levels_of", [np.uint8, np.uint16])
def test_with_16_bits_inside_nearly_all_levels_are_those_of_32_or_their_neighbours(levels_of: Levels) -> None:
    network = network_named("x4plus-anime")
    shown, weights = picture(9, 12, kind=levels_of), shipped(network)
    (fine,) = through(TorchRunner(network, 4, 1, lambda: weights), shown)
    (quick,) = through(HalvedRunner(network, 4, 1, lambda: weights), shown)
    off = np.abs(fine.astype(int) - quick.astype(int)) * 255 / np.iinfo(levels_of).max
    assert 0 < np.mean(off) < 0.5
    assert np.mean(off > 1.5) < 0.05


def test_with_16_bits_inside_the_levels_of_fine_footage_are_not_rounded_to_few() -> None:
    """Numbers of 16 bits near one are a 256th apart: a row of colours would become bands."""
    network, shown = network_named("x4plus-anime"), np.empty((8, 40, 3), np.uint16)
    shown[:] = np.linspace(40_000, 42_000, 40, dtype=np.uint16)[None, :, None]
    (answer,) = through(HalvedRunner(network, 4, 1, lambda: shipped(network)), shown)
    assert len(np.unique(answer[16, 8:-8, 1])) > 100


def test_a_picture_alone_is_as_among_others() -> None:
    kind = SMALL[0]
    runner = TorchRunner(invented(kind), 4, 1, lambda: numbers(kind))
    pictures = [picture(20, 22, seed) for seed in range(3)]
    for one, other in zip(pictures, through(runner, *pictures), strict=True):
        assert np.array_equal(through(runner, one)[0], other)
