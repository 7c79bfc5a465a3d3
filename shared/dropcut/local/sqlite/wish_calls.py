"""The ledger's calls about wishes: who wants which task."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property
from sqlite3 import Connection

from dropcut.domain.jobs import Turn
from dropcut.domain.keeping import claimable, freshly_queued, used
from dropcut.domain.names import JobId, TaskId
from dropcut.domain.tasks import Task, TaskState, Want, asked, retried
from dropcut.domain.values import Instant
from dropcut.local.sqlite.batch_rows import all_batches_dropped, batches_dropped_before
from dropcut.local.sqlite.part import Part
from dropcut.local.sqlite.task_rows import TaskRow, added, kept, task_rows
from dropcut.local.sqlite.turn_rows import held, noticed, turn_row
from dropcut.local.sqlite.wish_rows import all_dropped, dropped_before, newest_wishes, reopened, wished
from dropcut.ports.ledger import WANTS_AT_ONCE, Asked


class WishCalls(Part):
    """Wishes: asking for tasks, and taking that back."""

    def request(self, turn: Turn, wants: Sequence[Want]) -> tuple[Asked, ...]:
        if len(wants) > WANTS_AT_ONCE:
            raise ValueError(f"{len(wants)} wants in one call: at most {WANTS_AT_ONCE}")
        with self._database.note() as connection:
            job = held(connection, turn).number
            asking = _Asking(connection, job, [want.task for want in wants], self.now())
            answers = tuple(asking.ask(want) for want in wants)
            if asking.changed:
                noticed(connection, job)
            return answers

    def withdraw(self, turn: Turn, before: int, steps: Collection[str] | None = None) -> None:
        with self._database.note() as connection:
            job = held(connection, turn).number
            batches = batches_dropped_before(connection, job, before, steps)
            if dropped_before(connection, job, before, steps) or batches:
                noticed(connection, job)

    def cancel_wishes(self, job: JobId) -> None:
        with self._database.write() as connection:
            row = turn_row(connection, job)
            if row is not None:
                all_batches_dropped(connection, row.number)
                all_dropped(connection, row.number)
                noticed(connection, row.number)

    def retry(self, job: JobId) -> tuple[Task, ...]:
        with self._database.write() as connection:
            row, now = turn_row(connection, job), self.now()
            if row is None:
                return ()
            tasks = task_rows(connection, _wished_by(connection, row.number)).values()
            noticed(connection, row.number)
            again = [_retried(connection, task, now) for task in tasks]
            return tuple(task for task in again if claimable(task, now))


class _Asking:
    """One call of `request`: reads all it needs at once, then takes want after want."""

    def __init__(self, connection: Connection, job: int, tasks: Sequence[TaskId], now: Instant) -> None:
        self._connection = connection
        self._job = job
        self._now = now
        self._rows = task_rows(connection, tasks)
        recorded = [row.number for row in self._rows.values()]
        self._newest = newest_wishes(connection, job, recorded) if recorded else {}
        self.changed = False

    @cached_property
    def _first_epoch(self) -> int:
        """Above it no attempt of a task was ever dropped."""
        return int(self._connection.execute("SELECT dropped_epoch FROM ledger").fetchone()[0])

    def ask(self, want: Want) -> Asked:
        row = self._rows.get(want.task)
        newly = row is None or self._newest.get(row.number, -1) < want.wish.revision
        before = None if row is None else row.task
        after = asked(before, want, self._now, newly=newly)
        if after.state is TaskState.DONE:
            after = used(after, self._now)
        was_wished = row is not None and row.wished
        row = self._written(row, after)
        if after.state is not TaskState.DONE:
            self._wish(row, want)
        return Asked(task=row.task, fresh=freshly_queued(before, after, wished=was_wished))

    def _written(self, row: TaskRow | None, after: Task) -> TaskRow:
        if row is None:
            after = after.with_(epoch=self._first_epoch)
            row = TaskRow(added(self._connection, after), wished=True, task=after)
        elif after != row.task:
            kept(self._connection, row.number, after)
            if row.task.ended and not after.ended:
                reopened(self._connection, row.number)
        else:
            return row
        self.changed = True
        self._rows[after.id] = row = row._replace(task=after)
        return row

    def _wish(self, row: TaskRow, want: Want) -> None:
        wished(self._connection, self._job, row.number, want.wish, still_open=not row.task.ended)
        if not row.wished:
            self._connection.execute("UPDATE task SET wished = 1 WHERE number = ?", (row.number,))
            self._rows[row.task.id] = row._replace(wished=True)
        newest = max(self._newest.get(row.number, -1), want.wish.revision)
        self._newest[row.number] = newest


def _wished_by(connection: Connection, job: int) -> list[TaskId]:
    rows = connection.execute("SELECT id FROM task WHERE number IN (SELECT task FROM wish WHERE job = ?) ORDER BY id", (job,))
    return [TaskId.parse(task) for (task,) in rows]


def _retried(connection: Connection, row: TaskRow, now: Instant) -> Task:
    after = retried(row.task, now)
    if after is not row.task:
        kept(connection, row.number, after)
        reopened(connection, row.number)
    return after
