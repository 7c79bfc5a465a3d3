"""What the ledger asks of Firestore: billed reads and writes, and that no document is written by all who work."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

from dropcut.cloud.firestore.ledger import FirestoreLedger
from dropcut.cloud.firestore.writes import MOST_WRITES
from dropcut.domain.blobs import Result
from dropcut.domain.jobs import Job, Turn
from dropcut.domain.tasks import TaskState
from dropcut.domain.values import Millis, Sha256
from dropcut.ports.ledger import WANTS_AT_ONCE, StepCount
from tests.conformance.ledger_acts import (
    BATCH,
    HOLIDAY,
    LEASE,
    LONG,
    VERSION,
    batch_of,
    claim,
    do,
    ready_batch,
    result,
    task_id,
    turn_at,
    want,
    wish_for,
)
from tests.unit.cloud.firestore.bench import Bench, Wire


class Cost(NamedTuple):
    """What is billed."""

    reads: int
    writes: int


def cost(home: Bench, act: Callable[[FirestoreLedger], object]) -> Cost:
    ledger, wire = home.watched()
    act(ledger)
    return Cost(wire.reads, wire.writes.total())


def shards(count: int) -> list[str]:
    return [f"shard {number}" for number in range(count)]


def run_all(home: Bench, names: list[str]) -> Wire:
    """Ask for a group and run it; gives what that took."""
    ledger, wire = home.watched()
    turn = turn_at(ledger)
    ready_batch(ledger, turn, names)
    ledger.end_advance(turn, None)
    for name in names:
        do(ledger, name)
    return wire


def test_no_document_is_written_more_often_for_more_shards(home: Bench) -> None:
    few = run_all(home, shards(20))
    home.ledger.forget_job(HOLIDAY)
    many = run_all(home, [f"other {name}" for name in shards(80)])
    assert max(many.writes.values()) == max(few.writes.values()) <= 6
    assert many.writes.total() - few.writes.total() == 60 * 3  # recorded, claimed, finished


def test_what_each_call_costs(home: Bench) -> None:
    names = shards(10)
    costs = {"create_job": cost(home, lambda ledger: ledger.create_job(Job(id=HOLIDAY)))}
    costs["begin_advance"] = cost(home, lambda ledger: ledger.begin_advance(HOLIDAY, "a test", Millis(1)))
    home.clock.sleep(Millis(1))
    turn = turn_at(home.ledger)
    costs["open_group"] = cost(home, lambda ledger: ledger.open_group(turn, batch_of()))
    costs["request of 10"] = cost(home, lambda ledger: wish_for(ledger, turn, names, BATCH))
    costs["request again"] = cost(home, lambda ledger: wish_for(ledger, turn, names, BATCH))
    costs["ready_group"] = cost(home, lambda ledger: ledger.ready_group(turn, BATCH))
    costs["withdraw of nothing"] = cost(home, lambda ledger: ledger.withdraw(turn, before=1))
    costs["claim"] = cost(home, lambda ledger: claim(ledger, names[0]))
    costs["claim of a held one"] = cost(home, lambda ledger: ledger.claim(task_id(names[0]), "b", VERSION, LEASE))
    costs["renew"] = cost(home, lambda ledger: ledger.renew(task_id(names[0]), 1, LEASE))
    costs["finish of a shard"] = cost(home, lambda ledger: ledger.finish(task_id(names[0]), 1, result()))
    for name in names[1:]:
        claim(home.ledger, name)
    for name in names[1:-1]:
        home.ledger.finish(task_id(name), 1, result())
    costs["finish of the last"] = cost(home, lambda ledger: ledger.finish(task_id(names[-1]), 1, result()))
    costs["group"] = cost(home, lambda ledger: ledger.group(HOLIDAY, BATCH))
    costs["group_open"] = cost(home, lambda ledger: ledger.group_open(HOLIDAY, BATCH))
    wish_for(home.ledger, turn, ["alone"])
    claim(home.ledger, "alone")
    costs["finish alone"] = cost(home, lambda ledger: ledger.finish(task_id("alone"), 1, result()))
    costs["end_advance"] = cost(home, lambda ledger: ledger.end_advance(turn, None))
    costs["due, nothing there"] = cost(home, lambda ledger: ledger.due(LONG, 100))
    costs["change"] = cost(home, lambda ledger: ledger.change(HOLIDAY, 0, Millis(0)))
    assert costs == {
        "create_job": Cost(2, 3),
        "begin_advance": Cost(2, 1),
        "open_group": Cost(3, 2),
        "request of 10": Cost(13, 11),
        "request again": Cost(12, 0),
        "ready_group": Cost(3, 2),
        "withdraw of nothing": Cost(3, 0),
        "claim": Cost(1, 1),
        "claim of a held one": Cost(1, 0),
        "renew": Cost(1, 1),
        "finish of a shard": Cost(2, 1),
        "finish of the last": Cost(5, 3),
        "group": Cost(2, 0),
        "group_open": Cost(1, 0),
        "finish alone": Cost(2, 2),
        "end_advance": Cost(2, 2),
        "due, nothing there": Cost(4, 0),
        "change": Cost(5, 0),
    }


def test_no_commit_is_larger_than_firestore_takes(home: Bench) -> None:
    ledger, wire = home.watched()
    turn = turn_at(ledger)
    asked = wish_for(ledger, turn, shards(WANTS_AT_ONCE), BATCH)
    assert all(answer.fresh for answer in asked)
    ledger.withdraw(turn, before=9)
    assert ledger.counts(HOLIDAY) == ()
    assert wire.widest <= MOST_WRITES


def test_many_large_inputs_go_in_several_commits(home: Bench) -> None:
    ledger, wire = home.watched()
    turn = turn_at(ledger)
    before = wire.commits
    large = Result(digest=Sha256("a" * 64), inline='"' + "x" * 32_000 + '"')
    wants = [want(name).model_copy(update={"inputs": large}) for name in shards(400)]
    assert all(answer.fresh for answer in ledger.request(turn, wants))
    assert wire.commits - before == 5
    assert sum(count.count for count in ledger.counts(HOLIDAY)) == 400


def test_many_open_tasks_are_counted_without_being_read(home: Bench) -> None:
    turn = turn_at(home.ledger)
    home.ledger.request(turn, [want(f"{step} {name}", step=step) for step in ("mix", "render") for name in shards(60)])
    claim(home.ledger, "render shard 3")
    ledger, wire = home.watched()
    assert set(ledger.counts(HOLIDAY)) == {
        StepCount(step="mix", state=TaskState.QUEUED, count=60),
        StepCount(step="render", state=TaskState.QUEUED, count=59),
        StepCount(step="render", state=TaskState.RUNNING, count=1),
    }
    assert wire.reads < 45


@pytest.mark.parametrize("patience", [0, 60_000])
def test_a_neglected_job_behind_many_that_are_held_is_found(home: Bench, patience: int) -> None:
    """A page of jobs whose turn somebody holds does not hide the one that nobody looks after."""
    held: list[Turn | None] = []
    for number in range(4):
        job = HOLIDAY._replace(name=f"job {number}")
        home.ledger.create_job(Job(id=job))
        home.ledger.wake([job])
        home.clock.sleep(Millis(1))
        if number < 3:
            held.append(home.ledger.begin_advance(job, "a test", LONG))
    home.clock.sleep(Millis(patience))
    assert [job.name for job in home.ledger.due(Millis(patience), 1).jobs] == ["job 3"]
