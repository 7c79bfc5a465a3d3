"""The ledger's contract about wishes: asking for tasks, and taking that back."""

from __future__ import annotations

import pytest

from dropcut.domain.errors import Stale
from dropcut.domain.names import JobId, Key
from dropcut.domain.tasks import Task, TaskState
from dropcut.domain.values import Millis
from dropcut.local.memory.clock import MemoryClock
from dropcut.ports.ledger import WANTS_AT_ONCE, Ledger
from tests.conformance.ledger_acts import (
    BATCH,
    DISK_FULL,
    HOLIDAY,
    LEASE,
    NO_VIDEO,
    WEDDING,
    batch_of,
    break_down,
    claim,
    do,
    ready_batch,
    record,
    result,
    state,
    task_id,
    turn_at,
    vanish,
    want,
    wish_for,
    woken,
)
from tests.conformance.racing import race

DAY = Millis(24 * 3600 * 1000)
TAKE = task_id("take")


def open_names(ledger: Ledger, job: JobId = HOLIDAY) -> set[Key]:
    return {task.id.key for task in ledger.open_tasks(job, 1_000)}


def keys(*names: str) -> set[Key]:
    return {task_id(name).key for name in names}


def test_a_wanted_task_is_queued_to_be_dispatched_by_who_asked(ledger: Ledger, clock: MemoryClock) -> None:
    (asked,) = ledger.request(turn_at(ledger), [want("take", priority=3)])
    assert asked.fresh
    assert (asked.task.id, asked.task.state, asked.task.priority) == (TAKE, TaskState.QUEUED, 3)
    assert (asked.task.due, asked.task.inputs) == (clock.now(), result("inputs of take"))
    assert record(ledger, "take") == asked.task


def test_asking_again_queues_nothing_again(ledger: Ledger) -> None:
    turn = turn_at(ledger)
    (first,) = wish_for(ledger, turn, ["take"])
    (second,) = wish_for(ledger, turn, ["take"])
    assert (second.fresh, second.task) == (False, first.task)


def test_a_task_twice_in_one_call_is_queued_once(ledger: Ledger) -> None:
    turn = turn_at(ledger)
    asked = ledger.request(turn, [want("take"), want("take"), want("take", group=BATCH)])
    assert [answer.fresh for answer in asked] == [True, False, False]
    ledger.open_group(turn, batch_of())
    assert ledger.ready_group(turn, BATCH).left == 1
    assert do(ledger, "take") == (HOLIDAY,)


def test_of_two_jobs_that_ask_the_first_queues(ledger: Ledger) -> None:
    (first,) = wish_for(ledger, turn_at(ledger), ["take"])
    (second,) = wish_for(ledger, turn_at(ledger, WEDDING), ["take"])
    assert (first.fresh, second.fresh) == (True, False)
    assert set(do(ledger, "take")) == {HOLIDAY, WEDDING}


def test_of_many_jobs_that_ask_at_once_one_queues(ledger: Ledger) -> None:
    jobs = [JobId(HOLIDAY.owner, f"job {number}") for number in range(20)]
    turns = [turn_at(ledger, job) for job in jobs]
    asked = race(lambda racer: wish_for(ledger, turns[racer], ["take"]))
    assert [answer.fresh for (answer,) in asked].count(True) == 1
    assert set(do(ledger, "take")) == set(jobs)


def test_five_hundred_wants_go_in_one_call_and_no_more(ledger: Ledger) -> None:
    turn = turn_at(ledger)
    names = [f"take {number}" for number in range(WANTS_AT_ONCE)]
    asked = wish_for(ledger, turn, names)
    assert [answer.task.id for answer in asked] == [task_id(name) for name in names]
    assert all(answer.fresh for answer in asked)
    with pytest.raises(ValueError, match="501"):
        wish_for(ledger, turn, [*names, "one more"])
    assert ledger.tasks([task_id("one more")]) == (None,)


