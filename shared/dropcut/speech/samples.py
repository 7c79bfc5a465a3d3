"""Sound in memory: what `dropcut.media.pcm` wrote, mapped rather than read, so that an hour costs no memory."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from dropcut.media.pcm import RATE

Samples: TypeAlias = NDArray[np.int16]
FULL_SCALE: Final = 32_768.0


def samples_of(sound: Path) -> Samples:
    """The samples of a sound file."""
    if sound.stat().st_size == 0:  # nothing can be mapped
        return np.zeros(0, dtype="<i2")
    return np.memmap(sound, dtype="<i2", mode="r")


def seconds(samples: int) -> Fraction:
    """How long so many samples last."""
    return Fraction(samples, RATE)
