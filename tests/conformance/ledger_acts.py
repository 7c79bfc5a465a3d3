"""What tests of the ledger do again and again, in their words."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from dropcut.domain.blobs import Result
from dropcut.domain.jobs import Group, Job, Turn
from dropcut.domain.names import JobId, Key, Owner, TaskId
from dropcut.domain.tasks import LOSSES_ALLOWED, Claimed, Failure, Task, TaskState, Want, Wish
from dropcut.domain.values import Millis, Sha256
from dropcut.local.memory.clock import MemoryClock
from dropcut.ports.ledger import Asked, Ledger

HOLIDAY = JobId(Owner("ann"), "holiday")
WEDDING = JobId(Owner("ann"), "wedding")
LEASE = Millis(60_000)
LONG = Millis(10**9)
ALONE = Key("")
BATCH = Key("b" * 64)
VERSION = "1"
DISK_FULL = Failure(kind="exhausted", message="The disk is full.", hint="Free some space.")
NO_VIDEO = Failure(kind="permanent", message="take1.mp4 has no picture.", hint="Film it again.")


def result(text: str = "made") -> Result:
    """What a task gave."""
    return Result(digest=Sha256(sha256(text.encode()).hexdigest()), inline=f'"{text}"')


def task_id(name: str, step: str = "render", owner: str = "ann") -> TaskId:
    """The task that tests call by `name`."""
    return TaskId(Owner(owner), step, Key(sha256(name.encode()).hexdigest()))


def want(  # noqa: PLR0913 - all that a wish may say
    name: str, job: JobId = HOLIDAY, *, group: Key = ALONE, revision: int = 1, priority: int = 0, step: str = "render"
) -> Want:
    """A want as an advance says it."""
    wish = Wish(job=job, revision=revision, priority=priority, group=group)
    return Want(task=task_id(name, step), version=VERSION, inputs=result(f"inputs of {name}"), wish=wish)


def turn_at(ledger: Ledger, job: JobId = HOLIDAY) -> Turn:
    """The turn of a job, which is recorded if need be."""
    ledger.create_job(Job(id=job))
    turn = ledger.begin_advance(job, "a test", LONG)
    assert turn is not None
    return turn


def batch_of(job: JobId = HOLIDAY, total: int = 3, revision: int = 1, key: Key = BATCH) -> Group:
    """A group of renders."""
    return Group(key=key, job=job, revision=revision, step="render", total=total)


def wish_for(ledger: Ledger, turn: Turn, names: Iterable[str], group: Key = ALONE, revision: int = 1) -> tuple[Asked, ...]:
    """Ask for tasks."""
    return ledger.request(turn, [want(name, turn.job, group=group, revision=revision) for name in names])


def ready_batch(ledger: Ledger, turn: Turn, names: Iterable[str]) -> Group:
    """Ask for a group, as far as that all of it is asked for."""
    shards = list(names)
    ledger.open_group(turn, batch_of(turn.job, len(shards)))
    wish_for(ledger, turn, shards, BATCH)
    return ledger.ready_group(turn, BATCH)


def claim(ledger: Ledger, name: str, holder: str = "worker", lease: Millis = LEASE) -> Task:
    """Take a task that is there to be taken."""
    answer = ledger.claim(task_id(name), holder, VERSION, lease)
    assert isinstance(answer, Claimed)
    return answer.task


def do(ledger: Ledger, name: str) -> tuple[JobId, ...]:
    """Run a task to its end; gives the jobs that this woke."""
    task = claim(ledger, name)
    return ledger.finish(task.id, task.epoch, result(name))


def break_down(ledger: Ledger, name: str, failure: Failure = NO_VIDEO, retry_after: Millis | None = None) -> tuple[JobId, ...]:
    """Run a task to its failure; gives the jobs that this woke."""
    task = claim(ledger, name)
    return ledger.fail(task.id, task.epoch, failure, retry_after)


def vanish(ledger: Ledger, clock: MemoryClock, name: str, times: int = LOSSES_ALLOWED + 1) -> None:
    """Claim a task so many times, with a holder that dies without a word each time."""
    for _ in range(times):
        claim(ledger, name)
        clock.sleep(LEASE)


def record(ledger: Ledger, name: str) -> Task:
    """What stands in the ledger about a task."""
    (task,) = ledger.tasks([task_id(name)])
    assert task is not None
    return task


def state(ledger: Ledger, name: str) -> TaskState:
    """Where a task is in its life."""
    return record(ledger, name).state


def woken(ledger: Ledger) -> tuple[JobId, ...]:
    """The jobs that wait to be advanced, with nobody at it."""
    return ledger.due(Millis(0), 100).jobs
