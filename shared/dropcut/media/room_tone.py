"""The sound of a room in which nobody speaks, as long as it is wanted, from the quietest half second that was recorded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np

from dropcut.domain.programme import SOUND_RATE
from dropcut.media.strips import CHANNELS, Samples

GRAIN: Final = SOUND_RATE // 2
_STEP: Final = SOUND_RATE // 20
_STILL: Final = 0.25
"""A room is at least 12 dB below what is said in it; anything louder is no room tone, and silence is better."""


def quietest(stretches: Iterable[Samples]) -> Samples | None:
    """The half second that is most likely room alone; None where there is none, or nothing but digital silence."""
    powers: list[float] = []
    best: tuple[float, Samples] | None = None
    for stretch in stretches:
        for first in range(0, len(stretch) - GRAIN + 1, _STEP):
            grain = stretch[first : first + GRAIN]
            power = float(np.sqrt(np.mean(grain**2)))
            powers.append(power)
            if power > 0 and (best is None or power < best[0]):
                best = power, grain
    if best is None or best[0] > _STILL * float(np.sqrt(np.mean(np.square(powers)))):
        return None
    return best[1]


def stretched(grain: Samples, amount: int) -> Samples:
    """That room for `amount` samples: grains over each other, every other one backwards so that no beat is heard."""
    half = len(grain) // 2
    window = np.sin(np.pi * (np.arange(2 * half) + 0.5) / (2 * half)).astype(np.float32)[:, None]
    shaped = (grain[: 2 * half] * window, grain[: 2 * half][::-1] * window)
    laid = np.zeros((amount + 3 * half, CHANNELS), np.float32)
    for number in range(amount // half + 2):
        laid[number * half : number * half + 2 * half] += shaped[number % 2]
    return laid[half : half + amount]
