"""Which jobs must be advanced, read from the ledger's own wakes: on one machine no message need say so."""

from __future__ import annotations

from collections.abc import Callable

from dropcut.domain.names import JobId
from dropcut.domain.turns import TurnRecord
from dropcut.domain.values import Instant, Millis
from dropcut.local.sqlite.connection import Database
from dropcut.local.sqlite.turn_rows import COLUMNS, job_id

_AT_ONCE = Millis(0)


class Wakes:
    """Finds woken jobs in one file."""

    def __init__(self, database: Database, now: Callable[[], Instant]) -> None:
        self._database = database
        self._now = now

    def woken(self) -> tuple[JobId, ...]:
        """Jobs that were woken, or whose set wake is due, and that nobody advances now; the longest waiting first."""
        now = self._now()
        with self._database.read() as connection:
            rows = connection.execute(
                f"SELECT id, {COLUMNS} FROM job JOIN turn ON turn.job = number"  # noqa: S608 - fixed text
                " WHERE since IS NOT NULL OR again <= ?",
                (now,),
            ).fetchall()
        waiting = ((TurnRecord(*record).neglected_since(_AT_ONCE, now), job) for job, *record in rows)
        return tuple(job_id(job) for _, job in sorted((since, job) for since, job in waiting if since is not None))
