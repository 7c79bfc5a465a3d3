"""What a task of a Cloud Run job does: its part of the shards, then what others left, until nothing can be claimed.

Exit codes, by which Cloud Run decides whether to start it again: 0, there is nothing left for it (what failed for good is
recorded); 75, it was stopped, or the ledger kept silent, with work left; 1, it stopped on a mistake of ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack

import structlog

from dropcut.cloud import wiring
from dropcut.cloud.figures import has_card
from dropcut.cloud.logging import about_task
from dropcut.cloud.run_jobs.ahead import Ahead
from dropcut.cloud.run_jobs.shards import Shards, part_of, read_shards
from dropcut.cloud.settings import Share
from dropcut.cloud.stopping import stop_when_told
from dropcut.cloud.workplace import Workplace
from dropcut.domain.catalog import Row
from dropcut.domain.errors import Retryable
from dropcut.domain.names import TaskId
from dropcut.domain.tasks import Task, TaskState
from dropcut.domain.values import Instant, Millis
from dropcut.engine.batches import chunked
from dropcut.engine.run_task import run_task
from dropcut.ports.dispatch import RunTask
from dropcut.ports.traces import Trace

log = structlog.get_logger(__name__)

DONE, LEFT = 0, 75
WAITS_FOR = Millis(60_000)
"""What may be tried again within this is waited for; what comes later is the sweep's."""
_GLANCE = Millis(1_000)


def work_on(name: str) -> int:
    """Do this process' part of what `gpu_jobs/NAME` was started for; gives its exit code."""
    workplace, share = wiring.here(), wiring.share()
    stop_when_told(workplace.keeper, "Cloud Run ends this task.")
    log.info("a task of a job begins", index=share.index, of=share.count, attempt=share.attempt, shards=share.shards)
    traces = workplace.home.traces
    try:
        with traces.caused_by(lambda: Trace.parse(share.trace)):
            return worked(workplace, share, f"gpu_jobs/{name}")
    except Retryable as trouble:
        log.warning("given up for now", why=str(trouble))
        return LEFT
    finally:
        traces.close()


def worked(workplace: Workplace, share: Share, entry: str) -> int:
    """The part that is `share`'s; gives the exit code. Raises Retryable."""
    shards = read_shards(workplace.home.blobs, share.shards)
    mine = shards.model_copy(update={"tasks": tuple(task for task in shards.tasks if workplace.serves(entry, task.step))})
    for step in sorted({task.step for task in mine.tasks}):
        _say_what_computes(workplace.home.catalog[step])
    Work(workplace, share, mine).go_on()
    if workplace.keeper.stopping():
        log.warning("stopped, with work left", index=share.index)
        return LEFT
    return DONE


class Work:
    """One process' part of a list of shards."""

    def __init__(self, workplace: Workplace, share: Share, shards: Shards) -> None:
        self._home = workplace.home
        self._keeper = workplace.keeper
        self._share = share
        self._copies = workplace.settings.mount is None
        self._tasks = shards.tasks
        self._asked_by = shards.job
        self._tried: dict[TaskId, Task] = {}
        """As each was when it was tried: nobody may want it, and then it stays as it is."""

    def go_on(self) -> None:
        """Work until there is nothing left to claim. Raises Retryable."""
        while not self._keeper.stopping():
            now = self._home.ledger.now()
            waiting = [task for task in self._waiting(now) if self._tried.get(task.id) != task]
            ready = [task for task in waiting if task.due <= now]
            if ready:
                self._run(part_of(ready, self._share.index, self._share.count))
            elif waiting:
                self._home.clock.sleep(_GLANCE)
            else:
                return

    def _waiting(self, now: Instant) -> Iterator[Task]:
        """What can be claimed now or within a while, and what was let go of without a word."""
        latest = {TaskState.QUEUED: now + WAITS_FOR, TaskState.RUNNING: now}
        for portion in chunked(self._tasks):
            for task in self._home.ledger.tasks(portion):
                if task is not None and task.state in latest and task.due <= latest[task.state]:
                    yield task

    def _run(self, tasks: Sequence[Task]) -> None:
        with ExitStack() as held:
            ahead = held.enter_context(Ahead(self._home)) if self._copies else None
            for task, following in zip(tasks, (*tasks[1:], None), strict=True):
                if self._keeper.stopping():
                    return
                if ahead and following:
                    ahead.bring(following)
                self._tried[task.id] = task
                message = RunTask(task=task.id, priority=task.priority, job=self._asked_by)
                with about_task(message):
                    run_task(self._home, message)


def _say_what_computes(row: Row) -> None:
    """No silent fallback: whether a GPU or the CPU does the work, and why."""
    if row.gpu and not has_card():
        log.warning("the CPU does the work: no GPU is here", step=row.name, wanted=row.gpu)
    else:
        log.info("the GPU does the work" if row.gpu else "the CPU does the work: the step asks for no GPU", step=row.name)
