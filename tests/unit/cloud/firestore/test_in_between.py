"""Whatever somebody does in the middle of a call of somebody else, it is as if one of the two had come after the other.

Each call is stopped just before each of its commits, another is made meanwhile, and all that can be seen afterwards is what
the ledger in memory shows for one of the two orders.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

from dropcut.domain.errors import DropcutError
from dropcut.domain.jobs import Job, Turn
from dropcut.domain.names import JobId
from dropcut.domain.tasks import Task
from dropcut.domain.values import Instant, Millis
from dropcut.local.memory.clock import MemoryClock
from dropcut.local.memory.ledger import MemoryLedger
from dropcut.ports.ledger import Ledger
from tests.conformance.ledger_acts import (
    BATCH,
    DISK_FULL,
    HOLIDAY,
    LEASE,
    LONG,
    VERSION,
    WEDDING,
    batch_of,
    break_down,
    claim,
    ready_batch,
    result,
    task_id,
    wish_for,
)
from tests.unit.cloud.firestore.bench import START, Bench, bench

NAMES = ("one", "two", "three", "solo", "idle")
JOBS = (HOLIDAY, WEDDING)


class Scene(NamedTuple):
    """A ledger in which much is going on, and the turn of each job."""

    ledger: Ledger
    ours: Turn
    theirs: Turn


Act = Callable[[Scene], object]


def begun(ledger: Ledger, clock: MemoryClock) -> Scene:
    """A shard is running, another failed; a second job waits for both of them; one task runs that nobody wants."""
    for job in JOBS:
        ledger.create_job(Job(id=job))
    ours, theirs = (held(ledger, job) for job in JOBS)
    ready_batch(ledger, ours, ["one", "two"])
    wish_for(ledger, ours, ["solo", "idle"])
    ready_batch(ledger, theirs, ["two", "three"])
    wish_for(ledger, theirs, ["one"])
    for name in ("one", "solo"):
        claim(ledger, name)
    break_down(ledger, "two", DISK_FULL)
    break_down(ledger, "idle", DISK_FULL, Millis(5))
    clock.sleep(Millis(1))
    return Scene(ledger, ours, theirs)


def held(ledger: Ledger, job: JobId) -> Turn:
    turn = ledger.begin_advance(job, "a test", LONG)
    assert turn is not None
    return turn


ACTS: dict[str, Act] = {
    "finish a shard": lambda scene: scene.ledger.finish(task_id("one"), 1, result()),
    "fail a shard": lambda scene: scene.ledger.fail(task_id("one"), 1, DISK_FULL, None),
    "park": lambda scene: scene.ledger.park(task_id("one"), 1),
    "release": lambda scene: scene.ledger.release(task_id("one"), 1),
    "renew": lambda scene: scene.ledger.renew(task_id("one"), 1, LEASE),
    "finish one alone": lambda scene: scene.ledger.finish(task_id("solo"), 1, result()),
    "claim": lambda scene: scene.ledger.claim(task_id("three"), "another", VERSION, LEASE),
    "retry": lambda scene: scene.ledger.retry(HOLIDAY),
    "retry of the other": lambda scene: scene.ledger.retry(WEDDING),
    "cancel": lambda scene: scene.ledger.cancel_wishes(HOLIDAY),
    "cancel the other": lambda scene: scene.ledger.cancel_wishes(WEDDING),
    "withdraw": lambda scene: scene.ledger.withdraw(scene.ours, before=2),
    "ask": lambda scene: wish_for(scene.ledger, scene.ours, ["one", "two", "new"], BATCH, revision=2),
    "ask for the other": lambda scene: wish_for(scene.ledger, scene.theirs, ["solo", "two"], revision=2),
    "open again": lambda scene: scene.ledger.open_group(scene.ours, batch_of(total=2, revision=2)),
    "ready": lambda scene: scene.ledger.ready_group(scene.ours, BATCH),
    "wake": lambda scene: scene.ledger.wake([HOLIDAY]),
    "end": lambda scene: scene.ledger.end_advance(scene.ours, Millis(0)),
    "begin": lambda scene: scene.ledger.begin_advance(HOLIDAY, "another", LEASE),
    "forget": lambda scene: scene.ledger.forget_job(HOLIDAY),
}

SHARD_ENDS, OPENS = ("finish a shard", "fail a shard"), ("ask", "open again", "ready", "retry", "retry of the other")
LOOSE = {
    *((end, opens) for end in SHARD_ENDS for opens in OPENS),
    ("finish a shard", "finish a shard"),
    ("retry", "fail a shard"),
    ("retry of the other", "fail a shard"),
    ("retry", "ask"),
    ("withdraw", "end"),
}
"""Pairs that are in no order, and do no harm.

