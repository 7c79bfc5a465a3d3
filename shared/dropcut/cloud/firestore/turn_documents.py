"""Documents of turns and of wakes: apart, so that whoever ends a task never stands in the way of whoever advances its job."""

from __future__ import annotations

from typing import Any, NamedTuple

from dropcut.cloud.firestore.documents import about, path
from dropcut.cloud.firestore.store import Reading
from dropcut.cloud.firestore.writes import Add, Create, Lower, Seen, Update, Write, unchanged, written
from dropcut.domain.errors import Stale
from dropcut.domain.jobs import Turn
from dropcut.domain.names import JobId
from dropcut.domain.turns import TurnRecord, must_hold
from dropcut.domain.values import Instant


class TurnSeen(NamedTuple):
    """A job's turn and wakes as they were read: the record that both make, and the two documents."""

    record: TurnRecord
    turn: Seen
    wakes: Seen


def turn_path(job: JobId) -> str:
    """Where a job's turn lies."""
    return path("turns", job)


def wakes_path(job: JobId) -> str:
    """Where a job's wakes lie."""
    return path("wakes", job)


def created(job: JobId, first_epoch: int) -> tuple[Create, Create]:
    """The documents of a new job, that nobody advances yet."""
    turn = {"epoch": first_epoch, "until": None, "again": None, "noticed": 0}
    wakes = {"woken": 0, "since": None, "forgotten": False}
    return (
        Create(turn_path(job), {**about("turn", 1, job), **turn}),
        Create(wakes_path(job), {**about("wakes", 1, job), **wakes}),
    )


def turn_seen(turn: Seen, wakes: Seen) -> TurnSeen:
    """The record that two documents make."""
    fields: dict[str, Any] = {name: turn.fields[name] for name in ("epoch", "until", "again")}
    fields |= {name: wakes.fields[name] for name in ("woken", "since")}
    return TurnSeen(TurnRecord(**fields), turn, wakes)


def turn_kept(seen: TurnSeen, record: TurnRecord) -> Write:
    """The turn's own document as the record says."""
    own = {"epoch": record.epoch, "until": record.until, "again": record.again}
    return written(seen.turn, {**seen.turn.fields, **own})


def wakes_kept(seen: TurnSeen, record: TurnRecord) -> Write:
    """The wakes' document as the record says, and no wake came meanwhile."""
    return Update(seen.wakes.path, {"since": record.since}, seen.wakes.updated)


def held(turn: Turn, seen: Seen) -> Seen:
    """The document, if `turn` may still advance its job. Raises Stale."""
    if not seen.there:
        raise Stale(f"The job {turn.job} was forgotten.")
    must_hold(TurnRecord(epoch=seen.fields["epoch"], until=seen.fields["until"]), turn)
    return seen


def still_held(seen: Seen) -> Write:
    """To be written with all that a turn records: refused when the turn was taken over since it was read."""
    return unchanged(seen)


def noticed(seen: Seen) -> Write:
    """As `still_held`, and watchers of the job notice."""
    return Update(seen.path, {"noticed": Add(1)}, seen.updated)


def may_be_woken(wakes: Seen) -> bool:
    """Whether the job is recorded: what is being forgotten is woken no more."""
    return wakes.there and not wakes.fields["forgotten"]


def woken(wakes: Seen, now: Instant, times: int = 1) -> Write:
    """So many wakes more. Any number may say so at the same moment: none is refused."""
    return Update(wakes.path, {"woken": Add(times), "since": Lower(now)})


def waker(reading: Reading) -> list[Write]:
    """One wake for each of these wakes' documents whose job is recorded."""
    return [woken(seen, reading.now) for seen in reading.seen if may_be_woken(seen)]


def forgotten(wakes: Seen) -> Write:
    """Marks a job whose wishes and groups are still to be dropped; the sweep finds it as the oldest of all wakes."""
    return Update(wakes.path, {"since": 0, "forgotten": True}, wakes.updated)
