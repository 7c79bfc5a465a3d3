"""From times to the frames of a programme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor
from typing import Final

from dropcut.domain.time import Rate, nearest_frame

_CLEAR: Final = Fraction(1, 100)


@dataclass(frozen=True)
class Stretch:
    """A stretch to be shown, and the words in it that must not be clipped."""

    start: Fraction
    end: Fraction
    first_word: Fraction
    last_word: Fraction


@dataclass(frozen=True)
class Frames:
    """A stretch in whole frames, from the clip's own beginning: from `first` to just before `end`."""

    first: int
    end: int


def frames_of(stretch: Stretch, rate: Rate, duration: Fraction) -> Frames:
    """The nearest frames, further out where a word would be touched, within a clip that lasts `duration`."""
    last = max(1, floor(duration * rate))
    first, end = nearest_frame(stretch.start, rate), nearest_frame(stretch.end, rate)
    if first / rate > stretch.first_word - _CLEAR:
        first = min(first, floor(stretch.first_word * rate))
    if end / rate < stretch.last_word + _CLEAR:
        end = max(end, ceil(stretch.last_word * rate))
    first = min(max(0, first), last - 1)
    return Frames(first, min(max(end, first + 1), last))


def joined(stretches: Sequence[Frames]) -> tuple[Frames, ...]:
    """Without seams where nothing lies between."""
    whole: list[Frames] = []
    for stretch in stretches:
        if whole and whole[-1].first <= stretch.first <= whole[-1].end:
            whole[-1] = replace(whole[-1], end=max(whole[-1].end, stretch.end))
        else:
            whole.append(stretch)
    return tuple(whole)
