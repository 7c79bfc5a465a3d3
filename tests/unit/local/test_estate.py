"""What the dead held is free at once, for the one who knows that they are dead."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from dropcut.domain.blobs import Result
from dropcut.domain.errors import Stale
from dropcut.domain.jobs import Job
from dropcut.domain.keys import task_key
from dropcut.domain.names import JobId, Owner, TaskId
from dropcut.domain.tasks import Busy, Claimed, Want, Wish
from dropcut.domain.values import Millis, Sha256
from dropcut.local import place, wiring
from dropcut.local.reviving import bury, revive
from dropcut.local.scratch import own_name
from dropcut.local.workplace import Workplace
from dropcut.ports.dispatch import RunTask
from tests.e2e.command import PIPELINE
from tests.e2e.driving import soon

JOB = JobId(Owner("local"), "song")
LEASE = Millis(3_600_000)


@pytest.fixture
def workplace(tmp_path: Path) -> Iterator[Workplace]:
    with wiring.opened(place.of_home(tmp_path), PIPELINE, "us", lambda _work: nullcontext()) as opened:
        opened.home.ledger.create_job(Job(id=JOB))
        yield opened


def asked(workplace: Workplace, name: str) -> TaskId:
    """A task that is wished for."""
    ledger = workplace.home.ledger
    turn = ledger.begin_advance(JOB, "us", LEASE)
    assert turn is not None
    task = TaskId(JOB.owner, "shout", task_key("shout", "1", name))
    inputs = Result(digest=Sha256("0" * 64), inline="{}")
    ledger.request(turn, [Want(task=task, version="1", inputs=inputs, wish=Wish(job=JOB, revision=1))])
    ledger.end_advance(turn, None)
    return task


def claimed(workplace: Workplace, task: TaskId, holder: str) -> Claimed:
    claim = workplace.home.ledger.claim(task, holder, "1", LEASE)
    assert isinstance(claim, Claimed)
    return claim


def received(workplace: Workplace) -> set[TaskId]:
    return {item.message.task for item in workplace.queue.receive("x", 10) if isinstance(item.message, RunTask)}


def test_a_dead_workers_task_can_be_claimed_at_once_and_counts_as_lost(workplace: Workplace) -> None:
    task = asked(workplace, "la")
    claimed(workplace, task, "host:7:dead")
    assert isinstance(workplace.home.ledger.claim(task, "host:8:new", "1", LEASE), Busy)
    bury(workplace, "host:7:dead")
    assert received(workplace) == {task}
    again = claimed(workplace, task, "host:8:new").task
    assert (again.epoch, again.losses) == (2, 1)


def test_the_living_keep_what_they_hold(workplace: Workplace) -> None:
    task = asked(workplace, "la")
    claim = claimed(workplace, task, "host:8:alive")
    bury(workplace, "host:7:dead")
    workplace.home.ledger.renew(task, claim.task.epoch, LEASE)
    assert received(workplace) == set()


def test_what_a_dead_worker_was_making_leaves_the_disk_and_that_of_the_living_stays(workplace: Workplace) -> None:
    half, living = (workplace.place.scratch / own_name(holder, "x") for holder in ("host:7:dead", "host:8:alive"))
    for folder in (half, living):
        folder.mkdir(parents=True)
        (folder / "segment.mov").write_bytes(b"half a film")
    half.with_suffix(".far").touch()
    bury(workplace, "host:7:dead")
    assert list(workplace.place.scratch.iterdir()) == [living]
    assert (living / "segment.mov").exists()


def test_a_process_works_where_whoever_buries_it_looks(tmp_path: Path) -> None:
    home, dead = place.of_home(tmp_path), "host:7:dead"
    with wiring.opened(home, PIPELINE, dead, lambda _work: nullcontext()) as opened, opened.home.scratch() as folder:
        assert folder.name.startswith(own_name(dead, ""))


def test_a_new_keeper_takes_over_everything(workplace: Workplace) -> None:
    ledger = workplace.home.ledger
    running, queued = asked(workplace, "la"), asked(workplace, "lo")
    claimed(workplace, running, "host:7:dead")
    dead = ledger.begin_advance(JOB, "host:6:dead", LEASE)
    assert dead is not None
    revive(workplace)
    assert received(workplace) == {running, queued}
    turn = ledger.begin_advance(JOB, "us", LEASE)
    assert turn is not None
    with pytest.raises(Stale):
        ledger.end_advance(dead, None)


def test_messages_that_the_dead_received_are_delivered_again(workplace: Workplace) -> None:
    task = asked(workplace, "la")
    workplace.home.dispatch.send([RunTask(task=task)])
    assert received(workplace) == {task}
    assert received(workplace) == set()
    workplace.queue.release_holder("x")
    assert received(workplace) == {task}


def test_a_woken_job_is_found_until_somebody_took_its_turn(workplace: Workplace) -> None:
    ledger, wakes = workplace.home.ledger, workplace.wakes
    assert wakes.woken() == ()
    ledger.wake([JOB])
    assert wakes.woken() == (JOB,)
    turn = ledger.begin_advance(JOB, "us", LEASE)
    assert turn is not None
    assert wakes.woken() == ()
    ledger.wake([JOB])
    assert wakes.woken() == ()
    ledger.end_advance(turn, None)
    assert wakes.woken() == (JOB,)


def test_a_set_wake_is_found_when_it_is_due(workplace: Workplace) -> None:
    ledger, wakes = workplace.home.ledger, workplace.wakes
    turn = ledger.begin_advance(JOB, "us", LEASE)
    assert turn is not None
    ledger.end_advance(turn, Millis(150))
    assert wakes.woken() == ()
    soon(lambda: wakes.woken() == (JOB,))
