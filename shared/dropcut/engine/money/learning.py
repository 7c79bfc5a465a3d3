"""Learning from a job that is done: how long each of its tasks took, and how much it kept."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import structlog

from dropcut.domain.blobs import Many
from dropcut.domain.catalog import Row
from dropcut.domain.errors import DropcutError
from dropcut.domain.habits import Programme
from dropcut.domain.jobs import Job
from dropcut.domain.measures import Sample, Work
from dropcut.domain.names import TaskId
from dropcut.domain.tasks import Task, TaskState
from dropcut.domain.values import Value
from dropcut.engine.asking import Batch, Call
from dropcut.engine.batches import shards
from dropcut.engine.codec import read_result, text_of
from dropcut.engine.home import Home
from dropcut.engine.money.purse import Purse
from dropcut.engine.tracing import Tracing, traced
from dropcut.engine.unknown import Unknown

log = structlog.get_logger(__name__)


def learn(home: Home, purse: Purse, job: Job) -> None:
    """Remember what this revision's tasks took. That nothing can be learned costs nothing: it is said in the log."""
    try:
        _learn(home, purse, job)
    except DropcutError as trouble:
        log.warning("nothing was learned from a job", job=str(job.id), why=str(trouble))


def _learn(home: Home, purse: Purse, job: Job) -> None:
    remembering = _Remembering(home, job, lambda _batch: ())
    traced(home, job, remembering)
    kinds: dict[tuple[str, str], list[Sample]] = defaultdict(list)
    of_kind: dict[tuple[str, str], tuple[Row, Work]] = {}
    programmes: list[Programme] = []
    for call, task in _ran(remembering, job):
        work = purse.outlook.work(call.row.name, call.inputs)
        kind = (call.row.name, work.variant)
        of_kind[kind] = call.row, work
        kinds[kind].append(Sample(thousandths=work.thousandths, millis=task.spent, stored=_stored(home, task)))
        programmes += _programme(home, purse, call, task)
    for kind, samples in kinds.items():
        row, work = of_kind[kind]
        purse.learn(row, work, samples)
    purse.learn_habits(programmes)


def _programme(home: Home, purse: Purse, call: Call, task: Task) -> Iterator[Programme]:
    """What it became, if this task tells that."""
    if not purse.outlook.tells(call.row.name) or task.result is None:
        return
    told = purse.outlook.programme(call.row.name, call.inputs, read_result(call.row.step, task.result, home.blobs))
    if told is not None:
        yield told


class _Remembering(Tracing):
    """Keeps every call, with its inputs: a done task's record has them no more."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.asked: dict[TaskId, Call] = {}

    def _call(self, row: Row, inputs: Value) -> Call:
        call = super()._call(row, inputs)
        self.asked[call.task] = call
        return call

    def answer_batch(self, batch: Batch) -> Many[Any] | Unknown:
        self.asked.update({call.task: call for call in shards(self._home, self._job, batch)})
        return super().answer_batch(batch)


def _ran(remembering: _Remembering, job: Job) -> Iterator[tuple[Call, Task]]:
    """What ran for this revision, in one go: whatever was tried again took as long as its troubles."""
    for task, record in remembering.reached.items():
        call = remembering.asked.get(task)
        plain = record.state is TaskState.DONE and record.epoch == 1 and not record.losses and not record.failures
        if call is not None and plain and record.changed >= job.revised:
            yield call, record


def _stored(home: Home, task: Task) -> int:
    """Bytes of all blobs that the attempt wrote, as its result names them."""
    if task.result is None:
        return 0
    own = f"store/{task.id}/"
    named = dict(_blobs(json.loads(text_of(task.result, home.blobs))))
    return sum(size for path, size in named.items() if path.startswith(own))


def _blobs(data: object) -> Iterator[tuple[str, int]]:
    if isinstance(data, dict):
        if isinstance(data.get("path"), str) and isinstance(data.get("size"), int) and "sha256" in data:
            yield data["path"], data["size"]
        for value in data.values():
            yield from _blobs(value)
    elif isinstance(data, list):
        for value in data:
            yield from _blobs(value)
