"""The clock of this machine."""

from __future__ import annotations

from time import sleep, time_ns

from dropcut.domain.values import Instant, Millis

_NANOSECONDS = 1_000_000


class SystemClock:
    """The system's wall clock; sleeping goes by its monotonic one, so that a clock set anew makes no sleep longer."""

    def now(self) -> Instant:
        """The wall clock."""
        return Instant(time_ns() // _NANOSECONDS)

    def sleep(self, duration: Millis) -> None:
        """Wait for about `duration`; not at all when it is below zero."""
        sleep(max(0, duration) / 1000)
