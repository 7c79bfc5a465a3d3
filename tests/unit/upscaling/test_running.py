"""Pictures go through in their order and alike, however they are cut, batched, or short of memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
from structlog.testing import capture_logs

from dropcut.domain.errors import Permanent, Unwanted
from dropcut.ports.sharpening import Picture
from dropcut.upscaling.running import OutOfMemory, Pictures, Run
from dropcut.upscaling.tiles import EDGE, Cutting, continued
from tests.unit.upscaling.drawn import picture

REACH = 2


@dataclass
class Blur:
    """A runner in numpy that makes pictures twice as large: each pixel is the mean of what is within two of it."""

    tile: int = 1_000_000
    batch: int = 1
    ahead: int = 0
    fits: int = 1_000_000
    """How many pixels it has memory for."""
    late: bool = False
    """Whether it finds out only when the answer is asked for."""
    scale: int = 2
    cutting: Cutting = field(default_factory=lambda: Cutting(REACH, 2))
    sizes: list[tuple[int, ...]] = field(default_factory=list)

    def start(self, tiles: Pictures) -> Callable[[], Pictures]:
        self.sizes.append(tiles.shape)
        too_much = tiles.shape[0] * tiles.shape[1] * tiles.shape[2] > self.fits
        if too_much and not self.late:
            raise OutOfMemory

        def answer() -> Pictures:
            if too_much:
                raise OutOfMemory
            answers: Any = np.stack([blurred(tile) for tile in tiles])
            return answers  # type: ignore[no-any-return]

        return answer


def blurred(seen: Picture) -> Picture:
    padded = np.pad(seen.astype(np.int64), ((REACH, REACH), (REACH, REACH), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (2 * REACH + 1, 2 * REACH + 1), (0, 1))
    mean: Picture = (windows.sum((-1, -2)) // 25).astype(seen.dtype).repeat(2, 0).repeat(2, 1)
    return mean


def wanted(pictures: list[Picture]) -> list[Picture]:
    cut = slice(2 * EDGE, -2 * EDGE)
    return [blurred(continued(one, 1))[cut, cut] for one in pictures]


def nothing() -> None: ...


def some(count: int, high: int = 37, wide: int = 51) -> list[Picture]:
    return [picture(high, wide, seed) for seed in range(count)]


def same(made: list[Picture], pictures: list[Picture]) -> bool:
    return all(np.array_equal(one, other) for one, other in zip(made, wanted(pictures), strict=True))


RUNNERS = [
    Blur(),
    Blur(tile=900),
    Blur(batch=20_000),
    Blur(batch=20_000, ahead=1),
    Blur(tile=900, batch=2_500, ahead=1),
    Blur(tile=500, batch=100_000, ahead=3),
]


@pytest.mark.parametrize("runner", RUNNERS, ids=str)
def test_tiles_and_batches_change_no_pixel_and_no_order(runner: Blur) -> None:
    pictures = some(7)
    assert same(list(Run(runner, nothing).through(pictures)), pictures)


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("fits", [9_000, 2_500, 1_500, 700])
def test_where_memory_runs_out_batches_and_then_tiles_are_halved_and_no_pixel_changes(fits: int, *, late: bool) -> None:
    pictures, runner = some(14, 25, 41), Blur(batch=20_000, ahead=1, fits=fits, late=late)
    with capture_logs() as logs:
        made = list(Run(runner, nothing).through(pictures))
    assert same(made, pictures)
    told = [(log["tile_pixels"], log["batch_pixels"]) for log in logs if log["event"] == "upscaling.memory-ran-out"]
    assert told == sorted(set(told), reverse=True), "one line a halving"
    assert 1 <= len(told) <= 8
    too_much = [count * high * wide for count, high, wide, _ in runner.sizes if count * high * wide > fits]
    assert len(too_much) <= 2 * 14, "what did not fit is not tried again by those that come later"


def test_where_even_the_smallest_tile_does_not_fit_it_says_so() -> None:
    with pytest.raises(Permanent, match=r"not enough memory .* Free some memory"):
        list(Run(Blur(fits=10), nothing).through(some(1)))


@pytest.mark.parametrize("ahead", [0, 1, 2])
def test_it_reads_no_further_ahead_than_the_batches_in_work(ahead: int) -> None:
    read = 0

    def counted() -> Iterator[Picture]:
        nonlocal read
        for one in some(12):
            read += 1
            yield one

    for given, _ in enumerate(Run(Blur(batch=2 * 57 * 72, ahead=ahead), nothing).through(counted())):
        assert read - given <= 2 * (ahead + 1)


def test_without_pictures_it_gives_none() -> None:
    assert list(Run(Blur(), nothing).through([])) == []


def test_what_the_pulse_raises_ends_the_work_and_passes() -> None:
    def stop() -> None:
        raise Unwanted("nobody wants this")

    runner = Blur()
    with pytest.raises(Unwanted):
        list(Run(runner, stop).through(some(2)))
    assert runner.sizes == []


def test_the_pulse_is_asked_before_every_batch() -> None:
    asked = 0

    def count() -> None:
        nonlocal asked
        asked += 1

    runner = Blur(tile=900)
    list(Run(runner, count).through(some(2)))
    assert asked == len(runner.sizes) > 2


def test_what_the_pictures_raise_passes() -> None:
    def broken() -> Iterator[Picture]:
        yield from some(1)
        raise Permanent("This clip ends in the middle of a frame.")

    with pytest.raises(Permanent, match="in the middle of a frame"):
        list(Run(Blur(ahead=1), nothing).through(broken()))


def test_a_given_picture_is_not_changed_and_an_answer_is_the_callers() -> None:
    (one,) = some(1)
    before = one.copy()
    (made,) = Run(Blur(), nothing).through([one])
    made[:] = 0
    assert np.array_equal(one, before)
