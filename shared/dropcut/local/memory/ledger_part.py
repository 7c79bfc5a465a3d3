"""What the parts of the ledger in memory share."""

from __future__ import annotations

from collections.abc import Callable
from threading import Condition, Lock

from dropcut.domain.values import Instant
from dropcut.local.memory.ledger_records import JobRecord, Records


class Part:
    """Some calls of the ledger, over one set of records, one lock and one clock: the store's."""

    def __init__(self, clock: Callable[[], Instant]) -> None:
        self._records = Records()
        self._clock = clock
        self._lock = Condition(Lock())
        """Held by every call; told of every change that a watcher might show."""

    def now(self) -> Instant:
        """See `ports.ledger.Ledger`, as for every public name of the parts."""
        return self._clock()

    def _noticed(self, job: JobRecord) -> None:
        job.changes += 1
        self._lock.notify_all()
