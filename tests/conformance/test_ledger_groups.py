"""The ledger's contract about groups: the end of a batch advances its job, and nothing else of it does."""

from __future__ import annotations

import pytest

from dropcut.domain.blobs import Many
from dropcut.domain.errors import NotFound
from dropcut.domain.jobs import GroupResult
from dropcut.domain.names import Key
from dropcut.domain.values import Millis
from dropcut.local.memory.clock import MemoryClock
from dropcut.ports.ledger import Ledger
from tests.conformance.ledger_acts import (
    BATCH,
    DISK_FULL,
    HOLIDAY,
    NO_VIDEO,
    WEDDING,
    batch_of,
    break_down,
    claim,
    do,
    ready_batch,
    record,
    task_id,
    turn_at,
    vanish,
    wish_for,
    woken,
)
from tests.conformance.racing import race

GAVE = GroupResult(results=Many.of((1, 2, 3)), run=2, reused=1, revision=1)
SHARDS = ("one", "two", "three")


def test_an_opened_group_is_recorded_as_it_is(ledger: Ledger) -> None:
    turn = turn_at(ledger)
    group = ledger.open_group(turn, batch_of(total=7))
    assert group == batch_of(total=7)
    assert ledger.group(HOLIDAY, BATCH) == group
    assert not group.ready


def test_a_group_that_is_not_there_is_none(ledger: Ledger) -> None:
    turn = turn_at(ledger)
    assert ledger.group(HOLIDAY, BATCH) is None
    assert ledger.group(WEDDING, BATCH) is None
    assert not ledger.group_open(HOLIDAY, BATCH)
    assert not ledger.group_open(WEDDING, BATCH)
    with pytest.raises(NotFound):
        ledger.ready_group(turn, BATCH)
    with pytest.raises(NotFound):
        ledger.close_group(turn, BATCH, GAVE)


def test_opening_again_at_the_same_revision_changes_nothing(ledger: Ledger) -> None:
    turn = turn_at(ledger)
    before = ready_batch(ledger, turn, SHARDS)
    assert ledger.open_group(turn, batch_of()) == before
    assert ledger.open_group(turn, batch_of(revision=0)) == before


def test_opening_again_takes_the_newer_revision_and_is_not_ready_until_said(ledger: Ledger) -> None:
    turn = turn_at(ledger)
    ready_batch(ledger, turn, ["one"])
    newer = ledger.open_group(turn, batch_of(revision=4))
    assert (newer.revision, newer.ready, newer.left) == (4, False, 1)
    assert ledger.group(HOLIDAY, BATCH) == newer
    assert do(ledger, "one") == ()
    assert ledger.ready_group(turn, BATCH).left == 0


def test_a_group_that_gave_its_result_stays_so_at_a_newer_revision(ledger: Ledger) -> None:
    turn = turn_at(ledger)
    ready_batch(ledger, turn, [])
    ledger.close_group(turn, BATCH, GAVE)
    newer = ledger.open_group(turn, batch_of(revision=2))
    assert (newer.revision, newer.ready, newer.result) == (2, True, GAVE)
    ledger.withdraw(turn, before=2)
    assert ledger.group(HOLIDAY, BATCH) == newer


def test_what_a_group_gave_is_said_once(ledger: Ledger) -> None:
    turn = turn_at(ledger)
    ready_batch(ledger, turn, [])
    ledger.close_group(turn, BATCH, GAVE)
    ledger.close_group(turn, BATCH, GAVE.model_copy(update={"run": 0}))
    group = ledger.group(HOLIDAY, BATCH)
    assert group is not None
    assert group.result == GAVE


def test_a_group_says_how_many_of_its_shards_are_left(ledger: Ledger) -> None:
    turn = turn_at(ledger)
    assert ready_batch(ledger, turn, SHARDS).left == 3
    do(ledger, "one")
    break_down(ledger, "two", NO_VIDEO)
    claim(ledger, "three")
    group = ledger.group(HOLIDAY, BATCH)
    assert group is not None
    assert (group.left, group.ready) == (1, True)
    assert ledger.group_open(HOLIDAY, BATCH)
    break_down_running = record(ledger, "three")
    ledger.fail(break_down_running.id, break_down_running.epoch, DISK_FULL, Millis(5))
    assert ledger.group_open(HOLIDAY, BATCH)


def test_getting_ready_tells_when_nothing_is_left(ledger: Ledger) -> None:
    turn = turn_at(ledger)
    ledger.open_group(turn, batch_of())
    wish_for(ledger, turn, SHARDS, BATCH)
    assert [do(ledger, name) for name in SHARDS] == [(), (), ()]
    assert ledger.ready_group(turn, BATCH).left == 0


