"""How loud a clip's speech and its background are, and whether the recorder was overdriven."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dropcut.domain.speech import Levels, SpeechStretch
from dropcut.media.pcm import RATE
from dropcut.speech.samples import FULL_SCALE, Samples

_FRAME: Final = RATE // 50
_CLIPPED_AT: Final = 32_700
_CLIPPED_RUN: Final = 3
"""So many samples in a row at the edge are a flattened peak; fewer may be a loud one."""
_QUIETEST: Final = Fraction(-100)
_NOISE_QUANTILE: Final = 0.1
_FEW_FRAMES: Final = 10


def levels_of(samples: Samples, stretches: Iterable[SpeechStretch]) -> Levels:
    """Measure a clip. Noise is what is heard between words; never more than the quietest tenth of everything."""
    power = _power(samples)
    spoken = np.zeros(len(power), dtype=bool)
    for stretch in stretches:
        spoken[int(stretch.start * RATE) // _FRAME : int(stretch.end * RATE) // _FRAME + 1] = True
    silent = power[~spoken]
    quietest = np.quantile(power, _NOISE_QUANTILE) if len(power) else 0.0
    noise = min(np.median(silent), quietest) if len(silent) >= _FEW_FRAMES else quietest
    speech = _decibels(float(power[spoken].mean())) if spoken.any() else None
    return Levels(noise=_decibels(float(noise)), speech=speech, clipped=_clipped(samples, spoken))


def _power(samples: Samples) -> NDArray[np.float64]:
    whole = len(samples) // _FRAME * _FRAME
    frames = samples[:whole].reshape(-1, _FRAME)
    return np.fromiter((np.square(frame / FULL_SCALE).mean() for frame in frames), dtype=np.float64, count=len(frames))


def _decibels(power: float) -> Fraction:
    return Fraction(round(float(10 * np.log10(power)) * 10), 10) if power > 10 ** (_QUIETEST / 10) else _QUIETEST


def _clipped(samples: Samples, spoken: NDArray[np.bool_]) -> Fraction:
    """The share of spoken frames that hold a flattened peak."""
    if not spoken.any():
        return Fraction(0)
    hit = sum(_is_flattened(samples[at * _FRAME : (at + 1) * _FRAME]) for at in np.flatnonzero(spoken))
    return Fraction(int(hit), int(spoken.sum()))


def _is_flattened(frame: Samples) -> bool:
    loud = np.abs(frame.astype(np.int32)) >= _CLIPPED_AT
    return bool(np.convolve(loud, np.ones(_CLIPPED_RUN), "valid").max(initial=0) >= _CLIPPED_RUN)
