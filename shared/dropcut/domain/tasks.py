"""The life of a task, as pure rules: every ledger stores these records, none has rules of its own.

    wanted -> queued -> running(epoch, lease) -> done | failed

`wanted` is a task whose inputs were lost: it waits for an advance to queue it again. A task is recorded as `queued`
before it is dispatched; that a message was sent proves nothing, so sending is not a state.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from dropcut.domain.blobs import Result
from dropcut.domain.documents import Document
from dropcut.domain.errors import Stale
from dropcut.domain.names import JobId, Key, TaskId
from dropcut.domain.values import Count, Instant, Millis, Value, says_nothing

LOSSES_ALLOWED = 20
"""How often an attempt may end without a word (a killed worker, a lost machine) before the task itself is to blame."""
_WISHERS_TOLD = 8


class TaskState(StrEnum):
    """Where a task is in its life."""

    WANTED = "wanted"
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Failure(Value):
    """Why a task ended without a result, for a person to read."""

    kind: Literal["permanent", "exhausted"]
    message: str
    hint: str = ""


class Wish(Value):
    """A job's want of a task, alone or as a shard of a group (`group` is the group's key, else empty)."""

    job: JobId
    revision: int
    priority: int = 0
    group: Key = Key("")


class Want(Value):
    """What an advance asks the ledger for: this task, with these inputs, for this wish."""

    task: TaskId
    version: str
    inputs: Result | None
    """None: those that are recorded will do."""
    wish: Wish
    refused: bool = False
    """The recipe was told that it failed and went on without it: it is not tried again at this revision."""
    retried: Instant = Instant(0)
    """When a person last had the job go on: whatever failed before that is tried again."""


class Task(Document):
    """The record of one task."""

    KIND: ClassVar[str] = "task"

    id: TaskId
    version: str
    state: TaskState = TaskState.QUEUED
    epoch: Count = 0
    failures: Count = 0
    losses: Count = 0
    due: Instant = Instant(0)
    """Queued: not to be claimed before. Running: the end of the lease."""
    changed: Instant = Instant(0)
    """When it last changed its state; for a done one, when it was finished."""
    used: Instant = Instant(0)
    holder: str = ""
    priority: int = 0
    inputs: Result | None = None
    """Those of the newest wish: inputs of one key differ only in where the bytes lie."""
    result: Result | None = None
    failure: Failure | None = None
    spent: Annotated[Millis, Field(exclude_if=says_nothing)] = Millis(0)
    """How long all attempts at it worked, as far as their ends were told."""

    @property
    def ended(self) -> bool:
        """Nothing more will happen to it by itself."""
        return self.state in {TaskState.DONE, TaskState.FAILED}

    def with_(self, **changes: object) -> Task:
        """A copy that differs in `changes`."""
        return self.model_copy(update=changes)


class Wisher(Value):
    """A job that wants a task, and the newest revision at which it asked."""

    job: JobId
    revision: int


class Claimed(Value):
    """The work is yours until the lease ends: write blobs under this epoch only."""

    task: Task
    waited: Millis = Millis(0)
    """Between when it could first be claimed and now."""
    wishers: tuple[Wisher, ...] = ()
    """Some of those who want it, in the order of their ids: for the log and for traces alone."""


class Done(Value):
    """There is nothing to do: this is the result."""

    result: Result


class Busy(Value):
    """There is nothing to do now, and why."""

    why: str


Claim = Claimed | Done | Busy


def asked(task: Task | None, want: Want, now: Instant, *, newly: bool) -> Task:
    """The record after a job asked for a task. `newly`: the job did not want it at this revision before.

    A `Permanent` failure sticks until a person's retry; an exhausted one is tried again at a new revision.
    """
    if task is None:
        return Task(id=want.task, version=want.version, due=now, changed=now, priority=want.wish.priority, inputs=want.inputs)
    again = task.changed < want.retried or (newly and not want.refused and not _is_permanent(task))
    if task.state is TaskState.WANTED or (task.state is TaskState.FAILED and again):
        return _queued(task, now).with_(failures=0, inputs=want.inputs or task.inputs, priority=want.wish.priority)
    if task.state is TaskState.QUEUED:
        return task.with_(priority=max(task.priority, want.wish.priority), inputs=want.inputs or task.inputs)
    return task


def tried_again(task: Task, revised: Instant, retried: Instant) -> bool:
    """Whether a job whose revision began then, and that a person had go on then, has this failed task tried again."""
    return task.changed < (retried if _is_permanent(task) else max(revised, retried))


def _is_permanent(task: Task) -> bool:
    return task.failure is not None and task.failure.kind == "permanent"


def retried(task: Task, now: Instant) -> Task:
    """The record after a person said: try that again. Unfailed tasks stay as they are, but a back-off is cut short."""
    if task.state is TaskState.FAILED:
        return _queued(task, now).with_(failures=0, losses=0)
    if task.state is TaskState.QUEUED and task.due > now:
        return task.with_(due=now)
    return task


def claimed(task: Task, holder: str, version: str, lease: Millis, now: Instant, *, wished: bool) -> tuple[Task, Claim]:  # noqa: PLR0913 - the whole question
    """Try to take a task for `holder`. The epoch grows with every claim and never falls."""
    if task.state is TaskState.DONE and task.result is not None:
        return task, Done(result=task.result)
    why = _why_not(task, version, now, wished=wished)
    if why:
        return task, Busy(why=why)
    lost = task.state is TaskState.RUNNING
    mine = task.with_(
        state=TaskState.RUNNING,
        epoch=task.epoch + 1,
        losses=task.losses + lost,
        holder=holder,
        due=Instant(now + lease),
        changed=now,
    )
    return mine, Claimed(task=mine, waited=Millis(now - task.due))


def wanted_by(claim: Claim, wishes: Iterable[tuple[JobId, int]]) -> Claim:
    """The same claim, telling who wants the task, by the jobs and revisions of its wishes."""
    if not isinstance(claim, Claimed):
        return claim
    newest: dict[JobId, int] = {}
    for job, revision in wishes:
        newest[job] = max(revision, newest.get(job, revision))
    told = sorted(newest.items(), key=lambda wisher: str(wisher[0]))[:_WISHERS_TOLD]
    return claim.model_copy(update={"wishers": tuple(Wisher(job=job, revision=revision) for job, revision in told)})


def _why_not(task: Task, version: str, now: Instant, *, wished: bool) -> str:
    if task.state in {TaskState.FAILED, TaskState.WANTED}:
        return f"it is {task.state}"
    if not wished:
        return "nobody wants it any more"
    if task.version != version:
        return f"it is for version {task.version} of the step, not {version}"
    if task.due > now:
        return f"{task.holder} is on it" if task.state is TaskState.RUNNING else "it waits before it is tried again"
    return "its attempts kept vanishing" if _vanishing(task) else ""


def _vanishing(task: Task) -> bool:
    return task.state is TaskState.RUNNING and task.losses >= LOSSES_ALLOWED


def renewed(task: Task, epoch: int, lease: Millis, now: Instant) -> Task:
    """The record with a longer lease. Raises Stale when `epoch` no longer holds it."""
    return _held(task, epoch).with_(due=Instant(now + lease))


def finished(task: Task, epoch: int, result: Result, now: Instant) -> Task:
    """The record with its result. Saying it twice is saying it once. Raises Stale when `epoch` no longer holds it."""
    if task.state is TaskState.DONE and task.epoch == epoch:
        return task
    held = _worked(_held(task, epoch), now)
    return held.with_(state=TaskState.DONE, result=result, inputs=None, failure=None, changed=now, used=now, due=now, holder="")


def failed(task: Task, epoch: int, failure: Failure, retry_after: Millis | None, now: Instant) -> Task:
    """The record after an attempt failed: queued again after a while, or failed for good when that is None."""
    held = _worked(_held(task, epoch), now).with_(failures=task.failures + 1, failure=failure)
    if retry_after is None:
        return held.with_(state=TaskState.FAILED, changed=now, holder="")
    return held.with_(state=TaskState.QUEUED, due=Instant(now + retry_after), changed=now, holder="")


def released(task: Task, epoch: int, now: Instant) -> Task:
    """The record after the holder let go without a result, through no fault of the task."""
    return _queued(_worked(_held(task, epoch), now), now)


def parked(task: Task, epoch: int, now: Instant) -> Task:
    """The record after the holder found inputs lost: it waits for an advance that makes them again."""
    held = _worked(_held(task, epoch), now)
    return held.with_(state=TaskState.WANTED, losses=held.losses + 1, changed=now, holder="")


def forgotten(task: Task, epoch: int, now: Instant) -> Task:
    """The record of a done task whose blobs are lost: wanted again. Any other record stays as it is."""
    if task.state is not TaskState.DONE or task.epoch != epoch:
        return task
    return task.with_(state=TaskState.WANTED, result=None, changed=now)


def expired(task: Task, now: Instant) -> Task:
    """The record of a task whose attempts kept vanishing: given up, with the reason. Any other stays as it is."""
    if not _vanishing(task) or task.due > now:
        return task
    message = f"{task.id.step} stopped without a word {task.losses + 1} times (the last time in {task.holder})."
    hint = "The machine may be short of memory, or this input crashes a decoder: see the log, then retry."
    return task.with_(state=TaskState.FAILED, failure=Failure(kind="exhausted", message=message, hint=hint), changed=now)


def _queued(task: Task, now: Instant) -> Task:
    return task.with_(state=TaskState.QUEUED, due=now, changed=now, holder="")


def _worked(task: Task, now: Instant) -> Task:
    """The record of a running task whose attempt ends now: it was claimed when it last changed."""
    return task.with_(spent=Millis(task.spent + max(0, now - task.changed)))


def _held(task: Task, epoch: int) -> Task:
    if task.state is not TaskState.RUNNING or task.epoch != epoch:
        raise Stale(f"Attempt {epoch} of {task.id} is over: the ledger is at attempt {task.epoch}, {task.state}.")
    return task
