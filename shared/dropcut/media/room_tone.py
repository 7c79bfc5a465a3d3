"""The sound of a room in which nobody speaks, as long as it is wanted, from the quietest half second that was recorded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dropcut.domain.programme import SOUND_RATE
from dropcut.media.strips import CHANNELS, Samples

GRAIN: Final = SOUND_RATE // 2
_STEP: Final = SOUND_RATE // 20
_STEPS: Final = GRAIN // _STEP
_STILL: Final = 1 / 16
"""A room is at least 12 dB below what is said in it; anything louder is no room tone, and silence is better."""


def quietest(stretches: Iterable[Samples]) -> Samples | None:
    """The half second that is most likely room alone; None where there is none, or nothing but digital silence."""
    heard = [(stretch, powers) for stretch in stretches if len(powers := _powers(stretch))]
    if not heard:
        return None
    stretch, powers = min(heard, key=lambda each: _least(each[1]))
    typical = float(np.concatenate([each for _, each in heard]).mean())
    if not 0 < _least(powers) <= _STILL * typical:
        return None
    first = int(np.where(powers > 0, powers, np.inf).argmin()) * _STEP
    return stretch[first : first + GRAIN]


def _powers(stretch: Samples) -> NDArray[np.float64]:
    """The power of every half second, a twentieth of a second apart."""
    steps = len(stretch) // _STEP
    blocks = (stretch[step * _STEP : (step + 1) * _STEP] for step in range(steps))
    each = np.array([np.mean(np.square(block, dtype=np.float64)) for block in blocks])
    return np.convolve(each, np.ones(_STEPS) / _STEPS, "valid") if steps >= _STEPS else np.zeros(0)


def _least(powers: NDArray[np.float64]) -> float:
    """Digital silence is no room."""
    return float(np.where(powers > 0, powers, np.inf).min())


def stretched(grain: Samples, amount: int) -> Samples:
    """That room for `amount` samples: grains over each other, every other one backwards so that no beat is heard."""
    half = len(grain) // 2
    window = np.sin(np.pi * (np.arange(2 * half) + 0.5) / (2 * half)).astype(np.float32)[:, None]
    shaped = (grain[: 2 * half] * window, grain[: 2 * half][::-1] * window)
    laid = np.zeros((amount + 3 * half, CHANNELS), np.float32)
    for number in range(amount // half + 2):
        laid[number * half : number * half + 2 * half] += shaped[number % 2]
    return laid[half : half + amount]
