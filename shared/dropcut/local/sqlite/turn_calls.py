"""The ledger's calls about turns: who may advance a job."""

from __future__ import annotations

from collections.abc import Sequence
from sqlite3 import Connection

from dropcut.domain.jobs import Turn
from dropcut.domain.names import JobId
from dropcut.domain.turns import begun, ended, turn_of, woken
from dropcut.domain.values import Millis
from dropcut.local.sqlite.part import Part
from dropcut.local.sqlite.turn_rows import held, kept, turn_row


class TurnCalls(Part):
    """Wakes and turns."""

    def wake(self, jobs: Sequence[JobId]) -> None:
        with self._database.write() as connection:
            now = self.now()
            for job in jobs:
                row = turn_row(connection, job)
                if row is not None:
                    kept(connection, row.number, woken(row.record, now))

    def begin_advance(self, job: JobId, holder: str, lease: Millis) -> Turn | None:  # noqa: ARG002 - nobody asks who held a turn
        with self._database.write() as connection:
            row, now = turn_row(connection, job), self.now()
            if row is None or row.record.held(now):
                return None
            record = begun(row.record, _new_epoch(connection), lease, now)
            kept(connection, row.number, record)
            return turn_of(job, record)

    def end_advance(self, turn: Turn, again_in: Millis | None) -> bool:
        with self._database.write() as connection:
            row = held(connection, turn)
            record = ended(row.record, turn, again_in, self.now())
            kept(connection, row.number, record)
            return record.since is not None


def _new_epoch(connection: Connection) -> int:
    return int(connection.execute("UPDATE ledger SET turns = turns + 1 RETURNING turns").fetchone()[0])
