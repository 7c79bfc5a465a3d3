"""The ledger on Firestore.

Its documents: `jobs`, `turns` (who may advance), `wakes` (apart, so that whoever finishes a task never contends with whoever
advances), `tasks` (which say whether anybody wishes for them), `wishes` (one for a job, task and group), `groups`. Each call
is one commit or transaction; a write that would change nothing is not made. The store's clock is read with a document.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from benchmarks.on_paper.touches import Touches, counted, delete, found, read, write
from dropcut.domain.jobs import Group, Job, Turn
from dropcut.domain.names import JobId, Key, Owner, TaskId
from dropcut.domain.tasks import Claim, Claimed, Failure, Task, Want
from dropcut.domain.values import Millis
from dropcut.ports.ledger import Asked, Due, StepCount


class _Wish(NamedTuple):
    job: JobId
    task: TaskId
    group: Key

    def __str__(self) -> str:
        return f"wishes/{self.job}/{self.group}/{self.task}"


class LedgerCosts:
    """Keeps which wishes there are, so that each is billed when it is made, lifted and deleted."""

    def __init__(self) -> None:
        self._wishes: defaultdict[TaskId, dict[_Wish, int]] = defaultdict(dict)
        self._used: dict[TaskId, int] = {}

    def now(self, _answer: int) -> Touches:
        yield read("clock/")

    def create_job(self, answer: Job, job: Job) -> Touches:
        yield read(f"jobs/{job.id}")
        if answer.version == 0:
            yield from (write(f"{kind}/{job.id}") for kind in ("jobs", "turns", "wakes"))

    def job(self, _answer: Job, job: JobId) -> Touches:
        yield read(f"jobs/{job}")

    def jobs(self, answer: Sequence[Job], *_which: object, **_named: object) -> Touches:
        yield found("jobs", len(answer))

    def update_job(self, _answer: Job, job: Job) -> Touches:
        yield read(f"jobs/{job.id}")
        yield write(f"jobs/{job.id}")

    def forget_job(self, _answer: None, job: JobId) -> Touches:
        yield from self.cancel_wishes(None, job)
        yield from (delete(f"{kind}/{job}") for kind in ("jobs", "turns", "wakes"))

    def forget_owner(self, _answer: None, owner: Owner) -> Touches:
        yield read(f"owners/{owner}")
        yield delete(f"owners/{owner}")

    def wake(self, _answer: None, jobs: Sequence[JobId]) -> Touches:
        yield from (write(f"wakes/{job}") for job in jobs)

    def begin_advance(self, answer: Turn | None, job: JobId, *_for: object) -> Touches:
        yield from (read(f"{kind}/{job}") for kind in ("turns", "wakes"))
        if answer is not None:
            yield write(f"turns/{job}")

    def end_advance(self, _answer: bool, turn: Turn, _again_in: Millis | None) -> Touches:  # noqa: FBT001 - the port's
        yield from (read(f"{kind}/{turn.job}") for kind in ("turns", "wakes"))
        yield write(f"turns/{turn.job}")

    def tasks(self, _answer: object, tasks: Sequence[TaskId]) -> Touches:
        yield from (read(f"tasks/{task}") for task in tasks)

    def request(self, answer: Sequence[Asked], turn: Turn, wants: Sequence[Want]) -> Touches:
        yield read(f"turns/{turn.job}")
        for asked, want in zip(answer, wants, strict=True):
            yield read(f"tasks/{want.task}")
            if asked.fresh or self._noted_as_used(asked.task):
                yield write(f"tasks/{want.task}")
            if asked.task.result is None:
                yield from () if asked.fresh else (found("wishes", 1),)
                yield from self._wished(_Wish(want.wish.job, want.task, want.wish.group), want.wish.revision)

    def withdraw(self, _answer: None, turn: Turn, before: int, steps: Iterable[str] | None = None) -> Touches:
        yield read(f"turns/{turn.job}")
        yield found("groups", 0)
        yield from self._dropped(
            wish for wish, revision in self._of(turn.job) if revision < before and (steps is None or wish.task.step in steps)
        )

    def claim(self, answer: Claim, task: TaskId, *_by: object) -> Touches:
        yield read(f"tasks/{task}")
        if isinstance(answer, Claimed):
            yield write(f"tasks/{task}")

    def renew(self, _answer: None, task: TaskId, *_held: object) -> Touches:
        yield from self._changed(task)

    def finish(self, answer: Sequence[JobId], task: TaskId, *_result: object) -> Touches:
        wishes = self._wishes.pop(task, {})
        yield from self._changed(task)
        yield found("wishes", len(wishes))
        yield from (delete(str(wish)) for wish in wishes)
        yield from self._looked_for_the_last(wishes)
        yield from self.wake(None, answer)

    def fail(
        self, answer: Sequence[JobId], task: TaskId, _epoch: int, _failure: Failure, retry_after: Millis | None
    ) -> Touches:
        wishes = self._wishes[task]
        yield from self._changed(task)
        if retry_after is None:
            yield found("wishes", len(wishes))
            yield from (write(str(wish)) for wish in wishes)
            yield from self._looked_for_the_last(wishes)
        yield from self.wake(None, answer)

    def release(self, _answer: None, task: TaskId, _epoch: int) -> Touches:
        yield from self._changed(task)

    def park(self, answer: Sequence[JobId], task: TaskId, _epoch: int) -> Touches:
        yield from self._changed(task)
        yield found("wishes", len(self._wishes[task]))
        yield from self.wake(None, answer)

    def forget(self, answer: bool, task: TaskId, _epoch: int) -> Touches:  # noqa: FBT001 - the port's
        yield read(f"tasks/{task}")
        if answer:
            yield write(f"tasks/{task}")

    def expire(self, answer: Sequence[JobId], task: TaskId) -> Touches:
        yield read(f"tasks/{task}")
        if answer:
            yield write(f"tasks/{task}")
        yield from self.wake(None, answer)

    def retry(self, answer: Sequence[Task], job: JobId) -> Touches:
        wished = [wish for wish, _ in self._of(job)]
        yield from (found("wishes", len(wished)), found("tasks", len(wished)))
        yield from (write(f"tasks/{task.id}") for task in answer)

    def cancel_wishes(self, _answer: None, job: JobId) -> Touches:
        yield from self._dropped(wish for wish, _ in self._of(job))

    def open_group(self, _answer: Group, turn: Turn, group: Group) -> Touches:
        yield from self._group_written(turn, group.key)

    def ready_group(self, answer: Group, turn: Turn, group: Key) -> Touches:
        yield from self._group_written(turn, group)
        yield counted("wishes", answer.left)

    def close_group(self, _answer: None, turn: Turn, group: Key, _result: object) -> Touches:
        yield from self._group_written(turn, group)

    def group(self, answer: Group | None, job: JobId, group: Key) -> Touches:
        yield read(f"groups/{job}/{group}")
        if answer is not None and answer.result is None:
            yield counted("wishes", answer.left)

    def group_open(self, _answer: bool, _job: JobId, _group: Key) -> Touches:  # noqa: FBT001 - the port's
        yield found("wishes", 1)

    def due(self, answer: Due, *_how: object) -> Touches:
        yield found("tasks", len(answer.tasks))
        yield from (found("wakes", len(answer.jobs)), found("turns", len(answer.jobs)))

    def counts(self, answer: Sequence[StepCount], _job: JobId) -> Touches:
        yield from (counted("wishes", each.count) for each in answer)

    def open_tasks(self, answer: Sequence[Task], *_which: object) -> Touches:
        yield found("wishes", len(answer))
        yield from (read(f"tasks/{task.id}") for task in answer)

    def unused_tasks(self, answer: Sequence[Task], *_which: object) -> Touches:
        yield found("tasks", len(answer))

    def drop_task(self, answer: bool, task: TaskId, *_before: object) -> Touches:  # noqa: FBT001 - the port's
        yield read(f"tasks/{task}")
        if answer:
            yield delete(f"tasks/{task}")

    def change(self, _answer: int, job: JobId, *_since: object) -> Touches:
        yield read(f"jobs/{job}")

    def changed(self, _answer: Mapping[JobId, int | None], seen: Mapping[JobId, int], *_wait: object) -> Touches:
        yield from (read(f"jobs/{job}") for job in seen)

    def _of(self, job: JobId) -> Iterator[tuple[_Wish, int]]:
        every = [wishes.items() for wishes in self._wishes.values()]
        return (item for items in every for item in items if item[0].job == job)

    def _wished(self, wish: _Wish, revision: int) -> Touches:
        if self._wishes[wish.task].get(wish) != revision:
            self._wishes[wish.task][wish] = revision
            yield write(str(wish))

    def _dropped(self, wishes: Iterable[_Wish]) -> Touches:
        gone = list(wishes)
        yield found("wishes", len(gone))
        for wish in gone:
            del self._wishes[wish.task][wish]
            yield from (delete(str(wish)), found("wishes", len(self._wishes[wish.task])))
            if not self._wishes[wish.task]:
                yield write(f"tasks/{wish.task}")

    def _noted_as_used(self, task: Task) -> bool:
        """Whether this call noted that a done task was used: a ledger does so once a day."""
        seen = self._used.get(task.id, task.changed)
        self._used[task.id] = task.used
        return task.result is not None and task.used != seen

    def _changed(self, task: TaskId) -> Touches:
        yield from (read(f"tasks/{task}"), write(f"tasks/{task}"))

    def _looked_for_the_last(self, wishes: Iterable[_Wish]) -> Touches:
        for wish in wishes:
            if wish.group:
                yield from (read(f"groups/{wish.job}/{wish.group}"), found("wishes", 1))

    def _group_written(self, turn: Turn, group: Key) -> Touches:
        yield from (read(f"turns/{turn.job}"), read(f"groups/{turn.job}/{group}"), write(f"groups/{turn.job}/{group}"))
