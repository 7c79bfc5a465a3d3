"""Documents of tasks. Who wishes for a task stands in the task's own document: so whatever happens to it is one write.

Beside the record and the wishes lie the fields by which tasks are found; all of them follow from the two.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from dropcut.cloud.firestore.documents import about, job_id, path
from dropcut.cloud.firestore.queries import shard_mark
from dropcut.cloud.firestore.writes import CommitTime, Seen, Write, written
from dropcut.domain.keeping import last_used, waits
from dropcut.domain.names import JobId, Key, TaskId
from dropcut.domain.tasks import Task, TaskState, Wish

ALONE = Key("")


class WishMade(NamedTuple):
    """A job's want of a task, as it is kept: a wish is one for a job, task and group."""

    job: JobId
    group: Key
    revision: int


class TaskSeen(NamedTuple):
    """A task as it was read."""

    seen: Seen
    task: Task
    wishes: tuple[WishMade, ...]
    fulfilled: tuple[WishMade, ...] = ()
    """The wishes for shards that its end fulfilled: whoever says again that it ended looks after their groups again."""


def task_path(task: TaskId) -> str:
    """Where a task lies."""
    return path("tasks", task)


def task_seen(seen: Seen) -> TaskSeen | None:
    """What a document says of a task; None when there is none."""
    if not seen.there:
        return None
    fields = seen.fields
    return TaskSeen(seen, Task.load(fields["document"]), _wishes(fields["wishes"]), _wishes(fields["fulfilled"]))


def task_kept(
    seen: Seen, task: Task, wishes: Iterable[WishMade], fulfilled: Iterable[WishMade] = (), told: Iterable[JobId] = ()
) -> Write:
    """The document as the record and the wishes say, as long as nobody wrote it since it was seen.

    `told`: the jobs whose watchers notice it; unless there are any, those noticed before stay noticed.
    """
    wished = tuple(wishes)
    fields = {
        **about("task-record", 1, task.id),
        "step": task.id.step,
        "document": task.dumped().decode(),
        "wishes": [_plain(wish) for wish in wished],
        "fulfilled": [_plain(wish) for wish in fulfilled],
        **_found_by(task, wished),
    }
    names = _names(told)
    if names or not seen.there:
        fields |= {"told": names, "touched": CommitTime()}
    return written(seen, fields)


def wishers(wishes: Iterable[WishMade]) -> tuple[JobId, ...]:
    """The jobs of these wishes, each once, in the order of their ids."""
    return tuple(sorted({wish.job for wish in wishes}, key=str))


def lifted(wishes: tuple[WishMade, ...], wish: Wish) -> tuple[WishMade, ...]:
    """The wishes with one more, or with the one that is there at the newer of both revisions."""
    before = next((made for made in wishes if (made.job, made.group) == (wish.job, wish.group)), None)
    if before is None:
        return (*wishes, WishMade(wish.job, wish.group, wish.revision))
    if before.revision >= wish.revision:
        return wishes
    return tuple(made._replace(revision=wish.revision) if made is before else made for made in wishes)


def newest(wishes: Iterable[WishMade], job: JobId) -> int:
    """The newest revision at which the job wished for it."""
    return max((wish.revision for wish in wishes if wish.job == job), default=-1)


def _found_by(task: Task, wishes: tuple[WishMade, ...]) -> dict[str, Any]:
    hoped = () if task.ended else wishes
    return {
        "state": task.state.value,
        "changed": task.changed,
        "waits": waits(task) if wishes else None,
        "idle": None if wishes else last_used(task),
        "oldest": min((wish.revision for wish in wishes), default=None),
        "jobs": _names(wishers(wishes)),
        "open": _names(wishers(hoped)),
        "shards": sorted({shard_mark(wish.job, wish.group) for wish in hoped if wish.group != ALONE}),
    }


def _names(jobs: Iterable[JobId]) -> list[str]:
    return [str(job) for job in dict.fromkeys(jobs)]


def _plain(wish: WishMade) -> dict[str, Any]:
    return {"job": str(wish.job), "group": wish.group, "revision": wish.revision}


def _wishes(kept: Iterable[dict[str, Any]]) -> tuple[WishMade, ...]:
    return tuple(WishMade(job_id(wish["job"]), Key(wish["group"]), wish["revision"]) for wish in kept)


def is_done(task: Task) -> bool:
    """Whether nobody needs to wish for it any more."""
    return task.state is TaskState.DONE
