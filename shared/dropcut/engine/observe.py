"""Looking at a drop's folder. What is there is the truth; an event only says that looking may be worth it."""

from __future__ import annotations

from dropcut.domain.arrival import observed
from dropcut.domain.errors import Conflict
from dropcut.domain.jobs import Job, ended, settled
from dropcut.domain.names import JobId
from dropcut.engine.home import Home
from dropcut.ports.dispatch import Advance


def observe(home: Home, job: JobId) -> Job:
    """Look at the folder of a recorded job, and have the job advanced when anything counts as new. Raises NotFound."""
    before = home.ledger.job(job)
    after = _looked(home, before)
    if after.version != before.version:
        wake(home, after)
    return after


def look_at(home: Home, job: JobId) -> Job:
    """The job as it stands; while it is not settled, after a look at its folder. For use within a turn."""
    record = home.ledger.job(job)
    return record if ended(record) or settled(record, home.ledger.now()) else _looked(home, record)


def wake(home: Home, job: Job) -> None:
    """Record that the job must be advanced, then say so."""
    home.ledger.wake([job.id])
    home.dispatch.send([Advance(job=job.id, priority=job.priority)])


def _looked(home: Home, job: Job) -> Job:
    while True:
        seen = observed(job, home.folder.files(job.id), home.ledger.now())
        if seen is job:
            return job
        try:
            return home.ledger.update_job(seen)
        except Conflict:
            job = home.ledger.job(job.id)
