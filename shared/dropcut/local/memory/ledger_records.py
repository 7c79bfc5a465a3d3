"""What the ledger in memory keeps, and the indexes by which it finds things without going through them all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from dropcut.domain.errors import Stale
from dropcut.domain.jobs import Group, Job, Turn
from dropcut.domain.keeping import waits
from dropcut.domain.names import JobId, Key, TaskId
from dropcut.domain.tasks import Task, TaskState, Wish
from dropcut.domain.turns import TurnRecord, must_hold, woken
from dropcut.domain.values import Instant

ALONE = Key("")
NO_TURN = TurnRecord()


@dataclass(slots=True)
class TaskRecord:
    """A task, and who wishes for it."""

    task: Task
    wishes: dict[tuple[JobId, Key], Wish] = field(default_factory=dict)

    @property
    def jobs(self) -> tuple[JobId, ...]:
        """Those that wish for it, in the order of their ids."""
        return tuple(sorted({job: None for job, _ in self.wishes}, key=str))


@dataclass(slots=True)
class JobRecord:
    """A job, its turn, its groups, and what it wishes for."""

    job: Job
    turn: TurnRecord = NO_TURN
    changes: int = 0
    groups: dict[Key, Group] = field(default_factory=dict)
    wishes: dict[tuple[TaskId, Key], None] = field(default_factory=dict)
    by_revision: dict[int, dict[tuple[TaskId, Key], None]] = field(default_factory=dict)
    open: dict[Key, dict[TaskId, None]] = field(default_factory=dict)
    """The tasks wished for in each group that have not ended."""

    def left(self, group: Key) -> int:
        """How many shards of a group have not ended."""
        return len(self.open.get(group, ()))


class Records:
    """All records. Every dictionary keeps the order in which things came, so that the same calls give the same answers."""

    def __init__(self) -> None:
        self.jobs: dict[JobId, JobRecord] = {}
        self.tasks: dict[TaskId, TaskRecord] = {}
        self.waiting: dict[TaskId, TaskRecord] = {}
        """The tasks that may be claimed now or later, and are wished for."""
        self.turns = 0
        self.dropped_epoch = 0

    def held(self, turn: Turn) -> JobRecord:
        """The job that `turn` may advance. Raises Stale."""
        record = self.jobs.get(turn.job)
        if record is None:
            raise Stale(f"The job {turn.job} was forgotten.")
        must_hold(record.turn, turn)
        return record

    def wake(self, jobs: Iterable[JobId], now: Instant) -> None:
        """Wake these jobs, where they are recorded."""
        for job in jobs:
            record = self.jobs.get(job)
            if record is not None:
                record.turn = woken(record.turn, now)

    def keep(self, record: TaskRecord, task: Task) -> None:
        """Write the record of a task; nobody wishes for one that is done."""
        ended_before, record.task = record.task.ended, task
        for job in record.jobs:
            self.jobs[job].changes += 1
        if task.ended != ended_before:
            self._reopen_or_close(record)
        self._index(record)

    def wish(self, record: TaskRecord, wish: Wish) -> None:
        """Record a wish, or lift the one that is there."""
        name, job = (record.task.id, wish.group), self.jobs[wish.job]
        before = record.wishes.get((wish.job, wish.group))
        if before is not None:
            wish = max(before, wish, key=lambda either: either.revision)
            _forget_revision(job, before.revision, name)
        record.wishes[wish.job, wish.group] = wish
        job.wishes[name] = None
        job.by_revision.setdefault(wish.revision, {})[name] = None
        if not record.task.ended:
            job.open.setdefault(wish.group, {})[record.task.id] = None
        self._index(record)

    def unwish(self, job: JobRecord, task: TaskId, group: Key) -> None:
        """Drop one wish of a job."""
        record = self.tasks[task]
        wish = record.wishes.pop((job.job.id, group))
        del job.wishes[task, group]
        _forget_revision(job, wish.revision, (task, group))
        _forget_open(job, group, task)
        self._index(record)

    def _reopen_or_close(self, record: TaskRecord) -> None:
        for job, group in tuple(record.wishes):
            if record.task.state is TaskState.DONE:
                self.unwish(self.jobs[job], record.task.id, group)
            elif record.task.ended:
                _forget_open(self.jobs[job], group, record.task.id)
            else:
                self.jobs[job].open.setdefault(group, {})[record.task.id] = None

    def _index(self, record: TaskRecord) -> None:
        if record.wishes and waits(record.task) is not None:
            self.waiting[record.task.id] = record
        else:
            self.waiting.pop(record.task.id, None)


def _forget_revision(job: JobRecord, revision: int, name: tuple[TaskId, Key]) -> None:
    wishes = job.by_revision[revision]
    del wishes[name]
    if not wishes:
        del job.by_revision[revision]


def _forget_open(job: JobRecord, group: Key, task: TaskId) -> None:
    shards = job.open.get(group, {})
    shards.pop(task, None)
    if not shards:
        job.open.pop(group, None)
