"""The ledger's contract about the life of a task: one holder at a time, and nothing from a stale one."""

from __future__ import annotations

import pytest

from dropcut.domain.errors import Stale, Unwanted
from dropcut.domain.names import JobId
from dropcut.domain.tasks import LOSSES_ALLOWED, Busy, Claim, Claimed, Done, TaskState
from dropcut.domain.values import Millis
from dropcut.local.memory.clock import MemoryClock
from dropcut.ports.ledger import Ledger
from tests.conformance.ledger_acts import (
    BATCH,
    DISK_FULL,
    HOLIDAY,
    LEASE,
    NO_VIDEO,
    VERSION,
    WEDDING,
    batch_of,
    break_down,
    claim,
    do,
    record,
    result,
    state,
    task_id,
    turn_at,
    vanish,
    wish_for,
    woken,
)
from tests.conformance.racing import race

TAKE = task_id("take")


@pytest.fixture
def wished(ledger: Ledger) -> Ledger:
    """A ledger in which one job wishes for the task called `take`."""
    wish_for(ledger, turn_at(ledger), ["take"])
    return ledger


def ask(ledger: Ledger, version: str = VERSION) -> Claim:
    return ledger.claim(TAKE, "another", version, LEASE)


def test_records_come_in_the_order_asked(ledger: Ledger) -> None:
    names = ["a", "b", "c", "d"]
    wish_for(ledger, turn_at(ledger), names)
    asked = [task_id(name) for name in ("d", "lost", "a", "d")]
    found = ledger.tasks(asked)
    assert [task and task.id for task in found] == [asked[0], None, asked[2], asked[3]]
    assert ledger.tasks([]) == ()


def test_a_claim_gives_the_work_under_a_new_epoch(wished: Ledger, clock: MemoryClock) -> None:
    task = claim(wished, "take", "worker 7")
    assert (task.state, task.epoch, task.holder) == (TaskState.RUNNING, 1, "worker 7")
    assert task.due == clock.now() + LEASE
    assert task.inputs == result("inputs of take")
    assert record(wished, "take") == task


def test_a_claim_tells_who_wants_the_work_at_which_revision_and_for_how_long_it_waited(
    ledger: Ledger, clock: MemoryClock
) -> None:
    wish_for(ledger, turn_at(ledger, WEDDING), ["take"], revision=3)
    turn = turn_at(ledger, HOLIDAY)
    wish_for(ledger, turn, ["take"], revision=1)
    ledger.open_group(turn, batch_of(HOLIDAY, total=1, revision=2))
    wish_for(ledger, turn, ["take"], group=BATCH, revision=2)
    clock.sleep(Millis(250))
    answer = ask(ledger)
    assert isinstance(answer, Claimed)
    assert [(wisher.job, wisher.revision) for wisher in answer.wishers] == [(HOLIDAY, 2), (WEDDING, 3)]
    assert answer.waited == 250


def test_of_many_who_claim_one_gets_the_work(wished: Ledger) -> None:
    claims = race(lambda racer: wished.claim(TAKE, f"worker {racer}", VERSION, LEASE))
    assert len([answer for answer in claims if isinstance(answer, Claimed)]) == 1
    assert len([answer for answer in claims if isinstance(answer, Busy)]) == 19


def test_of_many_who_claim_after_a_lease_ran_out_one_gets_the_work(wished: Ledger, clock: MemoryClock) -> None:
    claim(wished, "take")
    clock.sleep(LEASE)
    claims = race(lambda racer: wished.claim(TAKE, f"worker {racer}", VERSION, LEASE))
    assert [answer.task.epoch for answer in claims if isinstance(answer, Claimed)] == [2]


def test_a_held_task_is_busy_and_says_who_is_on_it(wished: Ledger) -> None:
    claim(wished, "take", "worker 7")
    answer = ask(wished)
    assert isinstance(answer, Busy)
    assert "worker 7" in answer.why


def test_a_done_task_gives_its_result(wished: Ledger) -> None:
    do(wished, "take")
    assert ask(wished) == Done(result=result("take"))
    assert ask(wished, "another version") == Done(result=result("take"))


