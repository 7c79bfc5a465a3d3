"""What the parts of the ledger share."""

from __future__ import annotations

from dropcut.cloud.firestore.store import Store
from dropcut.domain.values import Instant


class Part:
    """Some calls of the ledger, over one database, whose server has the clock."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def now(self) -> Instant:
        """See `ports.ledger.Ledger`, as for every public name of the parts."""
        return self._store.now()
