"""One empty step, each effect of it durable: asked for, claimed, run, finished."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import perf_counter

from benchmarks.speed.homes import drop_asking_for, opened_alone
from benchmarks.speed.recipes import MANY, Item, nothing
from dropcut.domain.blobs import Result
from dropcut.domain.jobs import Job, Turn
from dropcut.domain.keys import task_key
from dropcut.domain.names import JobId, TaskId
from dropcut.domain.tasks import Want, Wish
from dropcut.domain.values import Millis, Sha256
from dropcut.engine.codec import bound
from dropcut.engine.home import Home
from dropcut.engine.run_task import run_task
from dropcut.local.memory.ledger import MemoryLedger
from dropcut.local.workplace import Workplace
from dropcut.ports.dispatch import RunTask

_TURN = Millis(3_600_000)


def on_files(count: int, under: Path | None = None) -> list[float]:
    """How long each of `count` steps takes on files and SQLite, by one process that nobody disturbs."""
    with drop_asking_for(count, under) as drop, opened_alone(drop, MANY) as (workplace, job):
        turn, wants = _wants(workplace.home, job, count)
        return [_timed(partial(_step, workplace.home, turn, want)) for want in wants]


def through_the_queue(count: int) -> list[float]:
    """The same, each step's message sent, received and acknowledged one by one: what an idle home does."""
    with drop_asking_for(count) as drop, opened_alone(drop, MANY) as (workplace, job):
        turn, wants = _wants(workplace.home, job, count)
        return [_timed(partial(_errand, workplace, turn, want)) for want in wants]


def without_a_store(count: int) -> list[float]:
    """The same over the ledger in memory: the engine's own share."""
    with drop_asking_for(count) as drop, opened_alone(drop, MANY) as (workplace, job):
        home = replace(workplace.home, ledger=MemoryLedger(workplace.home.clock.now))
        home.ledger.create_job(Job(id=job))
        turn, wants = _wants(home, job, count)
        return [_timed(partial(_step, home, turn, want)) for want in wants]


def _timed(action: Callable[[], None]) -> float:
    began = perf_counter()
    action()
    return perf_counter() - began


def _step(home: Home, turn: Turn, want: Want) -> None:
    home.ledger.request(turn, [want])
    run_task(home, RunTask(task=want.task))


def _errand(workplace: Workplace, turn: Turn, want: Want) -> None:
    workplace.home.ledger.request(turn, [want])
    workplace.queue.send([RunTask(task=want.task)])
    for received in workplace.queue.receive("bench"):
        run_task(workplace.home, RunTask(task=want.task))
        workplace.queue.ack([received])


def _wants(home: Home, job: JobId, count: int) -> tuple[Turn, list[Want]]:
    """A turn of the job, and what to ask for in it: made beforehand, so that only the steps are timed."""
    turn = home.ledger.begin_advance(job, "bench", _TURN)
    if turn is None:
        raise RuntimeError(f"somebody else advances {job}")
    return turn, [_want(job, number) for number in range(count)]


def _want(job: JobId, number: int) -> Want:
    inputs = bound(nothing, (Item(number=number, clip=job.name),), {})
    key = task_key(nothing.__name__, "1", inputs)
    kept = Result(digest=Sha256(key), inline=inputs.model_dump_json())
    return Want(task=TaskId(job.owner, nothing.__name__, key), version="1", inputs=kept, wish=Wish(job=job, revision=1))
