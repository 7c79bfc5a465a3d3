"""Where two recordings could lie over one another: a cheap look at every shift at once."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dropcut.media.syncing.features import FRAMES_A_SECOND, Onsets

_LEAST: Final = 3
_ENOUGH: Final = 20
_LEAST_SHARE: Final = 0.25
_CANDIDATES: Final = 3
_PROMINENT: Final = 5.0
_APART: Final = FRAMES_A_SECOND // 5


class Spectrum(NamedTuple):
    """The onsets of one recording, ready to be laid over others of the same `size`."""

    bins: NDArray[np.complex64]
    frames: int
    size: int


def spectra(all_onsets: list[Onsets]) -> list[Spectrum]:
    """All of one size, so that each is transformed once and not once a pair."""
    longest = max((onsets.shape[1] for onsets in all_onsets), default=0)
    size = 1 << max(1, (2 * longest - 1)).bit_length()
    return [Spectrum(np.fft.rfft(each, size, axis=1).astype(np.complex64), each.shape[1], size) for each in all_onsets]


def least_overlap(one: float, other: float) -> float:
    """Seconds that two recordings of these lengths must share to be told apart from chance.

    One sentence at the end of one clip that sounds like one at the start of another is no performance.
    """
    return max(_LEAST, min(_ENOUGH, _LEAST_SHARE * min(one, other)))


def candidates(one: Spectrum, other: Spectrum) -> list[int]:
    """Shifts in frames that stand out: what is at `t` in the one may be at `t + shift` in the other. Best first."""
    lags = np.arange(-one.frames + 1, other.frames)
    overlap = np.minimum(other.frames, one.frames + lags) - np.maximum(0, lags)
    long = overlap >= least_overlap(one.frames / FRAMES_A_SECOND, other.frames / FRAMES_A_SECOND) * FRAMES_A_SECOND
    lags, overlap = lags[long], overlap[long]
    if not len(lags):
        return []
    together = np.fft.irfft((one.bins.conj() * other.bins).sum(axis=0), one.size)
    scores = together[lags % one.size] / np.sqrt(overlap)
    return _peaks(lags, scores)


def _peaks(lags: NDArray[np.int64], scores: NDArray[np.float32]) -> list[int]:
    spread = float(np.median(np.abs(scores))) / 0.6745
    found: list[int] = []
    for at in np.argsort(scores)[::-1][: 20 * _CANDIDATES]:
        if len(found) == _CANDIDATES or scores[at] < _PROMINENT * spread or spread == 0:
            break
        if all(abs(int(lags[at]) - each) > _APART for each in found):
            found.append(int(lags[at]))
    return found
