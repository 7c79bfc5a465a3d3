"""The ledger's calls about turns: who may advance a job."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dropcut.cloud.firestore.part import Part
from dropcut.cloud.firestore.store import Decided
from dropcut.cloud.firestore.turn_documents import (
    held,
    may_be_woken,
    turn_kept,
    turn_path,
    turn_seen,
    wakes_kept,
    wakes_path,
    woken,
)
from dropcut.domain.jobs import Turn
from dropcut.domain.names import JobId
from dropcut.domain.turns import begun, ended, turn_of
from dropcut.domain.values import Millis


class TurnCalls(Part):
    """Wakes and turns."""

    def wake(self, jobs: Sequence[JobId]) -> None:
        for job, times in Counter(jobs).items():
            self._store.settle(lambda job=job, times=times: self._woken(job, times))  # type: ignore[misc]

    def begin_advance(self, job: JobId, holder: str, lease: Millis) -> Turn | None:  # noqa: ARG002 - nobody asks who held a turn
        return self._store.settle(lambda: self._begun(job, lease))

    def end_advance(self, turn: Turn, again_in: Millis | None) -> bool:
        return self._store.settle(lambda: self._given_back(turn, again_in))

    def _woken(self, job: JobId, times: int) -> Decided[None]:
        (wakes,), now = self._store.read([wakes_path(job)])
        return None, [woken(wakes, now, times)] if may_be_woken(wakes) else []

    def _begun(self, job: JobId, lease: Millis) -> Decided[Turn | None]:
        (turn, wakes), now = self._store.read([turn_path(job), wakes_path(job)])
        if not (turn.there and wakes.there):
            return None, []
        seen = turn_seen(turn, wakes)
        if seen.record.held(now):
            return None, []
        record = begun(seen.record, seen.record.epoch + 1, lease, now)
        return turn_of(job, record), [turn_kept(seen, record)]

    def _given_back(self, turn: Turn, again_in: Millis | None) -> Decided[bool]:
        (mine, wakes), now = self._store.read([turn_path(turn.job), wakes_path(turn.job)])
        seen = turn_seen(held(turn, mine), wakes)
        record = ended(seen.record, turn, again_in, now)
        return record.since is not None, [turn_kept(seen, record), wakes_kept(seen, record)]
