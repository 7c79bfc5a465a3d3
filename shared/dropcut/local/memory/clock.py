"""A clock that stands still until it is moved."""

from __future__ import annotations

from threading import Lock

from dropcut.domain.values import Instant, Millis


class MemoryClock:
    """Time as it is told: sleeping moves it on at once."""

    def __init__(self, start: Instant = Instant(0)) -> None:
        self._now = start
        self._lock = Lock()

    def now(self) -> Instant:
        """The moment that was set."""
        return self._now

    def sleep(self, duration: Millis) -> None:
        """Move on by `duration`."""
        with self._lock:
            self._now = Instant(self._now + max(0, duration))

    def jump(self, to: Instant) -> None:
        """Set the clock, either way."""
        with self._lock:
            self._now = to
