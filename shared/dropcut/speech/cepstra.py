"""Sound as the recogniser's model describes it: the shape of its spectrum, a hundred times a second."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dropcut.media.pcm import RATE
from dropcut.speech.acoustics import Floats
from dropcut.speech.samples import Samples

FRAME: Final = RATE // 100
_WINDOW: Final = 410
_POINTS: Final = 512
_BANDS: Final = 25
_LOWEST: Final = 130.0
_HIGHEST: Final = 6800.0
_SHAPES: Final = 13
_EMPHASIS: Final = np.float32(0.97)
_LIFT: Final = 22
_FLOOR: Final = 1e-10
_REACH: Final = 3


def cepstra(samples: Samples) -> Floats:
    """Thirteen numbers for each hundredth of a second that is whole."""
    if len(samples) < _WINDOW:
        return np.zeros((0, _SHAPES), np.float32)
    sound = samples.astype(np.float32)
    sound[1:] -= _EMPHASIS * sound[:-1].copy()
    windows = np.lib.stride_tricks.sliding_window_view(sound, _WINDOW)[::FRAME] * np.hamming(_WINDOW).astype(np.float32)
    spectrum = np.fft.rfft(windows, _POINTS)
    power = np.square(spectrum.real) + np.square(spectrum.imag)
    return (np.log(np.maximum(power @ _bands(), _FLOOR)) @ _shapes()).astype(np.float32)


def streams(shapes: Floats, every: int) -> tuple[Floats, ...]:
    """The numbers of every so many frames, how they change, and how that changes."""
    padded = np.pad(shapes, ((_REACH, _REACH), (0, 0)), "edge")

    def later(by: int) -> Floats:
        return padded[_REACH + by : _REACH + by + len(shapes) : every]

    return later(0), later(2) - later(-2), (later(3) - later(-1)) - (later(1) - later(-3))


@cache
def _bands() -> NDArray[np.float64]:
    """Triangles along the mel scale, their corners on the spectrum's own points."""
    spacing = RATE / _POINTS
    corners = np.round(_hertz(np.linspace(_mel(_LOWEST), _mel(_HIGHEST), _BANDS + 2)) / spacing) * spacing
    at = np.arange(_POINTS // 2 + 1)[:, None] * spacing
    low, middle, high = corners[:-2], corners[1:-1], corners[2:]
    return np.asarray(np.maximum(0, np.minimum((at - low) / (middle - low), (high - at) / (high - middle))) * 2 / (high - low))


def _mel(hertz: float) -> float:
    return float(2595 * np.log10(1 + hertz / 700))


def _hertz(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(700 * (10 ** (mel / 2595) - 1))


@cache
def _shapes() -> NDArray[np.float64]:
    """Cosines, those of finer shapes lifted."""
    order, band = np.arange(_SHAPES)[None, :], np.arange(_BANDS)[:, None]
    scale = np.where(order == 0, np.sqrt(1 / _BANDS), np.sqrt(2 / _BANDS))
    lift = 1 + _LIFT / 2 * np.sin(np.pi * order / _LIFT)
    return np.asarray(np.cos(np.pi * order * (band + 0.5) / _BANDS) * scale * lift)