def test_a_queued_task_takes_the_higher_priority_and_the_newest_inputs(ledger: Ledger) -> None:
    turn = turn_at(ledger)
    ledger.request(turn, [want("take", priority=5)])
    newest = want("take", priority=1).model_copy(update={"inputs": result("moved")})
    (asked,) = ledger.request(turn, [newest])
    assert (asked.task.priority, asked.task.inputs) == (5, result("moved"))
    ledger.request(turn, [want("take", priority=9).model_copy(update={"inputs": None})])
    assert (record(ledger, "take").priority, record(ledger, "take").inputs) == (9, result("moved"))


def test_a_running_task_is_left_alone_but_wished_for(ledger: Ledger) -> None:
    wish_for(ledger, turn_at(ledger), ["take"])
    running = claim(ledger, "take")
    (asked,) = wish_for(ledger, turn_at(ledger, WEDDING), ["take"])
    assert (asked.fresh, asked.task) == (False, running)
    assert set(ledger.finish(TAKE, running.epoch, result())) == {HOLIDAY, WEDDING}


def test_a_done_task_answers_with_its_result_and_no_wish_is_kept(ledger: Ledger) -> None:
    turn = turn_at(ledger)
    wish_for(ledger, turn, ["take"])
    do(ledger, "take")
    (asked,) = wish_for(ledger, turn, ["take"])
    assert (asked.fresh, asked.task.result) == (False, result("take"))
    assert open_names(ledger) == set()
    assert ledger.forget(TAKE, 1)
    assert ledger.counts(HOLIDAY) == ()


def test_a_result_that_is_asked_for_counts_as_used_that_day(ledger: Ledger, clock: MemoryClock) -> None:
    turn = turn_at(ledger)
    wish_for(ledger, turn, ["take"])
    do(ledger, "take")
    finished = clock.now()
    clock.sleep(Millis(3 * DAY))
    wish_for(ledger, turn, ["take"])
    used = record(ledger, "take").used
    assert finished + 2 * DAY < used <= clock.now()
    assert record(ledger, "take").changed == finished


def test_a_permanent_failure_sticks_at_every_revision(ledger: Ledger) -> None:
    turn = turn_at(ledger)
    wish_for(ledger, turn, ["take"])
    break_down(ledger, "take", NO_VIDEO)
    for revision in (1, 2):
        (asked,) = wish_for(ledger, turn, ["take"], revision=revision)
        assert (asked.fresh, asked.task.state) == (False, TaskState.FAILED)
    assert open_names(ledger) == set()


def test_an_exhausted_failure_is_tried_again_at_a_new_revision_only(ledger: Ledger) -> None:
    turn = turn_at(ledger)
    wish_for(ledger, turn, ["take"])
    break_down(ledger, "take", DISK_FULL)
    (same,) = wish_for(ledger, turn, ["take"], revision=1)
    assert (same.fresh, same.task.state) == (False, TaskState.FAILED)
    (newer,) = wish_for(ledger, turn, ["take"], revision=2)
    assert (newer.fresh, newer.task.state, newer.task.failures) == (True, TaskState.QUEUED, 0)
    assert open_names(ledger) == keys("take")


def test_an_exhausted_failure_is_tried_again_for_another_job_and_both_wait(ledger: Ledger) -> None:
    wish_for(ledger, turn_at(ledger), ["take"])
    break_down(ledger, "take", DISK_FULL)
    (asked,) = wish_for(ledger, turn_at(ledger, WEDDING), ["take"])
    assert asked.fresh
    assert open_names(ledger) == open_names(ledger, WEDDING) == keys("take")
    assert set(do(ledger, "take")) == {HOLIDAY, WEDDING}


def test_a_queued_task_that_nobody_wished_for_is_dispatched_by_who_asks(ledger: Ledger) -> None:
    """Its message may have come while nobody wanted it, and was dropped then."""
    turn = turn_at(ledger)
    wish_for(ledger, turn, ["take"])
    ledger.cancel_wishes(HOLIDAY)
    (asked,) = wish_for(ledger, turn, ["take"])
    assert asked.fresh


def test_wishes_of_older_revisions_can_be_withdrawn(ledger: Ledger) -> None:
    turn = turn_at(ledger)
    wish_for(ledger, turn, ["old", "kept"], revision=1)
    wish_for(ledger, turn, ["kept", "new"], revision=2)
    ledger.withdraw(turn, before=2)
    assert open_names(ledger) == keys("kept", "new")
    ledger.withdraw(turn, before=2)
    assert open_names(ledger) == keys("kept", "new")


