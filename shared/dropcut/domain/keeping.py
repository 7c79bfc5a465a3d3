"""What a ledger keeps beside a task's record so that it can be found, as pure rules."""

from __future__ import annotations

from dropcut.domain.tasks import LOSSES_ALLOWED, Task, TaskState
from dropcut.domain.values import Instant

_DAY = 24 * 3600 * 1000


def waits(task: Task) -> Instant | None:
    """Since when, or from when on, anybody may claim it; None when nobody may."""
    return task.due if task.state in {TaskState.QUEUED, TaskState.RUNNING} else None


def claimable(task: Task, now: Instant) -> bool:
    """Whether a claim that is wished for would be granted now."""
    vanishing = task.state is TaskState.RUNNING and task.losses >= LOSSES_ALLOWED
    since = waits(task)
    return since is not None and since <= now and not vanishing


def last_used(task: Task) -> Instant:
    """When it was last of use to anybody: asked for, changed, or held under a lease."""
    return max(task.used, task.changed, task.due if task.state is TaskState.RUNNING else Instant(0))


def used(task: Task, now: Instant) -> Task:
    """The record after its result was asked for: noted once a day, so that asking costs no write."""
    return task if now // _DAY <= task.used // _DAY else task.with_(used=now)


def freshly_queued(before: Task | None, after: Task, *, wished: bool) -> bool:
    """Whether asking for it made it something to dispatch: it was not queued before, or nobody `wished` for it."""
    return after.state is TaskState.QUEUED and (before is None or before.state is not TaskState.QUEUED or not wished)
