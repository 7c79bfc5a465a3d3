"""Taking steady noise off a sound before it is listened to: fans, hum, hiss and streets, never the sound that is cut.

A Wiener filter that follows its own past (Ephraim and Malah's way of guessing how loud the voice is), with the noise taken
from the quietest tenth of each minute. Recognisers lose half of what is said 5 dB above noise; of what this leaves, little.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dropcut.media.pcm import RATE
from dropcut.speech.acoustics import Floats
from dropcut.speech.samples import Samples

_SIZE: Final = 512
_HOP: Final = _SIZE // 4
_WINDOW: Final = np.hanning(_SIZE + 1)[:-1].astype(np.float32)
_EVENNESS: Final = float(np.square(_WINDOW).sum() / _HOP)
"""What the windows of all frames over one sample add up to."""
_BLOCK: Final = 60 * RATE // _HOP
_SMOOTHED: Final = 9
"""Frames: one alone tells little about the noise."""
_QUIETEST: Final = 0.1
_ABOVE_QUIETEST: Final = 1.5
"""The noise is somewhat louder than its quietest moments."""
_PAST: Final = 0.96
_FLOOR: Final = 0.1
"""What is left of noise: nothing at all would sound, and look to a recogniser, like gaps."""
_LEAST: Final = 1e-3
_CLEAR_DB: Final = 24.0
"""Between the quietest tenth and the loudest twentieth: what lies further apart needs no help."""
_SILENT: Final = 16.0
"""As power, of samples of 16 bits."""
_FRAME: Final = RATE // 50


def is_clear(samples: Samples) -> bool:
    """Whether the voice stands far enough above everything else, or nothing is there to be heard."""
    whole = len(samples) // _FRAME * _FRAME
    powers = [np.square(part.astype(np.float32)).mean(axis=1) for part in _seconds(samples[:whole])]
    if not powers:
        return True
    power = np.concatenate(powers)
    quiet, loud = np.quantile(power, 0.1), np.quantile(power, 0.95)
    return bool(loud < _SILENT or 10 * np.log10(loud / max(quiet, 1.0)) >= _CLEAR_DB)


def _seconds(samples: Samples) -> Iterator[Samples]:
    for at in range(0, len(samples), 60 * RATE):
        yield samples[at : at + 60 * RATE].reshape(-1, _FRAME)


def cleared(samples: Samples, target: Path, pulse: Callable[[], None]) -> Samples:
    """The sound without its noise, as long as before, written to `target` and read from there."""
    with target.open("wb") as file:
        for piece in _pieces(samples, pulse):
            file.write(np.rint(piece).clip(-32_768, 32_767).astype("<i2").tobytes())
    return np.memmap(target, dtype="<i2", mode="r")


def _pieces(samples: Samples, pulse: Callable[[], None]) -> Iterator[Floats]:
    """Minute after minute. Frames reach half over the edges of the sound, so that every sample lies in four of them."""
    frames = -(-len(samples) // _HOP) + _SIZE // _HOP - 1
    before = np.ones(_SIZE // 2 + 1, np.float32)
    rest = np.zeros(_SIZE - _HOP, np.float32)
    dropped, left = _SIZE - _HOP, len(samples)
    for first in range(0, frames, _BLOCK):
        pulse()
        last = min(first + _BLOCK, frames)
        spectra = np.fft.rfft(_framed(samples, first, last) * _WINDOW, axis=1).astype(np.complex64)
        gains, before = _gains(np.square(np.abs(spectra)), before)
        whole = _overlapped(np.fft.irfft(spectra * gains, axis=1).astype(np.float32) * _WINDOW, rest)
        done, rest = whole[: (last - first) * _HOP], whole[(last - first) * _HOP :]
        piece = done[dropped:][:left]
        dropped, left = max(dropped - len(done), 0), left - len(piece)
        yield piece / np.float32(_EVENNESS)


def _framed(samples: Samples, first: int, last: int) -> Floats:
    start = first * _HOP - (_SIZE - _HOP)
    stop = (last - 1) * _HOP + _HOP
    inside = samples[max(start, 0) : min(stop, len(samples))].astype(np.float32)
    padded = np.pad(inside, (max(-start, 0), max(stop - len(samples), 0)))
    return np.lib.stride_tricks.sliding_window_view(padded, _SIZE)[::_HOP]


def _overlapped(frames: Floats, rest: Floats) -> Floats:
    """The frames added up, after what the block before left over."""
    whole = np.zeros((len(frames) - 1) * _HOP + _SIZE, np.float32)
    whole[: len(rest)] += rest
    parts = frames.reshape(len(frames), _SIZE // _HOP, _HOP)
    rows = whole.reshape(-1, _HOP)
    for part in range(_SIZE // _HOP):
        rows[part : part + len(frames)] += parts[:, part]
    return whole


def _gains(power: Floats, before: Floats) -> tuple[Floats, Floats]:
    """How much of each frame and pitch to keep, given how loud the voice seemed in the frame before."""
    noise = _noise(power)
    gains = np.empty_like(power)
    above = power / noise
    for at, now in enumerate(above):
        voice = _PAST * before + (1 - _PAST) * np.maximum(now - 1, 0)
        gains[at] = np.maximum(voice / (1 + voice), _FLOOR)
        before = np.square(gains[at]) * now
    return gains, before


def _noise(power: Floats) -> NDArray[np.float32]:
    smoothed = np.cumsum(np.pad(power, ((1, 0), (0, 0))), axis=0, dtype=np.float64)
    count = min(_SMOOTHED, len(power))
    mean = (smoothed[count:] - smoothed[:-count]) / count
    return np.maximum(np.quantile(mean, _QUIETEST, axis=0) * _ABOVE_QUIETEST, _LEAST).astype(np.float32)
