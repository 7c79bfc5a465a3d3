"""The ways in which a spoiled picture is made four times as large."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from PIL import Image

from benchmarks.upscaling_quality.photographs import TIMES
from dropcut.ports.sharpening import Picture
from dropcut.upscaling.ncnn_runner import NcnnRunner
from dropcut.upscaling.networks import network_named
from dropcut.upscaling.running import Run

Way = Callable[[Picture], Picture]


class Named(NamedTuple):
    """A way, and what it is called."""

    name: str
    way: Way


def ways(networks: tuple[str, ...], threads: int) -> tuple[Named, ...]:
    """As players do it, and by networks."""
    plain = (Named("bicubic", _resized(Image.Resampling.BICUBIC)), Named("Lanczos", _resized(Image.Resampling.LANCZOS)))
    return (*plain, *(Named(name, _sharpened(name, threads)) for name in networks))


def _resized(how: Image.Resampling) -> Way:
    def way(small: Picture) -> Picture:
        high, wide, _ = small.shape
        return np.asarray(Image.fromarray(small).resize((wide * TIMES, high * TIMES), how))

    return way


def _sharpened(name: str, threads: int) -> Way:
    runner = NcnnRunner(network_named(name), TIMES, threads)
    return lambda small: next(Run(runner, lambda: None).through([small]))