def test_asking_again_at_an_older_revision_lowers_nothing(ledger: Ledger) -> None:
    turn = turn_at(ledger)
    wish_for(ledger, turn, ["take"], revision=3)
    wish_for(ledger, turn, ["take"], revision=2)
    ledger.withdraw(turn, before=3)
    assert open_names(ledger) == keys("take")


def test_wishes_of_some_steps_only_can_be_withdrawn(ledger: Ledger) -> None:
    turn = turn_at(ledger)
    ledger.request(turn, [want("a", step="render"), want("b", step="mix"), want("c", step="find")])
    ledger.withdraw(turn, before=2, steps={"render", "find"})
    assert {task.id.step for task in ledger.open_tasks(HOLIDAY, 9)} == {"mix"}
    ledger.withdraw(turn, before=2, steps=())
    assert {task.id.step for task in ledger.open_tasks(HOLIDAY, 9)} == {"mix"}


def test_groups_of_older_revisions_are_withdrawn_with_their_wishes(ledger: Ledger) -> None:
    turn = turn_at(ledger)
    ready_batch(ledger, turn, ["one", "two"])
    ledger.open_group(turn, batch_of(key=Key("c" * 64), revision=2))
    ledger.withdraw(turn, before=2)
    assert ledger.group(HOLIDAY, BATCH) is None
    assert not ledger.group_open(HOLIDAY, BATCH)
    assert ledger.group(HOLIDAY, Key("c" * 64)) is not None
    assert open_names(ledger) == set()


def test_groups_of_other_steps_are_not_withdrawn(ledger: Ledger) -> None:
    turn = turn_at(ledger)
    ready_batch(ledger, turn, ["one"])
    ledger.withdraw(turn, before=2, steps={"mix"})
    assert ledger.group_open(HOLIDAY, BATCH)
    ledger.withdraw(turn, before=2, steps={"render"})
    assert ledger.group(HOLIDAY, BATCH) is None


def test_withdrawing_leaves_the_wishes_of_others(ledger: Ledger) -> None:
    turn = turn_at(ledger)
    wish_for(ledger, turn, ["take"])
    wish_for(ledger, turn_at(ledger, WEDDING), ["take"])
    ledger.withdraw(turn, before=9)
    assert open_names(ledger) == set()
    assert do(ledger, "take") == (WEDDING,)


def test_a_shard_that_is_also_wished_for_alone_is_still_wanted_without_its_group(ledger: Ledger) -> None:
    turn = turn_at(ledger)
    ready_batch(ledger, turn, ["take"])
    wish_for(ledger, turn, ["take"], revision=2)
    ledger.withdraw(turn, before=2)
    assert do(ledger, "take") == (HOLIDAY,)


def test_a_withdrawn_task_stays_recorded(ledger: Ledger) -> None:
    turn = turn_at(ledger)
    wish_for(ledger, turn, ["take"])
    ledger.withdraw(turn, before=2)
    assert state(ledger, "take") is TaskState.QUEUED


def test_cancelling_drops_all_wishes_and_groups_of_that_job_alone(ledger: Ledger) -> None:
    turn = turn_at(ledger)
    ready_batch(ledger, turn, ["shard"])
    wish_for(ledger, turn, ["alone"])
    wish_for(ledger, turn_at(ledger, WEDDING), ["alone"])
    ledger.cancel_wishes(HOLIDAY)
    assert (ledger.counts(HOLIDAY), ledger.group(HOLIDAY, BATCH)) == ((), None)
    assert do(ledger, "alone") == (WEDDING,)
    ledger.cancel_wishes(HOLIDAY)
    ledger.cancel_wishes(JobId(HOLIDAY.owner, "nobody's"))


