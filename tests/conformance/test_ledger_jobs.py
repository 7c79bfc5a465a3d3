"""The ledger's contract about jobs."""

from __future__ import annotations

import pytest

from dropcut.domain.blobs import FileVersion
from dropcut.domain.errors import Conflict, NotFound, Stale
from dropcut.domain.jobs import Job, JobState
from dropcut.domain.names import JobId, Owner
from dropcut.domain.settings import Options
from dropcut.domain.values import Instant, Millis
from dropcut.local.memory.clock import MemoryClock
from dropcut.ports.ledger import Ledger
from tests.conformance.ledger_acts import (
    BATCH,
    HOLIDAY,
    LEASE,
    LONG,
    WEDDING,
    batch_of,
    do,
    ready_batch,
    record,
    task_id,
    turn_at,
    wish_for,
    woken,
)
from tests.conformance.racing import RACERS, race


def test_the_ledger_tells_the_time_of_its_store(ledger: Ledger, clock: MemoryClock) -> None:
    clock.jump(Instant(1_234))
    assert ledger.now() == 1_234


def test_a_new_job_is_created_now(ledger: Ledger, clock: MemoryClock) -> None:
    job = ledger.create_job(Job(id=HOLIDAY, quiet=Millis(5), options=Options(title="Sea")))
    assert (job.created, job.revised) == (clock.now(), clock.now())
    assert (job.quiet, job.options.title) == (5, "Sea")
    assert ledger.job(HOLIDAY) == job


def test_creating_a_job_again_gives_the_recorded_one(ledger: Ledger, clock: MemoryClock) -> None:
    first = ledger.create_job(Job(id=HOLIDAY, priority=1))
    clock.sleep(Millis(10))
    assert ledger.create_job(Job(id=HOLIDAY, priority=2)) == first
    assert ledger.job(HOLIDAY) == first


def test_of_many_who_create_a_job_all_get_the_same(ledger: Ledger) -> None:
    jobs = race(lambda racer: ledger.create_job(Job(id=HOLIDAY, priority=racer)))
    assert jobs == [ledger.job(HOLIDAY)] * RACERS


def test_a_job_that_is_not_recorded_is_not_found(ledger: Ledger) -> None:
    with pytest.raises(NotFound, match="ann/holiday"):
        ledger.job(HOLIDAY)
    with pytest.raises(NotFound):
        ledger.update_job(Job(id=HOLIDAY))


def test_a_job_comes_back_as_it_was_written(ledger: Ledger) -> None:
    job = ledger.create_job(Job(id=HOLIDAY))
    files = (FileVersion(path="Süd/take 1.mp4", version="7", size=3, modified=Instant(9)),)
    written = ledger.update_job(job.with_(files=files, state=JobState.HELD, waiting_for="“a script”"))
    assert written == ledger.job(HOLIDAY)
    assert (written.files, written.version) == (files, job.version + 1)


def test_an_update_of_an_old_version_conflicts_and_changes_nothing(ledger: Ledger) -> None:
    old = ledger.create_job(Job(id=HOLIDAY))
    new = ledger.update_job(old.with_(priority=1))
    with pytest.raises(Conflict):
        ledger.update_job(old.with_(priority=2))
    assert ledger.job(HOLIDAY) == new


def test_an_update_of_a_forgotten_job_does_not_touch_the_one_recorded_anew(ledger: Ledger, clock: MemoryClock) -> None:
    old = ledger.create_job(Job(id=HOLIDAY))
    ledger.forget_job(HOLIDAY)
    clock.sleep(Millis(1))
    new = ledger.create_job(Job(id=HOLIDAY))
    with pytest.raises(Conflict):
        ledger.update_job(old.with_(priority=2))
    assert ledger.job(HOLIDAY) == new


def test_of_many_who_update_one_version_one_wins(ledger: Ledger) -> None:
    job = ledger.create_job(Job(id=HOLIDAY))

    def update(racer: int) -> int | None:
        try:
            return ledger.update_job(job.with_(priority=racer)).priority
        except Conflict:
            return None

    winners = [winner for winner in race(update) if winner is not None]
    assert winners == [ledger.job(HOLIDAY).priority]


def test_no_update_is_lost_when_all_try_until_they_win(ledger: Ledger) -> None:
    ledger.create_job(Job(id=HOLIDAY))

    def add_one(_racer: int) -> None:
        while True:
            job = ledger.job(HOLIDAY)
            try:
                ledger.update_job(job.with_(recheck=job.recheck + 1))
            except Conflict:
                continue
            return

    race(add_one)
    assert ledger.job(HOLIDAY).recheck == RACERS


def test_jobs_come_in_the_order_of_their_ids(ledger: Ledger) -> None:
    names = ["b/a", "a/b", "a-b/a", "a/a", "a.b/z"]
    for name in names:
        ledger.create_job(Job(id=JobId.parse(name)))
    assert [str(job.id) for job in ledger.jobs()] == sorted(names)


