"""Send again what nobody looks after. With this, every lost message is only a late one."""

from __future__ import annotations

from collections.abc import Sequence

import structlog

from dropcut.domain.errors import NotFound
from dropcut.domain.jobs import Job, JobState
from dropcut.domain.money import month_of
from dropcut.domain.tasks import Task, TaskState
from dropcut.domain.values import Instant, Millis
from dropcut.engine.home import Home
from dropcut.engine.lost import recheck
from dropcut.engine.observe import observe, wake
from dropcut.ports.dispatch import Advance, Message, RunTask
from dropcut.ports.figures import Swept

log = structlog.get_logger(__name__)

REMEMBERED = Millis(24 * 3600 * 1000)
"""How long after its end a job's folder is still looked at, in case the event of a change was lost.

One in which something was arriving is looked at until that has come, or gone."""


def sweep(home: Home) -> None:
    """Look once at everything that may have been forgotten. Safe at any time, by any number at once."""
    seen = Swept(again=_overdue(home))
    for job in home.ledger.jobs():
        seen = _look_after(home, job, seen)
    home.figures.swept(seen)


def _overdue(home: Home) -> int:
    due = home.ledger.due(home.tuning.patience, home.tuning.sweep_limit)
    messages: list[Message] = []
    for task in due.tasks:
        messages += _again(home, task)
    messages += [Advance(job=job) for job in due.jobs]
    if messages:
        log.info("sent again", tasks=len(due.tasks), jobs=len(due.jobs))
        home.dispatch.send(messages)
    return len(messages)


def _again(home: Home, task: Task) -> list[Message]:
    if task.state is TaskState.RUNNING:  # what only waits cannot have vanished
        woken = home.ledger.expire(task.id)
        if woken:
            return [Advance(job=job) for job in woken]
    return [RunTask(task=task.id, priority=task.priority)]


def _look_after(home: Home, job: Job, seen: Swept) -> Swept:
    now = home.ledger.now()
    if job.over is not None and job.over.month not in {"", month_of(now)}:
        wake(home, job)  # another month has begun, and with it another budget
    if not _remembered(job, now):
        return seen
    try:
        job = observe(home, job.id)
    except NotFound:
        log.info("the job is gone", job=str(job.id))
        return seen
    if job.state is not JobState.WORKING:
        return seen
    longest = home.ledger.open_tasks(job.id, 1)
    if _is_neglected(home, job, longest):
        wake(home, job)
    return _with(seen, job, longest, now)


def _with(seen: Swept, job: Job, longest: Sequence[Task], now: Instant) -> Swept:
    """What was seen so far, and this job."""
    since = (now - task.changed for task in longest)
    return seen.model_copy(
        update={
            "working": seen.working + 1,
            "oldest_task": max(seen.oldest_task, *since, 0),
            "oldest_job": max(seen.oldest_job, now - job.revised),
        }
    )


def _is_neglected(home: Home, job: Job, longest: Sequence[Task]) -> bool:
    """It is worked on, yet will not go on by itself: an attempt or an advance must have died at an unlucky moment."""
    if longest and longest[0].state is TaskState.WANTED:
        recheck(home, job.id)
        return True
    return job.catalog != home.catalog.digest or not (job.waiting_for or longest)


def _remembered(job: Job, now: Instant) -> bool:
    if job.state is JobState.CANCELLED:
        return False
    return job.ended is None or bool(job.arriving) or now - job.ended < REMEMBERED
