"""A process may end between any two commits of a call: what it began is then found by others, and nobody waits for ever."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dropcut.cloud.firestore.ledger import FirestoreLedger
from dropcut.domain.errors import NotFound, Stale
from dropcut.domain.jobs import Job
from dropcut.domain.tasks import Claimed
from dropcut.domain.values import Millis
from dropcut.ports.ledger import Ledger
from tests.conformance.ledger_acts import (
    BATCH,
    HOLIDAY,
    LEASE,
    LONG,
    VERSION,
    WEDDING,
    batch_of,
    break_down,
    claim,
    do,
    ready_batch,
    result,
    task_id,
    turn_at,
    want,
    wish_for,
    woken,
)
from tests.unit.cloud.firestore.bench import Bench, DiedError

POINTS = range(1, 6)
"""No call that is tried here needs more commits."""


def dies(home: Bench, act: Callable[[FirestoreLedger], object], point: int, *, before: bool) -> bool:
    """Whether the process that does this ends at this commit; otherwise it has fewer."""
    ledger, wire = home.watched()
    wire.die_before, wire.die_after = (point, None) if before else (None, point)
    try:
        act(ledger)
    except DiedError:
        return True
    return False


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("point", POINTS)
def test_the_end_of_a_group_is_never_lost(home: Bench, point: int, before: bool) -> None:  # noqa: FBT001 - both are tried
    turn = turn_at(home.ledger)
    ready_batch(home.ledger, turn, ["one", "two"])
    home.ledger.end_advance(turn, None)
    do(home.ledger, "one")
    task = claim(home.ledger, "two")
    dies(home, lambda ledger: ledger.finish(task.id, task.epoch, result()), point, before=before)
    if home.ledger.tasks([task.id])[0] == task:
        home.ledger.finish(task.id, task.epoch, result())
    assert woken(home.ledger) == (HOLIDAY,)
    assert home.ledger.finish(task.id, task.epoch, result()) == ()
    again = home.ledger.begin_advance(HOLIDAY, "a test", LONG)
    assert again is not None
    assert home.ledger.end_advance(again, None) is False
    assert woken(home.ledger) == ()


def test_whoever_says_finish_again_makes_up_for_the_wake_that_was_missing(home: Bench) -> None:
    ready_batch(home.ledger, turn_at(home.ledger), ["one"])
    task = claim(home.ledger, "one")
    assert dies(home, lambda ledger: ledger.finish(task.id, task.epoch, result()), 1, before=False)
    assert home.ledger.finish(task.id, task.epoch, result()) == (HOLIDAY,)
    assert home.ledger.finish(task.id, task.epoch, result()) == ()


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("point", POINTS)
def test_a_job_is_forgotten_or_is_there(home: Bench, point: int, before: bool) -> None:  # noqa: FBT001 - both are tried
    ready_batch(home.ledger, turn_at(home.ledger), ["one", "two"])
    wish_for(home.ledger, turn_at(home.ledger, WEDDING), ["two"])
    zombie = turn_at_taken_over(home)
    if not dies(home, lambda ledger: ledger.forget_job(HOLIDAY), point, before=before):
        return
    if is_there(home.ledger):
        assert home.ledger.group_open(HOLIDAY, BATCH)
    else:
        assert home.ledger.begin_advance(HOLIDAY, "a test", LONG) is None
        home.ledger.wake([HOLIDAY])
        assert woken(home.ledger) == ()  # the sweep ends what was begun
        assert nothing_is_left_of_it(home)
        home.ledger.create_job(Job(id=HOLIDAY))
        assert home.ledger.begin_advance(HOLIDAY, "a test", LONG) != zombie
    assert do(home.ledger, "two") == (WEDDING,)


def test_a_job_that_is_recorded_anew_has_nothing_of_the_one_half_forgotten(home: Bench) -> None:
    ready_batch(home.ledger, turn_at(home.ledger), ["one"])
    assert dies(home, lambda ledger: ledger.forget_job(HOLIDAY), 1, before=False)
    turn_at(home.ledger)
    assert home.ledger.group(HOLIDAY, BATCH) is None
    assert home.ledger.counts(HOLIDAY) == ()
    assert not home.ledger.group_open(HOLIDAY, BATCH)


@pytest.mark.parametrize("commit", [2, 3, 4])
def test_who_is_late_to_forget_leaves_the_job_recorded_anew_alone(home: Bench, commit: int) -> None:
    """Two forget a job; while the one is in the middle of it, the other does it all, and the job is recorded anew."""
    ready_batch(home.ledger, turn_at(home.ledger), ["one"])
    slow, wire = home.watched()

    def overtake() -> None:
        home.ledger.forget_job(HOLIDAY)
        ready_batch(home.ledger, turn_at(home.ledger), ["one", "new"])

    wire.meanwhile[commit] = overtake
    slow.forget_job(HOLIDAY)
    assert wire.meanwhile == {}
    group = home.ledger.group(HOLIDAY, BATCH)
    assert group is not None
    assert group.left == 2


def test_taking_wishes_back_can_be_said_again(home: Bench) -> None:
    names = [f"shard {number}" for number in range(450)]
    turn = turn_at(home.ledger)
    ready_batch(home.ledger, turn, names)
    for call in (lambda ledger: ledger.cancel_wishes(HOLIDAY), lambda ledger: ledger.withdraw(turn, before=9)):
        assert dies(home, call, 2, before=True)
    home.ledger.withdraw(turn, before=9)
    assert home.ledger.counts(HOLIDAY) == ()
    assert home.ledger.due(Millis(0), 9).tasks == ()
    (asked,) = wish_for(home.ledger, turn, names[:1])
    assert asked.fresh


@pytest.mark.parametrize("commit", [1, 2])
def test_an_answer_that_was_lost_on_the_way_is_made_up_for(home: Bench, commit: int) -> None:
    """What was done although nobody heard of it is not taken for somebody else's."""
    home.ledger.create_job(Job(id=HOLIDAY))
    ledger, wire = home.watched()
    wire.lose_answer_of = commit
    turn = ledger.begin_advance(HOLIDAY, "a test", LONG)
    assert turn is not None
    (asked,) = ledger.request(turn, [want("take")])
    assert asked.fresh


