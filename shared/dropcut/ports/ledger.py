"""The record of jobs, tasks, groups and turns: the only place where anything is decided to have happened."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Protocol

from dropcut.domain.blobs import Result
from dropcut.domain.jobs import Group, GroupResult, Job, JobState, Turn
from dropcut.domain.names import JobId, Key, Owner, TaskId
from dropcut.domain.tasks import Claim, Failure, Task, TaskState, Want
from dropcut.domain.values import Instant, Millis, Value

WANTS_AT_ONCE = 500
"""The most wants that one `request` takes: a Firestore transaction writes no more."""


class Asked(Value):
    """What `request` found of one want.

    `fresh`: this call queued it, or found it queued and wished for by nobody, so that the caller must dispatch it.
    """

    task: Task
    fresh: bool


class Due(Value):
    """What nobody seems to be looking after."""

    tasks: tuple[Task, ...] = ()
    jobs: tuple[JobId, ...] = ()


class StepCount(Value):
    """How many tasks of a step a job still wishes for, by state."""

    step: str
    state: TaskState
    count: int


class Ledger(Protocol):
    """Jobs by compare-and-set; tasks by the rules of `dropcut.domain.tasks`, each call one atomic, durable change.

    What a held turn records (`request`, `withdraw`, the groups) is durable at the latest when the turn is given back, or
    when anything else is recorded: changes last in the order in which they were made. What is lost before that costs
    nothing, since the wakes of that turn are still to be served.
    The pure rules of turns, groups and what is kept beside a task are in `dropcut.domain`: `turns`, `groups`, `keeping`.
    Time is the store's: leases and back-offs go by one clock that no worker sets. Every call may raise Unavailable,
    after which its effect may or may not have happened; calling again is always right. Ids are ordered as their text.
    A new adapter joins `tests/conformance/adapters.py`.
    """

    def now(self) -> Instant:
        """The store's clock."""

    # Jobs

    def create_job(self, job: Job) -> Job:
        """Record a job unless one of that id is recorded, `created` and `revised` now; gives the recorded one."""

    def job(self, job: JobId) -> Job:
        """The record. Raises NotFound."""

    def jobs(self, owner: Owner | None = None, states: Collection[JobState] = (), after: JobId | None = None) -> Iterator[Job]:
        """Jobs (of one owner, in these states; all when not said), ordered by id, beginning behind `after`.

        May miss what changes meanwhile. Reads no more than some hundreds ahead of what is taken.
        """

    def update_job(self, job: Job) -> Job:
        """Replace the record whose version is `job.version`; gives it with the next version. Raises NotFound.

        Raises Conflict when that version was replaced, or the job was forgotten and recorded anew.
        """

    def forget_job(self, job: JobId) -> None:
        """Remove the job, its wishes, groups and turn; its tasks stay. One that is not there is fine.

        Its turns stay stale, whatever job is recorded under its id later.
        """

    def forget_owner(self, owner: Owner) -> None:
        """Remove what is kept of an owner of whom no job and no task is recorded any more. Nothing to remove is fine."""

    # Turns: who may advance a job

    def wake(self, jobs: Sequence[JobId]) -> None:
        """Note that each job must be advanced at least once more. Jobs that are not recorded are passed over."""

    def begin_advance(self, job: JobId, holder: str, lease: Millis) -> Turn | None:
        """Take the turn, covering every wake until now. None when it is held, by whomever, or the job is not recorded.

        A turn whose lease ran out is not held. The wakes that it covered count as served once it is given back.
        """

    def end_advance(self, turn: Turn, again_in: Millis | None) -> bool:
        """Give the turn back; a wake is due after `again_in`, if given. Raises Stale when it was taken over.

        True when the job was woken meanwhile: it must be advanced again now. No wake is ever lost between the two calls.
        """

    # Tasks

    def tasks(self, tasks: Sequence[TaskId]) -> tuple[Task | None, ...]:
        """The records, in the order asked; None for what is not recorded."""

    def request(self, turn: Turn, wants: Sequence[Want]) -> tuple[Asked, ...]:
        """Record each wanted task that is not yet there (`asked`), and the job's wish for each that has not ended.

        A wish is one for a job, task and group: asking again only lifts its revision, and the task's priority. Of done
        tasks the result is in the answer and no wish is kept; `used` is brought up to date, to the day. A failed one
        keeps the wish for a person's retry. Raises Stale when the turn was taken over or given back; then none of the
        wants is recorded. At most `WANTS_AT_ONCE` wants a call: more raise ValueError.
        """

    def withdraw(self, turn: Turn, before: int, steps: Collection[str] | None = None) -> None:
        """Drop the job's wishes and groups of revisions below `before` (of these steps only, when said). Raises Stale."""

    def claim(self, task: TaskId, holder: str, version: str, lease: Millis) -> Claim:
        """`claimed`: of many racers one gets Claimed. A task that is not recorded is Busy."""

    def renew(self, task: TaskId, epoch: int, lease: Millis) -> None:
        """`renewed`. Raises Stale when the epoch no longer holds it, else Unwanted when no wish remains."""

    def finish(self, task: TaskId, epoch: int, result: Result) -> tuple[JobId, ...]:
        """`finished`; its wishes are fulfilled. Raises Stale, also for a task that is not recorded.

        Wakes, and gives, each job that wished for it alone, and each job none of whose wishes in one ready group is
        left open by this. Said again, it changes and gives nothing.
        """

    def fail(self, task: TaskId, epoch: int, failure: Failure, retry_after: Millis | None) -> tuple[JobId, ...]:
        """`failed`. Raises Stale. When it failed for good, wakes and gives jobs as `finish` does; its wishes are kept."""

    def release(self, task: TaskId, epoch: int) -> None:
        """`released`: the holder lets go without a result. Raises Stale."""

    def park(self, task: TaskId, epoch: int) -> tuple[JobId, ...]:
        """`parked`: its inputs are lost. Wakes and gives every job that wishes for it. Raises Stale."""

    def forget(self, task: TaskId, epoch: int) -> bool:
        """`forgotten`: its blobs are lost. True when the record was done by that attempt."""

    def expire(self, task: TaskId) -> tuple[JobId, ...]:
        """`expired`: give up what kept vanishing. When it did, wakes and gives jobs as `fail` does; else nothing."""

    def retry(self, job: JobId) -> tuple[Task, ...]:
        """`retried` for every task that the job wishes for; gives those that can be claimed now."""

    def cancel_wishes(self, job: JobId) -> None:
        """Drop all wishes and groups of the job."""

    # Groups

    def open_group(self, turn: Turn, group: Group) -> Group:
        """Record the group unless it is there. Gives the record. Raises Stale.

        A recorded one takes a newer revision; its shards must then be wished for anew, so that it is not ready again
        until that is said. What the whole batch gave stays.
        """

    def ready_group(self, turn: Turn, group: Key) -> Group:
        """Note that every shard was wished for. Gives the record, `left` counted. Raises Stale, NotFound."""

    def close_group(self, turn: Turn, group: Key, result: GroupResult) -> None:
        """Record what the whole batch gave, unless that was said before. Raises Stale, NotFound."""

    def group(self, job: JobId, group: Key) -> Group | None:
        """The record, `left` counted."""

    def group_open(self, job: JobId, group: Key) -> bool:
        """Whether any wish of the group is open: its task has not ended. Costs the same for any number of shards."""

    # Looking after

    def due(self, patience: Millis, limit: int) -> Due:
        """What nobody seems to look after, oldest first.

        Tasks with a wish that could have been claimed, or whose lease ended, more than `patience` ago; jobs whose wake is
        older than `patience`, or was set for a moment that has come, and whose turn nobody holds. At most `limit` of each.
        """

    def counts(self, job: JobId) -> tuple[StepCount, ...]:
        """Open wishes of the job by step and state of the task."""

    def open_tasks(self, job: JobId, limit: int) -> tuple[Task, ...]:
        """Some of the tasks that the job wishes for and that have not ended, those that run or wait longest first."""

    def unused_tasks(self, before: Instant, limit: int, after: TaskId | None = None) -> tuple[Task, ...]:
        """Tasks without a wish and `last_used` before then, ordered by id, beginning after `after`. For cleaning."""

    def drop_task(self, task: TaskId, used_before: Instant) -> bool:
        """Remove a record that still has no wish and was still not used since. True when it is gone.

        When its id is recorded again, no epoch comes again that it had.
        """

    def change(self, job: JobId, after: int, wait: Millis) -> int:
        """The job's count of changes that a watcher might show, as soon as it is above `after` or `wait` has passed.

        Raises NotFound.
        """

    def changed(self, seen: Mapping[JobId, int], wait: Millis) -> Mapping[JobId, int | None]:
        """`change` for many jobs in one call: those whose count is above what was `seen`, as soon as there are any.

        Nothing once `wait` has passed without one. A job that is not recorded is told as None.
        """
