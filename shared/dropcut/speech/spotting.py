"""Where a line may have been said: its sounds, in order, against what every moment of the clip is like.

Quick and generous: it only tells where the recogniser should listen for these lines. All of a line or any run of its sounds
counts, the more the better; a pause inside costs a little.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dropcut.domain.speech import SpeechStretch
from dropcut.speech.acoustics import Floats
from dropcut.speech.likeness import MOMENTS_A_SECOND, WORST, Likeness, Span

_SHORTEST_SOUND: Final = 2
"""In moments."""
_PRICE: Final = 1.0
"""Of a moment: what is like the line only by chance earns less than it costs."""
_PRICE_OF_A_PAUSE: Final = 8.0 / MOMENTS_A_SECOND
ENOUGH: Final = 24.0
"""Measured at 27: of whole lines 99.7% and of starts of four words or more 95% reach it, of other speech 3% a group of lines.
Lower, for the starts that are told apart by little else; what it costs is time alone."""
ENOUGH_IN_NOISE: Final = 32.0
"""The same share of other speech, and 1% of the whole lines, at 5 dB."""
_ENOUGH_A_SOUND: Final = 0.8
"""Lines of three words have no room for more."""

Line = Sequence[int]


@dataclass(frozen=True)
class Spot:
    """A place where a line may have been said."""

    line: int
    start: int
    end: int
    """In moments of the clip."""
    score: float

    @property
    def stretch(self) -> SpeechStretch:
        """In seconds."""
        return SpeechStretch(start=Fraction(self.start, MOMENTS_A_SECOND), end=Fraction(self.end, MOMENTS_A_SECOND))


def spots(likeness: Likeness, lines: Sequence[Line], enough: float = ENOUGH) -> tuple[Spot, ...]:
    """Every place for every line (as numbers of sounds), likeliest first for each; none of one line overlap."""
    if not lines or not likeness.spans:
        return ()
    scores, starts, moments = _followed(likeness, lines)
    return tuple(
        Spot(line, int(moments[start]), int(moments[end]) + 1, score)
        for line, sounds in enumerate(lines)
        for start, end, score in _peaks(scores[:, line], starts[:, line], min(enough, _ENOUGH_A_SOUND * len(sounds)))
    )


def _followed(likeness: Likeness, lines: Sequence[Line]) -> tuple[Floats, NDArray[np.int32], NDArray[np.int64]]:
    """For each moment and line the best way to have said something of it until now, and where that way began."""
    order = _states(lines)
    score, begun = np.zeros(order.shape, np.float32), np.zeros(order.shape, np.int32)
    scores, starts, moments = [], [], []
    rows, at, last = np.arange(len(lines)), 0, 0
    for (first, end), like in likeness.moments():
        score -= np.float32((first - last) * _PRICE_OF_A_PAUSE)
        last = end
        padded = np.concatenate([like, np.full((len(like), 1), WORST, np.float32)], axis=1) - np.float32(_PRICE)
        for moment, one in enumerate(padded):
            score, begun = _step(score, begun, at, one[order])
            best = score.argmax(axis=1)
            scores.append(score[rows, best])
            starts.append(begun[rows, best])
            moments.append(first + moment)
            at += 1
    return np.array(scores), np.array(starts), np.array(moments)


def _states(lines: Sequence[Line]) -> NDArray[np.int64]:
    """Each line's sounds, each as long as a sound lasts at least; what is short of the longest line is like nothing."""
    longest = max(len(line) for line in lines) * _SHORTEST_SOUND
    order = np.full((len(lines), longest), -1, np.int64)
    for row, line in enumerate(lines):
        order[row, : len(line) * _SHORTEST_SOUND] = np.repeat(np.asarray(line, np.int64), _SHORTEST_SOUND)
    return order


def _step(score: Floats, begun: NDArray[np.int32], at: int, gain: Floats) -> tuple[Floats, NDArray[np.int32]]:
    """One moment on: stay, go on to the next, or begin anew."""
    came, since = np.empty_like(score), np.empty_like(begun)
    came[:, 0], since[:, 0] = 0, at
    came[:, 1:], since[:, 1:] = score[:, :-1], begun[:, :-1]
    moved = came > score
    came = np.where(moved, came, score)
    since = np.where(moved, since, begun)
    fresh = came <= 0
    came[fresh] = 0
    since[fresh] = at
    return came + gain, since


def _peaks(scores: Floats, starts: NDArray[np.int32], enough: float) -> Iterator[tuple[int, int, float]]:
    left = scores.copy()
    while len(left) and (score := float(left.max())) >= enough:
        end = int(left.argmax())
        start = int(starts[end])
        overlapping = (np.arange(len(left)) >= start) & (starts <= end)
        left[overlapping] = -np.inf
        yield start, end, score


def reached(spots_found: Sequence[Spot], spans: Sequence[Span]) -> list[int]:
    """Which of these spans a spot reaches into."""
    return [at for at, (start, end) in enumerate(spans) if any(one.start < end and start < one.end for one in spots_found)]
