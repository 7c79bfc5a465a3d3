"""Why a job is not done yet, in plain words."""

from __future__ import annotations

from collections import Counter

from dropcut.domain.jobs import Job, JobState, Refusal
from dropcut.domain.tasks import Task, TaskState
from dropcut.domain.values import Instant
from dropcut.domain.wording import told_of
from dropcut.engine.home import Home

_MANY = 200
_REASONS = 3


def why(home: Home, job: Job) -> str:
    """One sentence a person understands without knowing how Dropcut works."""
    if job.state is not JobState.WORKING:
        return _ended(job)
    open_tasks = home.ledger.open_tasks(job.id, _MANY)
    if not open_tasks:
        return f"It waits for {job.waiting_for}." if job.waiting_for else "It is about to be looked at."
    now = home.ledger.now()
    return _working(open_tasks, now)


def _ended(job: Job) -> str:
    if job.state is JobState.DONE:
        return "It is done."
    if job.state is JobState.CANCELLED:
        return f"It was cancelled: dropcut retry {job.id} goes on with it."
    if job.over is not None:
        return job.waiting_for
    if job.state is JobState.HELD:
        return f"{job.waiting_for} It waits for your word: review it, then approve.".strip()
    reasons = " ".join(_reason(refusal) for refusal in job.refusals[:_REASONS])
    return f"It failed. {reasons}".strip()


def _reason(refusal: Refusal) -> str:
    return f"{told_of(refusal.about, refusal.failure.message)} {refusal.failure.hint}".strip()


def _working(tasks: tuple[Task, ...], now: Instant) -> str:
    running = Counter(task.id.step for task in tasks if task.state is TaskState.RUNNING)
    troubled = [task for task in tasks if task.state is TaskState.QUEUED and task.failure is not None]
    parts = []
    if running:
        parts.append("Working on " + ", ".join(f"{step} ({count})" for step, count in sorted(running.items())) + ".")
    if troubled:
        parts.append(_trouble(troubled[0], now))
    if not parts:
        parts.append(f"{len(tasks)} tasks wait for a free worker.")
    return " ".join(parts)


def _trouble(task: Task, now: Instant) -> str:
    wait = max(0, task.due - now) // 1000
    reason = task.failure.message if task.failure else ""
    times = "once" if task.failures == 1 else f"{task.failures} times"
    return f"{task.id.step} is tried again in {wait} s after it failed {times}: {reason}"