def test_a_task_that_is_not_recorded_is_busy(ledger: Ledger) -> None:
    assert isinstance(ask(ledger), Busy)


def test_a_task_for_another_version_of_the_step_is_busy(wished: Ledger) -> None:
    answer = ask(wished, "2")
    assert isinstance(answer, Busy)
    assert "version 1" in answer.why
    assert state(wished, "take") is TaskState.QUEUED


def test_a_task_that_nobody_wants_is_busy(wished: Ledger) -> None:
    wished.cancel_wishes(HOLIDAY)
    answer = ask(wished)
    assert isinstance(answer, Busy)
    assert "nobody wants it" in answer.why


def test_a_lease_runs_out_by_the_clock_of_the_store(wished: Ledger, clock: MemoryClock) -> None:
    claim(wished, "take")
    clock.sleep(Millis(LEASE - 1))
    assert isinstance(ask(wished), Busy)
    clock.sleep(Millis(1))
    answer = ask(wished)
    assert isinstance(answer, Claimed)
    assert (answer.task.epoch, answer.task.losses) == (2, 1)


def test_a_renewed_lease_lasts_from_now(wished: Ledger, clock: MemoryClock) -> None:
    task = claim(wished, "take")
    clock.sleep(Millis(LEASE - 1))
    wished.renew(TAKE, task.epoch, LEASE)
    clock.sleep(Millis(LEASE - 1))
    assert isinstance(ask(wished), Busy)
    clock.sleep(Millis(1))
    assert isinstance(ask(wished), Claimed)


def test_a_lease_that_ran_out_can_be_renewed_while_nobody_took_over(wished: Ledger, clock: MemoryClock) -> None:
    task = claim(wished, "take")
    clock.sleep(Millis(3 * LEASE))
    wished.renew(TAKE, task.epoch, LEASE)
    assert isinstance(ask(wished), Busy)


def test_renewing_work_that_nobody_wants_any_more_says_so(wished: Ledger) -> None:
    task = claim(wished, "take")
    wished.cancel_wishes(HOLIDAY)
    with pytest.raises(Unwanted):
        wished.renew(TAKE, task.epoch, LEASE)


def test_work_goes_on_while_one_of_two_jobs_wants_it(wished: Ledger) -> None:
    wish_for(wished, turn_at(wished, WEDDING), ["take"])
    task = claim(wished, "take")
    wished.cancel_wishes(HOLIDAY)
    wished.renew(TAKE, task.epoch, LEASE)
    assert wished.finish(TAKE, task.epoch, result()) == (WEDDING,)


def test_a_stale_attempt_is_refused_in_every_call(wished: Ledger, clock: MemoryClock) -> None:
    zombie = claim(wished, "take")
    clock.sleep(LEASE)
    alive = claim(wished, "take")
    assert_refused(wished, zombie.epoch)
    assert_refused(wished, alive.epoch + 1)
    assert record(wished, "take") == alive


def test_an_attempt_whose_task_ended_is_refused(wished: Ledger) -> None:
    task = claim(wished, "take")
    wished.fail(TAKE, task.epoch, NO_VIDEO, None)
    assert_refused(wished, task.epoch)


def test_an_attempt_whose_task_is_queued_again_is_refused(wished: Ledger) -> None:
    task = claim(wished, "take")
    wished.release(TAKE, task.epoch)
    assert_refused(wished, task.epoch)


def test_an_attempt_at_a_task_that_is_not_recorded_is_refused(ledger: Ledger) -> None:
    assert_refused(ledger, 1)
    assert ledger.expire(TAKE) == ()
    assert ledger.forget(TAKE, 1) is False


def assert_refused(ledger: Ledger, epoch: int) -> None:
    before = ledger.tasks([TAKE])
    for call in (
        lambda: ledger.renew(TAKE, epoch, LEASE),
        lambda: ledger.finish(TAKE, epoch, result("of a zombie")),
        lambda: ledger.fail(TAKE, epoch, NO_VIDEO, None),
        lambda: ledger.release(TAKE, epoch),
        lambda: ledger.park(TAKE, epoch),
    ):
        with pytest.raises(Stale):
            call()
    assert ledger.tasks([TAKE]) == before


