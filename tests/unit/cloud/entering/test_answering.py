"""What a request is answered with: acknowledged once recorded, sent again only when that may help."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

import pytest

from dropcut.cloud.answering import Act, answered
from dropcut.cloud.functions import all_swept, job_advanced, step_run
from dropcut.cloud.identity import Anybody, Guard, Known
from dropcut.cloud.settings import Callers, Settings
from dropcut.cloud.workplace import Workplace
from dropcut.domain.blobs import FileVersion
from dropcut.domain.errors import NotFound, Permanent, Stale, Unavailable
from dropcut.domain.jobs import JobState
from dropcut.domain.names import JobId
from dropcut.domain.tasks import Claimed
from dropcut.domain.values import Millis
from dropcut.engine import jobs
from dropcut.engine.keeping import Keeper
from dropcut.local.memory.folder import MemoryFolder
from dropcut.ports.dispatch import Advance, Message, RunTask
from dropcut.ports.recipe import Do, Drop
from tests.unit.cloud.entering.requests import INBOX, pushed, request, storage_headers, stored
from tests.unit.engine.small_home import JOB, SmallHome, row
from tests.unit.engine.steps import Number, double, measure

AGAIN, TAKEN = 503, 204
QUIET = Millis(30_000)


def doubling(drop: Drop, do: Do) -> Number:
    drop.wait_until_settled()
    return do(double, do(measure, drop.files[0]))


@dataclass
class Function:
    """A function over a home in memory."""

    small: SmallHome
    workplace: Workplace

    def status(self, act: Act, body: bytes, headers: dict[str, str] | None = None) -> int:
        return answered(self.workplace, request(body, headers), act).status_code

    def work(self) -> None:
        """Push every message to the function that it is for, until there is none."""
        while messages := self.small.dispatch.receive(1):
            assert self.push(messages[0]) == TAKEN

    def push(self, message: Message) -> int:
        act = job_advanced if isinstance(message, Advance) else partial(step_run, function=message.task.step)
        return self.status(act, pushed(message))

    def dropped(self, name: str = "a.mp4") -> int:
        return self.status(job_advanced, stored(f"inbox/{JOB}/{name}"), storage_headers())

    def guarded_by(self, guard: Guard) -> Function:
        return Function(self.small, replace(self.workplace, guard=guard))


@pytest.fixture
def function() -> Iterator[Function]:
    small, keeper = SmallHome(doubling, row(measure), row(double)), Keeper()
    settings = Settings(project="p", region="r", inbox=INBOX, store="s", topic="t", quiet=QUIET)
    yield Function(small, Workplace(settings, small.home, keeper, Anybody()))
    keeper.close()


def test_a_drop_becomes_a_job_that_is_done_once_its_folder_is_quiet(function: Function) -> None:
    function.small.folder.drop_file(JOB, "a.mp4", b"xyz")
    assert function.dropped() == TAKEN
    function.work()
    assert function.small.job.waiting_for
    function.small.clock.sleep(QUIET)
    assert function.status(all_swept, b"") == TAKEN
    function.work()
    function.small.clock.sleep(QUIET)
    function.status(all_swept, b"")
    function.work()
    assert function.small.job.state is JobState.DONE
    assert function.small.job.revision == 1


def test_a_thousand_events_of_one_arrival_are_one_revision(function: Function) -> None:
    for number in range(10):
        function.small.folder.drop_file(JOB, f"{number}.mp4", b"x")
        for _ in range(3):
            assert function.dropped(f"{number}.mp4") == TAKEN
    for _ in range(3):
        function.work()
        function.small.clock.sleep(QUIET)
        function.status(all_swept, b"")
    assert function.small.job.revision == 1
    assert len(function.small.job.files) == 10


def test_a_change_after_the_end_begins_another_revision(function: Function) -> None:
    test_a_drop_becomes_a_job_that_is_done_once_its_folder_is_quiet(function)
    function.small.folder.drop_file(JOB, "a.mp4", b"other bytes")
    function.dropped()
    function.small.clock.sleep(QUIET)
    function.status(all_swept, b"")
    function.work()
    assert function.small.job.revision > 1


def test_a_deletion_that_is_told_late_begins_no_job(function: Function) -> None:
    assert function.status(job_advanced, stored(f"inbox/{JOB}/a.mp4"), storage_headers("deleted")) == TAKEN
    with pytest.raises(NotFound):
        function.small.ledger.job(JOB)


def test_the_sweep_takes_in_what_no_event_told_of(function: Function) -> None:
    function.small.folder.drop_file(JOB, "a.mp4", b"xyz")
    assert function.status(all_swept, b"whatever") == TAKEN
    assert function.small.job.id == JOB


def test_a_drop_that_cannot_be_read_holds_up_no_other(function: Function) -> None:
    crammed = JobId.parse("a/crammed")
    function.small.folder.drop_file(crammed, "a.mp4", b"x")
    function.small.folder.drop_file(JOB, "a.mp4", b"xyz")
    home = replace(function.small.home, folder=_Crammed(function.small.folder, crammed))
    sweeping = Function(function.small, replace(function.workplace, home=home))
    for _ in range(2):  # first as a drop that is new, then as a job
        assert sweeping.status(all_swept, b"") == TAKEN
        assert function.small.job.id == JOB
    assert function.small.ledger.job(crammed).state is JobState.FAILED


def test_whoever_drops_too_many_files_is_told(function: Function) -> None:
    function.small.folder.drop_file(JOB, "a.mp4", b"x")
    home = replace(function.small.home, folder=_Crammed(function.small.folder, JOB))
    crammed = Function(function.small, replace(function.workplace, home=home))
    assert crammed.dropped() == TAKEN
    assert function.small.job.state is JobState.FAILED
    assert [refusal.failure.message for refusal in function.small.job.refusals] == ["It holds more than 2,000 files."]


class _Crammed(MemoryFolder):
    """In which one drop holds more than is read."""

    def __init__(self, whole: MemoryFolder, crammed: JobId) -> None:
        self.__dict__.update(vars(whole))
        self._crammed = crammed

    def files(self, drop: JobId) -> tuple[FileVersion, ...]:
        if drop == self._crammed:
            raise Permanent("It holds more than 2,000 files.", "Keep only the footage in it.")
        return super().files(drop)


def test_a_task_that_somebody_holds_is_acknowledged(function: Function) -> None:
    message = _a_message(function)
    assert isinstance(function.small.ledger.claim(message.task, "somebody", "1", Millis(60_000)), Claimed)
    assert function.push(message) == TAKEN
    assert function.small.ledger.tasks([message.task])[0].holder == "somebody"  # type: ignore[union-attr]


def test_a_task_of_another_function_is_acknowledged_and_not_run(function: Function) -> None:
    message = _a_message(function)
    assert function.status(partial(step_run, function="deliver"), pushed(message)) == TAKEN
    assert function.small.ledger.tasks([message.task])[0].epoch == 0  # type: ignore[union-attr]


def test_a_message_that_comes_twice_runs_once(function: Function) -> None:
    message = _a_message(function)
    assert [function.push(message) for _ in range(3)] == [TAKEN] * 3
    assert function.small.ledger.tasks([message.task])[0].epoch == 1  # type: ignore[union-attr]


@pytest.mark.logs_errors
@pytest.mark.parametrize("body", [b"", b"{}", b"not json", b'{"message": {}}'])
def test_what_nobody_understands_is_acknowledged_and_logged_as_an_error(function: Function, body: bytes) -> None:
    assert function.status(job_advanced, body) == TAKEN


@pytest.mark.parametrize(("trouble", "status"), [(Unavailable("The ledger is silent."), AGAIN), (Stale("Taken over."), TAKEN)])
def test_only_what_may_help_is_sent_again(function: Function, trouble: Exception, status: int) -> None:
    def act(*_: object) -> None:
        raise trouble

    assert function.status(act, b"") == status


@pytest.mark.logs_errors
def test_a_mistake_of_ours_is_told_to_the_trigger(function: Function) -> None:
    def act(*_: object) -> None:
        raise ValueError("a mistake")

    assert function.status(act, b"") == 500


def test_a_stranger_is_told_nothing_and_changes_nothing(function: Function) -> None:
    function.small.folder.drop_file(JOB, "a.mp4", b"xyz")
    guarded = function.guarded_by(Known(Callers(audience="us", senders=("push@example",)), dict))
    assert guarded.dropped() == 403
    assert guarded.status(all_swept, b"") == 403
    assert not list(function.small.ledger.jobs())


def _a_message(function: Function) -> RunTask:
    """The first task of a job whose folder is quiet."""
    home = function.small
    home.folder.drop_file(JOB, "a.mp4", b"xyz")
    jobs.submit(home.home, JOB, Millis(0))
    while True:
        for message in home.dispatch.receive(1):
            if isinstance(message, RunTask):
                return message
            function.push(message)