Who ends the last shard of a group wakes its job only if nobody opened the group again, or was told that nothing is left,
since; of two who say the same end one wakes each job, whichever; a retry tries again what had failed when it came by; and a
turn that is given back in the middle of a withdrawal has withdrawn some.
"""
BUSY = ("finish a shard", "ask", "ready", "cancel", "forget")
"""Calls of several commits, or of many documents."""
MEANWHILE = ("finish a shard", "renew", "retry of the other", "cancel", "withdraw", "ask", "open again", "forget")


def outcome(acts: list[tuple[str, Act]], scene: Scene, clock: MemoryClock) -> dict[str, object]:
    answers: dict[str, object] = {}
    for name, act in acts:
        answers[name] = answer(scene, act)
    return {**answers, **seen(scene, clock)}


def answer(scene: Scene, act: Act) -> object:
    try:
        return act(scene)
    except DropcutError as error:
        return type(error)


def seen(scene: Scene, clock: MemoryClock) -> dict[str, object]:
    """All that can be seen."""
    ledger = scene.ledger
    shown: dict[str, object] = {
        "tasks": ledger.tasks([task_id(name) for name in (*NAMES, "new")]),
        "due": ids(ledger.due(Millis(0), 99).tasks),
        "woken": sorted(ledger.due(Millis(0), 99).jobs),
        "unused": ledger.unused_tasks(Instant(clock.now() + 1), 99),
    }
    for job in JOBS:
        shown |= {
            f"{job}": answer(scene, lambda scene, job=job: scene.ledger.job(job)),  # type: ignore[misc]
            f"{job} counts": sorted(ledger.counts(job), key=str),
            f"{job} open": ids(ledger.open_tasks(job, 99)),
            f"{job} group": ledger.group(job, BATCH),
            f"{job} group open": ledger.group_open(job, BATCH),
        }
    for turn in (scene.ours, scene.theirs):
        shown[f"{turn.job} woken"] = answer(scene, lambda scene, turn=turn: scene.ledger.end_advance(turn, None))  # type: ignore[misc]
    return shown


def ids(tasks: tuple[Task, ...]) -> list[str]:
    return sorted(str(task.id) for task in tasks)


def in_memory(first: str, second: str) -> dict[str, object]:
    clock = MemoryClock(START)
    scene = begun(MemoryLedger(clock.now), clock)
    return outcome([(f"1 {first}", ACTS[first]), (f"2 {second}", ACTS[second])], scene, clock)


def in_the_middle(home: Bench, call: str, commit: int, other: str) -> dict[str, object] | None:
    """What is to be seen when `other` is done just before a commit of `call`; None when that has fewer commits."""
    scene = begun(home.ledger, home.clock)
    ledger, wire = home.watched()
    between: list[object] = []
    wire.meanwhile[commit] = lambda: between.append(answer(scene, ACTS[other]))
    got = answer(scene._replace(ledger=ledger), ACTS[call])
    return {"call": got, "other": between[0], **seen(scene, home.clock)} if between else None


def orders(call: str, other: str) -> list[dict[str, object]]:
    """What is to be seen after either order, in the same words."""
    before, after = in_memory(other, call), in_memory(call, other)
    return [
        {"call": before.pop(f"2 {call}"), "other": before.pop(f"1 {other}"), **before},
        {"call": after.pop(f"1 {call}"), "other": after.pop(f"2 {other}"), **after},
    ]


@pytest.mark.parametrize("other", MEANWHILE)
@pytest.mark.parametrize("call", BUSY)
def test_one_comes_after_the_other(call: str, other: str) -> None:
    assert_in_order(call, other)


@pytest.mark.soak
@pytest.mark.parametrize("other", ACTS)
@pytest.mark.parametrize("call", ACTS)
def test_of_any_two_one_comes_after_the_other(call: str, other: str) -> None:
    assert_in_order(call, other)


def assert_in_order(call: str, other: str) -> None:
    for commit in range(1, 9):
        with bench() as home:
            found = in_the_middle(home, call, commit, other)
        if found is None:
            return
        if (call, other) not in LOOSE:
            allowed = orders(call, other)
            assert found in allowed, differences(found, allowed)


def differences(found: dict[str, object], allowed: list[dict[str, object]]) -> list[dict[str, tuple[object, object]]]:
    return [{name: (found[name], order[name]) for name in found if found[name] != order[name]} for order in allowed]
