"""Cleaning: keep what live revisions reach and what was used lately; never go by age alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from dropcut.domain.blobs import Blob
from dropcut.domain.jobs import Job
from dropcut.domain.names import TaskId, origin
from dropcut.domain.searching import INDEX, Indexed
from dropcut.domain.tasks import Task, TaskState
from dropcut.domain.values import Count, Instant, Millis, Value
from dropcut.engine.batches import ADVANCE, AT_ONCE
from dropcut.engine.home import Home
from dropcut.engine.tracing import Tracing, traced
from dropcut.engine.versions import as_made
from dropcut.ports.blobs import Listed


class Cleaned(Value):
    """What a cleaning took away."""

    tasks: Count = 0
    blobs: Count = 0
    bytes: Count = 0


@dataclass
class Reached:
    """What recorded jobs would find done if they were run again, and what of them is in use."""

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


def _reach(home: Home, job: Job, reached: Reached) -> None:
    asking = Tracing(as_made(home, job), job, lambda _batch: ())
    traced(home, job, asking)
    reached.tasks.update(asking.reached, asking.calls)
    reached.paths.update(_paths(job.result.blob if job.result else None))
    reached.paths.update(path for task in asking.reached.values() if task.inputs for path in _paths(task.inputs.blob))
    groups = (home.ledger.group(job.id, key) for key in asking.batches)
    reached.paths.update(path for group in groups if group and group.result for path in _paths(group.result.results.blob))
    for blob in _in_use(home, job):
        reached.paths.add(blob.path)
        reached.tasks.add(origin(blob.path).task)


def _in_use(home: Home, job: Job) -> Iterator[Blob]:
    """What stands delivered, and what is searched: people read both, though running again would tell other times and costs."""
    delivery = home.folder.delivery(job.id)
    yield from delivery.files.values() if delivery else ()
    if INDEX in job.kept:
        yield Indexed.load(job.kept[INDEX]).index


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
