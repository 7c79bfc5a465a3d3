"""How a home stands, in figures: asked of its ledger when somebody wants to know, and not more often than need be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from threading import Lock
from typing import Final

from dropcut.domain.jobs import Job, JobState
from dropcut.domain.values import Instant, Millis
from dropcut.engine.home import Home
from dropcut.telemetry.metrics import OLDEST_JOB, OLDEST_TASK, OPEN, WORKING
from dropcut.telemetry.samples import Sample, seconds

_LOOKED_INTO: Final = 200
"""Jobs whose tasks are counted: whoever has more of them at once sees the first so many by name."""


class Standing:
    """Asks again once its answer is older than `fresh`."""

    def __init__(self, home: Home, counted: Callable[[], Iterable[Sample]], fresh: Millis) -> None:
        self._home = home
        self._counted = counted
        self._fresh = fresh
        self._lock = Lock()
        self._asked: Instant | None = None
        self._found: tuple[Sample, ...] = ()

    def samples(self) -> tuple[Sample, ...]:
        """Of the ledger, and of whoever else counts. Raises Unavailable."""
        with self._lock:
            now = self._home.clock.now()
            if self._asked is None or not 0 <= now - self._asked < self._fresh:
                self._found, self._asked = (*standing(self._home), *self._counted()), now
            return self._found


def standing(home: Home) -> Iterator[Sample]:
    """How many jobs there are of each state, what those wait for that are worked on, and for how long."""
    states, tasks = Counter[JobState](), Counter[tuple[str, str]]()
    oldest_task = oldest_job = 0
    now = home.ledger.now()
    for job in home.ledger.jobs():
        states[job.state] += 1
        if job.state is JobState.WORKING:
            oldest_job = max(oldest_job, now - job.revised)
            if states[JobState.WORKING] <= _LOOKED_INTO:
                oldest_task = max(oldest_task, _waited(home, job, now))
                tasks.update({(each.step, each.state.value): each.count for each in home.ledger.counts(job.id)})
    yield from (Sample(WORKING.name, (state.value,), states[state]) for state in JobState)
    yield from (Sample(OPEN.name, labels, count) for labels, count in sorted(tasks.items()))
    yield Sample(OLDEST_TASK.name, (), seconds(Millis(oldest_task)))
    yield Sample(OLDEST_JOB.name, (), seconds(Millis(oldest_job)))


def _waited(home: Home, job: Job, now: Instant) -> int:
    return max((now - task.changed for task in home.ledger.open_tasks(job.id, 1)), default=0)
