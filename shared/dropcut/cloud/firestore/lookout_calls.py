"""The ledger's calls for those who look after the work: sweeps, watchers, cleaning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dropcut.cloud.firestore import queries
from dropcut.cloud.firestore.counting import counted
from dropcut.cloud.firestore.documents import job_id, path
from dropcut.cloud.firestore.group_documents import settled
from dropcut.cloud.firestore.neglect import neglected
from dropcut.cloud.firestore.owner_documents import epoch_remembered, owner_path
from dropcut.cloud.firestore.part import Part
from dropcut.cloud.firestore.store import Decided
from dropcut.cloud.firestore.task_documents import task_path, task_seen
from dropcut.cloud.firestore.turn_documents import turn_path
from dropcut.cloud.firestore.writes import Seen, deleted
from dropcut.domain.errors import NotFound
from dropcut.domain.keeping import last_used
from dropcut.domain.names import JobId, Key, TaskId
from dropcut.domain.tasks import Task
from dropcut.domain.values import Instant, Millis
from dropcut.engine.waiting import seen_within
from dropcut.ports.ledger import Due, StepCount

_BETWEEN_LOOKS_S = 0.5
"""How often a watcher looks: three reads each time."""
_BETWEEN_LOOKS_AT_MANY_S = 1.0
_NEWEST = 3
"""So many of the tasks changed last are looked at: the mark that puts them in order counts whole milliseconds."""


class LookoutCalls(Part):
    """Looking after, watching and cleaning."""

    def due(self, patience: Millis, limit: int) -> Due:
        now = self._look_after_groups()
        before = Instant(now - patience)
        return Due(
            tasks=_loaded(self._store.find(queries.waiting_tasks(before).page(limit)).seen),
            jobs=neglected(self._store, patience, now, limit),
        )

    def counts(self, job: JobId) -> tuple[StepCount, ...]:
        return counted(self._store, job)

    def open_tasks(self, job: JobId, limit: int) -> tuple[Task, ...]:
        return _loaded(self._store.find(queries.open_tasks(job).page(limit)).seen)

    def unused_tasks(self, before: Instant, limit: int, after: TaskId | None = None) -> tuple[Task, ...]:
        query = queries.idle_tasks(before)
        return _loaded(self._store.find(query.page(limit, None if after is None else (str(after),))).seen)

    def drop_task(self, task: TaskId, used_before: Instant) -> bool:
        return self._store.settle(lambda: self._dropped(task, used_before))

    def change(self, job: JobId, after: int, wait: Millis) -> int:
        return seen_within(wait, _BETWEEN_LOOKS_S, lambda: self._changes(job), lambda changes: changes > after)

    def changed(self, seen: Mapping[JobId, int], wait: Millis) -> Mapping[JobId, int | None]:
        return seen_within(wait, _BETWEEN_LOOKS_AT_MANY_S, lambda: self._newer(seen), bool)

    def _newer(self, seen: Mapping[JobId, int]) -> dict[JobId, int | None]:
        counts = {job: self._changes_or_none(job) for job in seen}
        return {job: now for job, now in counts.items() if now is None or now > seen[job]}

    def _changes_or_none(self, job: JobId) -> int | None:
        try:
            return self._changes(job)
        except NotFound:
            return None

    def _changes(self, job: JobId) -> int:
        """When the last change was committed, in nanoseconds: a counter would be written at every task's end."""
        (recorded, turn), _ = self._store.read([path("jobs", job), turn_path(job)])
        if not recorded.there:
            raise NotFound(f"There is no job {job}.", "dropcut status lists those that there are.")
        tasks = self._store.find(queries.told_tasks(job).page(_NEWEST)).seen
        return max(seen.updated or 0 for seen in (recorded, turn, *tasks))

    def _look_after_groups(self) -> Instant:
        """Wake the jobs of groups that ended while whoever ended them died before saying so. Gives the store's time."""
        awaited, now = self._store.find(queries.awaited_groups())
        for seen in awaited:
            settled(self._store, job_id(seen.fields["job"]), Key(seen.fields["key"]), wake=True)
        return now

    def _dropped(self, task: TaskId, used_before: Instant) -> Decided[bool]:
        (document, owner), _ = self._store.read([task_path(task), owner_path(task.owner)])
        seen = task_seen(document)
        if seen is None:
            return True, []
        if seen.wishes or last_used(seen.task) >= used_before:
            return False, []
        return True, [deleted(document), *epoch_remembered(owner, task.owner, seen.task.epoch)]


def _loaded(documents: Iterable[Seen]) -> tuple[Task, ...]:
    return tuple(Task.load(document.fields["document"]) for document in documents)
