"""The ledger's calls about the life of a task."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from dropcut.cloud.firestore.group_documents import looked_after
from dropcut.cloud.firestore.part import Part
from dropcut.cloud.firestore.store import Decided
from dropcut.cloud.firestore.task_documents import (
    ALONE,
    TaskSeen,
    WishMade,
    is_done,
    task_kept,
    task_path,
    task_seen,
    wishers,
)
from dropcut.cloud.firestore.turn_documents import may_be_woken, wakes_path, woken
from dropcut.cloud.firestore.writes import Write
from dropcut.domain.blobs import Result
from dropcut.domain.errors import Stale, Unwanted
from dropcut.domain.names import JobId, TaskId
from dropcut.domain.tasks import (
    Busy,
    Claim,
    Failure,
    Task,
    claimed,
    expired,
    failed,
    finished,
    forgotten,
    parked,
    released,
    renewed,
    wanted_by,
)
from dropcut.domain.values import Instant, Millis

Rule = Callable[[Task, Instant], Task]


class _Ended(NamedTuple):
    """Whom the end of a task woke in its own commit, and the shards whose groups are to be looked after now."""

    woke: tuple[JobId, ...] = ()
    shards: tuple[WishMade, ...] = ()


class TaskCalls(Part):
    """Tasks: the rules are those of `dropcut.domain.tasks`."""

    def tasks(self, tasks: Sequence[TaskId]) -> tuple[Task | None, ...]:
        if not tasks:
            return ()
        found = (task_seen(seen) for seen in self._store.read([task_path(task) for task in tasks]).seen)
        return tuple(None if seen is None else seen.task for seen in found)

    def claim(self, task: TaskId, holder: str, version: str, lease: Millis) -> Claim:
        return self._store.settle(lambda: self._claimed(task, holder, version, lease))

    def renew(self, task: TaskId, epoch: int, lease: Millis) -> None:
        self._store.settle(lambda: self._renewed(task, epoch, lease))

    def finish(self, task: TaskId, epoch: int, result: Result) -> tuple[JobId, ...]:
        return self._end(task, lambda before, now: finished(before, epoch, result, now))

    def fail(self, task: TaskId, epoch: int, failure: Failure, retry_after: Millis | None) -> tuple[JobId, ...]:
        return self._end(task, lambda before, now: failed(before, epoch, failure, retry_after, now))

    def expire(self, task: TaskId) -> tuple[JobId, ...]:
        try:
            return self._end(task, expired)
        except Stale:  # it is not recorded: the rule itself refuses nobody
            return ()

    def release(self, task: TaskId, epoch: int) -> None:
        self._store.settle(lambda: self._released(task, epoch))

    def park(self, task: TaskId, epoch: int) -> tuple[JobId, ...]:
        return self._store.settle(lambda: self._parked(task, epoch))

    def forget(self, task: TaskId, epoch: int) -> bool:
        return self._store.settle(lambda: self._forgotten(task, epoch))

    def _found(self, task: TaskId) -> tuple[TaskSeen | None, Instant]:
        (document,), now = self._store.read([task_path(task)])
        return task_seen(document), now

    def _recorded(self, task: TaskId) -> tuple[TaskSeen, Instant]:
        seen, now = self._found(task)
        if seen is None:
            raise Stale(f"{task} is not recorded any more.")
        return seen, now

    def _claimed(self, task: TaskId, holder: str, version: str, lease: Millis) -> Decided[Claim]:
        seen, now = self._found(task)
        if seen is None:
            return Busy(why="it is not recorded"), []
        after, claim = claimed(seen.task, holder, version, lease, now, wished=bool(seen.wishes))
        wanted = wanted_by(claim, ((wish.job, wish.revision) for wish in seen.wishes))
        return wanted, [] if after is seen.task else [_kept(seen, after)]

    def _renewed(self, task: TaskId, epoch: int, lease: Millis) -> Decided[None]:
        seen, now = self._recorded(task)
        after = renewed(seen.task, epoch, lease, now)
        if not seen.wishes:
            raise Unwanted(f"Nobody wants {task} any more.")
        return None, [task_kept(seen.seen, after, seen.wishes)]

    def _released(self, task: TaskId, epoch: int) -> Decided[None]:
        seen, now = self._recorded(task)
        return None, [_kept(seen, released(seen.task, epoch, now))]

    def _forgotten(self, task: TaskId, epoch: int) -> Decided[bool]:
        seen, now = self._found(task)
        after = None if seen is None else forgotten(seen.task, epoch, now)
        if seen is None or after is None or after is seen.task:
            return False, []
        return True, [_kept(seen, after)]

    def _parked(self, task: TaskId, epoch: int) -> Decided[tuple[JobId, ...]]:
        seen, now = self._recorded(task)
        after = parked(seen.task, epoch, now)
        woke, wakes = self._wakes(wishers(seen.wishes), now)
        return woke, [_kept(seen, after), *wakes]

    def _end(self, task: TaskId, rule: Rule) -> tuple[JobId, ...]:
        ended = self._store.settle(lambda: self._ended(task, rule))
        by_groups = looked_after(self._store, ended.shards, ended.woke)
        return tuple(sorted({*ended.woke, *by_groups}, key=str))

    def _ended(self, task: TaskId, rule: Rule) -> Decided[_Ended]:
        """What may have ended a task, and the wakes of those who wished for it alone, in one commit."""
        seen, now = self._recorded(task)
        after = rule(seen.task, now)
        if after is seen.task:
            return _Ended(shards=seen.fulfilled), []
        if not after.ended:
            return _Ended(), [_kept(seen, after)]
        shards = tuple(wish for wish in seen.wishes if wish.group != ALONE)
        woke, wakes = self._wakes(wishers(wish for wish in seen.wishes if wish.group == ALONE), now)
        return _Ended(woke, shards), [_ended(seen, after, shards), *wakes]

    def _wakes(self, jobs: Sequence[JobId], now: Instant) -> tuple[tuple[JobId, ...], list[Write]]:
        """Those of these jobs that are recorded, and a wake for each."""
        if not jobs:
            return (), []
        found = zip(jobs, self._store.read([wakes_path(job) for job in jobs]).seen, strict=True)
        recorded = [(job, wakes) for job, wakes in found if may_be_woken(wakes)]
        return tuple(job for job, _ in recorded), [woken(wakes, now) for _, wakes in recorded]


def _kept(seen: TaskSeen, after: Task) -> Write:
    return task_kept(seen.seen, after, seen.wishes, seen.fulfilled, told=wishers(seen.wishes))


def _ended(seen: TaskSeen, after: Task, shards: tuple[WishMade, ...]) -> Write:
    """A done task has no wishes left; one that failed keeps them, for a person's retry."""
    wishes, fulfilled = ((), shards) if is_done(after) else (seen.wishes, ())
    return task_kept(seen.seen, after, wishes, fulfilled, told=wishers(seen.wishes))
