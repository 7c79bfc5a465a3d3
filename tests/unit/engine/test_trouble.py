"""What goes wrong, and what becomes of it."""

from __future__ import annotations

import pytest

from dropcut.domain.blobs import FileVersion
from dropcut.domain.jobs import JobState
from dropcut.domain.tasks import Claimed
from dropcut.domain.values import Millis
from dropcut.engine import jobs
from dropcut.engine.why import why
from dropcut.ports.recipe import Do, Drop
from tests.unit.engine.small_home import JOB, SmallHome, row
from tests.unit.engine.steps import (
    Number,
    add_one,
    add_up,
    count_up,
    double,
    measure,
    publish,
    read_all,
    read_back,
    stumble,
    write_down,
)

STEPS = (measure, double, count_up, add_one, add_up, read_back, publish, stumble)
ROWS = tuple(row(step) for step in STEPS)
LONG = 60_000


def stumbling(drop: Drop, do: Do) -> Number:
    return do(stumble, do(measure, drop.files[0]))


def stumbling_shards(drop: Drop, do: Do) -> object:
    return do.map(stumble, [Number(n=1), Number(n=2)])


def reporting(drop: Drop, do: Do) -> Number:
    counted = do(count_up, (Number(n=100),))
    report = do(add_up, do.map(add_one, counted))
    return do(read_back, report)


def a_home(recipe: object) -> SmallHome:
    home = SmallHome(recipe, *ROWS)  # type: ignore[arg-type]
    home.folder.drop_file(JOB, "clip.mp4", b"xyz")
    return home


def test_what_may_pass_is_tried_again_after_a_growing_wait_and_then_given_up() -> None:
    home = a_home(stumbling)
    home.submit()
    assert home.did()["stumble"] == 1
    assert home.later(900).state is JobState.WORKING
    assert home.did() == {}
    home.later(200)
    assert home.did()["stumble"] == 1
    home.later(1_900)
    assert home.did() == {}
    job = home.later(200)
    assert (home.did()["stumble"], job.state) == (1, JobState.FAILED)
    assert why(home.home, job) == 'It failed. "number 3": The disk was busy with 3. Free some space.'


def test_while_it_waits_why_says_when_and_what_went_wrong() -> None:
    home = a_home(stumbling)
    job = home.submit()
    assert why(home.home, job) == "stumble is tried again in 1 s after it failed once: The disk was busy with 3."


def test_a_person_may_say_try_again() -> None:
    home = a_home(stumbling)
    home.submit()
    for _ in range(3):
        home.later(LONG)
    assert home.job.state is JobState.FAILED
    home.did()
    jobs.retry(home.home, JOB)
    home.work()
    assert home.did() == {"stumble": 1}
    assert home.ledger.job(JOB).state.value == "working"


def test_a_new_revision_tries_what_was_given_up_again() -> None:
    home = a_home(stumbling)
    home.submit()
    for _ in range(3):
        home.later(LONG)
    home.did()
    home.folder.drop_file(JOB, "notes.txt", b"more")
    home.submit()
    assert home.did() == {"stumble": 1}


def test_a_group_fails_with_every_reason_after_all_shards_had_their_chance() -> None:
    home = a_home(stumbling_shards)
    home.submit()
    for _ in range(3):
        home.later(LONG)
    assert home.job.state is JobState.FAILED
    assert [refusal.about for refusal in home.job.refusals] == ["number 1", "number 2"]
    jobs.retry(home.home, JOB)
    home.did()
    home.work()
    assert home.did() == {"stumble": 2}


def test_a_killed_worker_costs_its_lease_and_nothing_else() -> None:
    home = a_home(reporting)
    jobs.submit(home.home, JOB, Millis(0))
    home.deliver(home.dispatch.take(0))
    (message,) = home.dispatch.receive(1)
    claim = home.ledger.claim(message.task, "a worker that dies", "1", Millis(LONG))  # type: ignore[union-attr]
    assert isinstance(claim, Claimed)
    assert home.later(LONG - 1).state is JobState.WORKING
    assert home.did() == {}
    assert home.later(LONG).state is JobState.DONE


