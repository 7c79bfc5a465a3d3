"""How fast work goes at this moment, for people."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from time import monotonic
from typing import Final

_WINDOW_S: Final = 10.0
_SHORTEST_S: Final = 1.0
_MANY: Final = 10


class Speed:
    """Told how many things are done, says how many a second they were of late."""

    def __init__(self, things: str, now: Callable[[], float] = monotonic) -> None:
        self._things = things
        self._now = now
        self._seen: deque[tuple[float, int]] = deque([(now(), 0)])

    def at(self, done: int) -> str:
        """`3.2 frames/s`; nothing while too little was seen."""
        now = self._now()
        self._seen.append((now, done))
        while len(self._seen) > 2 and self._seen[1][0] <= now - _WINDOW_S:  # noqa: PLR2004 - two make a speed
            self._seen.popleft()
        since, before = self._seen[0]
        if now - since < _SHORTEST_S or done <= before:
            return ""
        speed = (done - before) / (now - since)
        return f"{speed:.0f} {self._things}/s" if speed >= _MANY else f"{speed:.2g} {self._things}/s"