def test_a_refused_attempt_is_stale_before_it_is_unwanted(wished: Ledger, clock: MemoryClock) -> None:
    zombie = claim(wished, "take")
    clock.sleep(LEASE)
    claim(wished, "take")
    wished.cancel_wishes(HOLIDAY)
    with pytest.raises(Stale):
        wished.renew(TAKE, zombie.epoch, LEASE)


def test_a_finished_task_has_its_result_and_wakes_who_wished_for_it(wished: Ledger, clock: MemoryClock) -> None:
    wish_for(wished, turn_at(wished, WEDDING), ["take"])
    clock.sleep(Millis(7))
    assert set(do(wished, "take")) == {HOLIDAY, WEDDING}
    task = record(wished, "take")
    assert (task.state, task.result, task.holder) == (TaskState.DONE, result("take"), "")
    assert (task.changed, task.used) == (clock.now(), clock.now())


def test_whom_a_finish_wakes_must_be_advanced_again(wished: Ledger) -> None:
    other = turn_at(wished, WEDDING)
    wish_for(wished, other, ["take"])
    wished.end_advance(other, None)
    do(wished, "take")
    assert woken(wished) == (WEDDING,)


def test_saying_finish_twice_is_saying_it_once(wished: Ledger) -> None:
    task = claim(wished, "take")
    assert wished.finish(TAKE, task.epoch, result("first")) == (HOLIDAY,)
    before = record(wished, "take")
    assert wished.finish(TAKE, task.epoch, result("second")) == ()
    assert record(wished, "take") == before


def test_of_many_who_say_finish_all_agree(wished: Ledger) -> None:
    task = claim(wished, "take")
    wakes = race(lambda racer: wished.finish(TAKE, task.epoch, result(str(racer))))
    assert sorted(wakes) == [()] * 19 + [(HOLIDAY,)]


def test_a_finish_fulfils_the_wishes(wished: Ledger) -> None:
    do(wished, "take")
    assert wished.counts(HOLIDAY) == ()
    assert wished.retry(HOLIDAY) == ()
    assert wished.forget(TAKE, 1)
    assert wished.due(Millis(0), 9).tasks == ()


def test_a_finish_after_the_wishes_were_withdrawn_still_counts(wished: Ledger) -> None:
    task = claim(wished, "take")
    wished.cancel_wishes(HOLIDAY)
    assert wished.finish(TAKE, task.epoch, result()) == ()
    assert state(wished, "take") is TaskState.DONE


def test_a_failure_to_be_retried_waits_and_wakes_nobody(wished: Ledger, clock: MemoryClock) -> None:
    assert break_down(wished, "take", DISK_FULL, Millis(500)) == ()
    task = record(wished, "take")
    assert (task.state, task.failures, task.failure) == (TaskState.QUEUED, 1, DISK_FULL)
    assert isinstance(ask(wished), Busy)
    clock.sleep(Millis(500))
    assert isinstance(ask(wished), Claimed)


def test_a_failure_for_good_wakes_who_wished_and_keeps_the_wishes(wished: Ledger) -> None:
    assert break_down(wished, "take") == (HOLIDAY,)
    task = record(wished, "take")
    assert (task.state, task.failure) == (TaskState.FAILED, NO_VIDEO)
    assert isinstance(ask(wished), Busy)
    assert wished.open_tasks(HOLIDAY, 9) == ()
    assert [again.id for again in wished.retry(HOLIDAY)] == [TAKE]


def test_a_released_task_is_queued_again_through_no_fault_of_its_own(wished: Ledger, clock: MemoryClock) -> None:
    task = claim(wished, "take")
    wished.release(TAKE, task.epoch)
    after = record(wished, "take")
    assert (after.state, after.failures, after.losses, after.due) == (TaskState.QUEUED, 0, 0, clock.now())
    assert claim(wished, "take").epoch == task.epoch + 1