def test_jobs_can_be_asked_for_by_owner_and_state(ledger: Ledger) -> None:
    for name in ("ann/a", "ann/b", "ben/c"):
        ledger.create_job(Job(id=JobId.parse(name)))
    ledger.update_job(ledger.job(JobId.parse("ann/b")).with_(state=JobState.DONE))
    ended = {JobState.DONE, JobState.FAILED}
    assert [job.id.name for job in ledger.jobs(Owner("ann"))] == ["a", "b"]
    assert [job.id.name for job in ledger.jobs(states=ended)] == ["b"]
    assert [job.id.name for job in ledger.jobs(states={JobState.WORKING})] == ["a", "c"]
    assert list(ledger.jobs(Owner("ben"), ended)) == []
    assert list(ledger.jobs(Owner("an"))) == []


def test_a_list_goes_on_behind_the_job_that_it_stopped_at(ledger: Ledger) -> None:
    for name in ("ann/a", "ann/b", "ann/c", "ben/a"):
        ledger.create_job(Job(id=JobId.parse(name)))
    assert [str(job.id) for job in ledger.jobs(after=JobId.parse("ann/b"))] == ["ann/c", "ben/a"]
    assert [str(job.id) for job in ledger.jobs(Owner("ann"), after=JobId.parse("ann/ab"))] == ["ann/b", "ann/c"]
    assert list(ledger.jobs(Owner("ann"), {JobState.WORKING}, JobId.parse("ann/c"))) == []


def test_whoever_goes_through_all_jobs_may_change_them_meanwhile(ledger: Ledger) -> None:
    names = [f"ann/{number:03}" for number in range(450)]
    for name in names:
        ledger.create_job(Job(id=JobId.parse(name)))
    seen = []
    for job in ledger.jobs():
        seen.append(str(job.id))
        ledger.update_job(ledger.job(job.id).with_(priority=1))
    assert seen == names


def test_a_forgotten_job_is_gone_with_its_wishes_groups_and_wakes(ledger: Ledger) -> None:
    turn = turn_at(ledger)
    ready_batch(ledger, turn, ["shard"])
    wish_for(ledger, turn, ["alone"])
    ledger.wake([HOLIDAY])
    ledger.forget_job(HOLIDAY)
    with pytest.raises(NotFound):
        ledger.job(HOLIDAY)
    assert ledger.group(HOLIDAY, BATCH) is None
    assert not ledger.group_open(HOLIDAY, BATCH)
    assert (ledger.counts(HOLIDAY), ledger.open_tasks(HOLIDAY, 9), ledger.retry(HOLIDAY)) == ((), (), ())
    ledger.create_job(Job(id=HOLIDAY))
    assert (woken(ledger), ledger.due(Millis(0), 9).tasks) == ((), ())
    assert ledger.group(HOLIDAY, BATCH) is None


def test_the_tasks_of_a_forgotten_job_stay_for_others(ledger: Ledger) -> None:
    wish_for(ledger, turn_at(ledger), ["made", "waiting"])
    do(ledger, "made")
    wish_for(ledger, turn_at(ledger, WEDDING), ["waiting"])
    ledger.forget_job(HOLIDAY)
    assert record(ledger, "made").result is not None
    assert do(ledger, "waiting") == (WEDDING,)


def test_forgetting_a_job_that_is_not_there_is_fine(ledger: Ledger) -> None:
    ledger.forget_job(HOLIDAY)
    ledger.forget_job(HOLIDAY)


def test_a_forgotten_owner_costs_nobody_else_anything(ledger: Ledger) -> None:
    wish_for(ledger, turn_at(ledger), ["made"])
    do(ledger, "made")
    ledger.forget_job(HOLIDAY)
    assert ledger.drop_task(task_id("made"), Instant(10**14))
    ledger.create_job(Job(id=JobId.parse("ben/c")))
    ledger.forget_owner(HOLIDAY.owner)
    ledger.forget_owner(HOLIDAY.owner)
    assert [str(job.id) for job in ledger.jobs()] == ["ben/c"]


def test_the_turn_of_a_forgotten_job_stays_stale_when_its_id_is_recorded_again(ledger: Ledger) -> None:
    zombie = turn_at(ledger)
    ledger.forget_job(HOLIDAY)
    with pytest.raises(Stale):
        ledger.open_group(zombie, batch_of())
    alive = turn_at(ledger)
    with pytest.raises(Stale):
        wish_for(ledger, zombie, ["take"])
    with pytest.raises(Stale):
        ledger.end_advance(zombie, None)
    assert ledger.tasks([task_id("take")]) == (None,)
    assert ledger.begin_advance(HOLIDAY, "another", LEASE) is None
    assert ledger.end_advance(alive, LONG) is False