def test_a_lost_blob_is_made_again_by_whoever_made_it() -> None:
    home = a_home(reporting)
    home.submit()
    home.did()
    for step in ("count_up", "advance", "add_up"):
        lost = [blob.path for blob in home.blobs.list(f"store/ann/{step}/")]
        assert lost, step
        for path in lost:
            home.blobs.delete(path)
    home.home = home.with_recipe(reporting, *(row(step, version="2") if step is read_back else row(step) for step in STEPS))
    home.folder.drop_file(JOB, "notes.txt", b"more")
    job = home.submit()
    assert job.state is JobState.DONE
    assert home.did()["count_up"] == 1


def writing_down(drop: Drop, do: Do) -> Number:
    counted = do(count_up, (Number(n=100),))
    return do(read_all, do.map(write_down, counted))


def test_a_hundred_blobs_that_were_lost_together_are_made_again_together() -> None:
    home = SmallHome(writing_down, *(row(step) for step in (count_up, write_down, read_all)))
    home.folder.drop_file(JOB, "clip.mp4", b"xyz")
    assert home.submit().state is JobState.DONE
    for blob in list(home.blobs.list("store/ann/write_down/")):
        home.blobs.delete(blob.path)
    home.home = home.with_recipe(writing_down, row(count_up), row(write_down), row(read_all, version="2"))
    home.folder.drop_file(JOB, "notes.txt", b"more")
    home.did()
    job = home.submit()
    assert (job.state, why(home.home, job)) == (JobState.DONE, "It is done.")
    assert home.did() == {"write_down": 100, "read_all": 2}


def test_a_damaged_blob_counts_as_lost() -> None:
    home = a_home(reporting)
    home.submit()
    (total,) = [blob.path for blob in home.blobs.list("store/ann/add_up/")]
    home.blobs.delete(total)
    home.blobs.put(total, b"nonsense")
    home.home = home.with_recipe(reporting, *(row(step, version="2") if step is read_back else row(step) for step in STEPS))
    home.folder.drop_file(JOB, "notes.txt", b"more")
    home.did()
    assert home.submit().state is JobState.DONE
    assert home.did()["add_up"] == 1


def test_cancelling_withdraws_every_wish_and_a_retry_goes_on() -> None:
    home = a_home(reporting)
    jobs.submit(home.home, JOB, Millis(0))
    home.deliver(home.dispatch.take(0))
    assert jobs.cancel(home.home, JOB).state is JobState.CANCELLED
    home.work()
    assert home.ledger.open_tasks(JOB, 10) == ()
    jobs.retry(home.home, JOB)
    assert home.later(LONG).state is JobState.DONE


def test_running_work_that_nobody_wants_stops_at_its_next_pulse() -> None:
    stopped: list[str] = []

    def slow(tools: object, file: FileVersion) -> Number:
        jobs.cancel(home.home, JOB)
        home.clock.sleep(Millis(LONG // 2))
        try:
            tools.pulse()  # type: ignore[attr-defined]
        except Exception as stop:
            stopped.append(str(stop))
            raise
        return Number(n=file.size)

    home = SmallHome(lambda drop, do: do(slow, drop.files[0]), row(slow))
    home.folder.drop_file(JOB, "clip.mp4", b"xyz")
    assert home.submit().state is JobState.CANCELLED
    assert len(stopped) == 1


def test_a_lost_message_is_only_a_late_one() -> None:
    home = a_home(reporting)
    jobs.submit(home.home, JOB, Millis(0))
    while home.dispatch.pending:
        home.dispatch.take(0)
    assert home.work().state is JobState.WORKING
    assert home.later(LONG).state is JobState.DONE


@pytest.mark.logs_errors
@pytest.mark.parametrize("mistake", [ZeroDivisionError, RecursionError, KeyError, AssertionError])
def test_a_mistake_in_a_recipe_is_its_jobs_end_and_nobody_elses(mistake: type[Exception]) -> None:
    def mistaken(_drop: Drop, _do: Do) -> Number:
        raise mistake

    home = a_home(mistaken)
    assert home.submit().state is JobState.FAILED
    assert "The recipe stopped" in why(home.home, home.job)