def test_a_parked_task_waits_for_an_advance_and_wakes_all_who_wish_for_it(wished: Ledger) -> None:
    turn = turn_at(wished, WEDDING)
    wish_for(wished, turn, ["take"])
    task = claim(wished, "take")
    assert set(wished.park(TAKE, task.epoch)) == {HOLIDAY, WEDDING}
    assert state(wished, "take") is TaskState.WANTED
    assert isinstance(ask(wished), Busy)
    (asked,) = wish_for(wished, turn, ["take"])
    assert asked.fresh
    assert claim(wished, "take").epoch == task.epoch + 1


def test_a_parked_shard_wakes_its_job_though_its_group_is_not_done(ledger: Ledger) -> None:
    wish_for(ledger, turn_at(ledger), ["take", "other"], group=task_id("any").key)
    task = claim(ledger, "take")
    assert ledger.park(TAKE, task.epoch) == (HOLIDAY,)


def test_a_forgotten_result_is_wanted_again_under_a_higher_epoch(wished: Ledger) -> None:
    do(wished, "take")
    assert wished.forget(TAKE, 1) is True
    assert state(wished, "take") is TaskState.WANTED
    assert record(wished, "take").result is None
    (asked,) = wish_for(wished, turn_at(wished, WEDDING), ["take"])
    assert asked.fresh
    assert claim(wished, "take").epoch == 2


def test_only_a_task_done_by_that_attempt_can_be_forgotten(wished: Ledger) -> None:
    assert wished.forget(TAKE, 0) is False
    do(wished, "take")
    assert wished.forget(TAKE, 2) is False
    assert wished.forget(TAKE, 1) is True
    assert wished.forget(TAKE, 1) is False
    assert state(wished, "take") is TaskState.WANTED


def test_of_many_who_forget_one_did(wished: Ledger) -> None:
    do(wished, "take")
    assert race(lambda _racer: wished.forget(TAKE, 1)).count(True) == 1


def test_a_task_whose_attempts_kept_vanishing_is_given_up_with_the_reason(wished: Ledger, clock: MemoryClock) -> None:
    vanish(wished, clock, "take")
    assert isinstance(ask(wished), Busy)
    assert wished.expire(TAKE) == (HOLIDAY,)
    task = record(wished, "take")
    assert task.state is TaskState.FAILED
    assert task.failure is not None
    assert "without a word" in task.failure.message
    assert wished.expire(TAKE) == ()


def test_nothing_is_given_up_before_its_time(wished: Ledger, clock: MemoryClock) -> None:
    vanish(wished, clock, "take", LOSSES_ALLOWED)
    assert wished.expire(TAKE) == ()
    claim(wished, "take")
    assert wished.expire(TAKE) == ()
    clock.sleep(LEASE)
    assert wished.expire(TAKE) == (HOLIDAY,)


def test_giving_up_wakes_nobody_when_nobody_wished(wished: Ledger, clock: MemoryClock) -> None:
    vanish(wished, clock, "take")
    wished.cancel_wishes(HOLIDAY)
    assert wished.expire(TAKE) == ()
    assert state(wished, "take") is TaskState.FAILED


def test_work_by_many_holders_is_done_once_each(ledger: Ledger) -> None:
    """Twenty workers go through fifty tasks in the same order: each task is run by one of them, and its job is told."""
    names = [f"task {number}" for number in range(50)]
    wish_for(ledger, turn_at(ledger), names)

    def work(racer: int) -> list[tuple[str, tuple[JobId, ...]]]:
        mine = []
        for name in names:
            answer = ledger.claim(task_id(name), f"worker {racer}", VERSION, LEASE)
            if isinstance(answer, Claimed):
                mine.append((name, ledger.finish(answer.task.id, answer.task.epoch, result(name))))
        return mine

    done = sorted(part for parts in race(work) for part in parts)
    assert done == sorted((name, (HOLIDAY,)) for name in names)
