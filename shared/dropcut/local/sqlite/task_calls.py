"""The ledger's calls about the life of a task."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from sqlite3 import Connection

from dropcut.domain.blobs import Result
from dropcut.domain.errors import Stale, Unwanted
from dropcut.domain.names import JobId, TaskId
from dropcut.domain.tasks import (
    Busy,
    Claim,
    Failure,
    Task,
    TaskState,
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
from dropcut.local.sqlite.part import Part
from dropcut.local.sqlite.task_rows import TaskRow, kept, task_row, task_rows
from dropcut.local.sqlite.turn_rows import noticed_by_each, noticed_by_wishers, wake_up
from dropcut.local.sqlite.wish_rows import closed, fulfilled, to_wake, wishers, wishes_for

Rule = Callable[[Task, Instant], Task]


class TaskCalls(Part):
    """Tasks: the rules are those of `dropcut.domain.tasks`."""

    def tasks(self, tasks: Sequence[TaskId]) -> tuple[Task | None, ...]:
        with self._database.read() as connection:
            rows = task_rows(connection, tasks)
        return tuple(rows[task].task if task in rows else None for task in tasks)

    def claim(self, task: TaskId, holder: str, version: str, lease: Millis) -> Claim:
        with self._database.write() as connection:
            row = task_row(connection, task)
            if row is None:
                return Busy(why="it is not recorded")
            after, claim = claimed(row.task, holder, version, lease, self.now(), wished=row.wished)
            _changed(connection, row, after)
            return wanted_by(claim, wishes_for(connection, row.number))

    def renew(self, task: TaskId, epoch: int, lease: Millis) -> None:
        with self._database.write() as connection:
            row = _recorded(connection, task)
            after = renewed(row.task, epoch, lease, self.now())
            if not row.wished:
                raise Unwanted(f"Nobody wants {task} any more.")
            kept(connection, row.number, after)

    def finish(self, task: TaskId, epoch: int, result: Result) -> tuple[JobId, ...]:
        return self._end(task, lambda before, now: finished(before, epoch, result, now))

    def fail(self, task: TaskId, epoch: int, failure: Failure, retry_after: Millis | None) -> tuple[JobId, ...]:
        return self._end(task, lambda before, now: failed(before, epoch, failure, retry_after, now))

    def expire(self, task: TaskId) -> tuple[JobId, ...]:
        with self._database.write() as connection:
            row, now = task_row(connection, task), self.now()
            return () if row is None else _ended(connection, row, expired(row.task, now), now)

    def release(self, task: TaskId, epoch: int) -> None:
        with self._database.write() as connection:
            row = _recorded(connection, task)
            _changed(connection, row, released(row.task, epoch, self.now()))

    def park(self, task: TaskId, epoch: int) -> tuple[JobId, ...]:
        with self._database.write() as connection:
            row, now = _recorded(connection, task), self.now()
            _changed(connection, row, parked(row.task, epoch, now))
            return wake_up(connection, wishers(connection, row.number), now)

    def forget(self, task: TaskId, epoch: int) -> bool:
        with self._database.write() as connection:
            row = task_row(connection, task)
            return row is not None and _changed(connection, row, forgotten(row.task, epoch, self.now()))

    def _end(self, task: TaskId, rule: Rule) -> tuple[JobId, ...]:
        with self._database.write() as connection:
            row, now = _recorded(connection, task), self.now()
            return _ended(connection, row, rule(row.task, now), now)


def _recorded(connection: Connection, task: TaskId) -> TaskRow:
    row = task_row(connection, task)
    if row is None:
        raise Stale(f"{task} is not recorded any more.")
    return row


def _changed(connection: Connection, row: TaskRow, after: Task) -> bool:
    if after is row.task:
        return False
    kept(connection, row.number, after)
    noticed_by_wishers(connection, row.number)
    return True


def _ended(connection: Connection, row: TaskRow, after: Task, now: Instant) -> tuple[JobId, ...]:
    """Write what may have ended a task, and wake those who waited for that."""
    if after is row.task or not after.ended:
        _changed(connection, row, after)
        return ()
    kept(connection, row.number, after)
    wishes = fulfilled(connection, row.number) if after.state is TaskState.DONE else closed(connection, row.number)
    noticed_by_each(connection, {wish.job for wish in wishes})
    return wake_up(connection, to_wake(connection, wishes), now)
