"""What of a sound two microphones agree on: when its bands get louder, whatever the room, the gain and the hiss."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from dropcut.media.pcm import RATE

Samples = NDArray[np.int16]
Onsets = NDArray[np.float32]

HOP: Final = RATE // 50
FRAMES_A_SECOND: Final = RATE // HOP
_WINDOW: Final = 512
_BANDS: Final = ((150, 350), (350, 700), (700, 1200), (1200, 2000), (2000, 3300), (3300, 6000))
_FLOOR: Final = 30.0
"""Keeps digital silence from counting as an onset when the faintest hiss begins."""
_AT_ONCE: Final = 8192


def onsets(samples: Samples) -> Onsets:
    """How much louder each band gets, a row a band, `FRAMES_A_SECOND` columns a second; each row of mean 0 and spread 1.

    All zero where nothing changes.
    """
    levels = np.concatenate([np.zeros((len(_BANDS), 0), np.float32), *_levels(samples)], axis=1)
    rises = np.maximum(np.diff(levels, axis=1, prepend=levels[:, :1]), 0)
    centred = rises - rises.mean(axis=1, keepdims=True) if rises.size else rises
    spread = centred.std(axis=1, keepdims=True) if rises.size else np.ones((len(_BANDS), 1), np.float32)
    scaled: Onsets = np.divide(centred, spread, out=np.zeros_like(centred), where=spread > 0)
    return np.clip(scaled, -1, 4).astype(np.float32)


def _levels(samples: Samples) -> list[NDArray[np.float32]]:
    """The logarithm of each band's energy."""
    shape = np.hanning(_WINDOW).astype(np.float32)
    count = max(0, (len(samples) - _WINDOW) // HOP + 1)
    every = np.lib.stride_tricks.sliding_window_view(samples, _WINDOW)[::HOP] if count else np.zeros((0, _WINDOW), np.int16)
    parts = (every[at : at + _AT_ONCE].astype(np.float32) * shape for at in range(0, count, _AT_ONCE))
    return [_banded(np.abs(np.fft.rfft(part, axis=1)) ** 2) for part in parts]


def _banded(energy: NDArray[np.float32]) -> NDArray[np.float32]:
    edges = [(low * _WINDOW // RATE, high * _WINDOW // RATE) for low, high in _BANDS]
    return np.stack([np.log(energy[:, low:high].mean(axis=1) + _FLOOR**2) for low, high in edges]).astype(np.float32)
