"""Groups: looking up shards by their own keys, wishing for those that are not done, and reading what all gave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import islice
from typing import Any, TypeVar

from dropcut.domain.blobs import INLINE_LIMIT, Blob, Many, Result
from dropcut.domain.errors import AlreadyThere
from dropcut.domain.jobs import Group, GroupResult, Job, Refusal, Turn
from dropcut.domain.keys import task_key
from dropcut.domain.names import Key, TaskId, blob_path
from dropcut.domain.tasks import Failure, TaskState
from dropcut.domain.values import Millis, Sha256, parsed
from dropcut.engine.asking import Batch, Call
from dropcut.engine.codec import bound, item_kind, text_of
from dropcut.engine.home import Home
from dropcut.engine.subject import subject_of
from dropcut.engine.twins import items_wherever

T = TypeVar("T")

AT_ONCE = 500
"""How many tasks are read or asked for in one call of the ledger."""

ADVANCE = "advance"
"""Stands for a step in the paths of blobs that an advance writes: long inputs, and what whole groups gave."""


def chunked(items: Iterator[T] | Sequence[T]) -> Iterator[tuple[T, ...]]:
    """The items in portions that one call of the ledger takes."""
    rest = iter(items)
    while portion := tuple(islice(rest, AT_ONCE)):
        yield portion


def shards(home: Home, job: Job, batch: Batch) -> Iterator[Call]:
    """One call for each item, in order."""
    row = batch.row
    for item in items_wherever(home, batch.items, item_kind(row.step)):
        inputs = bound(row.step, (item,), {})
        yield Call(row, TaskId(job.id.owner, row.name, task_key(row.name, row.version, inputs)), inputs)


def gathered(home: Home, job: Job, turn: Turn, batch: Batch) -> GroupResult | tuple[Refusal, ...]:
    """What a group gave whose wishes are all closed, recorded for later advances; or why it failed.

    No refusals at all mean that some shard must be wished for again: a blob of it was lost.
    """
    results, run, spent, refusals = list[Result](), 0, 0, list[Refusal]()
    for portion in chunked(shards(home, job, batch)):
        for call, task in zip(portion, home.ledger.tasks([call.task for call in portion]), strict=True):
            if task is None or not task.ended:
                return ()
            if task.state is TaskState.FAILED and task.failure is not None:
                refusals.append(_refusal(call, task.failure))
            elif task.result is not None:
                results.append(task.result)
                run += task.changed >= job.revised
                spent += task.spent if task.changed >= job.revised else 0
    if refusals:
        return tuple(refusals)
    many = _as_many(home, job, turn, batch.key, results)
    reused = len(results) - run
    result = GroupResult(results=many, run=run, reused=reused, revision=job.revision, spent=Millis(spent))
    home.ledger.close_group(turn, batch.key, result)
    return result


def _refusal(call: Call, failure: Failure) -> Refusal:
    return Refusal(step=call.row.name, about=subject_of(call.inputs) or call.task.key[:8], failure=failure)


def _as_many(home: Home, job: Job, turn: Turn, key: Key, results: Sequence[Result]) -> Many[Any]:
    text = joined(home, results)
    if len(text) <= INLINE_LIMIT:
        return inline(results, text)
    return Many[Any](digest=_whole(results), count=len(results), blob=advance_blob(home, job, turn, key, text))


def joined(home: Home, results: Sequence[Result]) -> bytes:
    """What shards gave, as the JSON text of one list. Raises LostBlob."""
    return b"[" + b",".join(text_of(result, home.blobs) for result in results) + b"]"


def inline(results: Sequence[Result], text: bytes) -> Many[Any]:
    """What shards gave, as one list that is carried along."""
    return Many[Any](digest=_whole(results), count=len(results), inline=tuple(parsed(text)))


def _whole(results: Sequence[Result]) -> Sha256:
    return Sha256(sha256(b"".join(result.digest.encode() for result in results)).hexdigest())


def advance_blob(home: Home, job: Job, turn: Turn, key: Key, text: bytes) -> Blob:
    """A blob written by a turn; no two turns share a path, so a damaged one is never in the way."""
    path = blob_path(TaskId(job.id.owner, ADVANCE, key), turn.epoch, f"{job.revision}-{sha256(text).hexdigest()[:16]}.json")
    try:
        return home.blobs.put(path, text)
    except AlreadyThere:
        return Blob(sha256=Sha256(sha256(text).hexdigest()), size=len(text), path=path)


def group_record(job: Job, batch: Batch) -> Group:
    """A group as first recorded."""
    return Group(key=batch.key, job=job.id, revision=job.revision, step=batch.row.name, total=batch.items.count)
