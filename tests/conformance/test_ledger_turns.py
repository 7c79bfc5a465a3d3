"""The ledger's contract about turns: who may advance a job, and that no wake is ever lost."""

from __future__ import annotations

from threading import Thread

import pytest

from dropcut.domain.errors import Stale
from dropcut.domain.jobs import Job, Turn
from dropcut.domain.values import Millis
from dropcut.local.memory.clock import MemoryClock
from dropcut.ports.ledger import Ledger
from tests.conformance.ledger_acts import (
    BATCH,
    HOLIDAY,
    LEASE,
    WEDDING,
    batch_of,
    ready_batch,
    task_id,
    turn_at,
    wish_for,
    woken,
)
from tests.conformance.racing import race


def begin(ledger: Ledger, holder: str = "worker") -> Turn | None:
    return ledger.begin_advance(HOLIDAY, holder, LEASE)


def test_a_turn_covers_every_wake_until_then(ledger: Ledger) -> None:
    ledger.create_job(Job(id=HOLIDAY))
    ledger.wake([HOLIDAY, HOLIDAY])
    ledger.wake([HOLIDAY])
    turn = begin(ledger)
    assert turn is not None
    assert ledger.end_advance(turn, None) is False
    assert woken(ledger) == ()


def test_a_turn_is_had_by_one(ledger: Ledger) -> None:
    turn_at(ledger)
    assert begin(ledger) is None
    assert begin(ledger, "a test") is None


def test_of_many_who_begin_one_gets_the_turn(ledger: Ledger) -> None:
    ledger.create_job(Job(id=HOLIDAY))
    turns = race(lambda racer: begin(ledger, f"worker {racer}"))
    assert len([turn for turn in turns if turn is not None]) == 1


def test_two_jobs_have_turns_of_their_own(ledger: Ledger) -> None:
    assert turn_at(ledger, HOLIDAY) != turn_at(ledger, WEDDING)


def test_a_job_that_is_not_recorded_has_no_turn(ledger: Ledger) -> None:
    ledger.wake([HOLIDAY])
    assert begin(ledger) is None


def test_waking_passes_over_jobs_that_are_not_recorded(ledger: Ledger) -> None:
    ledger.create_job(Job(id=WEDDING))
    ledger.wake([HOLIDAY, WEDDING])
    assert woken(ledger) == (WEDDING,)


def test_a_wake_during_a_turn_asks_for_another(ledger: Ledger) -> None:
    turn = turn_at(ledger)
    ledger.wake([HOLIDAY])
    assert ledger.end_advance(turn, None) is True
    assert woken(ledger) == (HOLIDAY,)
    again = begin(ledger)
    assert again is not None
    assert ledger.end_advance(again, None) is False


def test_no_wake_is_lost_between_begin_and_end(ledger: Ledger) -> None:
    """Wakers and an advancer race; after all of it, every wake was covered by a turn that began later."""
    ledger.create_job(Job(id=HOLIDAY))
    woken_at: list[int] = []
    covered: list[int] = []

    def advance_until_quiet() -> None:
        while (turn := begin(ledger)) is not None:
            covered.append(len(woken_at))
            if not ledger.end_advance(turn, None):
                return

    def wake(racer: int) -> None:
        woken_at.append(racer)
        ledger.wake([HOLIDAY])
        advance_until_quiet()

    race(wake, 8)
    assert covered[-1] == 8
    assert woken(ledger) == ()


def test_a_turn_whose_lease_ran_out_can_be_taken_over(ledger: Ledger, clock: MemoryClock) -> None:
    ledger.create_job(Job(id=HOLIDAY))
    first = begin(ledger)
    clock.sleep(Millis(LEASE - 1))
    assert begin(ledger) is None
    clock.sleep(Millis(1))
    second = begin(ledger)
    assert first is not None
    assert second is not None
    assert second.epoch > first.epoch


def test_a_turn_that_was_taken_over_is_stale_in_every_call(ledger: Ledger, clock: MemoryClock) -> None:
    ledger.create_job(Job(id=HOLIDAY))
    zombie = begin(ledger)
    assert zombie is not None
    ready_batch(ledger, zombie, ["shard"])
    before = ledger.group(HOLIDAY, BATCH)
    clock.sleep(LEASE)
    assert begin(ledger) is not None
    assert_stale_everywhere(ledger, zombie)
    assert ledger.group(HOLIDAY, BATCH) == before


def test_a_turn_that_was_given_back_is_stale_in_every_call(ledger: Ledger) -> None:
    turn = turn_at(ledger)
    ready_batch(ledger, turn, ["shard"])
    ledger.end_advance(turn, None)
    assert_stale_everywhere(ledger, turn)


def assert_stale_everywhere(ledger: Ledger, turn: Turn) -> None:
    for call in (
        lambda: ledger.end_advance(turn, None),
        lambda: wish_for(ledger, turn, ["one", "two"]),
        lambda: ledger.withdraw(turn, before=9),
        lambda: ledger.open_group(turn, batch_of(revision=7)),
        lambda: ledger.ready_group(turn, BATCH),
    ):
        with pytest.raises(Stale):
            call()
    assert ledger.tasks([task_id("one"), task_id("two")]) == (None, None)
    assert ledger.group_open(HOLIDAY, BATCH)


def test_a_lease_that_ran_out_does_no_harm_while_nobody_took_over(ledger: Ledger, clock: MemoryClock) -> None:
    ledger.create_job(Job(id=HOLIDAY))
    turn = begin(ledger)
    clock.sleep(Millis(10 * LEASE))
    assert turn is not None
    wish_for(ledger, turn, ["take"])
    assert ledger.end_advance(turn, None) is False


def test_the_wake_of_a_turn_that_died_waits_when_its_lease_ran_out(ledger: Ledger, clock: MemoryClock) -> None:
    ledger.create_job(Job(id=HOLIDAY))
    ledger.wake([HOLIDAY])
    begin(ledger)
    assert woken(ledger) == ()
    clock.sleep(LEASE)
    assert woken(ledger) == (HOLIDAY,)


def test_a_set_wake_is_due_when_its_moment_has_come(ledger: Ledger, clock: MemoryClock) -> None:
    turn = turn_at(ledger)
    ledger.end_advance(turn, Millis(500))
    clock.sleep(Millis(499))
    assert ledger.due(LEASE, 9).jobs == ()
    clock.sleep(Millis(1))
    assert ledger.due(LEASE, 9).jobs == (HOLIDAY,)


def test_a_set_wake_outlives_a_turn_that_died(ledger: Ledger, clock: MemoryClock) -> None:
    ledger.end_advance(turn_at(ledger), Millis(500))
    clock.sleep(Millis(500))
    assert begin(ledger) is not None
    clock.sleep(LEASE)
    assert woken(ledger) == (HOLIDAY,)


def test_the_next_turn_sets_its_own_wake(ledger: Ledger, clock: MemoryClock) -> None:
    ledger.end_advance(turn_at(ledger), Millis(500))
    ledger.end_advance(turn_at(ledger), None)
    clock.sleep(Millis(10_000))
    assert woken(ledger) == ()


def test_wakes_from_many_threads_all_count(ledger: Ledger) -> None:
    turn = turn_at(ledger)
    wakers = [Thread(target=ledger.wake, args=([HOLIDAY],)) for _ in range(20)]
    for waker in wakers:
        waker.start()
    for waker in wakers:
        waker.join()
    assert ledger.end_advance(turn, None) is True
    last = begin(ledger)
    assert last is not None
    assert last.seen - turn.seen == 20
    assert ledger.end_advance(last, None) is False
