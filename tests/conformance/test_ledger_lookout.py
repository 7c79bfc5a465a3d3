"""The ledger's contract for sweeps, watchers and cleaning."""

from __future__ import annotations

from threading import Timer
from time import monotonic

import pytest

from dropcut.domain.errors import NotFound, Stale
from dropcut.domain.jobs import Job, Turn
from dropcut.domain.names import JobId, TaskId
from dropcut.domain.tasks import TaskState
from dropcut.domain.values import Instant, Millis
from dropcut.local.memory.clock import MemoryClock
from dropcut.ports.ledger import Ledger, StepCount
from tests.conformance.ledger_acts import (
    BATCH,
    DISK_FULL,
    HOLIDAY,
    LEASE,
    WEDDING,
    break_down,
    claim,
    do,
    ready_batch,
    result,
    task_id,
    turn_at,
    want,
    wish_for,
)

PATIENCE = Millis(5_000)
ANY = 100


def due_tasks(ledger: Ledger, limit: int = ANY) -> list[TaskId]:
    return [task.id for task in ledger.due(PATIENCE, limit).tasks]


def ids(*names: str) -> list[TaskId]:
    return [task_id(name) for name in names]


# What nobody looks after


def test_a_queued_task_is_due_when_it_waits_longer_than_patience(ledger: Ledger, clock: MemoryClock) -> None:
    wish_for(ledger, turn_at(ledger), ["take"])
    assert due_tasks(ledger) == []
    clock.sleep(Millis(PATIENCE + 1))
    assert due_tasks(ledger) == ids("take")


def test_a_running_task_is_due_when_its_lease_ended_longer_ago_than_patience(ledger: Ledger, clock: MemoryClock) -> None:
    wish_for(ledger, turn_at(ledger), ["take"])
    claim(ledger, "take")
    clock.sleep(LEASE)
    assert due_tasks(ledger) == []
    clock.sleep(Millis(PATIENCE + 1))
    assert due_tasks(ledger) == ids("take")


def test_a_task_that_waits_to_be_tried_again_is_due_only_after_that(ledger: Ledger, clock: MemoryClock) -> None:
    wish_for(ledger, turn_at(ledger), ["take"])
    break_down(ledger, "take", DISK_FULL, Millis(60_000))
    clock.sleep(Millis(60_000))
    assert due_tasks(ledger) == []
    clock.sleep(Millis(PATIENCE + 1))
    assert due_tasks(ledger) == ids("take")


def test_what_ended_is_parked_or_unwanted_is_never_due(ledger: Ledger, clock: MemoryClock) -> None:
    turn = turn_at(ledger)
    wish_for(ledger, turn, ["done", "failed", "parked"])
    wish_for(ledger, turn_at(ledger, WEDDING), ["unwanted"])
    do(ledger, "done")
    break_down(ledger, "failed")
    parked = claim(ledger, "parked")
    ledger.park(parked.id, parked.epoch)
    ledger.cancel_wishes(WEDDING)
    clock.sleep(Millis(10**8))
    assert due_tasks(ledger) == []


def test_the_oldest_comes_first_and_no_more_than_asked(ledger: Ledger, clock: MemoryClock) -> None:
    turn = turn_at(ledger)
    for name in ("b", "c", "a"):
        wish_for(ledger, turn, [name])
        clock.sleep(Millis(1))
    clock.sleep(Millis(10**6))
    assert due_tasks(ledger) == ids("b", "c", "a")
    assert due_tasks(ledger, 2) == ids("b", "c")


def test_a_wake_is_due_when_nobody_takes_the_turn_for_longer_than_patience(ledger: Ledger, clock: MemoryClock) -> None:
    ledger.create_job(Job(id=HOLIDAY))
    assert ledger.due(PATIENCE, ANY).jobs == ()
    ledger.wake([HOLIDAY])
    clock.sleep(PATIENCE - 1)  # type: ignore[arg-type]
    ledger.wake([HOLIDAY])
    assert ledger.due(PATIENCE, ANY).jobs == ()
    clock.sleep(Millis(2))
    assert ledger.due(PATIENCE, ANY).jobs == (HOLIDAY,)


def test_a_wake_is_not_due_while_somebody_holds_the_turn(ledger: Ledger, clock: MemoryClock) -> None:
    turn = turn_at(ledger)
    ledger.wake([HOLIDAY])
    clock.sleep(Millis(10**6))
    assert ledger.due(PATIENCE, ANY).jobs == ()
    ledger.end_advance(turn, None)
    clock.sleep(Millis(PATIENCE + 1))
    assert ledger.due(PATIENCE, ANY).jobs == (HOLIDAY,)


