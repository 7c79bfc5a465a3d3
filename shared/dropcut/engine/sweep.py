"""Send again what nobody looks after. With this, every lost message is only a late one."""

from __future__ import annotations

import structlog

from dropcut.domain.errors import NotFound
from dropcut.domain.jobs import Job, JobState
from dropcut.domain.tasks import Task, TaskState
from dropcut.domain.values import Instant, Millis
from dropcut.engine.home import Home
from dropcut.engine.lost import recheck
from dropcut.engine.observe import observe, wake
from dropcut.ports.dispatch import Advance, Message, RunTask

log = structlog.get_logger(__name__)

REMEMBERED = Millis(24 * 3600 * 1000)
"""How long after its end a job's folder is still looked at, in case the event of a change was lost."""


def sweep(home: Home) -> None:
    """Look once at everything that may have been forgotten. Safe at any time, by any number at once."""
    _overdue(home)
    for job in home.ledger.jobs():
        _look_after(home, job)


def _overdue(home: Home) -> None:
    due = home.ledger.due(home.tuning.patience, home.tuning.sweep_limit)
    messages: list[Message] = []
    for task in due.tasks:
        messages += _again(home, task)
    messages += [Advance(job=job) for job in due.jobs]
    if messages:
        log.info("sent again", tasks=len(due.tasks), jobs=len(due.jobs))
        home.dispatch.send(messages)


def _again(home: Home, task: Task) -> list[Message]:
    if task.state is TaskState.RUNNING:  # what only waits cannot have vanished
        woken = home.ledger.expire(task.id)
        if woken:
            return [Advance(job=job) for job in woken]
    return [RunTask(task=task.id, priority=task.priority)]


def _look_after(home: Home, job: Job) -> None:
    if not _remembered(job, home.ledger.now()):
        return
    try:
        job = observe(home, job.id)
    except NotFound:
        log.info("the job is gone", job=str(job.id))
        return
    if job.state is JobState.WORKING and _is_neglected(home, job):
        wake(home, job)


def _is_neglected(home: Home, job: Job) -> bool:
    """It is worked on, yet will not go on by itself: an attempt or an advance must have died at an unlucky moment."""
    longest = home.ledger.open_tasks(job.id, 1)
    if longest and longest[0].state is TaskState.WANTED:
        recheck(home, job.id)
        return True
    return job.catalog != home.catalog.digest or not (job.waiting_for or longest)


def _remembered(job: Job, now: Instant) -> bool:
    if job.state is JobState.CANCELLED:
        return False
    return job.ended is None or now - job.ended < REMEMBERED
