"""How one stretch of sound becomes the next: without a click, and without a breath more or less of room."""

from __future__ import annotations

from typing import Final

import numpy as np

from dropcut.domain.programme import SOUND_RATE
from dropcut.media.strips import Samples

HALF: Final = SOUND_RATE // 100
"""A joint is cross-faded over 10 ms to either side of it."""


def half_of(before: int, after: int) -> int:
    """How far a joint reaches to either side between two stretches of these lengths: never over half of one."""
    return min(HALF, before // 2, after // 2)


def crossfaded(out: Samples, into: Samples) -> Samples:
    """From one sound to another, at the same power all the way, as far as the two are alike.

    Two rooms, which have nothing in common, keep their power when their squares add up; one room that goes on, when the
    sounds themselves do. What lies between is measured.
    """
    place = (np.arange(len(out), dtype=np.float32) + 0.5) / max(1, len(out)) * (np.pi / 2)
    fall, rise = np.cos(place)[:, None], np.sin(place)[:, None]
    together = np.sqrt(1 + 2 * _alike(out, into) * fall * rise)
    return ((out * fall + into * rise) / together).astype(np.float32)


def faded_in(samples: Samples) -> Samples:
    """From nothing to the sound."""
    return (samples * np.linspace(0, 1, len(samples), dtype=np.float32)[:, None]).astype(np.float32)


def steepest(samples: Samples) -> float:
    """The highest step between neighbouring samples."""
    return float(np.abs(np.diff(samples, axis=0)).max(initial=0))


def _alike(one: Samples, other: Samples) -> float:
    power = float(np.sqrt((one**2).sum() * (other**2).sum()))
    return max(0.0, float((one * other).sum()) / power) if power > 0 else 0.0
