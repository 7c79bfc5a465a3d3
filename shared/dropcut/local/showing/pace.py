"""How long the rest may take, judged from how fast it went lately."""

from __future__ import annotations

from collections import deque
from fractions import Fraction

_WINDOW_S = 60.0
_SHORTEST_S = 2.0


class Pace:
    """Told how far a job is now and then, says about how long the rest takes."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, Fraction]] = deque()

    def left(self, far: Fraction, at_s: float) -> int | None:
        """Seconds that the rest may take once `far` is done; None while too little was seen. A fall begins anew."""
        if self._seen and far < self._seen[-1][1]:
            self._seen.clear()
        self._seen.append((at_s, far))
        while len(self._seen) > 2 and self._seen[1][0] <= at_s - _WINDOW_S:  # noqa: PLR2004 - two make a pace
            self._seen.popleft()
        since, before = self._seen[0]
        if at_s - since < _SHORTEST_S or far <= before:
            return None
        return round(float((1 - far) / (far - before)) * (at_s - since))
