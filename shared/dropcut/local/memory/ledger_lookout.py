"""The calls for those who look after the work: sweeps, watchers, cleaning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from heapq import nsmallest

from dropcut.domain.errors import NotFound
from dropcut.domain.keeping import last_used
from dropcut.domain.names import JobId, TaskId
from dropcut.domain.tasks import Task
from dropcut.domain.values import Instant, Millis
from dropcut.local.memory.ledger_part import Part
from dropcut.local.memory.ledger_records import TaskRecord
from dropcut.ports.ledger import Due, StepCount


class LookoutCalls(Part):
    """Looking after, watching and cleaning."""

    def due(self, patience: Millis, limit: int) -> Due:
        with self._lock:
            now = self.now()
            late = [record.task for record in self._records.waiting.values() if record.task.due + patience <= now]
            neglected = (
                (record.turn.neglected_since(patience, now), str(job), job) for job, record in self._records.jobs.items()
            )
            jobs = sorted((since, text, job) for since, text, job in neglected if since is not None)
            return Due(
                tasks=tuple(sorted(late, key=lambda task: (task.due, str(task.id)))[:limit]),
                jobs=tuple(job for *_, job in jobs[:limit]),
            )

    def counts(self, job: JobId) -> tuple[StepCount, ...]:
        with self._lock:
            count = Counter((task.id.step, task.state) for task in self._open(job))
        return tuple(StepCount(step=step, state=state, count=number) for (step, state), number in sorted(count.items()))

    def open_tasks(self, job: JobId, limit: int) -> tuple[Task, ...]:
        with self._lock:
            return tuple(nsmallest(limit, self._open(job), key=lambda task: (task.changed, task.id)))

    def unused_tasks(self, before: Instant, limit: int, after: TaskId | None = None) -> tuple[Task, ...]:
        with self._lock:
            unused = [record.task for record in self._records.tasks.values() if _unused(record, before)]
        later = (task for task in unused if after is None or str(task.id) > str(after))
        return tuple(sorted(later, key=lambda task: str(task.id))[:limit])

    def drop_task(self, task: TaskId, used_before: Instant) -> bool:
        with self._lock:
            record = self._records.tasks.get(task)
            if record is not None and _unused(record, used_before):
                del self._records.tasks[task]
                self._records.dropped_epoch = max(self._records.dropped_epoch, record.task.epoch)
            return task not in self._records.tasks

    def change(self, job: JobId, after: int, wait: Millis) -> int:
        with self._lock:
            self._lock.wait_for(lambda: self._changes(job) > after, wait / 1000)
            return self._changes(job)

    def changed(self, seen: Mapping[JobId, int], wait: Millis) -> Mapping[JobId, int | None]:
        with self._lock:
            self._lock.wait_for(lambda: self._newer(seen), wait / 1000)
            return self._newer(seen)

    def _newer(self, seen: Mapping[JobId, int]) -> dict[JobId, int | None]:
        records = ((job, self._records.jobs.get(job)) for job in seen)
        counts = {job: None if record is None else record.changes for job, record in records}
        return {job: count for job, count in counts.items() if count is None or count > seen[job]}

    def _changes(self, job: JobId) -> int:
        record = self._records.jobs.get(job)
        if record is None:
            raise NotFound(f"There is no job {job}.", "dropcut status lists those that there are.")
        return record.changes

    def _open(self, job: JobId) -> list[Task]:
        record = self._records.jobs.get(job)
        shards = () if record is None else record.open.values()
        return [self._records.tasks[task].task for task in {task: None for tasks in shards for task in tasks}]


def _unused(record: TaskRecord, before: Instant) -> bool:
    return not record.wishes and last_used(record.task) < before
