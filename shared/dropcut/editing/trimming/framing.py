"""From times to the frames of a programme."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor
from typing import Final

from dropcut.domain.time import Rate, Seconds, nearest_frame

_CLEAR: Final = Fraction(1, 100)
NEAR_A_CHANGE: Final = 2
"""In frames: so few of another shot are a mistake to whoever sees them."""


@dataclass(frozen=True)
class Stretch:
    """A stretch to be shown, and the words in it that must not be clipped."""

    start: Fraction
    end: Fraction
    first_word: Fraction
    last_word: Fraction
    before: Fraction | None = None
    """Where the nearest word before it ends, as far as one is known."""
    after: Fraction | None = None
    """Where the nearest word after it begins."""
    begins_as_wanted: bool = False
    """A person said where it begins: nothing else moves that."""
    ends_as_wanted: bool = False


@dataclass(frozen=True)
class Frames:
    """A stretch in whole frames, from the clip's own beginning: from `first` to just before `end`."""

    first: int
    end: int


def frames_of(stretch: Stretch, rate: Rate, duration: Fraction, changes: Sequence[int] = ()) -> Frames:
    """The nearest frames, further out where a word would be touched, within a clip that lasts `duration`.

    At `changes` the picture becomes another shot's. Who begins or ends so near to one that a frame or two of the other shot
    would flash up, begins or ends with it, unless that would touch a word.
    """
    last = max(1, floor(duration * rate))
    first, end = nearest_frame(stretch.start, rate), nearest_frame(stretch.end, rate)
    if first / rate > stretch.first_word - _CLEAR:
        first = min(first, floor(stretch.first_word * rate))
    if end / rate < stretch.last_word + _CLEAR:
        end = max(end, ceil(stretch.last_word * rate))
    first, end = _with_changes(Frames(first, end), stretch, rate, changes)
    first = min(max(0, first), last - 1)
    return Frames(first, min(max(end, first + 1), last))


def _with_changes(near: Frames, stretch: Stretch, rate: Rate, changes: Sequence[int]) -> tuple[int, int]:
    first, end = near.first, near.end
    begins, over = _nearest(changes, first), _nearest(changes, end)
    if begins is not None and not stretch.begins_as_wanted and begins < end and _is_between_words(stretch, begins / rate, None):
        first = begins
    if over is not None and not stretch.ends_as_wanted and over > first and _is_between_words(stretch, None, over / rate):
        end = over
    return first, end


def _nearest(changes: Sequence[int], frame: int) -> int | None:
    """The change that a frame is near to; none for one that is the change's own."""
    at = bisect_left(changes, frame)
    near = [change for change in changes[max(0, at - 1) : at + 1] if abs(change - frame) <= NEAR_A_CHANGE]
    return None if frame in near else min(near, key=lambda change: abs(change - frame), default=None)


def _is_between_words(stretch: Stretch, start: Fraction | None, end: Fraction | None) -> bool:
    """Whether nothing of its own words is lost, and nothing of a neighbour's is heard."""
    if start is not None:
        return start <= stretch.first_word and (stretch.before is None or start >= stretch.before)
    return end is not None and end >= stretch.last_word and (stretch.after is None or end <= stretch.after)


def frames_at(changes: Sequence[Seconds], rate: Rate) -> tuple[int, ...]:
    """The programme's first frames that show what comes after each change: those of the nearest frame of the clip."""
    return tuple(floor(change * rate) + 1 for change in changes)


def joined(stretches: Sequence[Frames]) -> tuple[Frames, ...]:
    """Without seams where nothing lies between."""
    whole: list[Frames] = []
    for stretch in stretches:
        if whole and whole[-1].first <= stretch.first <= whole[-1].end:
            whole[-1] = replace(whole[-1], end=max(whole[-1].end, stretch.end))
        else:
            whole.append(stretch)
    return tuple(whole)