def test_jobs_come_the_longest_neglected_first_and_no_more_than_asked(ledger: Ledger, clock: MemoryClock) -> None:
    jobs = [JobId(HOLIDAY.owner, name) for name in ("b", "c", "a")]
    for job in jobs:
        ledger.create_job(Job(id=job))
        ledger.wake([job])
        clock.sleep(Millis(1))
    clock.sleep(Millis(10**6))
    assert list(ledger.due(PATIENCE, ANY).jobs) == jobs
    assert list(ledger.due(PATIENCE, 2).jobs) == jobs[:2]


# What a job waits for


def test_counts_are_of_open_wishes_by_step_and_state(ledger: Ledger) -> None:
    turn = turn_at(ledger)
    ready_batch(ledger, turn, ["one", "two", "three", "four"])
    ledger.request(turn, [want("one"), want("sound", step="mix")])
    do(ledger, "two")
    break_down(ledger, "three")
    claim(ledger, "four")
    assert set(ledger.counts(HOLIDAY)) == {
        StepCount(step="render", state=TaskState.QUEUED, count=1),
        StepCount(step="render", state=TaskState.RUNNING, count=1),
        StepCount(step="mix", state=TaskState.QUEUED, count=1),
    }
    assert ledger.counts(WEDDING) == ()


def test_open_tasks_come_those_that_run_or_wait_longest_first(ledger: Ledger, clock: MemoryClock) -> None:
    turn = turn_at(ledger)
    for name in ("b", "c", "a", "done"):
        wish_for(ledger, turn, [name])
        clock.sleep(Millis(1))
    wish_for(ledger, turn, ["b"], BATCH)
    do(ledger, "done")
    claim(ledger, "b")
    assert [task.id for task in ledger.open_tasks(HOLIDAY, ANY)] == ids("c", "a", "b")
    assert [task.id for task in ledger.open_tasks(HOLIDAY, 1)] == ids("c")
    assert ledger.open_tasks(WEDDING, ANY) == ()


# Cleaning


def finished(ledger: Ledger, turn: Turn, names: list[str]) -> None:
    wish_for(ledger, turn, names)
    for name in names:
        do(ledger, name)


def test_unused_tasks_come_in_the_order_of_their_ids_page_by_page(ledger: Ledger, clock: MemoryClock) -> None:
    finished(ledger, turn_at(ledger), ["a", "b", "c", "d", "e"])
    clock.sleep(Millis(1))
    everything = sorted(ids("a", "b", "c", "d", "e"), key=str)
    pages: list[TaskId] = []
    after = None
    while page := ledger.unused_tasks(clock.now(), 2, after):
        assert len(page) <= 2
        pages += [task.id for task in page]
        after = page[-1].id
    assert pages == everything


def test_what_is_wished_for_or_was_used_since_is_not_unused(ledger: Ledger, clock: MemoryClock) -> None:
    turn = turn_at(ledger)
    finished(ledger, turn, ["old", "used"])
    wish_for(ledger, turn, ["wished"])
    clock.sleep(Millis(3 * 24 * 3600 * 1000))
    before = clock.now()
    wish_for(ledger, turn, ["used"])
    finished(ledger, turn, ["young"])
    assert [task.id for task in ledger.unused_tasks(before, ANY)] == ids("old")
    assert ledger.unused_tasks(Instant(0), ANY) == ()


def test_an_unwanted_task_under_a_lease_is_in_use(ledger: Ledger, clock: MemoryClock) -> None:
    wish_for(ledger, turn_at(ledger), ["take"])
    claim(ledger, "take")
    ledger.cancel_wishes(HOLIDAY)
    clock.sleep(Millis(LEASE - 1))
    assert ledger.unused_tasks(clock.now(), ANY) == ()
    assert ledger.drop_task(task_id("take"), clock.now()) is False
    clock.sleep(Millis(2))
    assert [task.id for task in ledger.unused_tasks(clock.now(), ANY)] == ids("take")


def test_a_dropped_task_is_gone(ledger: Ledger, clock: MemoryClock) -> None:
    finished(ledger, turn_at(ledger), ["take"])
    clock.sleep(Millis(1))
    assert ledger.drop_task(task_id("take"), clock.now()) is True
    assert ledger.tasks(ids("take")) == (None,)
    assert ledger.drop_task(task_id("take"), clock.now()) is True


