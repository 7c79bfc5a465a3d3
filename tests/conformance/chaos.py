"""Somebody who calls ledgers in any order, with any arguments that were ever valid."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from random import Random
from typing import Any, TypeGuard

from dropcut.domain.errors import DropcutError
from dropcut.domain.jobs import Job, JobState, Turn
from dropcut.domain.names import JobId, Key
from dropcut.domain.tasks import Task
from dropcut.domain.values import Instant, Millis
from dropcut.local.memory.clock import MemoryClock
from dropcut.ports.ledger import Ledger
from tests.conformance.ledger_acts import (
    DISK_FULL,
    HOLIDAY,
    LEASE,
    NO_VIDEO,
    VERSION,
    WEDDING,
    batch_of,
    result,
    task_id,
    want,
)

Act = Callable[[Ledger, int], object]
"""A call of a ledger; the number says which of two it is."""

CALLS = 400
"""Calls of one run."""
JOBS = (HOLIDAY, WEDDING)
NAMES = ("a", "b", "c", "d", "e")
STEPS = ("render", "mix")
GROUPS = (Key(""), Key("b" * 64), Key("c" * 64))
EVERYTHING = tuple(task_id(name, step) for name in NAMES for step in STEPS)


class Two:
    """Two ledgers that must answer alike."""

    def __init__(self, first: Ledger, second: Ledger) -> None:
        self.first = first
        self._both = (first, second)

    def ask(self, act: Act) -> tuple[Any, Any]:
        first, second = (_answer(act, ledger, index) for index, ledger in enumerate(self._both))
        assert _plain(first) == _plain(second)
        return first, second


class One:
    """One ledger, and every kind of answer that it gave."""

    def __init__(self, ledger: Ledger) -> None:
        self.first = ledger
        self.kinds: set[object] = set()

    def ask(self, act: Act) -> tuple[Any, Any]:
        answer = _answer(act, self.first, 0)
        self.kinds.add(answer[0] if _is_error(answer) else type(answer))
        return answer, answer


class Chaos:
    """Calls of any kind, the same for the same seed as long as the answers are."""

    def __init__(self, seed: int, clock: MemoryClock, ledgers: One | Two) -> None:
        self.random = Random(seed)
        self.clock = clock
        self.alike = ledgers.ask
        self.first = ledgers.first
        self.turns: list[tuple[Turn, Turn]] = []
        self.jobs: list[tuple[Job, Job]] = []
        self.calls: tuple[Callable[[], object], ...] = tuple(
            getattr(self, name) for name in sorted(dir(type(self))) if name.startswith("call_")
        )

    def step(self) -> None:
        self.clock.sleep(Millis(self.random.choice((0, 0, 1, 500, LEASE // 2, LEASE))))
        self.random.choice(self.calls)()

    def task(self) -> tuple[str, str]:
        return self.random.choice(NAMES), self.random.choice(STEPS)

    def epoch(self, name: str, step: str) -> int:
        (task,) = self.first.tasks([task_id(name, step)])
        return (task.epoch if task else 1) - self.random.choice((0, 0, 0, 0, 1))

    def in_turn(self, act: Callable[[Ledger, Turn], object]) -> None:
        if self.turns:
            turns = self.turns[-1] if self.random.random() < 0.9 else self.random.choice(self.turns)
            self.alike(lambda ledger, index: act(ledger, turns[index]))

    # Jobs and turns

    def call_create_job(self) -> None:
        job = Job(id=self.random.choice(JOBS), priority=self.random.randrange(3))
        self.jobs.append(self.alike(lambda ledger, _: ledger.create_job(job)))

    def call_update_job(self) -> None:
        if self.jobs:
            state, old = self.random.choice(list(JobState)), self.random.choice(self.jobs[-3:])
            new = self.alike(lambda ledger, index: ledger.update_job(old[index].with_(state=state)))
            if isinstance(new[0], Job):
                self.jobs.append(new)

    def call_forget_job(self) -> None:
        if self.random.random() < 0.1:
            job = self.random.choice(JOBS)
            self.alike(lambda ledger, _: ledger.forget_job(job))

    def call_wake(self) -> None:
        jobs = self.random.choices(JOBS, k=self.random.randrange(3))
        self.alike(lambda ledger, _: ledger.wake(jobs))

    def call_begin_advance(self) -> None:
        job = self.random.choice(JOBS)
        turns = self.alike(lambda ledger, _: ledger.begin_advance(job, "worker", LEASE))
        if isinstance(turns[0], Turn):
            self.turns.append(turns)

    def call_end_advance(self) -> None:
        again = self.random.choice((None, Millis(0), LEASE))
        if self.random.random() < 0.3:
            self.in_turn(lambda ledger, turn: ledger.end_advance(turn, again))

    # Wishes and groups

    def call_request(self) -> None:
        revision, priority = self.random.randrange(1, 4), self.random.randrange(3)
        wish = partial(want, group=self.random.choice(GROUPS), revision=revision, priority=priority)
        tasks = [self.task() for _ in range(self.random.randrange(4))]
        self.in_turn(lambda ledger, turn: ledger.request(turn, [wish(name, turn.job, step=step) for name, step in tasks]))

    call_request_again = call_request

    def call_withdraw(self) -> None:
        before, steps = self.random.randrange(4), self.random.choice((None, ("mix",), STEPS))
        self.in_turn(lambda ledger, turn: ledger.withdraw(turn, before, steps))

    def call_cancel_wishes(self) -> None:
        if self.random.random() < 0.2:
            job = self.random.choice(JOBS)
            self.alike(lambda ledger, _: ledger.cancel_wishes(job))

    def call_retry(self) -> None:
        job = self.random.choice(JOBS)
        self.alike(lambda ledger, _: ledger.retry(job))

    def call_open_group(self) -> None:
        revision, key = self.random.randrange(1, 4), self.random.choice(GROUPS[1:])
        self.in_turn(lambda ledger, turn: ledger.open_group(turn, batch_of(turn.job, 3, revision, key)))

    def call_ready_group(self) -> None:
        key = self.random.choice(GROUPS[1:])
        self.in_turn(lambda ledger, turn: ledger.ready_group(turn, key))

    # Tasks

    def call_claim(self) -> None:
        (name, step), version = self.task(), self.random.choice((VERSION, VERSION, VERSION, "2"))
        self.alike(lambda ledger, _: ledger.claim(task_id(name, step), "worker", version, LEASE))

    call_claim_again = call_claim
    call_claim_once_more = call_claim

    def call_renew(self) -> None:
        name, step = self.task()
        epoch = self.epoch(name, step)
        self.alike(lambda ledger, _: ledger.renew(task_id(name, step), epoch, LEASE))

    def call_finish(self) -> None:
        name, step = self.task()
        epoch, gave = self.epoch(name, step), result(str(self.random.random()))
        self.alike(lambda ledger, _: ledger.finish(task_id(name, step), epoch, gave))

    def call_fail(self) -> None:
        name, step = self.task()
        epoch, after = self.epoch(name, step), self.random.choice((None, LEASE))
        failure = self.random.choice((DISK_FULL, NO_VIDEO))
        self.alike(lambda ledger, _: ledger.fail(task_id(name, step), epoch, failure, after))

    def call_release_or_park(self) -> None:
        name, step = self.task()
        epoch, call = self.epoch(name, step), self.random.choice(("release", "park", "forget"))
        self.alike(lambda ledger, _: getattr(ledger, call)(task_id(name, step), epoch))

    def call_expire(self) -> None:
        name, step = self.task()
        self.alike(lambda ledger, _: ledger.expire(task_id(name, step)))

    def call_drop_task(self) -> None:
        name, step = self.task()
        before = Instant(self.clock.now() - LEASE)
        self.alike(lambda ledger, _: ledger.drop_task(task_id(name, step), before))

    # What can be seen

    def look(self) -> None:
        """Everything that can be read, compared."""
        self.alike(lambda ledger, _: ledger.tasks(EVERYTHING))
        self.alike(lambda ledger, _: tuple(ledger.jobs(states={JobState.WORKING, JobState.DONE})))
        self.alike(lambda ledger, _: _by_id(ledger.due(Millis(0), 100).tasks))
        self.alike(lambda ledger, _: sorted(ledger.due(Millis(500), 100).jobs))
        self.alike(lambda ledger, _: ledger.unused_tasks(self.clock.now(), 100))
        for job in JOBS:
            self.alike(lambda ledger, _, job=job: ledger.job(job))  # type: ignore[misc]
            self.alike(lambda ledger, _, job=job: sorted(ledger.counts(job), key=str))  # type: ignore[misc]
            self.alike(lambda ledger, _, job=job: _by_id(ledger.open_tasks(job, 100)))  # type: ignore[misc]
            for key in GROUPS[1:]:
                self.alike(lambda ledger, _, job=job, key=key: ledger.group(job, key))  # type: ignore[misc]
                self.alike(lambda ledger, _, job=job, key=key: ledger.group_open(job, key))  # type: ignore[misc]


def _answer(act: Act, ledger: Ledger, index: int) -> Any:  # noqa: ANN401 - whatever the call gives
    try:
        return act(ledger, index)
    except DropcutError as error:
        return type(error), str(error)


def _is_error(answer: object) -> TypeGuard[tuple[type, str]]:
    return isinstance(answer, tuple) and bool(answer) and isinstance(answer[0], type)


def _plain(answer: object) -> object:
    """An answer without the numbers that each ledger chooses by itself."""
    if isinstance(answer, Turn):
        return answer.job
    if _is_error(answer):
        return answer[0]
    if isinstance(answer, tuple) and answer and isinstance(answer[0], JobId):
        return sorted(answer)
    return answer


def _by_id(tasks: tuple[Task, ...]) -> list[Task]:
    return sorted(tasks, key=lambda task: task.id)
