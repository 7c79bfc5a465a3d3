"""NIQE: how natural a picture looks, without the original.

Mittal, Soundararajan, Bovik: Making a "completely blind" image quality analyzer, 2013. What is natural is learned here, from
photographs other than the one that is judged. In a natural picture each point, less the mean around it and over the spread
around it, is distributed in one certain way; what was blurred, compressed or invented is not. Lower is better.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from math import gamma
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from dropcut.ports.sharpening import Picture

Numbers = NDArray[np.float64]
_BLOCK: Final = 96
_BLUR: Final = 7 / 6
_SHARP: Final = 0.75
"""Of the sharpest block: blocks below show what was out of focus, and are not learned from."""
_SHAPES: Final = np.arange(0.2, 10.001, 0.001)
_RATIOS: Final = np.array([gamma(2 / a) ** 2 / (gamma(1 / a) * gamma(3 / a)) for a in _SHAPES])
_LUMA: Final = (0.299, 0.587, 0.114)
_NEIGHBOURS: Final = ((0, 1), (1, 0), (1, 1), (1, -1))


@dataclass(frozen=True)
class Natural:
    """What blocks of natural pictures look like."""

    middle: Numbers
    spread: Numbers

    @classmethod
    def learned(cls, pictures: Iterable[Picture]) -> Natural:
        blocks = np.concatenate([_sharp(picture) for picture in pictures])
        return cls(blocks.mean(0), np.cov(blocks, rowvar=False))

    def distance(self, picture: Picture) -> float:
        """Of a picture to what is natural."""
        blocks = np.array([features for features, _ in _blocks(picture)])
        apart = self.middle - blocks.mean(0)
        spread = (self.spread + np.cov(blocks, rowvar=False)) / 2
        return float(np.sqrt(apart @ np.linalg.pinv(spread) @ apart))


def _sharp(picture: Picture) -> Numbers:
    blocks = list(_blocks(picture))
    most: float = max(sharpness for _, sharpness in blocks)
    return np.array([features for features, sharpness in blocks if sharpness > _SHARP * most])


def _blocks(picture: Picture) -> Iterator[tuple[Numbers, float]]:
    """Of each block, its features at both sizes, and how sharp it is."""
    grey = picture.astype(np.float64) @ np.array(_LUMA)
    half = np.asarray(Image.fromarray(grey.astype(np.float32)).resize(_halved(grey), Image.Resampling.BICUBIC), np.float64)
    (fine, spread), (coarse, _) = _normed(grey), _normed(half)
    for top in range(0, grey.shape[0] - _BLOCK + 1, _BLOCK):
        for left in range(0, grey.shape[1] - _BLOCK + 1, _BLOCK):
            here = np.s_[top : top + _BLOCK, left : left + _BLOCK]
            there = np.s_[top // 2 : (top + _BLOCK) // 2, left // 2 : (left + _BLOCK) // 2]
            yield np.concatenate([_features(fine[here]), _features(coarse[there])]), float(spread[here].mean())


def _halved(grey: Numbers) -> tuple[int, int]:
    return grey.shape[1] // 2, grey.shape[0] // 2


def _normed(grey: Numbers) -> tuple[Numbers, Numbers]:
    middle = _blurred(grey)
    spread = np.sqrt(np.abs(_blurred(grey * grey) - middle * middle))
    return (grey - middle) / (spread + 1), spread


def _blurred(grey: Numbers) -> Numbers:
    """By a window of seven points."""
    image: Any = import_module("scipy.ndimage")  # has no types
    blurred: Numbers = image.gaussian_filter(grey, _BLUR, truncate=2.6)
    return blurred


def _features(normed: Numbers) -> Numbers:
    shape, _, left, right = _fitted(normed)
    told = [shape, (left + right) / 2]
    for down, across in _NEIGHBOURS:
        shape, lean, left, right = _fitted(normed * np.roll(normed, (down, across), (0, 1)))
        told += [shape, lean, left**2, right**2]
    return np.array(told)


def _fitted(values: Numbers) -> tuple[float, float, float, float]:
    """Shape, lean and the widths to both sides of the distribution that fits best, of those that may lean to a side."""
    left = np.sqrt(np.mean(values[values < 0] ** 2)) if (values < 0).any() else 1e-6
    right = np.sqrt(np.mean(values[values > 0] ** 2)) if (values > 0).any() else 1e-6
    ratio = left / right
    mean = np.mean(np.abs(values)) ** 2 / max(float(np.mean(values**2)), 1e-12)
    wanted = mean * (ratio**3 + 1) * (ratio + 1) / (ratio**2 + 1) ** 2
    shape = float(_SHAPES[np.argmin((_RATIOS - wanted) ** 2)])
    width = np.sqrt(gamma(1 / shape) / gamma(3 / shape))
    left, right = left * width, right * width
    return shape, float((right - left) * gamma(2 / shape) / gamma(1 / shape)), float(left), float(right)
