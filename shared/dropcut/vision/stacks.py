"""What stays the same in a stack of stills while everything behind it changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dropcut.vision.edges import Floats, Gray, Slopes, slopes_of

Doubles = NDArray[np.float64]

_NOISE: Final = 0.35
_NEAR: Final = 9
"""Points around one that tell how busy it is there."""
_AROUND: Final = 41
"""Points around one that tell how slowly it goes there."""
_FEWEST: Final = 2.0
_MOST_ALIKE: Final = 0.99


class _Seen(NamedTuple):
    """A still's slopes, and how strong they are on average."""

    slopes: Slopes
    energy: float

    def common(self, later: _Seen) -> Floats:
        """What it has in common with another."""
        return np.asarray(self.slopes.across * later.slopes.across + self.slopes.down * later.slopes.down, np.float32)

    def alike(self, later: _Seen, common: Floats) -> float:
        """How alike the two are: 1 where nothing moves."""
        return float(common.mean()) / (float(np.sqrt(self.energy * later.energy)) + _NOISE)


class _Totals(NamedTuple):
    """Of stills of one size, point by point."""

    across: Doubles
    down: Doubles
    squared: Doubles
    busy: Doubles
    busy_squared: Doubles
    wide: Doubles
    wide_squared: Doubles
    following: Doubles

    def add(self, still: Gray) -> _Seen:
        """One more, but for what it has in common with the one before."""
        import cv2

        slopes = slopes_of(still)
        across, down = slopes
        strong = across * across + down * down
        busy = cv2.blur(np.sqrt(strong), (_NEAR, _NEAR))
        wide = cv2.blur(still.astype(np.float32), (_NEAR, _NEAR))
        for term, total in zip((across, down, strong, busy, wide), (*self[:4], self.wide), strict=True):
            cv2.accumulate(term, total)
        cv2.accumulateSquare(busy, self.busy_squared)
        cv2.accumulateSquare(wide, self.wide_squared)
        return _Seen(slopes, float(strong.mean()))


@dataclass(frozen=True)
class Sums:
    """What stills that follow one another add up to. Those of neighbours can be joined, so that no still is looked at twice."""

    count: int
    totals: _Totals
    alike: tuple[float, ...]
    """How alike each is to the one before."""
    first: _Seen
    last: _Seen

    @classmethod
    def of(cls, stills: Iterable[Gray]) -> Sums:
        """At least one still."""
        import cv2

        rest = iter(stills)
        still = next(rest)
        totals = _Totals(*(np.zeros(still.shape, np.float64) for _ in _Totals._fields))
        first = before = totals.add(still)
        alike: list[float] = []
        for still in rest:
            seen = totals.add(still)
            common = before.common(seen)
            alike.append(before.alike(seen, common))
            cv2.accumulate(common, totals.following)
            before = seen
        return cls(len(alike) + 1, totals, tuple(alike), first, before)

    def joined(self, later: Sums) -> Sums:
        """With those that follow."""
        common = self.last.common(later.first)
        totals = _Totals(*(one + other for one, other in zip(self.totals, later.totals, strict=True)))
        return Sums(
            self.count + later.count,
            totals._replace(following=totals.following + common),
            (*self.alike, self.last.alike(later.first, common), *later.alike),
            self.first,
            later.last,
        )


@dataclass(frozen=True)
class Stack:
    """Sums over stills of one size, from which all else follows."""

    count: int
    across: Floats
    """How brightness grows to the right, on average."""
    down: Floats
    squared: Floats
    """How much it grows or falls, squared, on average."""
    busy: Floats
    """How much there is to see around each point, on average."""
    busy_spread: Floats
    """How much that changes."""
    spread: Floats
    """How much brightness itself changes."""
    following: Floats
    """How much of it a still and the next have in common, on average: as `squared` where nothing moves."""
    alike: float
    """How alike a still is to the one before, on average: 1 where nothing moves."""

    @classmethod
    def of(cls, stills: Iterable[Gray]) -> Stack:
        """At least one still."""
        return cls.told_by(Sums.of(stills))

    @classmethod
    def told_by(cls, sums: Sums) -> Stack:
        """What they are on average."""
        across, down, squared, busy, busy_squared, wide, wide_squared, _ = (
            np.asarray(total / sums.count, np.float32) for total in sums.totals
        )
        return cls(
            count=sums.count,
            across=across,
            down=down,
            squared=squared,
            busy=busy,
            busy_spread=_deviation(busy_squared, busy),
            spread=_deviation(wide_squared, wide),
            following=np.asarray(sums.totals.following / max(1, sums.count - 1), np.float32),
            alike=float(np.mean(sums.alike)) if sums.alike else 1.0,
        )

    @cached_property
    def lasting(self) -> Floats:
        """How strong the edge is that is there all the time."""
        return np.asarray(np.hypot(self.across, self.down), np.float32)

    @cached_property
    def certain(self) -> Floats:
        """How far that is above what chance would leave of edges that come and go."""
        return np.asarray(self.lasting / (np.sqrt(self._changing / self.independent) + _NOISE), np.float32)

    @cached_property
    def steady(self) -> Floats:
        """Of the edges at a point, how much is always the same: 1 is all."""
        return np.asarray(self.lasting / np.sqrt(self.squared + _NOISE), np.float32)

    @cached_property
    def _changing(self) -> Floats:
        return np.asarray(np.maximum(self.squared - self.lasting**2, 0), np.float32)

    @cached_property
    def independent(self) -> Floats:
        """How many stills tell something that the others do not, around each point: the slower it goes there, the fewer.

        What lasts is left out of that, for a mark is the same in all.
        """
        import cv2

        around = (_AROUND, _AROUND)
        stays, changes = cv2.blur(self.following - self.lasting**2, around), cv2.blur(self._changing, around)
        alike = np.clip(stays / (changes + _NOISE**2), 0, _MOST_ALIKE)
        return np.asarray(np.maximum(_FEWEST, self.count * (1 - alike) / (1 + alike)), np.float32)


def _deviation(squares: Floats, mean: Floats) -> Floats:
    return np.asarray(np.sqrt(np.maximum(squares - mean * mean, 0)), np.float32)
