"""The life of a task keeps its promises, whatever is said in whatever order, by whomever, at any time."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from dropcut.domain.blobs import Result
from dropcut.domain.errors import Stale
from dropcut.domain.keeping import claimable, freshly_queued, last_used, used, waits
from dropcut.domain.names import JobId, Key, Owner, TaskId
from dropcut.domain.tasks import (
    LOSSES_ALLOWED,
    Busy,
    Claim,
    Claimed,
    Done,
    Failure,
    Task,
    TaskState,
    Want,
    Wish,
    asked,
    claimed,
    expired,
    failed,
    finished,
    forgotten,
    parked,
    released,
    renewed,
    retried,
)
from dropcut.domain.values import Instant, Millis, Sha256

ID = TaskId(Owner("ann"), "render", Key("k" * 64))
JOB = JobId(Owner("ann"), "holiday")
LEASE = Millis(1_000)
NOW = Instant(50_000)
DISK_FULL = Failure(kind="exhausted", message="The disk is full.")
NO_VIDEO = Failure(kind="permanent", message="There is no picture.")
DAY = 24 * 3600 * 1000


def result(text: str) -> Result:
    return Result(digest=Sha256(text), inline=f'"{text}"')


def want(priority: int = 0, inputs: Result | None = None, **said: object) -> Want:
    plain = Want(task=ID, version="1", inputs=inputs, wish=Wish(job=JOB, revision=1, priority=priority))
    return plain.model_copy(update=said)


def queued(**changes: object) -> Task:
    return asked(None, want(inputs=result("inputs")), NOW, newly=True).with_(**changes)


def claim(task: Task, now: Instant = NOW, *, version: str = "1", wished: bool = True) -> tuple[Task, Claim]:
    return claimed(task, "worker", version, LEASE, now, wished=wished)


def running(now: Instant = NOW, **changes: object) -> Task:
    return claim(queued(**changes), now)[0]


def done() -> Task:
    task = running()
    return finished(task, task.epoch, result("made"), NOW)


def broken(failure: Failure = NO_VIDEO) -> Task:
    task = running()
    return failed(task, task.epoch, failure, None, NOW)


def later(by: int) -> Instant:
    return Instant(NOW + by)


class Life(RuleBasedStateMachine):
    """One task, told anything by holders who are late, doubled or gone."""

    epochs = st.integers(-1, 1)

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.task = queued()
        self.highest = 0
        self.holding: int | None = None
        """The epoch that holds the task, as an observer would say who saw every answer."""
        self.results: dict[int, Result] = {}

    @initialize(losses=st.sampled_from([0, LOSSES_ALLOWED - 1]))
    def it_may_have_lost_many_holders(self, losses: int) -> None:
        self.task = queued(losses=losses)

    @rule(by=st.integers(0, 2 * LEASE))
    def time_passes(self, by: int) -> None:
        self.now = Instant(self.now + by)

    @rule(newly=st.booleans(), priority=st.integers(0, 2), refused=st.booleans(), person=st.booleans())
    def is_asked_for(self, newly: bool, priority: int, refused: bool, person: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
        wanted = want(priority, result("inputs"), refused=refused, retried=self.now if person else Instant(0))
        self.task = asked(self.task, wanted, self.now, newly=newly)

    @rule(wished=st.booleans(), version=st.sampled_from(["1", "1", "1", "2"]))
    def is_claimed(self, wished: bool, version: str) -> None:  # noqa: FBT001 - drawn by hypothesis
        held = self.task.state is TaskState.RUNNING and self.task.due > self.now
        granted = wished and version == "1" and claimable(self.task, self.now)
        self.task, answer = claim(self.task, self.now, version=version, wished=wished)
        assert isinstance(answer, Claimed) == granted
        assert not (granted and held)
        if isinstance(answer, Claimed):
            assert answer.task.epoch > self.highest
            self.holding = self.task.epoch

    @rule(off=epochs)
    def is_renewed(self, off: int) -> None:
        self._says(off, lambda epoch: renewed(self.task, epoch, LEASE, self.now), keeps=True)

    @rule(off=epochs, text=st.text(max_size=3))
    def is_finished(self, off: int, text: str) -> None:
        epoch = self.task.epoch + off
        if self.task.state is TaskState.DONE and off == 0:
            assert finished(self.task, epoch, result(text), self.now) is self.task
        else:
            self._says(off, lambda epoch: finished(self.task, epoch, result(text), self.now))

    @rule(off=epochs, after=st.sampled_from([None, Millis(0), LEASE]), failure=st.sampled_from([DISK_FULL, NO_VIDEO]))
    def fails(self, off: int, after: Millis | None, failure: Failure) -> None:
        self._says(off, lambda epoch: failed(self.task, epoch, failure, after, self.now))

    @rule(off=epochs)
    def is_released(self, off: int) -> None:
        self._says(off, lambda epoch: released(self.task, epoch, self.now))

    @rule(off=epochs)
    def is_parked(self, off: int) -> None:
        self._says(off, lambda epoch: parked(self.task, epoch, self.now))

    @rule(off=epochs)
    def is_forgotten(self, off: int) -> None:
        hit = self.task.state is TaskState.DONE and off == 0
        before, self.task = self.task, forgotten(self.task, self.task.epoch + off, self.now)
        assert (self.task is not before) == hit

    @rule()
    def expires(self) -> None:
        before, self.task = self.task, expired(self.task, self.now)
        if self.task is not before:
            assert (before.state, before.losses) == (TaskState.RUNNING, before.losses)
            assert before.losses >= LOSSES_ALLOWED
            self.holding = None

    @rule()
    def is_retried(self) -> None:
        before, self.task = self.task, retried(self.task, self.now)
        assert self.task.state is (TaskState.QUEUED if before.state is TaskState.FAILED else before.state)

    def _says(self, off: int, act: Callable[[int], Task], *, keeps: bool = False) -> None:
        """What the holder of an epoch says counts only while it is the one that holds the task."""
        epoch = self.task.epoch + off
        if epoch != self.holding:
            with pytest.raises(Stale):
                act(epoch)
            return
        self.task = act(epoch)
        self.holding = epoch if keeps else None

    @invariant()
    def the_epoch_never_falls(self) -> None:
        assert self.task.epoch >= self.highest
        self.highest = self.task.epoch

    @invariant()
    def it_runs_only_while_somebody_holds_it(self) -> None:
        assert (self.task.state is TaskState.RUNNING) == (self.holding is not None)

    @invariant()
    def a_result_never_changes_but_by_being_forgotten(self) -> None:
        assert (self.task.result is not None) == (self.task.state is TaskState.DONE)
        if self.task.result is not None:
            assert self.results.setdefault(self.task.epoch, self.task.result) == self.task.result

    @invariant()
    def what_failed_says_why(self) -> None:
        assert self.task.state is not TaskState.FAILED or self.task.failure is not None

    @invariant()
    def it_can_be_stored(self) -> None:
        assert Task.load(self.task.dumped()) == self.task

    @invariant()
    def what_is_kept_beside_it_follows_from_it(self) -> None:
        assert (waits(self.task) is not None) == (self.task.state in {TaskState.QUEUED, TaskState.RUNNING})
        assert last_used(self.task) >= self.task.changed


test_any_life = Life.TestCase


# Being asked for


def test_a_new_task_is_queued_for_now() -> None:
    task = asked(None, want(3, result("inputs")), NOW, newly=True)
    assert (task.state, task.due, task.changed, task.priority, task.epoch) == (TaskState.QUEUED, NOW, NOW, 3, 0)


def test_what_runs_or_is_done_is_left_as_it_is() -> None:
    for task in (running(), done()):
        assert asked(task, want(9, result("other")), later(9), newly=True) is task


def test_a_lost_task_is_queued_again_at_the_next_asking() -> None:
    lost = forgotten(done(), 1, NOW)
    for newly in (True, False):
        again = asked(lost, want(2, result("inputs")), later(5), newly=newly)
        assert (again.state, again.due, again.priority, again.inputs) == (TaskState.QUEUED, later(5), 2, result("inputs"))


def test_a_permanent_failure_sticks_until_a_person_has_the_job_go_on() -> None:
    task = broken(NO_VIDEO)
    assert asked(task, want(), later(9), newly=True) is task
    assert asked(task, want(retried=later(1)), later(9), newly=False).state is TaskState.QUEUED


def test_an_exhausted_failure_is_tried_again_at_a_new_revision() -> None:
    task = broken(DISK_FULL)
    assert asked(task, want(), later(9), newly=False) is task
    again = asked(task, want(), later(9), newly=True)
    assert (again.state, again.failures, again.due) == (TaskState.QUEUED, 0, later(9))


def test_what_the_recipe_was_told_had_failed_is_not_tried_again_behind_its_back() -> None:
    task = broken(DISK_FULL)
    assert asked(task, want(refused=True), later(9), newly=True) is task


def test_a_back_off_is_not_cut_short_by_asking() -> None:
    waiting = failed(running(), 1, DISK_FULL, Millis(700), NOW)
    assert asked(waiting, want(1), later(1), newly=True).due == later(700)


# Being claimed


def test_a_claim_before_its_time_is_busy() -> None:
    waiting = failed(running(), 1, DISK_FULL, Millis(700), NOW)
    same, answer = claim(waiting, later(699))
    assert (same, answer) == (waiting, Busy(why="it waits before it is tried again"))
    assert isinstance(claim(waiting, later(700))[1], Claimed)


def test_a_lease_that_ran_out_counts_as_a_loss() -> None:
    again, _ = claim(running(), later(LEASE))
    assert (again.epoch, again.losses) == (2, 1)


def test_a_done_task_answers_with_its_result_wanted_or_not() -> None:
    assert claim(done(), wished=False)[1] == Done(result=result("made"))


@pytest.mark.parametrize("task", [broken(), forgotten(done(), 1, NOW), parked(running(), 1, NOW)])
def test_what_is_not_there_to_be_run_is_busy_and_says_its_state(task: Task) -> None:
    same, answer = claim(task, later(10**6))
    assert same is task
    assert answer == Busy(why=f"it is {task.state}")


def test_what_kept_vanishing_is_given_up_in_words() -> None:
    task = running(losses=LOSSES_ALLOWED)
    assert claim(task, later(LEASE))[1] == Busy(why="its attempts kept vanishing")
    assert expired(task, later(LEASE - 1)) is task
    gone = expired(task, later(LEASE))
    assert gone.failure is not None
    assert gone.failure.message == "render stopped without a word 21 times (the last time in worker)."


def test_a_person_gives_what_kept_vanishing_all_its_tries_again() -> None:
    again = retried(expired(running(losses=LOSSES_ALLOWED), later(LEASE)), later(LEASE))
    assert (again.state, again.losses, again.failures) == (TaskState.QUEUED, 0, 0)


def test_a_person_cuts_a_back_off_short() -> None:
    waiting = failed(running(), 1, DISK_FULL, Millis(700), NOW)
    assert retried(waiting, later(1)).due == later(1)


# What is kept beside it


def test_a_result_counts_as_used_once_a_day() -> None:
    task = done()
    morning = Instant((NOW // DAY + 1) * DAY)
    assert used(task, later(10)) is task
    assert used(task, morning).used == morning
    assert used(used(task, morning), Instant(morning + 10)).used == morning


def test_a_clock_that_fell_back_makes_no_use_older() -> None:
    task = used(done(), later(5 * DAY))
    assert used(task, NOW) is task


def test_a_lease_keeps_a_task_in_use() -> None:
    assert last_used(running()) == later(LEASE)
    assert last_used(done()) == NOW


def test_what_is_queued_anew_or_was_wanted_by_nobody_must_be_dispatched() -> None:
    assert freshly_queued(None, queued(), wished=False)
    assert freshly_queued(broken(), queued(), wished=True)
    assert freshly_queued(queued(), queued(), wished=False)
    assert not freshly_queued(queued(), queued(), wished=True)
    assert not freshly_queued(running(), running(), wished=False)
    assert not freshly_queued(None, done(), wished=False)


def test_what_can_be_claimed_now_is_queued_or_was_left_behind() -> None:
    assert claimable(queued(), NOW)
    assert not claimable(queued(due=later(1)), NOW)
    assert not claimable(running(), NOW)
    assert claimable(running(), later(LEASE))
    assert not claimable(running(losses=LOSSES_ALLOWED), later(LEASE))
    assert not any(claimable(task, later(10**6)) for task in (done(), broken(), forgotten(done(), 1, NOW)))