def test_the_last_shard_of_a_ready_group_wakes_its_job_and_no_other_does(ledger: Ledger) -> None:
    turn = turn_at(ledger)
    ready_batch(ledger, turn, SHARDS)
    ledger.end_advance(turn, None)
    assert [do(ledger, name) for name in ("two", "three")] == [(), ()]
    assert woken(ledger) == ()
    assert do(ledger, "one") == (HOLIDAY,)
    assert woken(ledger) == (HOLIDAY,)


def test_a_group_that_is_not_ready_wakes_nobody(ledger: Ledger) -> None:
    turn = turn_at(ledger)
    ledger.open_group(turn, batch_of())
    wish_for(ledger, turn, SHARDS, BATCH)
    assert [do(ledger, name) for name in SHARDS] == [(), (), ()]
    assert ledger.end_advance(turn, None) is False


def test_of_many_who_finish_shards_one_wakes_the_job(ledger: Ledger) -> None:
    names = [f"shard {number}" for number in range(20)]
    ready_batch(ledger, turn_at(ledger), names)
    wakes = race(lambda racer: do(ledger, names[racer]))
    assert sorted(wakes) == [()] * 19 + [(HOLIDAY,)]


def test_a_last_shard_that_fails_for_good_wakes_the_job(ledger: Ledger) -> None:
    ready_batch(ledger, turn_at(ledger), ("one", "two"))
    assert break_down(ledger, "one") == ()
    assert break_down(ledger, "two") == (HOLIDAY,)
    assert not ledger.group_open(HOLIDAY, BATCH)


def test_a_failure_that_is_tried_again_leaves_the_group_open(ledger: Ledger, clock: MemoryClock) -> None:
    ready_batch(ledger, turn_at(ledger), ("one",))
    assert break_down(ledger, "one", DISK_FULL, Millis(5)) == ()
    assert ledger.group_open(HOLIDAY, BATCH)
    clock.sleep(Millis(5))
    assert do(ledger, "one") == (HOLIDAY,)


def test_a_last_shard_that_is_given_up_wakes_the_job(ledger: Ledger, clock: MemoryClock) -> None:
    ready_batch(ledger, turn_at(ledger), ("one",))
    vanish(ledger, clock, "one")
    assert ledger.expire(task_id("one")) == (HOLIDAY,)


def test_a_shard_that_two_groups_share_ends_both(ledger: Ledger) -> None:
    other = Key("c" * 64)
    turn = turn_at(ledger)
    ready_batch(ledger, turn, ("shared", "mine"))
    ledger.open_group(turn, batch_of(key=other))
    wish_for(ledger, turn, ["shared"], other)
    ledger.ready_group(turn, other)
    assert do(ledger, "shared") == (HOLIDAY,)
    assert (ledger.group_open(HOLIDAY, other), ledger.group_open(HOLIDAY, BATCH)) == (False, True)


def test_groups_of_two_jobs_end_each_on_their_own(ledger: Ledger) -> None:
    ready_batch(ledger, turn_at(ledger), ("shared", "mine"))
    ready_batch(ledger, turn_at(ledger, WEDDING), ("shared",))
    assert do(ledger, "shared") == (WEDDING,)
    assert do(ledger, "mine") == (HOLIDAY,)


def test_a_task_wished_for_alone_wakes_its_job_though_it_is_a_shard_too(ledger: Ledger) -> None:
    turn = turn_at(ledger)
    ready_batch(ledger, turn, ("one", "two"))
    wish_for(ledger, turn, ["one"])
    assert do(ledger, "one") == (HOLIDAY,)
    assert ledger.group_open(HOLIDAY, BATCH)


def test_a_done_shard_that_is_asked_for_leaves_nothing_open(ledger: Ledger) -> None:
    turn = turn_at(ledger)
    wish_for(ledger, turn, ["one"])
    do(ledger, "one")
    assert ready_batch(ledger, turn, ["one"]).left == 0


def test_a_parked_shard_leaves_its_group_open(ledger: Ledger) -> None:
    ready_batch(ledger, turn_at(ledger), ("one",))
    task = claim(ledger, "one")
    ledger.park(task.id, task.epoch)
    assert ledger.group_open(HOLIDAY, BATCH)


def test_a_group_comes_back_with_all_it_gave(ledger: Ledger) -> None:
    turn = turn_at(ledger)
    ready_batch(ledger, turn, [])
    gave = GroupResult(results=Many.of(({"clip": "Süd.mp4"}, None, [1, "2"])), run=3, reused=0, revision=1)
    ledger.close_group(turn, BATCH, gave)
    group = ledger.group(HOLIDAY, BATCH)
    assert group is not None
    assert group.result == gave
