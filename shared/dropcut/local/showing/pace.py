"""How long the rest may take, judged from how fast it went lately."""

from __future__ import annotations

from collections import deque
from fractions import Fraction
from typing import Final

_WINDOW_S: Final = 60.0
_SHORTEST_S: Final = 2.0
_WORTH: Final = Fraction(1, 10)
"""Of what was to be done at first. Before that the pace is that of the first steps, which weigh little and take their time."""


class Pace:
    """Told how far a job is now and then, says about how long the rest takes. What is `steady` has one pace from the start."""

    def __init__(self, *, steady: bool = False) -> None:
        self._steady = steady
        self._first: tuple[float, Fraction] | None = None
        self._seen: deque[tuple[float, Fraction]] = deque()

    def left(self, far: Fraction, at_s: float) -> int | None:
        """Seconds that the rest may take once `far` is done; None while too little was seen. A fall begins anew."""
        if self._seen and far < self._seen[-1][1]:
            self._first = None
            self._seen.clear()
        self._seen.append((at_s, far))
        while len(self._seen) > 2 and self._seen[1][0] <= at_s - _WINDOW_S:  # noqa: PLR2004 - two make a pace
            self._seen.popleft()
        since, before = self._seen[0]
        if not self._tells(far, at_s) or at_s - since < _SHORTEST_S or far <= before:
            return None
        return round(float((1 - far) / (far - before)) * (at_s - since))

    def _tells(self, far: Fraction, at_s: float) -> bool:
        """Once a good part is done, or a minute was looked at."""
        self._first = self._first or (at_s, far)
        since, begun = self._first
        return self._steady or at_s - since >= _WINDOW_S or far - begun >= _WORTH * (1 - begun)
