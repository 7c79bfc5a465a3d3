"""The lease of one attempt, and how the attempt learns that it must stop."""

from __future__ import annotations

from threading import Lock

import structlog

from dropcut.domain.errors import Stopped, Unavailable
from dropcut.domain.tasks import Task
from dropcut.domain.values import Instant, Millis
from dropcut.engine.home import Home

log = structlog.get_logger(__name__)

PARTS_OF_A_LEASE = 3
"""A lease is renewed when a third of it has passed: two renewals may be lost before it runs out."""


class Lease:
    """Held by one attempt. `pulse` is for the work itself, `beat` for whatever keeps the lease alive beside it."""

    def __init__(self, home: Home, task: Task, duration: Millis) -> None:
        self._home = home
        self._task = task
        self._duration = duration
        self._renewed = home.clock.now()
        self._over: Stopped | None = None
        self._one_at_a_time = Lock()

    def pulse(self) -> None:
        """Renew when due. Raises Stale or Unwanted when the work must stop."""
        with self._one_at_a_time:
            if self._over is None and self._renewal_is_due():
                self._renew()
        if self._over is not None:
            raise self._over

    def beat(self) -> None:
        """Renew now. Never raises: the work learns at its next pulse."""
        with self._one_at_a_time:
            if self._over is None:
                self._renew()

    def stop(self, why: str) -> None:
        """End the work from outside: it learns at its next pulse, and its task is queued again at once."""
        self._over = self._over or Stopped(why)

    def stopped(self) -> bool:
        """Whether the work must stop, as far as is known here."""
        return self._over is not None

    def _renewal_is_due(self) -> bool:
        passed = self._home.clock.now() - self._renewed
        return not 0 <= passed < self._duration // PARTS_OF_A_LEASE

    def _renew(self) -> None:
        asked = self._home.clock.now()
        try:
            self._home.ledger.renew(self._task.id, self._task.epoch, self._duration)
        except Stopped as stop:
            self._over = stop
        except Unavailable as silence:
            log.warning("the lease could not be renewed", task=str(self._task.id), why=str(silence))
        else:
            self._renewed = Instant(asked)
