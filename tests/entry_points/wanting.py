"""Tasks that somebody wants done: recorded as an advance records them."""

from __future__ import annotations

from dropcut.domain.blobs import Result
from dropcut.domain.jobs import Job
from dropcut.domain.keys import task_key
from dropcut.domain.names import JobId, TaskId
from dropcut.domain.tasks import Task, TaskState, Want, Wish
from dropcut.domain.values import Millis, Sha256, Value
from dropcut.engine.codec import Step, bound
from tests.entry_points.deployed import Deployment

SONG = JobId.parse("ann/a song")


def wanted(deployment: Deployment, step: Step, *inputs: Value, version: str = "1") -> list[TaskId]:
    """One task for each of these inputs, all of one job."""
    ledger = deployment.ledger
    ledger.create_job(Job(id=SONG))
    ledger.wake([SONG])
    turn = ledger.begin_advance(SONG, "test", Millis(60_000))
    assert turn is not None
    wants = [_want(step, version, each) for each in inputs]
    ledger.request(turn, wants)
    return [want.task for want in wants]


def states(deployment: Deployment, tasks: list[TaskId]) -> list[TaskState]:
    found: list[Task] = [task for task in deployment.ledger.tasks(tasks) if task is not None]
    return [task.state for task in found]


def _want(step: Step, version: str, inputs: Value) -> Want:
    whole = bound(step, (inputs,), {})
    key = task_key(step.__name__, version, whole)
    return Want(
        task=TaskId(SONG.owner, step.__name__, key),
        version=version,
        inputs=Result(digest=Sha256(key), inline=whole.model_dump_json()),
        wish=Wish(job=SONG, revision=1),
    )
