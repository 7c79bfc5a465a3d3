"""Cleaning: keep what live revisions reach and what was used lately; never go by age alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from dropcut.domain.blobs import Blob, Many, Result
from dropcut.domain.errors import LostBlob, Permanent
from dropcut.domain.jobs import Job
from dropcut.domain.names import TaskId, origin
from dropcut.domain.tasks import Task, TaskState
from dropcut.domain.values import Count, Instant, Millis, Value
from dropcut.engine.asking import Asking, Batch
from dropcut.engine.batches import ADVANCE, AT_ONCE, chunked, inline, joined, shards
from dropcut.engine.drop import DropAsOf
from dropcut.engine.home import Home
from dropcut.engine.unknown import Unknown
from dropcut.engine.versions import as_made
from dropcut.ports.blobs import Listed
from dropcut.ports.recipe import CannotGoOn, NotYet


class Cleaned(Value):
    """What a cleaning took away."""

    tasks: Count = 0
    blobs: Count = 0
    bytes: Count = 0


@dataclass
class Reached:
    """What recorded jobs would find done if they were run again."""

    tasks: set[TaskId] = field(default_factory=set)
    paths: set[str] = field(default_factory=set)
    """Blobs that advances wrote, and that are still referred to."""


def clean(home: Home, unused_for: Millis) -> Cleaned:
    """Remove results that no recorded job reaches and nobody used for that long, and blobs that no result names.

    Safe while work goes on: what is wished for, running or younger than that is never touched.
    """
    before = Instant(home.ledger.now() - unused_for)
    reached = reached_by(home, home.ledger.jobs())
    dropped = sum(home.ledger.drop_task(task.id, before) for task in _unused(home, before) if task.id not in reached.tasks)
    gone = list(_unnamed(home, reached, before))
    for blob in gone:
        home.blobs.delete(blob.path)
    return Cleaned(tasks=dropped, blobs=len(gone), bytes=sum(blob.size for blob in gone))


def reached_by(home: Home, jobs: Iterable[Job]) -> Reached:
    """All that these need."""
    reached = Reached()
    for job in jobs:
        _reach(home, job, reached)
    return reached


class Tracing(Asking):
    """A run of the recipe that only looks. It sees through groups by their shards, whatever is recorded of the groups."""

    def answer_batch(self, batch: Batch) -> Many[Any] | Unknown:
        results: list[Result] = []
        for portion in chunked(shards(self._home, self._job, batch)):
            tasks = self._home.ledger.tasks([call.task for call in portion])
            self.reached.update({call.task: task for call, task in zip(portion, tasks, strict=True) if task is not None})
            results += [task.result for task in tasks if task is not None and task.result is not None]
        if len(results) < batch.items.count:
            return Unknown()
        return inline(results, joined(self._home, results))


def _reach(home: Home, job: Job, reached: Reached) -> None:
    asking = Tracing(as_made(home, job), job, lambda _batch: ())
    with suppress(NotYet, CannotGoOn, LostBlob, Permanent):
        home.recipe(DropAsOf(job, home.ledger.now(), home.programs), asking)
    reached.tasks.update(asking.reached, asking.calls)
    reached.paths.update(_paths(job.result.blob if job.result else None))
    reached.paths.update(path for task in asking.reached.values() if task.inputs for path in _paths(task.inputs.blob))
    groups = (home.ledger.group(job.id, key) for key in asking.batches)
    reached.paths.update(path for group in groups if group and group.result for path in _paths(group.result.results.blob))


def _paths(blob: Blob | None) -> tuple[str, ...]:
    return (blob.path,) if blob else ()


def _unused(home: Home, before: Instant) -> Iterator[Task]:
    after: TaskId | None = None
    while portion := home.ledger.unused_tasks(before, AT_ONCE, after):
        yield from portion
        after = portion[-1].id


def _unnamed(home: Home, reached: Reached, before: Instant) -> Iterator[Listed]:
    listing = (blob for blob in home.blobs.list("store/") if blob.created < before)
    for task, blobs in groupby(listing, key=lambda blob: origin(blob.path).task):
        (record,) = home.ledger.tasks([task])
        named = record.epoch if record is not None and record.state in {TaskState.DONE, TaskState.RUNNING} else None
        if task.step == ADVANCE:
            yield from (blob for blob in blobs if blob.path not in reached.paths)
        else:
            yield from (blob for blob in blobs if origin(blob.path).epoch != named)
