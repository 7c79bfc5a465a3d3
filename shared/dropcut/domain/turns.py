"""Who may advance a job, as pure rules: every ledger stores these records, none has rules of its own.

A wake says that the job must be advanced once more. It counts as served only when a turn that covered it has ended well:
the wakes of a turn that died are found again when its lease runs out.
"""

from __future__ import annotations

from typing import NamedTuple

from dropcut.domain.errors import Stale
from dropcut.domain.jobs import Turn
from dropcut.domain.names import JobId
from dropcut.domain.values import Instant, Millis


class TurnRecord(NamedTuple):
    """What a ledger keeps of one job's turn and wakes."""

    epoch: int = 0
    """Of the newest turn. No two turns of a ledger have the same, so that those of a forgotten job stay stale."""
    until: Instant | None = None
    """The end of the lease, while somebody holds the turn."""
    woken: int = 0
    """How many wakes there were."""
    since: Instant | None = None
    """When the oldest wake came that no ended turn covered."""
    again: Instant | None = None
    """When the wake is due that the last turn set."""

    def held(self, now: Instant) -> bool:
        """Somebody may be advancing the job."""
        return self.until is not None and self.until > now

    def neglected_since(self, patience: Millis, now: Instant) -> Instant | None:
        """Since when a wake waits for somebody to take the turn; None when none does, or not for longer than `patience`."""
        if self.held(now):
            return None
        ripe = [self.since] if self.since is not None and self.since + patience <= now else []
        ripe += [self.again] if self.again is not None and self.again <= now else []
        return min(ripe, default=None)


def woken(record: TurnRecord, now: Instant) -> TurnRecord:
    """The record after one more wake."""
    return record._replace(woken=record.woken + 1, since=now if record.since is None else record.since)


def begun(record: TurnRecord, epoch: int, lease: Millis, now: Instant) -> TurnRecord:
    """The record after somebody took the turn, which nobody holds, under a new `epoch`."""
    return record._replace(epoch=epoch, until=Instant(now + lease))


def turn_of(job: JobId, record: TurnRecord) -> Turn:
    """The turn that was just taken."""
    return Turn(job=job, epoch=record.epoch, seen=record.woken)


def ended(record: TurnRecord, turn: Turn, again_in: Millis | None, now: Instant) -> TurnRecord:
    """The record after the turn was given back; a wake that it did not cover waits from now on. Raises Stale."""
    must_hold(record, turn)
    return record._replace(
        until=None,
        since=now if record.woken > turn.seen else None,
        again=None if again_in is None else Instant(now + again_in),
    )


def must_hold(record: TurnRecord, turn: Turn) -> None:
    """Raise Stale unless `turn` is still the one that counts; a lease that ran out does no harm while nobody took over."""
    if record.epoch != turn.epoch or record.until is None:
        raise Stale(f"Turn {turn.epoch} of {turn.job} is over: the ledger is at turn {record.epoch}.")
