"""One delivers at a time into an outbox, and nobody waits for the dead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from time import monotonic, sleep
from uuid import uuid4

from dropcut.cloud.gcs.bucket import Bucket
from dropcut.cloud.inbox.record import Kept, OutboxRecord, read_record, write_record
from dropcut.domain.errors import Conflict, Unavailable

_DEAD_S = 30.0
"""Who has the turn and wrote nothing for so long has died: no clocks are compared, the record just stays as it is."""
_SIGN_S = 10.0
_GLANCE_S = 0.1
_PATIENCE_S = 120.0


class LostTurnError(Unavailable):
    """Somebody took us for dead, and delivers instead."""


class Turn:
    """The right to change an outbox, while the record says so."""

    def __init__(self, bucket: Bucket, outbox: str, kept: Kept) -> None:
        self._bucket = bucket
        self._outbox = outbox
        self._kept = kept
        self._signed = monotonic()

    @property
    def record(self) -> OutboxRecord:
        """As it stands."""
        return self._kept.record

    def write(self, record: OutboxRecord) -> None:
        """Replace the record. Raises LostTurnError."""
        try:
            self._kept = write_record(self._bucket, self._outbox, record, self._kept.generation)
        except Conflict as error:
            raise _lost(self._bucket, self._outbox) from error
        self._signed = monotonic()

    def sign(self) -> None:
        """Show, now and then, that somebody is at work. Raises LostTurnError."""
        if monotonic() - self._signed > _SIGN_S:
            self.write(self.record)

    def check(self) -> None:
        """Make sure that whatever was seen before this was seen in this turn. Raises LostTurnError."""
        if read_record(self._bucket, self._outbox).generation != self._kept.generation:
            raise _lost(self._bucket, self._outbox)

    def end(self) -> None:
        """Let others have it, unless they took it."""
        if self.record.turn:
            with suppress(LostTurnError):
                self.write(self.record.model_copy(update={"turn": ""}))


@dataclass
class _Seen:
    """Since when the record has not changed."""

    generation: int = -1
    since: float = 0.0

    def is_dead(self, generation: int) -> bool:
        if generation != self.generation:
            self.generation, self.since = generation, monotonic()
        return monotonic() - self.since > _DEAD_S


@contextmanager
def turn_at(bucket: Bucket, outbox: str, change: Callable[[OutboxRecord], OutboxRecord]) -> Iterator[Turn]:
    """Have the turn while the block lasts, beginning with a `change` of the record. Raises Unavailable when it takes long."""
    turn = _taken(bucket, outbox, change)
    try:
        yield turn
    finally:
        turn.end()


def _taken(bucket: Bucket, outbox: str, change: Callable[[OutboxRecord], OutboxRecord]) -> Turn:
    end, seen, me = monotonic() + _PATIENCE_S, _Seen(), uuid4().hex
    while monotonic() < end:
        kept = read_record(bucket, outbox)
        if not kept.record.turn or seen.is_dead(kept.generation):
            try:
                mine = change(kept.record).model_copy(update={"turn": me})
                return Turn(bucket, outbox, write_record(bucket, outbox, mine, kept.generation))
            except Conflict:  # somebody was quicker
                continue
        sleep(_GLANCE_S)
    raise _lost(bucket, outbox)


def _lost(bucket: Bucket, outbox: str) -> LostTurnError:
    return LostTurnError(f"Somebody else delivers into {bucket.where(outbox)}.", "The work goes on by itself.")