@pytest.mark.parametrize("commit", range(1, 6))
def test_a_whole_life_with_a_lost_answer_in_it_ends_well(home: Bench, commit: int) -> None:
    ledger, wire = home.watched()
    wire.lose_answer_of = commit
    turn = turn_at(ledger)
    wish_for(ledger, turn, ["take"])
    job = ledger.update_job(ledger.job(HOLIDAY).with_(priority=7))
    assert job == ledger.job(HOLIDAY)
    answer = ledger.claim(task_id("take"), "worker", VERSION, LEASE)
    assert isinstance(answer, Claimed)
    assert ledger.finish(answer.task.id, answer.task.epoch, result()) == (HOLIDAY,)
    assert ledger.end_advance(turn, None) is True


def test_a_shard_that_is_tried_again_ends_its_group_again(home: Bench) -> None:
    """Whoever waits for the group of another job is woken again by what that job's retry opened."""
    ready_batch(home.ledger, turn_at(home.ledger, WEDDING), ["take"])
    wish_for(home.ledger, turn_at(home.ledger), ["take"])
    assert set(break_down(home.ledger, "take")) == {HOLIDAY, WEDDING}
    home.ledger.retry(HOLIDAY)
    assert set(do(home.ledger, "take")) == {HOLIDAY, WEDDING}


def test_the_mark_of_a_group_is_not_taken_away_on_the_word_of_an_older_look(home: Bench) -> None:
    """Nothing is open when the group gets ready; before that is written down, a retry opens a shard again."""
    turn = turn_at(home.ledger)
    home.ledger.open_group(turn, batch_of())
    wish_for(home.ledger, turn, ["one"], BATCH)
    break_down(home.ledger, "one")
    ledger, wire = home.watched()
    wire.meanwhile[2] = lambda: home.ledger.retry(HOLIDAY)
    ledger.ready_group(turn, BATCH)
    assert wire.meanwhile == {}
    assert do(home.ledger, "one") == (HOLIDAY,)


def test_the_last_two_shards_that_end_at_the_same_moment_wake_their_job_once(home: Bench) -> None:
    """Both are written down before either looks what is left."""
    ready_batch(home.ledger, turn_at(home.ledger), ["one", "two"])
    one, two = claim(home.ledger, "one"), claim(home.ledger, "two")
    ledger, wire = home.watched()
    woke: list[object] = []
    wire.meanwhile[2] = lambda: woke.append(home.ledger.finish(two.id, two.epoch, result()))
    first = ledger.finish(one.id, one.epoch, result())
    if wire.meanwhile:
        woke.append(home.ledger.finish(two.id, two.epoch, result()))
    assert sorted([first, *woke], key=str) == [(), (HOLIDAY,)]


def test_a_wish_that_comes_while_the_task_ends_is_told_of_the_end(home: Bench) -> None:
    wish_for(home.ledger, turn_at(home.ledger), ["take"])
    task, turn = claim(home.ledger, "take"), turn_at(home.ledger, WEDDING)
    ledger, wire = home.watched()
    wire.meanwhile[1] = lambda: wish_for(home.ledger, turn, ["take"])
    assert set(ledger.finish(task.id, task.epoch, result())) == {HOLIDAY, WEDDING}


def test_a_turn_that_is_taken_over_while_it_asks_records_nothing(home: Bench) -> None:
    turn = turn_at(home.ledger)
    ledger, wire = home.watched()
    wire.meanwhile[1] = lambda: turn_at_taken_over(home)
    with pytest.raises(Stale):
        wish_for(ledger, turn, ["take"])
    assert home.ledger.tasks([task_id("take")]) == (None,)


def test_a_task_that_is_dropped_and_recorded_anew_meanwhile_starts_above_all_its_epochs(home: Bench) -> None:
    turn = turn_at(home.ledger)
    wish_for(home.ledger, turn, ["take"])
    for _ in range(3):
        task = claim(home.ledger, "take")
        home.ledger.release(task.id, task.epoch)
    home.ledger.cancel_wishes(HOLIDAY)
    home.clock.sleep(Millis(1))
    ledger, wire = home.watched()
    wire.meanwhile[1] = lambda: home.ledger.drop_task(task_id("take"), home.clock.now())
    wish_for(ledger, turn, ["take"])
    assert claim(home.ledger, "take").epoch == 4


def turn_at_taken_over(home: Bench) -> object:
    home.clock.sleep(LONG)
    return home.ledger.begin_advance(HOLIDAY, "another", Millis(1))


def is_there(ledger: Ledger) -> bool:
    try:
        ledger.job(HOLIDAY)
    except NotFound:
        return False
    return True


def nothing_is_left_of_it(home: Bench) -> bool:
    named = [path for path in home.documents() if "holiday" in path]
    wished = home.ledger.counts(HOLIDAY) or home.ledger.group_open(HOLIDAY, BATCH)
    return not named and not wished and home.ledger.tasks([task_id("one")])[0] is not None
