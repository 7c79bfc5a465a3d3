"""What stays the same in a stack of stills while everything behind it changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from dropcut.vision.edges import Floats, Gray, Slopes, slopes_of

_NOISE: Final = 0.35
_NEAR: Final = 9
"""Points around one that tell how busy it is there."""
_AROUND: Final = 41
"""Points around one that tell how slowly it goes there."""
_FEWEST: Final = 2.0
_MOST_ALIKE: Final = 0.99


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
    def of(cls, stills: Sequence[Gray]) -> Stack:
        """At least two stills."""
        import cv2

        sums = [np.zeros(stills[0].shape, np.float64) for _ in range(8)]
        across_sum, down_sum, strong_sum, busy_sum, busy_squares, wide_sum, wide_squares, following = sums
        alike: list[float] = []
        before: tuple[Slopes, float] | None = None
        for still in stills:
            slopes = slopes_of(still)
            across, down = slopes
            strong = across * across + down * down
            busy = cv2.blur(np.sqrt(strong), (_NEAR, _NEAR))
            wide = cv2.blur(still.astype(np.float32), (_NEAR, _NEAR))
            terms, totals = (across, down, strong, busy, wide), (across_sum, down_sum, strong_sum, busy_sum, wide_sum)
            for term, total in zip(terms, totals, strict=True):
                cv2.accumulate(term, total)
            cv2.accumulateSquare(busy, busy_squares)
            cv2.accumulateSquare(wide, wide_squares)
            energy = float(strong.mean())
            if before is not None:
                common = before[0].across * across + before[0].down * down
                alike.append(float(common.mean()) / (float(np.sqrt(before[1] * energy)) + _NOISE))
                cv2.accumulate(common, following)
            before = slopes, energy
        mean = [np.asarray(total / len(stills), np.float32) for total in sums]
        return cls(
            count=len(stills),
            across=mean[0],
            down=mean[1],
            squared=mean[2],
            busy=mean[3],
            busy_spread=_deviation(mean[4], mean[3]),
            spread=_deviation(mean[6], mean[5]),
            following=np.asarray(following / max(1, len(stills) - 1), np.float32),
            alike=float(np.mean(alike)) if alike else 1.0,
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
