"""How loud a sound is, hundredth by hundredth: what trims and joints are judged by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from dropcut.media.pcm import RATE
from dropcut.speech.samples import FULL_SCALE, Samples

SILENCE: Final = 255
_FRAME: Final = RATE // 100
_STEPS_A_DECIBEL: Final = 2
_FRAMES_A_PIECE: Final = 60_000


def envelope_of(samples: Samples) -> Iterator[bytes]:
    """One byte for every 10 ms, the last ones padded with silence: half decibels below full scale, and `SILENCE` for none."""
    step = _FRAME * _FRAMES_A_PIECE
    for at in range(0, len(samples), step):
        yield _levels(samples[at : at + step])


def _levels(piece: Samples) -> bytes:
    padded = np.pad(piece, (0, -len(piece) % _FRAME)).reshape(-1, _FRAME).astype(np.float64) / FULL_SCALE
    power = np.square(padded).mean(axis=1)
    with np.errstate(divide="ignore"):
        below = np.where(power > 0, -10 * np.log10(power) * _STEPS_A_DECIBEL, SILENCE)
    return bytes(np.clip(np.rint(below), 0, SILENCE - (power > 0)).astype(np.uint8).tobytes())
