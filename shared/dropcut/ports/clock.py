"""Time, as a home tells it."""

from __future__ import annotations

from typing import Protocol

from dropcut.domain.values import Instant, Millis


class Clock(Protocol):
    """A clock of this process. Leases and back-offs never depend on it: those go by the ledger's own."""

    def now(self) -> Instant:
        """The wall clock. May jump either way."""

    def sleep(self, duration: Millis) -> None:
        """Wait for about `duration`."""
