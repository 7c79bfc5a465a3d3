"""What the parts of the ledger share."""

from __future__ import annotations

from collections.abc import Callable

from dropcut.domain.values import Instant
from dropcut.local.sqlite.connection import Database


class Part:
    """Some calls of the ledger, over one file and one clock: the store's."""

    def __init__(self, database: Database, clock: Callable[[], Instant]) -> None:
        self._database = database
        self._clock = clock

    def now(self) -> Instant:
        """See `ports.ledger.Ledger`, as for every public name of the parts."""
        return self._clock()
