"""What a speaker says again at once, because the first time did not satisfy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from dropcut.editing.trimming.uttered import Uttered

_REACH: Final = 40
"""In words."""
_SOON: Final = Fraction(20)
_CERTAIN: Final = 4
"""So many words in a row are said again on purpose only in songs."""
_FEWEST: Final = 2
_PAUSE: Final = Fraction(3, 10)


@dataclass(frozen=True)
class Retake:
    """Words that are said again from `again` on: from `first` to just before that, by their places."""

    first: int
    again: int


def retakes_in(words: Sequence[Uttered]) -> tuple[Retake, ...]:
    """Every stretch that was said again, in order; of three times, the first two."""
    found: list[Retake] = []
    at = 0
    while at < len(words):
        again = _again(words, at)
        if again is None:
            at += 1
        else:
            found.append(Retake(at, again))
            at = again
    return tuple(found)


def _again(words: Sequence[Uttered], at: int) -> int | None:
    for later in range(at + 1, min(len(words), at + _REACH)):
        if words[later].text != words[at].text or not words[at].text:
            continue
        if words[later].start - words[at].start > _SOON:
            return None
        if _is_retake(words, at, later):
            return later
    return None


def _is_retake(words: Sequence[Uttered], at: int, later: int) -> bool:
    """Whether the beginning is the same, and little else was said before it came again."""
    same = 0
    while later + same < len(words) and at + same < later and words[at + same].text == words[later + same].text:
        same += 1
    paused = words[later].start - words[later - 1].end >= _PAUSE
    given_up = later - at - same
    return given_up <= same and (same >= _CERTAIN or (same >= _FEWEST and paused))