def test_a_task_that_came_to_use_meanwhile_is_not_dropped(ledger: Ledger, clock: MemoryClock) -> None:
    turn = turn_at(ledger)
    finished(ledger, turn, ["take", "other"])
    before = clock.now()
    assert ledger.drop_task(task_id("take"), before) is False
    clock.sleep(Millis(1))
    ledger.forget(task_id("other"), 1)
    wish_for(ledger, turn, ["other"])
    assert ledger.drop_task(task_id("other"), Instant(10**15)) is False
    assert None not in ledger.tasks(ids("take", "other"))


def test_no_attempt_at_a_dropped_task_can_finish_the_one_recorded_anew(ledger: Ledger, clock: MemoryClock) -> None:
    turn = turn_at(ledger)
    wish_for(ledger, turn, ["take"])
    zombie = claim(ledger, "take")
    ledger.cancel_wishes(HOLIDAY)
    clock.sleep(Millis(LEASE + 1))
    assert ledger.drop_task(zombie.id, clock.now())
    (asked,) = wish_for(ledger, turn, ["take"])
    assert asked.fresh
    alive = claim(ledger, "take")
    assert alive.epoch > zombie.epoch
    with pytest.raises(Stale):
        ledger.finish(zombie.id, zombie.epoch, result("of a zombie"))
    assert ledger.finish(alive.id, alive.epoch, result()) == (HOLIDAY,)


# Watching


def test_every_change_that_a_watcher_might_show_counts(ledger: Ledger, clock: MemoryClock) -> None:
    turn = turn_at(ledger)
    seen = ledger.change(HOLIDAY, -1, Millis(0))
    acts = (
        lambda: ledger.update_job(ledger.job(HOLIDAY).with_(priority=1)),
        lambda: wish_for(ledger, turn, ["one", "two", "three", "four"]),
        lambda: ready_batch(ledger, turn, ["five"]),
        lambda: claim(ledger, "one"),
        lambda: ledger.finish(task_id("one"), 1, result()),
        lambda: break_down(ledger, "two"),
        lambda: ledger.retry(HOLIDAY),
        lambda: claim(ledger, "three"),
        lambda: ledger.release(task_id("three"), 1),
        lambda: claim(ledger, "four"),
        lambda: ledger.park(task_id("four"), 1),
        lambda: ledger.cancel_wishes(HOLIDAY),
    )
    for act in acts:
        act()
        now = ledger.change(HOLIDAY, seen, Millis(0))
        assert now > seen
        seen = now


def test_what_concerns_another_job_does_not_count(ledger: Ledger) -> None:
    turn_at(ledger)
    other = turn_at(ledger, WEDDING)
    before = ledger.change(HOLIDAY, -1, Millis(0))
    finished(ledger, other, ["take"])
    assert ledger.change(HOLIDAY, -1, Millis(0)) == before


def test_a_watcher_waits_no_longer_than_told(ledger: Ledger) -> None:
    turn_at(ledger)
    seen = ledger.change(HOLIDAY, -1, Millis(0))
    begin = monotonic()
    assert ledger.change(HOLIDAY, seen, Millis(100)) == seen
    assert 0.09 < monotonic() - begin < 5


def test_a_watcher_learns_of_a_change_soon(ledger: Ledger) -> None:
    turn = turn_at(ledger)
    seen = ledger.change(HOLIDAY, -1, Millis(0))
    later = Timer(0.1, wish_for, (ledger, turn, ["take"]))
    later.start()
    begin = monotonic()
    assert ledger.change(HOLIDAY, seen, Millis(60_000)) > seen
    assert monotonic() - begin < 10
    later.join()


def test_watching_a_job_that_is_not_recorded_ends_at_once(ledger: Ledger) -> None:
    with pytest.raises(NotFound):
        ledger.change(HOLIDAY, 0, Millis(60_000))


def test_many_jobs_are_watched_in_one_call_and_those_that_changed_are_told(ledger: Ledger) -> None:
    for job in (HOLIDAY, WEDDING):
        ledger.create_job(Job(id=job))
    seen = {job: ledger.change(job, -1, Millis(0)) for job in (HOLIDAY, WEDDING)}
    assert ledger.changed(seen, Millis(0)) == {}
    ledger.update_job(ledger.job(WEDDING).with_(priority=1))
    assert ledger.changed(seen, Millis(60_000)) == {WEDDING: ledger.change(WEDDING, -1, Millis(0))}
    gone = JobId(HOLIDAY.owner, "never")
    assert ledger.changed({gone: 0, HOLIDAY: seen[HOLIDAY]}, Millis(60_000)) == {gone: None}
    assert ledger.changed({}, Millis(0)) == {}
