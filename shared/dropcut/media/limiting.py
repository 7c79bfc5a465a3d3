"""Keeping peaks below a ceiling, also those between samples, without a trace elsewhere: looked ahead, and not delayed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from dropcut.domain.programme import SOUND_RATE
from dropcut.media.strips import Samples

PART: Final = SOUND_RATE // 1000
"""Gains are decided for every millisecond."""

_CHUNK: Final = 10 * SOUND_RATE
_OVERSAMPLED: Final = 4
_TAPS: Final = 12
"""To either side, of the filter that finds what lies between two samples."""
_SMOOTH: Final = 10
_REACH: Final = _SMOOTH + 1
"""A peak is answered over 10 ms to either side; the gain between two milliseconds is drawn straight, hence one more."""
_FAR_BELOW: Final = 0.5
"""Peaks between samples are looked for only where samples come within 6 dB of the ceiling."""

Gains = NDArray[np.float32]


def gains_below(ceiling: float, samples: Samples, gain: float, pulse: Callable[[], object]) -> Gains:
    """What to multiply each millisecond of `samples` by, `gain` included, so that no peak passes `ceiling`."""
    peaks = np.concatenate([*_peaks(samples, ceiling / gain * _FAR_BELOW, pulse), np.zeros(0, np.float32)])
    needed = np.minimum(1, ceiling / np.maximum(peaks * gain, 1e-9)).astype(np.float32)
    least = sliding_window_view(np.pad(needed, _REACH, mode="edge"), 2 * _REACH + 1).min(axis=1)
    smooth = np.hanning(2 * _SMOOTH + 3)[1:-1]
    return (gain * np.convolve(np.pad(least, _SMOOTH, mode="edge"), smooth / smooth.sum(), "valid")).astype(np.float32)


def applied(gains: Gains, samples: Samples) -> Iterator[Samples]:
    """The samples at their new level, some seconds at a time. Between the middles of milliseconds the gain goes straight."""
    middles = np.arange(len(gains)) * PART + (PART - 1) / 2
    for first in range(0, len(samples), _CHUNK):
        chunk = samples[first : first + _CHUNK]
        level = np.interp(np.arange(first, first + len(chunk)), middles, gains)
        yield (chunk * level[:, None]).astype(np.float32)


def _peaks(samples: Samples, worth: float, pulse: Callable[[], object]) -> Iterator[NDArray[np.float32]]:
    """The highest peak of every millisecond."""
    for first in range(0, len(samples), _CHUNK):
        pulse()
        padded = _around(samples, first, min(first + _CHUNK, len(samples)))
        inner = np.abs(padded[_TAPS:-_TAPS]).max(axis=1)
        if inner.max(initial=0) >= worth:
            inner = np.maximum(inner, _between(padded))
        missing = -len(inner) % PART
        yield np.pad(inner, (0, missing)).reshape(-1, PART).max(axis=1)


def _around(samples: Samples, first: int, end: int) -> Samples:
    """With what lies to either side; silence beyond the ends."""
    before, after = max(0, first - _TAPS), min(len(samples), end + _TAPS)
    return np.pad(samples[before:after], ((_TAPS - (first - before), _TAPS - (after - end)), (0, 0)))


def _between(padded: Samples) -> NDArray[np.float32]:
    """For each sample, the highest peak around it at four times the rate."""
    found = np.zeros(len(padded) - 2 * _TAPS, np.float32)
    alike = np.array_equal(padded[:, 0], padded[:, 1])  # as of one microphone
    for taps in _phases():
        for channel in padded.T[:1] if alike else padded.T:
            peaks = np.abs(np.convolve(channel, taps, "valid"))
            np.maximum(found, np.maximum(peaks[:-1], peaks[1:])[: len(found)], out=found)
    return found


def _phases() -> Iterator[NDArray[np.float64]]:
    """Filters for what lies a quarter, half and three quarters of the way from one sample to the next."""
    for phase in range(1, _OVERSAMPLED):
        place = np.arange(-_TAPS + 1, _TAPS + 1) - phase / _OVERSAMPLED
        taps = np.sinc(place) * np.cos(np.pi * place / (2 * _TAPS + 1)) ** 2
        yield (taps / taps.sum())[::-1]
