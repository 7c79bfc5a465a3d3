"""Jobs, their tasks, and what those made."""

from __future__ import annotations

from contextlib import suppress

from dropcut.domain.deleting import Left, Removed, Whose
from dropcut.domain.errors import NotFound
from dropcut.domain.jobs import Job
from dropcut.domain.wording import count_of
from dropcut.engine.deleting.reached import EVER, Needless
from dropcut.engine.deleting.unhindered import Unhindered
from dropcut.engine.home import Home
from dropcut.engine.jobs import cancel


class Artifacts(Unhindered):
    """See `dropcut.ports.remains.Remains`. A job is stopped first: work that runs puts down what it does within seconds.

    Nothing is deleted before it has, so that nothing is written behind us. What a machine writes that was cut off for longer
    than its lease is under no record, and the next cleaning takes it.
    """

    name = "jobs and artifacts"

    def __init__(self, home: Home) -> None:
        self._home = home

    def hindrance(self, whose: Whose) -> str:
        """Forgets the jobs, and says how much of their work is still under way."""
        for job in self._jobs(whose):
            with suppress(NotFound):
                cancel(self._home, job.id)
            self._home.ledger.forget_job(job.id)
        running = Needless(self._home, whose).running()
        return f"{count_of(running, 'piece')} of work under way must end first." if running else ""

    def clear(self, whose: Whose) -> tuple[Removed, ...]:
        """Records first: from then on no attempt can end well, and what it wrote is found below."""
        needless = Needless(self._home, whose)
        tasks = sum(self._home.ledger.drop_task(task.id, EVER) for task in needless.tasks())
        blobs = size = 0
        for blob in needless.blobs():
            self._home.blobs.delete(blob.path)
            blobs, size = blobs + 1, size + blob.size
        if whose.job is None:
            self._home.ledger.forget_owner(whose.owner)
        return Removed(what="results", count=tasks), Removed(what="artifacts", count=blobs, bytes=size)

    def left(self, whose: Whose) -> tuple[Left, ...]:
        """Whatever would go if it were deleted again."""
        needless = Needless(self._home, whose)
        found = {
            "jobs": len(self._jobs(whose)),
            "results": sum(1 for _ in needless.tasks()),
            "artifacts": sum(1 for _ in needless.blobs()),
        }
        return tuple(Left(what=what, count=count, why="It came while the rest went.") for what, count in found.items() if count)

    def _jobs(self, whose: Whose) -> tuple[Job, ...]:
        return tuple(job for job in self._home.ledger.jobs(whose.owner) if whose.covers(job.id))
