"""What is measured of a picture that was made larger."""

from __future__ import annotations

from importlib import import_module
from math import inf
from typing import Any, NamedTuple

import numpy as np

from benchmarks.upscaling_quality.naturalness import Natural
from dropcut.ports.sharpening import Picture

_MOST = 255


class Measured(NamedTuple):
    """Of one picture."""

    sharpness: float
    """The mean slope from pixel to pixel, as a share of the original's."""
    blur: float
    """Without the original: from 0, sharp, to 1 (Crete and others, 2007)."""
    niqe: float
    """Without the original: how far it is from natural."""
    ssim: float
    """How alike it is to the original; 1 is the same."""
    psnr: float
    """The same, point by point, in dB."""


def measured(made: Picture, original: Picture, natural: Natural) -> Measured:
    """By the original, and without it."""
    metrics, measure = import_module("skimage.metrics"), import_module("skimage.measure")
    alike: Any = metrics.structural_similarity(original, made, channel_axis=2, data_range=_MOST)
    points: Any = inf if made is original else metrics.peak_signal_noise_ratio(original, made, data_range=_MOST)
    blur: Any = measure.blur_effect(made, channel_axis=2)
    return Measured(_slope(made) / _slope(original), float(blur), natural.distance(made), float(alike), float(points))


def _slope(picture: Picture) -> float:
    grey = picture.astype(np.float64).mean(2)
    down, across = np.gradient(grey)
    return float(np.hypot(down, across).mean())
