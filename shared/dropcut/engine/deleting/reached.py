"""What the jobs that stay need: nothing of that goes."""

from __future__ import annotations

from collections.abc import Iterator

from dropcut.domain.deleting import Whose
from dropcut.domain.names import Key, TaskId, origin
from dropcut.domain.tasks import Task, TaskState
from dropcut.domain.values import Instant
from dropcut.engine.batches import ADVANCE, AT_ONCE
from dropcut.engine.clean import Reached, reached_by
from dropcut.engine.home import Home
from dropcut.ports.blobs import Listed

EVER = Instant(10**14)
"""Later than any moment at which a task was used."""


class Needless:
    """The tasks and blobs of an owner that no job which stays would find done if it were run again.

    Earlier revisions of the jobs that stay count as needless too: whose words stand in them cannot be told.
    """

    def __init__(self, home: Home, whose: Whose) -> None:
        self._home = home
        self._owner = whose.owner
        staying = () if whose.job is None else (job for job in home.ledger.jobs(whose.owner) if not whose.covers(job.id))
        self._reached: Reached = reached_by(home, staying)

    def tasks(self) -> Iterator[Task]:
        """Records, a page in memory at a time."""
        after = TaskId(self._owner, "", Key(""))
        while portion := self._home.ledger.unused_tasks(EVER, AT_ONCE, after):
            for task in portion:
                if task.id.owner != self._owner:
                    return
                if task.id not in self._reached.tasks:
                    yield task
            after = portion[-1].id

    def running(self) -> int:
        """How many of them somebody works on at this moment."""
        now = self._home.ledger.now()
        return sum(task.state is TaskState.RUNNING and task.due > now for task in self.tasks())

    def blobs(self) -> Iterator[Listed]:
        """Bytes, once the tasks are gone."""
        recorded: tuple[TaskId | None, Task | None] = (None, None)
        for blob in self._home.blobs.list(f"store/{self._owner}/"):
            made = origin(blob.path)
            if recorded[0] != made.task:
                recorded = (made.task, self._home.ledger.tasks([made.task])[0])
            if not self._is_needed(blob.path, made.epoch, recorded[1], step=made.task.step):
                yield blob

    def _is_needed(self, path: str, epoch: int, record: Task | None, *, step: str) -> bool:
        if step == ADVANCE:
            return path in self._reached.paths
        return record is not None and record.epoch == epoch and record.state in {TaskState.DONE, TaskState.RUNNING}
