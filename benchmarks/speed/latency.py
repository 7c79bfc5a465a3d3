"""How long an idle home takes to begin: from a job's submission to its first step, from a task's end to the next one's step.

`python -m benchmarks.speed.latency JOBS LINKS` prints both, in seconds.
"""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from threading import Event
from time import time_ns
from typing import NamedTuple

from benchmarks.speed.homes import at_work, done, drop_asking_for, drops_asking_for, kept_home, said_by
from benchmarks.speed.recipes import CHAIN, Begun, begin, start_of
from dropcut.domain.keys import task_key
from dropcut.domain.names import JobId, TaskId
from dropcut.domain.tasks import Task
from dropcut.domain.values import Millis, parsed
from dropcut.engine.codec import bound, read_result
from dropcut.engine.home import Home
from dropcut.engine.jobs import submit
from dropcut.local import place
from dropcut.local.staff import Kept

MODULE = "benchmarks.speed.latency"
_NS = 1_000_000_000
_MS = 1_000
_CALM_S = 0.1


class Waits(NamedTuple):
    """How long each beginning was waited for, in seconds."""

    submission: list[float]
    """Between a job's submission and its first step."""
    end: list[float]
    """Between a task's end, known to the millisecond, and the step that waits for it: a wake, a look, a message, a claim."""


def waits(jobs: int, links: int) -> Waits:
    """Of so many jobs, and of a chain of so many tasks, in processes of their own."""
    submission, end = (parsed(line) for line in said_by(MODULE, jobs, links))
    return Waits(submission, end)


def _from_submission(jobs: int) -> list[float]:
    with drops_asking_for([1] * (jobs + 1)) as (where, drops), kept_home(where, CHAIN, 1) as home, at_work(home):
        submit(home.workplace.home, drops[0], Millis(0))
        done(home, drops[0])
        return [_submitted(home, drop) for drop in drops[1:]]


def _submitted(home: Kept, drop: JobId) -> float:
    Event().wait(_CALM_S)
    told = time_ns()
    submit(home.workplace.home, drop, Millis(0))
    done(home, drop)
    ((_, begun),) = _chain(home.workplace.home, drop, 1)
    return (begun.at_ns - told) / _NS


def _from_end(links: int) -> list[float]:
    with drop_asking_for(links) as drop, kept_home(place.of_folder(drop), CHAIN, 1) as home, at_work(home):
        submit(home.workplace.home, home.keeping.place.only, Millis(0))
        done(home, home.keeping.place.only)
        chain = _chain(home.workplace.home, home.keeping.place.only, links)
    return [after.at_ns / _NS - task.changed / _MS for (task, _), (_, after) in pairwise(chain)]


def _chain(home: Home, job: JobId, links: int) -> list[tuple[Task, Begun]]:
    """Every link of the chain that `job` ran, with what it gave."""
    found, last = list[tuple[Task, Begun]](), start_of(job)
    for _ in range(links):
        inputs = bound(begin, (last,), {})
        (task,) = home.ledger.tasks([TaskId(job.owner, begin.__name__, task_key(begin.__name__, "1", inputs))])
        if task is None or task.result is None:
            raise RuntimeError(f"link {last.link + 1} of {job} is missing")
        last = read_result(begin, task.result, home.blobs)
        found.append((task, last))
    return found


if __name__ == "__main__":
    print(json.dumps(_from_submission(int(sys.argv[1]))))
    print(json.dumps(_from_end(int(sys.argv[2]))))
