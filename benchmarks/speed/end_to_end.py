"""Many empty tasks through the real home of one machine: its worker processes, its queue, its threads.

`python -m benchmarks.speed.end_to_end TASKS WORKERS` does it once.
"""

from __future__ import annotations

import sys
from time import perf_counter

from benchmarks.speed.homes import at_work, done, drop_asking_for, kept_home, said_by
from benchmarks.speed.recipes import MANY
from dropcut.domain.names import JobId
from dropcut.domain.tasks import Task, TaskState
from dropcut.domain.values import Instant, Millis, Value
from dropcut.engine.home import Home
from dropcut.engine.jobs import submit
from dropcut.local import place

MODULE = "benchmarks.speed.end_to_end"
_PAGE = 1_000


class Run(Value):
    """One job of so many empty tasks."""

    tasks: int
    whole_ms: int
    """From the submission, before any worker was started, until the job was done."""
    steady_ms: int
    """From the first task's end to the last one's."""

    @property
    def steady_rate(self) -> float:
        """Tasks a second, once all are at work."""
        return 1_000 * self.tasks / self.steady_ms

    @property
    def whole_rate(self) -> float:
        """Tasks a second, all told: starting workers, looking the group up, gathering its results."""
        return 1_000 * self.tasks / self.whole_ms


def run(tasks: int, workers: int) -> Run:
    """A group of so many shards, in processes of their own."""
    (line,) = said_by(MODULE, tasks, workers)
    return Run.model_validate_json(line)


def _run(tasks: int, workers: int) -> Run:
    with drop_asking_for(tasks) as drop, kept_home(place.of_folder(drop), MANY, workers) as home:
        job = home.keeping.place.only
        began = perf_counter()
        submit(home.workplace.home, job, Millis(0))
        with at_work(home):
            done(home, job)
            whole = perf_counter() - began
        return Run(tasks=tasks, whole_ms=round(whole * 1_000), steady_ms=_steady(home.workplace.home, job))


def _steady(home: Home, job: JobId) -> int:
    ends = [task.changed for task in _shards(home, job) if task.state is TaskState.DONE]
    return max(1, max(ends) - min(ends))


def _shards(home: Home, job: JobId) -> list[Task]:
    """Every shard: all tasks of the home, but the few around the group."""
    found: list[Task] = []
    last = None
    while portion := home.ledger.unused_tasks(Instant(home.ledger.now() + 1), _PAGE, last):
        found += [task for task in portion if task.id.step == "nothing" and task.id.owner == job.owner]
        last = portion[-1].id
    return found


if __name__ == "__main__":
    print(_run(*map(int, sys.argv[1:])).model_dump_json())