def test_a_person_can_have_everything_tried_again(ledger: Ledger, clock: MemoryClock) -> None:
    turn = turn_at(ledger)
    wish_for(ledger, turn, ["broken", "tired", "waiting", "running", "done", "of another"])
    break_down(ledger, "broken", NO_VIDEO)
    break_down(ledger, "tired", DISK_FULL, Millis(10**6))
    claim(ledger, "running")
    do(ledger, "done")
    again = ledger.retry(HOLIDAY)
    assert {task.id.key for task in again} == keys("broken", "tired", "waiting", "of another")
    assert all(task.state is TaskState.QUEUED and task.due <= clock.now() for task in again)
    assert (record(ledger, "broken").failures, state(ledger, "running")) == (0, TaskState.RUNNING)
    assert open_names(ledger) == keys("broken", "tired", "waiting", "of another", "running")


def test_a_retry_is_for_what_that_job_wishes_for(ledger: Ledger) -> None:
    wish_for(ledger, turn_at(ledger), ["mine"])
    wish_for(ledger, turn_at(ledger, WEDDING), ["theirs"])
    break_down(ledger, "theirs")
    assert {task.id.key for task in ledger.retry(HOLIDAY)} == keys("mine")
    assert state(ledger, "theirs") is TaskState.FAILED
    assert ledger.retry(JobId(HOLIDAY.owner, "nobody's")) == ()


def test_what_a_retry_queues_again_all_who_wish_for_it_wait_for(ledger: Ledger) -> None:
    wish_for(ledger, turn_at(ledger), ["take"])
    ready_batch(ledger, turn_at(ledger, WEDDING), ["take"])
    break_down(ledger, "take")
    assert not ledger.group_open(WEDDING, BATCH)
    ledger.retry(HOLIDAY)
    assert ledger.group_open(WEDDING, BATCH)
    assert set(do(ledger, "take")) == {HOLIDAY, WEDDING}


def test_what_vanished_and_was_given_up_can_be_retried(ledger: Ledger, clock: MemoryClock) -> None:
    wish_for(ledger, turn_at(ledger), ["take"])
    vanish(ledger, clock, "take")
    assert TAKE not in [task.id for task in ledger.retry(HOLIDAY)]
    ledger.expire(TAKE)
    assert TAKE in [task.id for task in ledger.retry(HOLIDAY)]
    assert claim(ledger, "take").losses == 0


def test_what_can_be_claimed_after_a_retry_includes_leases_that_ran_out(ledger: Ledger, clock: MemoryClock) -> None:
    wish_for(ledger, turn_at(ledger), ["take"])
    claim(ledger, "take")
    assert ledger.retry(HOLIDAY) == ()
    clock.sleep(LEASE)
    assert [task.id for task in ledger.retry(HOLIDAY)] == [TAKE]


def test_a_stale_request_records_none_of_its_wants(ledger: Ledger) -> None:
    turn = turn_at(ledger)
    wish_for(ledger, turn, ["before"])
    ledger.end_advance(turn, None)
    with pytest.raises(Stale):
        wish_for(ledger, turn, ["before", "one", "two"], revision=2)
    assert ledger.tasks([task_id("one"), task_id("two")]) == (None, None)
    ledger.withdraw(turn_at(ledger), before=2)
    assert open_names(ledger) == set()


def test_asking_wakes_nobody(ledger: Ledger) -> None:
    turn = turn_at(ledger)
    wish_for(ledger, turn, ["take"])
    assert ledger.end_advance(turn, None) is False
    assert woken(ledger) == ()


@pytest.mark.parametrize("attempt", range(10))
def test_who_asks_while_the_task_ends_sees_the_result_or_is_woken_by_it(ledger: Ledger, attempt: int) -> None:
    wish_for(ledger, turn_at(ledger, WEDDING), ["take"])
    task, turn = claim(ledger, "take"), turn_at(ledger)

    def finish_or_ask(racer: int) -> tuple[JobId, ...] | Task:
        if racer == 0:
            return ledger.finish(task.id, task.epoch, result())
        return ledger.request(turn, [want("take")])[0].task

    woke, seen = race(finish_or_ask, 2)
    assert isinstance(woke, tuple)
    assert isinstance(seen, Task)
    assert (HOLIDAY in woke) == (seen.result is None)
    assert ledger.end_advance(turn, None) is (HOLIDAY in woke)
