"""How loud a clip is, moment by moment, for the eye."""

from __future__ import annotations

from math import ceil, floor
from typing import Final

from dropcut.domain.values import Count, Value
from dropcut.engine.evidence import Evidence, loudness_of
from dropcut.engine.home import Home

_A_SECOND: Final = 100
"""See `Transcript.envelope`."""
_LONGEST_S: Final = 300
_SILENCE: Final = 255


class Wave(Value):
    """A stretch of a clip."""

    start: float
    """In the clip's own time, in seconds: where the first level is."""
    step: float = 1 / _A_SECOND
    levels: tuple[Count, ...]
    """Half decibels below full scale; 255 is silence."""


def wave_of(home: Home, evidence: Evidence, clip: int, start: float, end: float) -> Wave | None:
    """From `start` to `end`, or as much of it as is told at once; None for a clip without sound. Raises LostBlob."""
    transcript = evidence.by_clip.get(clip)
    if transcript is None:
        return None
    levels, offset = loudness_of(home, transcript), float(transcript.offset)
    first = max(0, floor((start - offset) * _A_SECOND))
    last = min(len(levels), ceil((min(end, start + _LONGEST_S) - offset) * _A_SECOND))
    return Wave(start=offset + first / _A_SECOND, levels=tuple(levels[first:last]))
