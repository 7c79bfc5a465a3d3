"""What was delivered, where the home itself keeps it."""

from __future__ import annotations

from dropcut.domain.deleting import Left, Removed, Whose
from dropcut.domain.names import JobId
from dropcut.engine.deleting.unhindered import Unhindered
from dropcut.engine.home import Home


class Deliveries(Unhindered):
    """See `dropcut.ports.remains.Remains`. What its user changed in an outbox is theirs and stays."""

    name = "deliveries"

    def __init__(self, home: Home) -> None:
        self._folder = home.folder

    def clear(self, whose: Whose) -> tuple[Removed, ...]:
        """Take back what is as it was delivered."""
        if not whose.delivered:
            return ()
        taken = [self._folder.retract(drop) for drop in self._drops(whose)]
        count, size, left = (sum(getattr(each, name) for each in taken) for name in ("files", "bytes", "left"))
        return (Removed(what="delivered files", count=count, bytes=size, left=left),)

    def left(self, whose: Whose) -> tuple[Left, ...]:
        """Deliveries that stand."""
        if not whose.delivered:
            return ()
        standing = sum(self._folder.delivery(drop) is not None for drop in self._drops(whose))
        return (Left(what="deliveries", count=standing, why="They came while the rest went."),) if standing else ()

    def _drops(self, whose: Whose) -> tuple[JobId, ...]:
        return tuple(self._folder.delivered_to(whose.owner)) if whose.job is None else (whose.job,)
