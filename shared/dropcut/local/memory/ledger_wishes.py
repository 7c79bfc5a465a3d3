"""The calls about wishes and groups: who wants which task."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from dropcut.domain.errors import NotFound
from dropcut.domain.groups import closed, made_ready, opened
from dropcut.domain.jobs import Group, GroupResult, Turn
from dropcut.domain.keeping import claimable, freshly_queued, used
from dropcut.domain.names import JobId, Key
from dropcut.domain.tasks import Task, TaskState, Want, asked, retried
from dropcut.domain.values import Instant
from dropcut.local.memory.ledger_part import Part
from dropcut.local.memory.ledger_records import JobRecord, TaskRecord
from dropcut.ports.ledger import WANTS_AT_ONCE, Asked


class WishCalls(Part):
    """Asking for tasks, and taking that back."""

    def request(self, turn: Turn, wants: Sequence[Want]) -> tuple[Asked, ...]:
        if len(wants) > WANTS_AT_ONCE:
            raise ValueError(f"{len(wants)} wants in one call: at most {WANTS_AT_ONCE}")
        with self._lock:
            job, now = self._records.held(turn), self.now()
            return tuple(self._asked(job, want, now) for want in wants)

    def withdraw(self, turn: Turn, before: int, steps: Collection[str] | None = None) -> None:
        with self._lock:
            job = self._records.held(turn)
            old = [name for revision, names in job.by_revision.items() if revision < before for name in names]
            gone = [(task, group) for task, group in old if steps is None or task.step in steps]
            for task, group in gone:
                self._records.unwish(job, task, group)
            if _groups_dropped(job, before, steps) or gone:
                self._noticed(job)

    def cancel_wishes(self, job: JobId) -> None:
        with self._lock:
            record = self._records.jobs.get(job)
            if record is None:
                return
            for task, group in tuple(record.wishes):
                self._records.unwish(record, task, group)
            record.groups.clear()
            self._noticed(record)

    def retry(self, job: JobId) -> tuple[Task, ...]:
        with self._lock:
            record, now = self._records.jobs.get(job), self.now()
            if record is None:
                return ()
            wished = sorted({task: None for task, _ in record.wishes}, key=str)
            again = [self._retried(self._records.tasks[task], now) for task in wished]
            self._noticed(record)
            return tuple(task for task in again if claimable(task, now))

    def _asked(self, job: JobRecord, want: Want, now: Instant) -> Asked:
        record = self._records.tasks.get(want.task)
        before, was_wished = (None, False) if record is None else (record.task, bool(record.wishes))
        after = asked(before, want, now, newly=_newest(record, job.job.id) < want.wish.revision)
        if after.state is TaskState.DONE:
            after = used(after, now)
        record, after = self._written(record, after, job)
        if after.state is not TaskState.DONE:
            self._records.wish(record, want.wish)
        return Asked(task=after, fresh=freshly_queued(before, after, wished=was_wished))

    def _written(self, record: TaskRecord | None, after: Task, job: JobRecord) -> tuple[TaskRecord, Task]:
        if record is None:
            after = after.with_(epoch=self._records.dropped_epoch)
            record = self._records.tasks[after.id] = TaskRecord(after)
        elif after is not record.task and after != record.task:
            self._records.keep(record, after)
        else:
            return record, after
        self._noticed(job)
        return record, after

    def _retried(self, record: TaskRecord, now: Instant) -> Task:
        after = retried(record.task, now)
        if after is not record.task:
            self._records.keep(record, after)
        return after


class GroupCalls(Part):
    """Groups: batches of shards that one job wants."""

    def open_group(self, turn: Turn, group: Group) -> Group:
        with self._lock:
            job = self._records.held(turn)
            return self._kept(job, opened(job.groups.get(group.key), group))

    def ready_group(self, turn: Turn, group: Key) -> Group:
        with self._lock:
            job = self._records.held(turn)
            return self._kept(job, made_ready(_known(job, group)))

    def close_group(self, turn: Turn, group: Key, result: GroupResult) -> None:
        with self._lock:
            job = self._records.held(turn)
            self._kept(job, closed(_known(job, group), result))

    def group(self, job: JobId, group: Key) -> Group | None:
        with self._lock:
            record = self._records.jobs.get(job)
            kept = None if record is None else record.groups.get(group)
            return None if record is None or kept is None else kept.with_(left=record.left(group))

    def group_open(self, job: JobId, group: Key) -> bool:
        with self._lock:
            record = self._records.jobs.get(job)
            return record is not None and record.left(group) > 0

    def _kept(self, job: JobRecord, group: Group) -> Group:
        if job.groups.get(group.key) is not group:
            job.groups[group.key] = group
            self._noticed(job)
        return group.with_(left=job.left(group.key))


def _newest(record: TaskRecord | None, job: JobId) -> int:
    """The newest revision at which the job wished for a task."""
    wishes = () if record is None else record.wishes.items()
    return max((wish.revision for (wisher, _), wish in wishes if wisher == job), default=-1)


def _groups_dropped(job: JobRecord, before: int, steps: Collection[str] | None) -> bool:
    groups = [group.key for group in job.groups.values() if group.revision < before and (steps is None or group.step in steps)]
    for group in groups:
        del job.groups[group]
    return bool(groups)


def _known(job: JobRecord, key: Key) -> Group:
    group = job.groups.get(key)
    if group is None:
        raise NotFound(f"There is no group {key}.", "Open it first.")
    return group
