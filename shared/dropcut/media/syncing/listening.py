"""The close look: short windows of two recordings, compared sample by sample, must all tell the same shift.

Two readings of the same words can follow one another closely, but never to the millisecond for long.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dropcut.media.pcm import RATE
from dropcut.media.syncing.features import HOP, Samples
from dropcut.media.syncing.screening import least_overlap

_WINDOWS: Final = 16
_STRIDE: Final = 4
_FIRST: Final = 6
"""After so many windows, most that are not of one performance are known: fewer than half of them agree."""
_LONGEST: Final = 3 * RATE
_SHORTEST: Final = RATE // 2
_REACH: Final = RATE // 10
"""How far from the candidate is looked, besides what clocks may run apart."""
_DRIFT: Final = 2e-4
"""How much two recorders' clocks may differ."""
_AGREE: Final = RATE * 15 // 10_000
_PEAKS: Final = 3
_PEAK: Final = RATE // 500
_ALMOST: Final = 0.98
"""Frames of onsets are not quite samples."""
_LOWEST, _HIGHEST = 150, 6000
_ENOUGH: Final = 0.7
_FEWEST: Final = 4


class Agreed(NamedTuple):
    """A shift that the windows agree on."""

    shift: int
    """In samples, in the middle of what both recorded."""
    share: float
    """How many of the windows agree."""


class _Heard(NamedTuple):
    """One window: the lags at which it is found, most likely first."""

    at: int
    lags: tuple[int, ...]


class _Lag(NamedTuple):
    at: int
    lag: int


def agreement(one: Samples, other: Samples, frames: int) -> Agreed | None:
    """The shift near `frames` that one performance has in both recordings; None when they are not of one performance."""
    near = frames * HOP
    begin, end = max(0, -near), min(len(one), len(other) - near)
    if end - begin < least_overlap(len(one) / RATE, len(other) / RATE) * RATE * _ALMOST:
        return None
    reach = _REACH + round(_DRIFT * (end - begin))
    windows = _windows(one, begin, end)
    heard: list[_Heard] = []
    for number, (at, size) in enumerate(windows, 1):
        each = _heard(one, other, (at, size), near, reach)
        heard += [each] if each else []
        if number == _FIRST and len(_steadiest(heard)) < _FIRST // 2:
            return None
    return _agreed(heard, (begin + end) / 2)


def _windows(one: Samples, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """The liveliest stretch of each equal part; the parts from all over, so that the first few tell most."""
    part = (end - begin) // _WINDOWS
    size = min(_LONGEST, max(_SHORTEST, part))
    for number in sorted(range(_WINDOWS), key=lambda number: (number % _STRIDE, number)):
        start = min(begin + number * part, end - size)
        yield start + _liveliest(one[start : max(start + part, start + size)], size), size


def _liveliest(samples: Samples, size: int) -> int:
    step = RATE // 20
    energy = [float(np.square(samples[at : at + step], dtype=np.float64).sum()) for at in range(0, len(samples), step)]
    sums = np.convolve(energy, np.ones(max(1, size // step)), "valid")
    return int(sums.argmax()) * step if len(sums) else 0


def _heard(one: Samples, other: Samples, window: tuple[int, int], near: int, reach: int) -> _Heard | None:
    """Where the window lies in the other recording, by phase alone: rooms and gains change how loud, not when."""
    at, size = window
    mine = one[at : at + size].astype(np.float32)
    theirs = _slice(other, at + near - reach, size + 2 * reach)
    if not mine.any() or not theirs.any():
        return None
    likely = _whitened(mine, theirs)[: 2 * reach]
    return _Heard(at + size // 2, tuple(near - reach + lag for lag in _peaks(likely)))


def _peaks(likely: NDArray[np.float32]) -> Iterator[int]:
    left = likely.copy()
    for _ in range(_PEAKS):
        top = int(left.argmax())
        left[max(0, top - _PEAK) : top + _PEAK] = -np.inf
        yield top


def _slice(samples: Samples, first: int, size: int) -> NDArray[np.float32]:
    """With silence for what lies outside."""
    filled = np.zeros(size, np.float32)
    low, high = max(0, first), min(len(samples), first + size)
    if low < high:
        filled[low - first : high - first] = samples[low:high]
    return filled


def _whitened(mine: NDArray[np.float32], theirs: NDArray[np.float32]) -> NDArray[np.float32]:
    size = 1 << (len(theirs) - 1).bit_length()
    cross = np.fft.rfft(mine, size).conj() * np.fft.rfft(theirs, size)
    pitch = np.fft.rfftfreq(size, 1 / RATE)
    heard = (pitch > _LOWEST) & (pitch < _HIGHEST)
    strength = np.abs(cross)
    weight = np.where(heard, 1 / (strength + 1e-3 * strength.max()), 0)
    return np.fft.irfft(cross * weight, size).astype(np.float32)


def _agreed(heard: list[_Heard], middle: float) -> Agreed | None:
    """What most windows tell."""
    best = _steadiest(heard)
    if len(best) < max(_FEWEST, _ENOUGH * len(heard)):
        return None
    return Agreed(_shift(best, middle), len(best) / len(heard))


def _steadiest(heard: list[_Heard]) -> list[_Lag]:
    """The lags on the line that most of them lie on, within what clocks may run apart."""
    best: list[_Lag] = []
    for slope, through in _lines([_Lag(each.at, each.lags[0]) for each in heard]):
        near = [lag for each in heard if (lag := _on_line(each, slope, through))]
        best = max(best, near, key=len)
    return best


def _on_line(each: _Heard, slope: float, through: _Lag) -> _Lag | None:
    expected = through.lag + slope * (each.at - through.at)
    return next((_Lag(each.at, lag) for lag in each.lags if abs(lag - expected) <= _AGREE), None)


def _lines(lags: list[_Lag]) -> list[tuple[float, _Lag]]:
    flat = [(0.0, lag) for lag in lags]
    pairs = [(one, two) for one in lags for two in lags if two.at - one.at > _LONGEST]
    slopes = [((two.lag - one.lag) / (two.at - one.at), one) for one, two in pairs]
    return flat + [(slope, lag) for slope, lag in slopes if abs(slope) <= _DRIFT]


def _shift(lags: list[_Lag], middle: float) -> int:
    at = np.array([lag.at for lag in lags], float)
    lag = np.array([lag.lag for lag in lags], float)
    if np.ptp(lag) <= 2:  # noqa: PLR2004 - samples: no drift to be seen
        return round(float(np.median(lag)))
    slope, level = np.polyfit(at - middle, lag, 1)
    return round(float(level)) if abs(slope) <= _DRIFT else round(float(np.median(lag)))
