"""What one more look at a job costs while a group of it is in flight, and what the group's first look and its end cost."""

from __future__ import annotations

from time import perf_counter
from typing import NamedTuple

from benchmarks.speed.homes import drop_asking_for, opened_alone
from benchmarks.speed.recipes import MANY
from dropcut.domain.names import JobId
from dropcut.engine.advance import advance
from dropcut.engine.home import Home
from dropcut.engine.run_task import run_task
from dropcut.local.workplace import Workplace
from dropcut.ports.dispatch import RunTask

_LOOKS = 200
_PORTION = 64


class Group(NamedTuple):
    """One group's costs, in seconds."""

    shards: int
    first: float
    """The look that records and dispatches every shard."""
    looks: list[float]
    """One after the other, nothing having happened."""
    last: float
    """The look that gathers every shard's result."""


def group_of(shards: int) -> Group:
    """The costs of a group of so many, its list given by a step. Its tasks are finished untimed."""
    with drop_asking_for(shards) as drop, opened_alone(drop, MANY) as (workplace, job):
        home = workplace.home
        _look(home, job)
        _run_all(workplace)
        first = _look(home, job)
        looks = [_look(home, job) for _ in range(_LOOKS)]
        _run_all(workplace)
        return Group(shards, first, looks, _look(home, job))


def _look(home: Home, job: JobId) -> float:
    home.ledger.wake([job])
    began = perf_counter()
    advance(home, job)
    return perf_counter() - began


def _run_all(workplace: Workplace) -> None:
    while portion := workplace.queue.receive("bench", _PORTION):
        for received in portion:
            if isinstance(received.message, RunTask):
                run_task(workplace.home, received.message)
        workplace.queue.ack(portion)
