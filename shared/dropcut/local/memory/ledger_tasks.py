"""The calls about the life of a task."""

from __future__ import annotations

from collections.abc import Sequence

from dropcut.domain.blobs import Result
from dropcut.domain.errors import Stale, Unwanted
from dropcut.domain.names import JobId, Key, TaskId
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
from dropcut.local.memory.ledger_part import Part
from dropcut.local.memory.ledger_records import ALONE, TaskRecord


class TaskCalls(Part):
    """Tasks: the rules are those of `dropcut.domain.tasks`."""

    def tasks(self, tasks: Sequence[TaskId]) -> tuple[Task | None, ...]:
        with self._lock:
            found = (self._records.tasks.get(task) for task in tasks)
            return tuple(None if record is None else record.task for record in found)

    def claim(self, task: TaskId, holder: str, version: str, lease: Millis) -> Claim:
        with self._lock:
            record = self._records.tasks.get(task)
            if record is None:
                return Busy(why="it is not recorded")
            after, claim = claimed(record.task, holder, version, lease, self.now(), wished=bool(record.wishes))
            self._changed(record, after)
            return wanted_by(claim, ((wish.job, wish.revision) for wish in record.wishes.values()))

    def renew(self, task: TaskId, epoch: int, lease: Millis) -> None:
        with self._lock:
            record = self._known(task)
            after = renewed(record.task, epoch, lease, self.now())
            if not record.wishes:
                raise Unwanted(f"Nobody wants {task} any more.")
            record.task = after

    def finish(self, task: TaskId, epoch: int, result: Result) -> tuple[JobId, ...]:
        with self._lock:
            record, now = self._known(task), self.now()
            return self._ended(record, finished(record.task, epoch, result, now), now)

    def fail(self, task: TaskId, epoch: int, failure: Failure, retry_after: Millis | None) -> tuple[JobId, ...]:
        with self._lock:
            record, now = self._known(task), self.now()
            return self._ended(record, failed(record.task, epoch, failure, retry_after, now), now)

    def expire(self, task: TaskId) -> tuple[JobId, ...]:
        with self._lock:
            record, now = self._records.tasks.get(task), self.now()
            return () if record is None else self._ended(record, expired(record.task, now), now)

    def release(self, task: TaskId, epoch: int) -> None:
        with self._lock:
            record = self._known(task)
            self._changed(record, released(record.task, epoch, self.now()))

    def park(self, task: TaskId, epoch: int) -> tuple[JobId, ...]:
        with self._lock:
            record, now = self._known(task), self.now()
            self._changed(record, parked(record.task, epoch, now))
            self._records.wake(record.jobs, now)
            return record.jobs

    def forget(self, task: TaskId, epoch: int) -> bool:
        with self._lock:
            record = self._records.tasks.get(task)
            return record is not None and self._changed(record, forgotten(record.task, epoch, self.now()))

    def _known(self, task: TaskId) -> TaskRecord:
        record = self._records.tasks.get(task)
        if record is None:
            raise Stale(f"{task} is not recorded any more.")
        return record

    def _changed(self, record: TaskRecord, after: Task) -> bool:
        if after is record.task:
            return False
        self._records.keep(record, after)
        self._lock.notify_all()
        return True

    def _ended(self, record: TaskRecord, after: Task, now: Instant) -> tuple[JobId, ...]:
        """Write what may have ended a task, and wake those who waited for that."""
        wishes = tuple(record.wishes)
        if not self._changed(record, after) or not after.ended:
            return ()
        jobs = tuple(sorted({job: None for job, group in wishes if group == ALONE or self._was_last(job, group)}, key=str))
        self._records.wake(jobs, now)
        return jobs

    def _was_last(self, job: JobId, key: Key) -> bool:
        record = self._records.jobs[job]
        group = record.groups.get(key)
        return group is not None and group.ready and not record.left(key)
