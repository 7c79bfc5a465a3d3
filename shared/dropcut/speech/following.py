"""Following a line through a stretch of sound: where each of its words would lie, and how much it sounds like them.

Unlike the recogniser this never loses its way: every word gets its place, however dull it was spoken, and how well it fits
there tells whether it was said. Between words anything may be heard, at a price, so that thoughts and noises find room.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dropcut.speech.acoustics import Floats
from dropcut.speech.likeness import MOMENTS_A_SECOND, Likeness

_SHORTEST_SOUND: Final = 2
"""In moments."""
_PRICE: Final = 1.0
"""Of a moment: what is like a sound only by chance earns less than it costs."""
_PRICE_BETWEEN: Final = 0.35
"""Of a moment of speech between two words."""
_IN_SILENCE: Final = -1.0
"""What a moment earns in which nobody speaks, for a sound that should be there."""
_PRICE_OF_STAYING: Final = np.float32(0.04)
"""Of a moment more in the same sound."""
_LEAST: Final = -1.5
_DRAWN_OUT: Final = 0.12
_PRICE_OF_DRAWING_OUT: Final = 3.0
"""A second, for each sound that lasts longer than most: what is drawn out fits anything."""
_BETWEEN: Final = -1
_NEVER: Final = np.float32(-1e9)

Way = tuple[int, ...]
"""A word as numbers of sounds."""


@dataclass(frozen=True)
class Followed:
    """Where a word would lie, and how well each of its sounds fits there: from -3 (not at all) to 1."""

    start: Fraction
    end: Fraction
    fits: tuple[float, ...]


def fit_of(words: Sequence[Followed]) -> float:
    """How well these words fit, all their sounds alike."""
    fits = [fit for word in words for fit in word.fits]
    return sum(fits) / len(fits)


class Follower:
    """One clip, as it was heard."""

    def __init__(self, told: Likeness) -> None:
        self._parts = list(told.moments())

    def follow(self, words: Sequence[Way], start: Fraction, end: Fraction) -> tuple[Followed, ...]:
        """All words, in order, between two moments; none when there is no room for them."""
        first, last = int(start * MOMENTS_A_SECOND), int(end * MOMENTS_A_SECOND)
        states = _States(words)
        if last - first < len(states.sounds):
            return ()
        path, gains = states.path(*self._between(first, last))
        return tuple(_followed(states.places[word], path, gains, first) for word in range(len(words)))

    def spoken_around(self, start: Fraction, end: Fraction) -> tuple[Fraction, Fraction]:
        """From where the speaker began to speak before `start` to the first pause after `end`."""
        at = [Fraction(edge, MOMENTS_A_SECOND) for (begins, ends), _ in self._parts for edge in (begins, ends)]
        begins = [one for one in at[::2] if one <= start]
        ends = [one for one in at[1::2] if one >= end]
        return (begins[-1] if begins else start), (ends[0] if ends else end)

    def _between(self, first: int, last: int) -> tuple[Floats, NDArray[np.bool_]]:
        """What these moments are like, and in which of them somebody speaks."""
        sounds = self._parts[0][1].shape[1] if self._parts else 1
        like, spoken = np.zeros((last - first, sounds), np.float32), np.zeros(last - first, np.bool_)
        for (begins, ends), part in self._parts:
            start, end = max(begins, first), min(ends, last)
            if start < end:
                like[start - first : end - first] = part[start - begins : end - begins]
                spoken[start - first : end - first] = True
        return like, spoken


class _States:
    """The sounds of the words, one state for every moment that a sound lasts at least, and one between any two words."""

    def __init__(self, words: Sequence[Way]) -> None:
        self.sounds: list[int] = [_BETWEEN]
        self.places: list[list[range]] = []
        """For each word the states of each of its sounds."""
        for word in words:
            places = []
            for sound in word:
                places.append(range(len(self.sounds), len(self.sounds) + _SHORTEST_SOUND))
                self.sounds.extend([sound] * _SHORTEST_SOUND)
            self.places.append(places)
            self.sounds.append(_BETWEEN)

    @cached_property
    def _between(self) -> NDArray[np.bool_]:
        return np.asarray(np.array(self.sounds) == _BETWEEN, np.bool_)

    def _gains(self, like: Floats, spoken: NDArray[np.bool_]) -> Floats:
        """What each moment earns in each state."""
        gains = np.where(spoken[:, None], like[:, np.maximum(self.sounds, 0)] - np.float32(_PRICE), np.float32(_IN_SILENCE))
        gains[:, self._between] = np.where(spoken, -np.float32(_PRICE_BETWEEN), np.float32(0))[:, None]
        return np.asarray(gains, np.float32)

    def path(self, like: Floats, spoken: NDArray[np.bool_]) -> tuple[NDArray[np.int64], Floats]:
        """The state of each moment on the best way through all states, and what that moment earns."""
        gains = self._gains(like, spoken)
        leaps = np.concatenate([[False, False], self._between[1:-1]])
        score = np.full(len(self.sounds), _NEVER, np.float32)
        score[:2] = gains[0, :2]
        steps = np.zeros(gains.shape, np.int8)
        ways = np.full((3, len(score)), _NEVER, np.float32)
        every, staying = np.arange(len(score)), np.where(self._between, np.float32(0), _PRICE_OF_STAYING)
        for moment in range(1, len(gains)):
            ways[0] = score - staying
            ways[1, 1:] = score[:-1]
            ways[2, 2:] = np.where(leaps[2:], score[:-2], _NEVER)
            steps[moment] = ways.argmax(axis=0)
            score = ways[steps[moment], every] + gains[moment]
        path = _walked(steps, len(score) - 1 if score[-1] > score[-2] else len(score) - 2)
        return path, gains[np.arange(len(path)), path]


def _walked(steps: NDArray[np.int8], state: int) -> NDArray[np.int64]:
    path = np.empty(len(steps), np.int64)
    for moment in range(len(steps) - 1, -1, -1):
        path[moment] = state
        state -= int(steps[moment, state])
    return path


def _followed(places: Sequence[range], path: NDArray[np.int64], gains: Floats, first: int) -> Followed:
    """One word's part of the path, which never goes back."""
    edges = [int(edge) for edge in np.searchsorted(path, [place.start for place in places] + [places[-1].stop])]
    return Followed(
        start=Fraction(first + edges[0], MOMENTS_A_SECOND),
        end=Fraction(first + edges[-1], MOMENTS_A_SECOND),
        fits=tuple(_fits(edges, gains)),
    )


def _fits(edges: Sequence[int], gains: Floats) -> Iterator[float]:
    for start, end in pairwise(edges):
        drawn_out = max((end - start) / MOMENTS_A_SECOND - _DRAWN_OUT, 0)
        yield max(float(gains[start:end].mean()), _LEAST) - min(_PRICE_OF_DRAWING_OUT * drawn_out, -_LEAST)
